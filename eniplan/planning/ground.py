"""The ground a batch is planned on: the pools of every VSwitch and the running totals, changed as requests take theirs.

The rules look at it through :class:`~eniplan.validation.case.Setting`; it alone changes. Pools are opened when first
asked for, so that a plan for two VSwitches does not pay for a thousand, and the check of a request that names none
does not load the allocator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from eniplan.network.cidr import FAMILIES, address_text, parse_address, prefix_at, prefix_text
from eniplan.network.counts import VSwitchCounts
from eniplan.network.inventory import Inventory
from eniplan.planning.pins import Pins
from eniplan.validation.case import Setting
from eniplan.validation.room import want_of
from eniplan.validation.tally import tally_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eniplan.allocation.ipv4_pool import Ipv4Pool
    from eniplan.allocation.ipv6_pool import Ipv6Pool
    from eniplan.allocation.vswitch_pools import VSwitchPools
    from eniplan.network.cidr import Cidr, Family
    from eniplan.network.profile import Profile
    from eniplan.planning.plan import PlannedENI
    from eniplan.planning.spec import Draw
    from eniplan.validation.case import Case


class Taken(NamedTuple):
    """What one request took: addresses as ints, prefixes by their first address, primary first."""

    ipv4: list[int]
    ipv4_prefixes: list[int]
    ipv6: list[int]
    ipv6_prefixes: list[int]

    def texts(self) -> Pins:
        """The addresses and prefixes as texts."""
        ipv4 = [address_text(4, address) for address in self.ipv4]
        return Pins(
            primary=ipv4[0] if ipv4 else "",
            secondary=ipv4[1:],
            ipv6=[address_text(6, address) for address in self.ipv6],
            ipv4_prefixes=[prefix_text(4, first) for first in self.ipv4_prefixes],
            ipv6_prefixes=[prefix_text(6, first) for first in self.ipv6_prefixes],
        )


def taken_by(eni: PlannedENI) -> Taken:
    """What an ENI holds, as ints; prefixes by their first address."""
    ipv4 = (eni.primary, *eni.secondary) if eni.primary else eni.secondary
    return Taken(_firsts(4, ipv4), _firsts(4, eni.ipv4_prefixes), _firsts(6, eni.ipv6), _firsts(6, eni.ipv6_prefixes))


def _firsts(family: Family, texts: Sequence[str]) -> list[int]:
    found = (parse_address(text.partition("/")[0], family) for text in texts)
    return [first for first in found if first is not None]


class _Pools(Mapping[str, "VSwitchPools"]):
    """The pools by VSwitch id, opened when first asked for."""

    def __init__(self, inventory: Inventory, seed: int) -> None:
        self._inventory, self._seed = inventory, seed
        self._open: dict[str, VSwitchPools] = {}

    def __getitem__(self, vswitch_id: str) -> VSwitchPools:
        pools = self._open.get(vswitch_id)
        if pools is None:
            from eniplan.allocation.from_inventory import open_pools  # noqa: PLC0415 - first use only

            vswitch = self._inventory.vswitches[vswitch_id]
            holders = self._inventory.holders_by_vswitch.get(vswitch_id, ())
            pools = self._open[vswitch_id] = open_pools(vswitch, holders, self._seed)
        return pools

    def __iter__(self) -> Iterator[str]:
        return iter(self._inventory.vswitches)

    def __len__(self) -> int:
        return len(self._inventory.vswitches)


class Ground:
    """Pools and totals of one batch.

    Args:
        inventory: what exists; an empty one by default, then rules that need facts say so.
        profile: the account's limits.
        seed: of the random draws.
    """

    def __init__(self, inventory: Inventory | None = None, profile: Profile | None = None, seed: int = 0) -> None:
        self.inventory = inventory or Inventory()
        self.pools: Mapping[str, VSwitchPools] = _Pools(self.inventory, seed)
        self.tally = tally_of(self.inventory)
        self.setting = Setting(
            profile=profile or self.inventory.profile,
            inventory=self.inventory,
            occupancy=self.pools,
            tally=self.tally,
            owner_of=self.owner_of,
        )
        self._owners: dict[str, dict[int | Cidr, str]] = {}

    def hold(self, case: Case) -> None:
        """Keep automatic picks away from what a request names, as long as there is other room (decision)."""
        for family in FAMILIES:
            pool = self._pool(case, family)
            if pool is not None:
                for named in case.addresses[family]:
                    pool.hold(named.address)
                for prefix in case.prefixes[family]:
                    pool.hold_prefix(prefix.block.first)

    def take(self, case: Case, draw: Draw, label: str) -> Taken:
        """Give an accepted request its addresses: named prefixes and addresses, then prefixes and addresses by count.

        Args:
            case: a request without errors; without a known VSwitch it takes nothing but counts.
            draw: how addresses by count are chosen.
            label: who holds them, for later messages.
        """
        ipv4_prefixes, ipv4 = self._take_family(case, 4, draw, label)
        ipv6_prefixes, ipv6 = self._take_family(case, 6, draw, label)
        self.count(case)
        return Taken(ipv4, ipv4_prefixes, ipv6, ipv6_prefixes)

    def count(self, case: Case, times: int = 1) -> None:
        """Count an accepted request, or that many equal ones, towards account, VPC and group limits."""
        vswitch, want = case.vswitch, want_of(case)
        self.tally.add(
            region=case.region or (vswitch.region_id if vswitch else ""),
            vpc=vswitch.vpc_id if vswitch else "",
            groups=[group.id for _, group in case.known_groups],
            vpc_addresses=want.vpc_addresses,
            slots=want.slots,
            enis=want.enis,
            times=times,
        )

    def counts(self, vswitch_id: str) -> VSwitchCounts:
        """The figures of a VSwitch as it is now, in the members of the inventory document."""
        vswitch, pools = self.inventory.vswitches[vswitch_id], self.pools[vswitch_id]
        return VSwitchCounts(
            usable_ipv4=pools.ipv4.usable_count,
            used_ipv4=pools.ipv4.used,
            unexplained_ipv4=vswitch.unexplained_ipv4,
            free_open_ipv4=pools.ipv4.free_open,
            reserved_blocks=sum(block.is_assigned for block in vswitch.blocks),
            free_prefixes_ipv4=pools.ipv4.free_prefixes,
            free_prefixes_ipv6=pools.ipv6.free_prefixes if pools.ipv6 else 0,
            whole_blocks=pools.ipv4.whole_blocks,
        )

    def _pool(self, case: Case, family: Family) -> Ipv4Pool | Ipv6Pool | None:
        if case.vswitch is None:
            return None
        pools = self.pools[case.vswitch.id]
        return pools.ipv4 if family == 4 else pools.ipv6

    def _take_family(self, case: Case, family: Family, draw: Draw, label: str) -> tuple[list[int], list[int]]:
        pool = self._pool(case, family)
        if pool is None:
            return [], []
        prefixes = [named.block.first for named in case.prefixes[family]]
        addresses = [named.address for named in case.addresses[family]]
        for prefix in prefixes:
            pool.claim_prefix(prefix)
        for address in addresses:
            pool.claim(address)
        if not prefixes and (counted := case.count(family, "prefixes")):
            prefixes = pool.allocate_prefixes(counted, draw)
        addresses = _drawn(case, family, pool, addresses, draw)
        if label and case.vswitch:
            self.remember(case.vswitch.id, addresses, prefixes, family, label)
        return prefixes, addresses

    def remember(
        self, vswitch_id: str, addresses: Sequence[int], prefixes: Sequence[int], family: Family, label: str
    ) -> None:
        """Who holds addresses and prefixes (by their first address) from now on, for later messages."""
        owners = self._owners_in(vswitch_id)
        owners.update(dict.fromkeys(addresses, label))
        owners.update(dict.fromkeys((prefix_at(family, first) for first in prefixes), label))

    def give_back(self, vswitch_id: str, held: Taken) -> None:
        """Free what an ENI held. What its VSwitch cannot have given (an inventory's contradiction) changes nothing."""
        if vswitch_id not in self.inventory.vswitches:
            return
        pools, owners = self.pools[vswitch_id], self._owners_in(vswitch_id)
        _release(pools.ipv4, held.ipv4, held.ipv4_prefixes)
        if pools.ipv6 is not None:
            _release(pools.ipv6, held.ipv6, held.ipv6_prefixes)
        for address in (*held.ipv4, *held.ipv6):
            owners.pop(address, None)
        for family, firsts in zip(FAMILIES, (held.ipv4_prefixes, held.ipv6_prefixes), strict=True):
            for first in firsts:
                owners.pop(prefix_at(family, first), None)

    def owner_of(self, vswitch_id: str, address: int) -> str:
        """Who holds an address of a VSwitch, by itself or with a prefix, for messages."""
        owners = self._owners_in(vswitch_id)
        inside = (owners.get(prefix_at(family, address)) for family in FAMILIES)
        return owners.get(address) or next(filter(None, inside), None) or "an ENI of the same VSwitch"

    def _owners_in(self, vswitch_id: str) -> dict[int | Cidr, str]:
        """Who holds what in a VSwitch: single addresses by value, prefixes by their block."""
        owners = self._owners.get(vswitch_id)
        if owners is None:
            owners = self._owners[vswitch_id] = {}
            for holder in self.inventory.holders_by_vswitch.get(vswitch_id, ()):
                owners.update(dict.fromkeys((*holder.ipv4_prefixes, *holder.ipv6_prefixes), holder.owner))
                owners.update(dict.fromkeys((*holder.ipv4, *holder.ipv6), holder.owner))
        return owners


def _release(pool: Ipv4Pool | Ipv6Pool, addresses: Sequence[int], prefixes: Sequence[int]) -> None:
    for address in addresses:
        with suppress(ValueError):
            pool.release(address)
    for first in prefixes:
        with suppress(ValueError):
            pool.release_prefix(first)


def _drawn(case: Case, family: Family, pool: Ipv4Pool | Ipv6Pool, named: list[int], draw: Draw) -> list[int]:
    """The addresses of one family, primary first: the named ones, and those drawn for what is asked for by count."""
    request = case.request
    if family == 6:
        return named or pool.allocate(case.count(6, "addresses"), draw)
    primary = [] if request.primary_address is not None or not case.makes_eni else pool.allocate(1, draw)
    secondary = [] if request.secondary_addresses else pool.allocate(case.count(4, "addresses"), draw)
    return [*primary, *named, *secondary]
