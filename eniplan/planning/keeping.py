"""Nothing is renumbered: the ENIs of an earlier plan take what they had before anyone else takes anything.

**Theory of operation.** Before the first new ENI is placed, the earlier plan's ENIs are gone through twice, group by
group. First each one that is still wanted claims, in its VSwitch, every address and prefix that it had and that is
still to be had. Only then do those that miss something (an address that somebody holds now, a shape that grew) draw the
rest: so no draw takes what another ENI keeps. What cannot stay where it was is placed like a new ENI, and the reason is
kept.

An automatic ENI's addresses are a drawing: they give way to what another ENI's wish names. Pinned ones do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.finding import DECISION, Finding
from eniplan.contract.lint import severity
from eniplan.network.cidr import FAMILIES
from eniplan.planning.claim import Claim, Had
from eniplan.planning.columns import GroupColumns
from eniplan.planning.pins import Pins
from eniplan.planning.wishes import WishFold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from eniplan.planning.candidate import Candidate
    from eniplan.planning.group_fold import GroupFold
    from eniplan.planning.plan import PlannedENI
    from eniplan.planning.spec import Wish


class _Waiting(NamedTuple):
    """An ENI whose claim is not settled: something is missing, or it has wishes to be judged."""

    number: int
    claim: Claim


class Keeper:
    """What the ENIs of one group keep.

    Args:
        fold: the group's fold.
        earlier: the earlier plan's ENIs by name.
        names_owners: whether messages may have to name the ENI that keeps an address.

    Attributes:
        lost: by ENI name, why something could not be kept.
    """

    def __init__(self, fold: GroupFold, earlier: Mapping[str, PlannedENI], *, names_owners: bool) -> None:
        self.fold, self.earlier, self._names_owners = fold, earlier, names_owners
        self.lost: dict[str, str] = {}
        self._columns = GroupColumns(fold.group, fold.columns.sites, fold.usual.recipe)
        self._rows: dict[int, int] = {}
        self._wishes: dict[int, WishFold] = {}
        self._waiting: list[_Waiting] = []
        self._zones: dict[int, str] = {}

    def __contains__(self, number: object) -> bool:
        return number in self._rows or number in self._wishes

    @property
    def numbers(self) -> Set[int]:
        """The numbers of the ENIs that are kept."""
        return self._rows.keys() | self._wishes.keys()

    # first: claim

    def claim(self) -> None:
        """Let every ENI claim what it had; the totals are up to date afterwards."""
        if not self.earlier:
            return
        self.fold.budget()
        for number in range(1, self.fold.group.count + 1):
            earlier = self.earlier.get(self.fold.group.names.name(number))
            if earlier is not None and not self.fold.exists(number):
                self._claim(number, earlier)
        self.fold.flush()

    def _claim(self, number: int, earlier: PlannedENI) -> None:
        wish = self.fold.group.wishes.get(number)
        found = self._candidate(number, earlier, wish)
        if isinstance(found, str):
            self.lost[earlier.name] = found
            return
        claim = Claim(found, pinned=self.fold.group.pinned)
        for had in _had(self.fold, earlier, wish):
            claim.take(had, self.fold.ground)
        self._instance_is_in(number, found)
        if wish is None:
            found.take()
        if claim.lost:
            self.lost[earlier.name] = "; ".join(claim.lost)
        if wish is None and claim.is_whole:
            self._keep(number, claim)
        else:
            self._waiting.append(_Waiting(number, claim))

    def _candidate(self, number: int, earlier: PlannedENI, wish: Wish | None) -> Candidate | str:
        """The VSwitch that the ENI was in, if it may be there still; else why not, as half a sentence."""
        group, vswitch_id = self.fold.group, earlier.vswitch
        if wish is not None and wish.vswitch not in (None, vswitch_id):
            return f"its wish names {wish.vswitch} now"
        if vswitch_id not in group.vswitches:
            return f"{vswitch_id} is not among the VSwitches of {group.name} now"
        candidate = next((each for each in self.fold.usual.candidates if each.vswitch.id == vswitch_id), None)
        if candidate is None:
            return f"{vswitch_id} is in no file of the inventory now"
        why_not = self._zone_problem(number, candidate) or ("" if wish else self._problem(number, candidate))
        return why_not or candidate

    def _problem(self, number: int, candidate: Candidate) -> str:
        """Why a usual ENI cannot stay in its VSwitch; empty where it can."""
        if candidate.errors:
            return f"{candidate.vswitch.id} cannot take it now: {candidate.errors[0].message}"
        if refusal := self.fold.usual.refusal(self.fold.position_of(number)):
            return refusal.finding.message
        return "" if candidate.has_room else f"{candidate.vswitch.id} has no room for it now"

    def _zone_problem(self, number: int, candidate: Candidate) -> str:
        zone, here = self.zone_of(number), candidate.vswitch.zone_id
        differs = bool(zone) and here not in ("", zone)
        return f"{candidate.vswitch.id} is in {here}, and its instance in {zone} now" if differs else ""

    def zone_of(self, number: int) -> str:
        """The zone that the ENI's instance must be in; empty for any."""
        if self.fold.group.enis_per_instance == 1:
            return ""
        instance = self.fold.instance_of(number)
        if instance not in self._zones:
            self._zones[instance] = self.fold.zone_of_instance(instance)
        return self._zones[instance]

    def _instance_is_in(self, number: int, candidate: Candidate) -> None:
        if self.fold.group.enis_per_instance > 1 and not self.zone_of(number):
            self._zones[self.fold.instance_of(number)] = candidate.vswitch.zone_id

    # then: complete

    def complete(self) -> None:
        """Let those that miss something draw it, and judge those with wishes; what fails is given back."""
        for number, claim in self._waiting:
            if number in self.fold.group.wishes:
                self._complete_wish(number, claim)
            elif claim.draw_rest(self.fold.group.draw):
                self._keep(number, claim)
            else:
                claim.give_back()
                claim.candidate.take(-1)
                self._lose(number, f"{claim.candidate.vswitch.id} has no room for the rest of it")
        self._waiting.clear()
        self.fold.flush()

    def _keep(self, number: int, claim: Claim) -> None:
        """Keep a usual ENI."""
        taken = claim.taken()
        self._rows[number] = len(self._columns)
        self._columns.append(number, claim.candidate.index, taken, kept=True)
        if self._names_owners:
            name, where = self.fold.group.names.name(number), claim.candidate.vswitch.id
            for family in FAMILIES:
                singles, prefixes = (taken.ipv4, taken.ipv4_prefixes) if family == 4 else (taken.ipv6, taken[3])
                self.fold.ground.remember(where, singles, prefixes, family, name)

    def _complete_wish(self, number: int, claim: Claim) -> None:
        """Judge an ENI with wishes as if everything that it keeps were named; nobody draws in between."""
        wish = self.fold.group.wishes[number]
        drawn = claim.draw_rest(self.fold.group.draw)
        names = _names(claim, wish)
        claim.give_back()
        kept = WishFold(self.fold, number, wish, self.fold.position_of(number))
        problem = kept.keep(claim.candidate, names) if drawn else "its VSwitch has no room for the rest of it"
        if problem:
            self._lose(number, problem)
        else:
            self._wishes[number] = kept

    def _lose(self, number: int, why: str) -> None:
        name = self.fold.group.names.name(number)
        self.lost[name] = "; ".join(filter(None, (self.lost.get(name, ""), why)))

    # and when its turn comes

    def emit(self, number: int) -> Candidate | None:
        """Add a kept ENI to the plan, in its turn; its VSwitch, for remarks of a usual one."""
        row = self._rows.get(number)
        if row is None:
            self._wishes[number].append()
            return None
        self.fold.columns.append_row(self._columns, row)
        return self.fold.usual.candidates[self._columns.site_of(row)]


