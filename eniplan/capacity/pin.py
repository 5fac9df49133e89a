"""Fragmentation-safe pinning: name the addresses that the cloud would draw, so that whole /28s stay whole.

The cloud draws single addresses at random over the open pool, and each that falls into a whole /28 spoils it. The API
takes names as well (PrimaryIpAddress, PrivateIpAddress.N), so a plan can keep its automatic ENIs inside /28s that are
broken already (:mod:`eniplan.capacity.broken_blocks`). What that saves is exact: of F free addresses, k drawn at random
leave a whole block alone with the chance C(F - 16, k) / C(F, k).

VSwitches stay as planned, what is named already stays named, and pinned groups keep their addresses, as wishes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from eniplan.allocation.from_inventory import open_pools
from eniplan.capacity.answer import Answer
from eniplan.capacity.asking import groups_of
from eniplan.capacity.broken_blocks import BLOCK, is_whole, open_addresses, sparing
from eniplan.capacity.telling import telling
from eniplan.capacity.whole_blocks import laws, mean_and_variance, percentile
from eniplan.network.cidr import address_text, parse_address
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Wish
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eniplan.allocation.vswitch_pools import VSwitchPools
    from eniplan.capacity.telling import Progress
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import Plan, PlannedENI
    from eniplan.planning.spec import Group, PlanSpec

_RANDOM = "left alone, the cloud draws each address uniformly at random from the open pool (its order is unconfirmed)"
_STALE = "named addresses are free in the inventory; the request that names one taken since then fails"
_UNEXPLAINED = "{:,} addresses of {} are taken by something that no file shows; a named one may be among them"
_MOVING = "each ENI stays in the VSwitch that the plan gave it"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedVSwitch:
    """What pinning saves in one VSwitch.

    Args:
        vswitch: its id.
        named: addresses that pinning names.
        free_in_broken: free addresses of broken /28s before them.
        whole_before: whole /28s before them.
        lost_at_random: expected number of whole /28s lost if the cloud draws them at random; exact.
        lost_p05: 5 of 100 random draws lose no more.
        lost_p95: 95 of 100 random draws lose no more.
        lost_pinned: whole /28s that the named ones take: none while the broken ones have room.
    """

    vswitch: str
    named: int
    free_in_broken: int
    whole_before: int
    lost_at_random: float
    lost_p05: int
    lost_p95: int
    lost_pinned: int

    @property
    def saved(self) -> float:
        """Whole /28s to be expected more than at random."""
        return self.lost_at_random - self.lost_pinned


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedENI:
    """The single addresses of one new ENI, all of them named."""

    name: str
    vswitch: str
    primary: str
    secondary: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PinAnswer(Answer):
    """A plan whose automatic ENIs have names for their addresses, and what leaving it random would cost.

    Args:
        plan: the pinned plan.
        vswitches: what it saves, in the order of the plan's VSwitches; only those where something is named.
        enis: the addresses of each new ENI, in the order of the plan.
        further_calls: how many calls more it takes: a create call lists no more than ten secondary addresses.
    """

    question: ClassVar[str] = "pin"
    derived: ClassVar[tuple[str, ...]] = ("named", "lost_at_random", "lost_pinned", "saved")

    plan: Plan = field(metadata={"document": False})
    vswitches: tuple[PinnedVSwitch, ...]
    enis: tuple[PinnedENI, ...]
    further_calls: int

    @property
    def spec(self) -> PlanSpec:
        """The pinned plan as a spec: its wishes name every address, so that planning it again gives the same."""
        return self.plan.spec

    @property
    def named(self) -> int:
        """Addresses that pinning names."""
        return sum(row.named for row in self.vswitches)

    @property
    def lost_at_random(self) -> float:
        """Expected number of whole /28s lost if it is left random."""
        return sum(row.lost_at_random for row in self.vswitches)

    @property
    def lost_pinned(self) -> int:
        """Whole /28s lost with pinning."""
        return sum(row.lost_pinned for row in self.vswitches)

    @property
    def saved(self) -> float:
        """Whole /28s to be expected more than at random."""
        return self.lost_at_random - self.lost_pinned

    @property
    def headline(self) -> str:
        """The cost of leaving it random."""
        if not self.named:
            return "nothing to pin: the plan leaves no single address to the cloud"
        return (
            f"{counted(self.named, 'address')} left random: {self.lost_at_random:,.1f} whole /28s lost, "
            f"to be expected; pinned: {self.lost_pinned:,}"
        )


def pin(plan: Plan, *, profile: Mapping[str, object] | None = None, progress: Progress | None = None) -> PinAnswer:
    """Name the addresses of a plan's automatic ENIs, primary ones included, where they spoil fewest whole /28s.

    Args:
        plan: a plan of groups. Existing ENIs, prefixes and IPv6 addresses are left as they are.
        profile: keys of the account's profile that the plan was made with, beside the plan file's.
        progress: called with the number of ENIs done so far; what it raises ends the answer.

    Raises:
        QuestionError: a plan of ready-made requests, which say themselves what they want.

    >>> import eniplan
    >>> web = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")
    >>> answer = eniplan.pin(web)
    >>> answer.lost_pinned, answer.lost_at_random > 5
    (0, True)
    """
    groups_of(plan, "say themselves what they want")
    policy = _Policy(plan)
    planned = (eni for eni in plan.enis if eni.state == "planned")
    wishes = {eni.name: policy.wish(eni) for eni in telling(planned, progress)}
    groups = tuple(_with_wishes(group, wishes) for group in plan.spec.groups)
    pinned = plan_groups(replace(plan.spec, groups=groups), plan.inventory, profile=profile, seed=plan.seed)
    return PinAnswer(
        plan=pinned,
        vswitches=tuple(policy.rows()),
        enis=tuple(_named_eni(eni) for eni in pinned.enis if eni.state == "planned"),
        further_calls=len(pinned.steps) - len(plan.steps),
        assumptions=tuple(_assumptions(plan, policy)),
    )


def _named_eni(eni: PlannedENI) -> PinnedENI:
    return PinnedENI(name=eni.name, vswitch=eni.vswitch, primary=eni.primary, secondary=eni.secondary)


def _with_wishes(group: Group, wishes: Mapping[str, Wish]) -> Group:
    """A group with a wish for each of its planned ENIs; the wishes of the others stay."""
    names = {number: group.names.name(number) for number in range(1, group.count + 1)}
    found = {
        **group.wishes,
        **{number: replace(wishes[name], n=number) for number, name in names.items() if name in wishes},
    }
    return replace(group, enis=tuple(found[number] for number in sorted(found)))


class _Policy:
    """Which address each ENI gets, VSwitch by VSwitch.

    What the plan itself names is taken first; then addresses are handed out in the order that spares whole blocks.
    """

    def __init__(self, plan: Plan) -> None:
        self._groups = {group.name: group for group in plan.spec.groups}
        self._shelves: dict[str, _Shelf] = {}
        planned = [eni for eni in plan.enis if eni.state == "planned"]
        for vswitch_id in dict.fromkeys(eni.vswitch for eni in planned):
            vswitch = plan.inventory.vswitches[vswitch_id]
            pools = open_pools(vswitch, plan.inventory.holders_by_vswitch.get(vswitch_id, ()))
            self._shelves[vswitch_id] = _Shelf(vswitch, pools)
        for eni in planned:
            self._shelves[eni.vswitch].take(self._named(eni))

    def rows(self) -> Iterator[PinnedVSwitch]:
        """What each VSwitch where something was named saves."""
        return (shelf.row() for shelf in self._shelves.values() if shelf.handed)

    def unexplained(self) -> Iterator[VSwitch]:
        """VSwitches with addresses that no file shows, where something was named."""
        return (s.vswitch for s in self._shelves.values() if s.handed and s.vswitch.unexplained_ipv4)

    def wish(self, eni: PlannedENI) -> Wish:
        """A wish for everything of an ENI that the plan names or the cloud would draw from the open pool."""
        if self._groups[eni.group].pinned:
            return _as_it_is(eni)
        wish, shelf = self._own(eni), self._shelves[eni.vswitch]
        primary = shelf.hand(1)[0] if wish.primary is None else wish.primary
        secondary = tuple(shelf.hand(len(eni.secondary))) if wish.secondary is None else wish.secondary
        return replace(wish, vswitch=eni.vswitch, primary=primary, secondary=secondary or None)

    def _own(self, eni: PlannedENI) -> Wish:
        group = self._groups[eni.group]
        return group.wishes.get(group.names.number_of(eni.name) or 0, Wish(n=1))

    def _named(self, eni: PlannedENI) -> Iterator[str]:
        """The single IPv4 addresses of an ENI that the plan names already."""
        own = Wish(n=1, primary=eni.primary, secondary=eni.secondary)
        wish = own if self._groups[eni.group].pinned else self._own(eni)
        if wish.primary is not None:
            yield wish.primary
        yield from wish.secondary or ()


def _as_it_is(eni: PlannedENI) -> Wish:
    """Everything that a pinned ENI has, by name."""
    return Wish(
        n=1,
        vswitch=eni.vswitch,
        primary=eni.primary or None,
        secondary=eni.secondary or None,
        ipv4_prefixes=eni.ipv4_prefixes or None,
        ipv6=eni.ipv6 or None,
        ipv6_prefixes=eni.ipv6_prefixes or None,
    )


class _Shelf:
    """The open pool of one VSwitch, from which addresses are handed out in the order that spares whole blocks."""

    def __init__(self, vswitch: VSwitch, pools: VSwitchPools) -> None:
        self.vswitch, self._pools = vswitch, pools
        self.handed: list[int] = []
        self._waiting: list[int] | None = None

    def take(self, texts: Iterable[str]) -> None:
        """Mark what is named already as taken."""
        for address in (parse_address(text, 4) for text in texts):
            if address is not None:
                self._pools.ipv4.mark(address)

    def hand(self, count: int) -> Sequence[str]:
        """The next addresses."""
        if self._waiting is None:
            self._waiting = sparing(open_addresses(self.vswitch, self._pools.ipv4))
        start = len(self.handed)
        self.handed += self._waiting[start : start + count]
        return [address_text(4, address) for address in self.handed[start:]]

    def row(self) -> PinnedVSwitch:
        """What naming saves here; the pools still are as they were before anything was handed out."""
        pool, named = self._pools.ipv4, len(self.handed)
        whole, free = pool.whole_blocks, pool.free_open
        mean, _ = mean_and_variance(whole, free, named)
        left = laws(whole, free, [named])[named]
        blocks = {address // BLOCK for address in self.handed}
        return PinnedVSwitch(
            vswitch=self.vswitch.id,
            named=named,
            free_in_broken=free - BLOCK * whole,
            whole_before=whole,
            lost_at_random=float(whole - mean),
            lost_p05=whole - percentile(left, 0.95),
            lost_p95=whole - percentile(left, 0.05),
            lost_pinned=sum(is_whole(pool, block) for block in blocks),
        )


def _assumptions(plan: Plan, policy: _Policy) -> Iterator[str]:
    yield _RANDOM
    yield _STALE
    yield _MOVING
    for vswitch in policy.unexplained():
        yield _UNEXPLAINED.format(vswitch.unexplained_ipv4, vswitch.id)
    if plan.refused:
        yield f"the {plan.refused.enis:,} refused ENIs of the plan are not pinned"
