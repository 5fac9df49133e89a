"""The account that the stand-in pretends to be: its ENIs, and the pools and totals that they draw on.

It starts from an inventory and changes as calls are carried out. Nothing here judges: whoever asks for a change has
judged it. An inventory without VSwitches is an account of which nothing is known: requests are then judged by
themselves, an ENI gets the addresses that its request names and no others, since nobody can tell which they would be.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from eniplan.allocation.from_inventory import open_pools
from eniplan.allocation.seeding import seeded_random
from eniplan.contract.request import CreateNetworkInterface
from eniplan.network.cidr import prefix_at
from eniplan.network.eni import ENI, PRIMARY
from eniplan.planning.ground import Ground, Taken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.network.inventory import Inventory
    from eniplan.network.profile import Profile
    from eniplan.network.vswitch import VSwitch
    from eniplan.validation.case import Case

AVAILABLE: Final = "Available"
_LETTERS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_UNKNOWN_REQUEST: Final = CreateNetworkInterface()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """One ENI of the account.

    Args:
        eni: what the planner knows of it.
        serial: its place in the order of creation, from 1; a listing goes on after it.
        region: where it counts.
        created: when, as the API writes it; empty for an ENI of the inventory.
        request: what made it; nothing but defaults for an ENI of the inventory.
    """

    eni: ENI
    serial: int
    region: str
    created: str = ""
    request: CreateNetworkInterface = field(default=_UNKNOWN_REQUEST)

    @property
    def mac(self) -> str:
        """A MAC address in the cloud's range."""
        digits = f"{self.serial & 0xFFFFFF:06x}"
        return f"00:16:3e:{digits[:2]}:{digits[2:4]}:{digits[4:]}"


