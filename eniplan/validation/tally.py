"""Running totals over a batch: ENIs per region, addresses per VPC, members of each security group."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from eniplan.network.cidr import PREFIX_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eniplan.network.inventory import Inventory


class Tally:
    """What counts towards account and group limits, existing and taken by the batch so far.

    Attributes:
        enis: secondary and trunk ENIs per region.
        vpc_addresses: private IPv4 addresses per VPC; a prefix counts its 16 (decision: the VPC page says
            "private IP addresses" and not how it counts a prefix).
        group_addresses: private addresses per security group: primary, secondary, IPv6 and prefixes, one each.
        group_enis: ENIs per security group.
    """

    def __init__(self) -> None:
        self.enis: Counter[str] = Counter()
        self.vpc_addresses: Counter[str] = Counter()
        self.group_addresses: Counter[str] = Counter()
        self.group_enis: Counter[str] = Counter()

    def add(
        self,
        *,
        region: str,
        vpc: str,
        groups: Iterable[str],
        vpc_addresses: int,
        slots: int,
        enis: int = 1,
        times: int = 1,
    ) -> None:
        """Count one ENI (or ``times`` equal ones): its IPv4 addresses, and its slots of a basic group.

        With ``enis`` 0 addresses come to an ENI that counts already; a negative ``times`` takes away again.
        """
        self.enis[region] += enis * times
        self.vpc_addresses[vpc] += vpc_addresses * times
        for group in groups:
            self.group_addresses[group] += slots * times
            self.group_enis[group] += enis * times


def tally_of(inventory: Inventory) -> Tally:
    """The totals of what exists; group counts see only the ENIs that are listed."""
    tally = Tally()
    tally.enis.update(inventory.quota_counts())
    for holder in inventory.holders:
        vswitch = inventory.vswitches.get(holder.vswitch_id)
        vpc = holder.vpc_id or (vswitch.vpc_id if vswitch else "")
        tally.vpc_addresses[vpc] += len(holder.ipv4) + PREFIX_SIZE[4] * len(holder.ipv4_prefixes)
        slots = len(holder.ipv4) + len(holder.ipv6) + len(holder.ipv4_prefixes) + len(holder.ipv6_prefixes)
        for group in dict.fromkeys(holder.security_group_ids):
            tally.group_addresses[group] += slots
            tally.group_enis[group] += 1
    return tally
