"""Placing one ENI that has wishes of its own: judged by itself, with all rules, in each VSwitch that may take it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.client_token import client_token
from eniplan.contract.reading import read_request
from eniplan.contract.wire import canonical
from eniplan.network.cidr import FAMILIES, parse_address
from eniplan.planning.column_rows import OwnRequest
from eniplan.planning.pins import NO_PINS
from eniplan.planning.placement import KEPT, Choice, choose, reason
from eniplan.planning.plan import planned_eni
from eniplan.planning.refusals import reason_of_finding
from eniplan.planning.shape import counted, fixed_parameters, in_page_order, sent
from eniplan.planning.usual import SAMPLE_TOKEN
from eniplan.validation.case import Case
from eniplan.validation.judge import judge, ordered
from eniplan.validation.rule import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.contract.finding import Finding
    from eniplan.contract.wire import Value
    from eniplan.network.cidr import Family
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.candidate import Candidate
    from eniplan.planning.group_fold import GroupFold
    from eniplan.planning.pins import Pins
    from eniplan.planning.plan import PlannedENI
    from eniplan.planning.spec import Wish


_BEFORE_ROOM = frozenset({Stage.REQUEST, Stage.FACTS, Stage.INSTANCE})


class _Placed(NamedTuple):
    """Where an ENI with wishes went: the VSwitch, its request there, what was found, and what is sent."""

    candidate: Candidate
    case: Case
    found: list[Finding]
    own: OwnRequest


class WishFold:
    """One ENI with wishes.

    Args:
        fold: the group's fold, whose ground it takes from.
        number: the ENI's number.
        wish: what is named for it.
        position: its position in its instance, from 0.
    """

    def __init__(self, fold: GroupFold, number: int, wish: Wish, position: int) -> None:
        self.fold, self.number, self.wish, self.position = fold, number, wish, position
        self.name = fold.group.names.name(number)
        self._placed: _Placed | None = None

    def place(self) -> None:
        """Take the first VSwitch, in the order of the placement, that breaks no rule; else refuse."""
        fold, group = self.fold, self.fold.group
        fold.flush()
        refused: list[Finding] = []
        wished = [c for c in fold.usual.candidates if self.wish.vswitch in (None, c.vswitch.id)]
        waiting = [c for c in wished if not fold.zone or c.vswitch.zone_id in ("", fold.zone)]
        if not waiting:
            self._refuse([fold.zone_finding(wished[0])] if wished else self._unknown())
            return
        zones = fold.roomy_zones()
        while choice := choose(group, [c for c in waiting if c.vswitch.zone_id in zones] or waiting):
            candidate, case = choice.candidate, self._case(choice.candidate)
            found = ordered([*case.read_findings, *judge(case)])
            errors = [finding for finding in found if finding.is_error]
            if not errors:
                self._take(choice, case, found)
                return
            refused = refused if refused and not self._belongs(case) else errors
            waiting.remove(candidate)
        self._refuse(refused)

    def _unknown(self) -> list[Finding]:
        """The VSwitches that the ENI could be in, none of which anybody describes."""
        return [finding for finding in self.fold.usual.unknown if self.wish.vswitch in (None, finding.vswitch)]

    def keep(self, candidate: Candidate, names: Pins) -> str:
        """Take everything that the ENI keeps of an earlier plan, by name, with all rules judged.

        Args:
            candidate: the VSwitch it was in.
            names: what it had there, and what its wishes name.

        Returns:
            Empty, or why it cannot be; then nothing is taken.
        """
        named = self._case(candidate, _members(names))
        if errors := [error for error in (*named.read_findings, *judge(named)) if error.is_error]:
            return ordered(errors)[0].message
        case = self._case(candidate)
        found = [each for each in ordered([*case.read_findings, *judge(case, _BEFORE_ROOM)]) if not each.is_error]
        taken = self.fold.ground.take(named, self.fold.group.draw, self.name)
        candidate.placed += 1
        own = self._own_request(candidate, taken.texts(), f"{candidate.vswitch.id}: {KEPT}")
        self._placed = _Placed(candidate, case, found, own)
        return ""

    def _case(self, candidate: Candidate, own: Mapping[str, Value] | None = None) -> Case:
        fold = self.fold
        asked = counted(fold.group, self.wish) if own is None else own
        read = read_request(self._parameters(candidate, asked, SAMPLE_TOKEN))
        instance = fold.usual.instance_at(self.position)
        return Case(read, fold.ground.setting, instance, fold.group.zone, whole_eni=True)

    def _parameters(self, candidate: Candidate, own: Mapping[str, Value], token: str = "") -> dict[str, Value]:
        members = {
            **fixed_parameters(self.fold.spec, self.fold.group, candidate.vswitch.id),
            **own,
            "NetworkInterfaceName": self.name,
        }
        return sent(in_page_order({**members, "ClientToken": token} if token else members))

    def _belongs(self, case: Case) -> bool:
        """Whether a named address or prefix lies in the VSwitch of the case: then its errors are the telling ones."""
        vswitch = case.vswitch
        cidrs = [cidr for family in FAMILIES if vswitch and (cidr := vswitch.family_cidr(family))]
        named = [*(n.address for f in FAMILIES for n in case.addresses[f])]
        named += [prefix.block.first for f in FAMILIES for prefix in case.prefixes[f]]
        return any(address in cidr for cidr in cidrs for address in named)

    def _refuse(self, errors: list[Finding]) -> None:
        fold = self.fold
        fold.usual.findings += [replace(finding, request=self.name) for finding in errors[1:]]
        first = replace(errors[0], request=self.name)
        fold.refusals.add(self.name, reason_of_finding(first, (first.vswitch,) if first.vswitch else ()))

    def _take(self, choice: Choice, case: Case, found: list[Finding]) -> None:
        fold, candidate = self.fold, choice.candidate
        reason = self._reason(choice, case)
        taken = fold.ground.take(case, fold.group.draw, self.name)
        candidate.placed += 1
        self._placed = _Placed(candidate, case, found, self._own_request(candidate, taken.texts(), reason))
        self.append()
        fold.budget()

    def append(self) -> None:
        """Add the placed ENI to the plan, and what is to be said of it."""
        assert self._placed is not None  # noqa: S101 - whoever calls has placed it
        candidate, case, found, own = self._placed
        fold, said = self.fold, self.fold.usual.said
        fold.usual.findings += [replace(f, request=self.name) for f in found if (f.code, f.parameter) not in said]
        fold.remarks.own_placed(candidate, case, self.name)
        fold.settle(candidate)
        if own.further and own.step_count != len(fold.usual.recipe.calls):
            message = f"{self.name} takes {own.step_count} calls; steps.jsonl has all of them in order"
            fold.usual.lint("Lint.StepsNeeded", message, self.name, candidate.vswitch.id)
        fold.columns.append_own(self.number, own)

    def _reason(self, choice: Choice, case: Case) -> str:
        """Why it is in the VSwitch: because its wish says so, or by the placement."""
        vswitch = choice.candidate.vswitch.id
        if self.wish.vswitch is not None:
            return f"{vswitch}: its own wish names it"
        if self._belongs(case):
            return f"{vswitch}: what its own wish names lies there"
        return reason(self.fold.group, vswitch, choice.score, self.fold.zone)

    def _own_request(self, candidate: Candidate, drawn: Pins, reason: str) -> OwnRequest:
        """The ENI, the line of its request, and the steps after it."""
        fold = self.fold
        recipe, pins = fold.usual.recipe_for(self.wish), drawn if fold.group.pinned else NO_PINS
        primary = drawn.primary if fold.group.pinned else self.wish.primary or ""
        own = sent({"PrimaryIpAddress": primary, **recipe.created(pins)})
        token = client_token(fold.spec.name, self.name, canonical(self._parameters(candidate, own)))
        line = canonical(self._parameters(candidate, own, token))
        eni = replace(self._eni(candidate, drawn), reason=reason, client_token=token)
        return OwnRequest(eni, line, recipe.further(self.name, pins))

    def _eni(self, candidate: Candidate, drawn: Pins) -> PlannedENI:
        group, illustrative = self.fold.group, not (self.fold.group.pinned or self._all_named())
        return planned_eni(
            self.name,
            group.name,
            candidate.vswitch.id,
            drawn,
            addressing=group.addressing,
            illustrative=illustrative,
        )

    def _all_named(self) -> bool:
        """Whether the cloud has nothing left to draw."""
        drawn = {"SecondaryPrivateIpAddressCount", "Ipv6AddressCount", "Ipv4PrefixCount", "Ipv6PrefixCount"}
        return self.wish.primary is not None and not drawn & set(counted(self.fold.group, self.wish))


def _members(names: Pins) -> dict[str, Value]:
    """Everything named, as parameters."""
    primary, *lists = names
    kinds = ("PrivateIpAddress", "Ipv6Address", "Ipv4Prefix", "Ipv6Prefix")
    return sent({"PrimaryIpAddress": primary, **{kind: list(texts) for kind, texts in zip(kinds, lists, strict=True)}})


def lies_in(wish: Wish, vswitch: VSwitch) -> bool:
    """Whether a wish puts its ENI into a VSwitch: by its id, or by an address or prefix that lies in it."""
    if wish.vswitch is not None:
        return wish.vswitch == vswitch.id
    ipv4 = (*filter(None, (wish.primary,)), *(wish.secondary or ()), *(wish.ipv4_prefixes or ()))
    ipv6 = (*(wish.ipv6 or ()), *(wish.ipv6_prefixes or ()))
    named: tuple[tuple[Family, tuple[str, ...]], ...] = ((4, ipv4), (6, ipv6))
    return any(
        parse_address(text.partition("/")[0], family) in cidr
        for family, texts in named
        if (cidr := vswitch.family_cidr(family))
        for text in texts
    )