def _had(fold: GroupFold, earlier: PlannedENI, wish: Wish | None) -> Iterator[Had]:
    """What an ENI had of each kind that no wish names, and how much of it it asks for now."""
    group = fold.group
    if wish is None or (wish.primary is None and wish.secondary is None):
        yield Had(4, "addresses", (earlier.primary, *earlier.secondary), 1 + group.secondary_addresses)
    elif wish.primary is None:
        yield Had(4, "addresses", (earlier.primary,), 1)
    elif wish.secondary is None:
        yield Had(4, "addresses", earlier.secondary, group.secondary_addresses)
    if wish is None or wish.ipv4_prefixes is None:
        yield Had(4, "prefixes", earlier.ipv4_prefixes, group.ipv4_prefixes)
    if wish is None or wish.ipv6 is None:
        yield Had(6, "addresses", earlier.ipv6, group.ipv6_addresses)
    if wish is None or wish.ipv6_prefixes is None:
        yield Had(6, "prefixes", earlier.ipv6_prefixes, group.ipv6_prefixes)


def _names(claim: Claim, wish: Wish) -> Pins:
    """Everything that an ENI with wishes has, by name: what its wishes name, and what it claimed."""
    ipv4 = claim.texts(4, "addresses")
    primary = wish.primary if wish.primary is not None else ipv4.pop(0) if ipv4 else ""
    return Pins(
        primary=primary,
        secondary=wish.secondary if wish.secondary is not None else ipv4,
        ipv6=wish.ipv6 if wish.ipv6 is not None else claim.texts(6, "addresses"),
        ipv4_prefixes=wish.ipv4_prefixes if wish.ipv4_prefixes is not None else claim.texts(4, "prefixes"),
        ipv6_prefixes=wish.ipv6_prefixes if wish.ipv6_prefixes is not None else claim.texts(6, "prefixes"),
    )


def not_kept(lost: Mapping[str, str]) -> Iterator[Finding]:
    """One note for each reason why ENIs could not keep what they had."""
    names: dict[str, list[str]] = {}
    for name, why in lost.items():
        names.setdefault(why, []).append(name)
    for why, several in names.items():
        who = several[0] if len(several) == 1 else f"{len(several):,} ENIs from {several[0]} on"
        message = f"{who} could not keep all that the earlier plan gave: {why}"
        code = "Lint.NotKept"
        yield Finding(code=code, severity=severity(code), message=message, request=several[0], source=DECISION)