class Account:
    """ENIs, pools and totals.

    Args:
        inventory: what exists at first.
        profile: the account's limits.
        seed: of the random draws and ids.
    """

    def __init__(self, inventory: Inventory | None, profile: Profile | None, seed: int) -> None:
        self._random = seeded_random(seed, "stand-in")
        # not the seed itself: a plan draws with it, and the cloud will draw other addresses than the plan shows
        self.ground = Ground(inventory, profile, self._random.getrandbits(64))
        self._start = self.ground.inventory
        self.interfaces: dict[str, Interface] = {
            eni.id: Interface(eni=eni, serial=serial, region=self._start.region_of(eni))
            for serial, eni in enumerate(self._start.enis.values(), 1)
        }
        self._serial = len(self.interfaces)
        self._counted_blocks: dict[str, bool] = {}

    @property
    def vswitches(self) -> Mapping[str, VSwitch]:
        """The VSwitches; calls do not change them."""
        return self._start.vswitches

    def request_id(self) -> str:
        """The id of one answer, in the API's form."""
        digits = f"{self._random.getrandbits(128):032X}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def create(self, case: Case, now: float) -> Interface:
        """Carry out an accepted request.

        Args:
            case: the request, without errors.
            now: seconds since 1970, UTC.
        """
        request, vswitch, key = case.request, case.vswitch, self._new_id()
        eni = ENI(
            id=key,
            name=request.name or "",
            vswitch_id=request.vswitch_id or "",
            vpc_id=vswitch.vpc_id if vswitch else "",
            zone_id=vswitch.zone_id if vswitch else "",
            eni_type=request.eni_type or "Secondary",
            status=AVAILABLE,
            security_group_ids=tuple(group for _, group in case.groups),
            tags=tuple((tag.key or "", tag.value or "") for tag in request.tags),
        )
        self._serial += 1
        made = Interface(
            eni=_with(eni, _given(case, self._take(case, eni))),
            serial=self._serial,
            region=case.region,
            created=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)),
            request=request,
        )
        self.interfaces[key] = made
        return made

    def extend(self, interface: Interface, case: Case) -> Taken:
        """Carry out an accepted assign call: what the ENI gets beside what it has."""
        taken = _given(case, self._take(case, interface.eni))
        self.interfaces[interface.eni.id] = replace(interface, eni=_with(interface.eni, taken))
        return taken

    def shrink(self, interface: Interface, lost: Taken) -> None:
        """Take addresses and prefixes away that the ENI has."""
        eni = interface.eni
        left = replace(
            eni,
            secondary=tuple(a for a in eni.secondary if a not in lost.ipv4),
            ipv6=tuple(a for a in eni.ipv6 if a not in lost.ipv6),
            ipv4_prefixes=tuple(p for p in eni.ipv4_prefixes if p.first not in lost.ipv4_prefixes),
            ipv6_prefixes=tuple(p for p in eni.ipv6_prefixes if p.first not in lost.ipv6_prefixes),
        )
        self.interfaces[eni.id] = replace(interface, eni=left)
        self._uncount(interface, lost, enis=0)

    def delete(self, interface: Interface) -> None:
        """Delete an ENI with all that it holds."""
        del self.interfaces[interface.eni.id]
        self._uncount(interface, held_by(interface.eni), enis=int(interface.eni.eni_type != PRIMARY))

    def inventory(self) -> Inventory:
        """What exists now, as the planner sees it."""
        vswitches = {
            key: replace(vswitch, observed_free=self.observed_free(key)) for key, vswitch in self.vswitches.items()
        }
        enis = {key: interface.eni for key, interface in self.interfaces.items()}
        return replace(self._start, vswitches=vswitches, enis=enis)

    def observed_free(self, vswitch_id: str) -> int:
        """AvailableIpAddressCount as it would be counted now.

        Whether the cloud leaves free addresses of reserved blocks out is unconfirmed: they are left out here, unless
        the inventory's own count shows the opposite. An importer that allows for both reads back the same figures.
        """
        vswitch, pool = self.vswitches[vswitch_id], self.ground.pools[vswitch_id].ipv4
        free = pool.usable_count - pool.used - vswitch.unexplained_ipv4
        inside = pool.free_in_blocks
        counted = self._counts_blocks(vswitch) and vswitch.unexplained_ipv4 < inside
        return max(free if counted else free - inside, 0)

    def _counts_blocks(self, vswitch: VSwitch) -> bool:
        """Whether the inventory's AvailableIpAddressCount had the free addresses of reserved blocks in it."""
        if vswitch.observed_free is None or not vswitch.blocks:
            return False
        known = self._counted_blocks.get(vswitch.id)
        if known is None:
            pool = open_pools(vswitch, self._start.holders_by_vswitch.get(vswitch.id, ())).ipv4
            missing = pool.usable_count - pool.used - vswitch.observed_free
            known = self._counted_blocks[vswitch.id] = missing == vswitch.unexplained_ipv4
        return known

    def _take(self, case: Case, eni: ENI) -> Taken:
        return self.ground.take(case, "random", eni.owner)

    def _uncount(self, interface: Interface, lost: Taken, enis: int) -> None:
        eni = interface.eni
        self.ground.give_back(eni.vswitch_id, lost)
        self.ground.tally.add(
            region=interface.region,
            vpc=eni.vpc_id,
            groups=dict.fromkeys(eni.security_group_ids),
            vpc_addresses=len(lost.ipv4) + 16 * len(lost.ipv4_prefixes),
            slots=sum(map(len, lost)),
            enis=enis,
            times=-1,
        )

    def _new_id(self) -> str:
        while True:
            key = "eni-" + "".join(self._random.choices(_LETTERS, k=20))
            if key not in self.interfaces:
                return key


def held_by(eni: ENI) -> Taken:
    """Everything that an ENI holds."""
    return Taken(
        list(eni.ipv4),
        [prefix.first for prefix in eni.ipv4_prefixes],
        list(eni.ipv6),
        [prefix.first for prefix in eni.ipv6_prefixes],
    )


def _given(case: Case, taken: Taken) -> Taken:
    """What a request gets: what was taken from the pools, in an unknown VSwitch what it names."""
    if case.vswitch is not None:
        return taken
    return Taken(
        [named.address for named in case.addresses[4]],
        [named.block.first for named in case.prefixes[4]],
        [named.address for named in case.addresses[6]],
        [named.block.first for named in case.prefixes[6]],
    )


def _with(eni: ENI, taken: Taken) -> ENI:
    """An ENI with more addresses; the first private one of an ENI without any is its primary address."""
    primary, secondary = eni.primary, taken.ipv4
    if primary is None and not eni.secondary:
        primary, secondary = (secondary[0], secondary[1:]) if secondary else (None, [])
    return replace(
        eni,
        primary=primary,
        secondary=(*eni.secondary, *secondary),
        ipv6=(*eni.ipv6, *taken.ipv6),
        ipv4_prefixes=(*eni.ipv4_prefixes, *(prefix_at(4, first) for first in taken.ipv4_prefixes)),
        ipv6_prefixes=(*eni.ipv6_prefixes, *(prefix_at(6, first) for first in taken.ipv6_prefixes)),
    )
