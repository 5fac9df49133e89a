"""The inventory: the known facts of one account and region, read from API answers."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from eniplan.contract.findings import Findings
from eniplan.network.eni import PRIMARY
from eniplan.network.profile import Profile
from eniplan.spelling import counted
from eniplan.views import Viewable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eniplan.network.eni import ENI
    from eniplan.network.instance_type import InstanceType
    from eniplan.network.security_group import SecurityGroup
    from eniplan.network.vswitch import VSwitch


@dataclass(frozen=True, kw_only=True, repr=False)
class Inventory(Viewable):
    """What exists. All mappings go from an id to its value, in the order of the files.

    Args:
        vswitches, enis, security_groups, instance_types: the listed things.
        others: holders of addresses that are no listed ENI (instances known from DescribeInstances only).
        resource_groups: the listed resource group ids.
        profile: the account's limits, DescribeAccountAttributes included.
        findings: contradictions and gaps, ``line`` None, with file and subject.
        lists_security_groups, lists_resource_groups: whether the files had such a listing at all; without one the
            rules that need it are skipped with a note.
    """

    vswitches: Mapping[str, VSwitch] = field(default_factory=dict)
    enis: Mapping[str, ENI] = field(default_factory=dict)
    others: tuple[ENI, ...] = ()
    security_groups: Mapping[str, SecurityGroup] = field(default_factory=dict)
    instance_types: Mapping[str, InstanceType] = field(default_factory=dict)
    resource_groups: frozenset[str] = frozenset()
    profile: Profile = field(default_factory=Profile)
    findings: Findings = field(default_factory=Findings)
    lists_security_groups: bool = False
    lists_resource_groups: bool = False

    def __repr__(self) -> str:
        counts = f"{len(self.vswitches):,} VSwitches, {len(self.enis):,} ENIs"
        return f"<Inventory: {counts}, {counted(len(self.findings), 'finding')}>"

    @cached_property
    def holders(self) -> tuple[ENI, ...]:
        """Everything that holds addresses: the ENIs, then the others."""
        return (*self.enis.values(), *self.others)

    @cached_property
    def holders_by_vswitch(self) -> Mapping[str, tuple[ENI, ...]]:
        """The holders of each VSwitch id, known or not."""
        found: dict[str, list[ENI]] = {}
        for holder in self.holders:
            found.setdefault(holder.vswitch_id, []).append(holder)
        return {vswitch_id: tuple(holders) for vswitch_id, holders in found.items()}

    @cached_property
    def enis_by_name(self) -> Mapping[str, tuple[ENI, ...]]:
        """The listed ENIs of each non-empty name."""
        found: dict[str, list[ENI]] = {}
        for eni in self.enis.values():
            if eni.name:
                found.setdefault(eni.name, []).append(eni)
        return {name: tuple(enis) for name, enis in found.items()}

    @cached_property
    def _sorted_names(self) -> Sequence[str]:
        return sorted(self.enis_by_name)

    def names_that_begin(self, head: str) -> Sequence[str]:
        """The names of ENIs that begin with a text, sorted; found by bisection."""
        names = self._sorted_names
        start = bisect_left(names, head)
        beyond = bisect_left(names, 1, start, key=lambda name: int(not name.startswith(head)))
        return names[start:beyond]

    def region_of(self, eni: ENI) -> str:
        """The region an ENI is in, empty where it is not known."""
        vswitch = self.vswitches.get(eni.vswitch_id)
        return vswitch.region_id if vswitch is not None and vswitch.region_id else region_of_zone(eni.zone_id)

    def quota_counts(self) -> Counter[str]:
        """ENIs that count towards the quota, per region: secondary and trunk ones."""
        return Counter(self.region_of(eni) for eni in self.enis.values() if eni.eni_type != PRIMARY)


def region_of_zone(zone_id: str) -> str:
    """The region of a zone id: ``cn-hangzhou-h`` and ``ap-southeast-1a`` lose their last part (decision)."""
    head, dash, tail = zone_id.rpartition("-")
    if not dash:
        return ""
    digits = tail.rstrip("abcdefghijklmnopqrstuvwxyz")
    return f"{head}-{digits}" if digits else head
