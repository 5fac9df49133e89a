"""An elastic network interface that exists, with the addresses it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eniplan.network.cidr import Cidr

PRIMARY = "Primary"


@dataclass(frozen=True, slots=True, kw_only=True)
class ENI:
    """One ENI of the inventory, or an instance whose addresses no listed ENI explains.

    Args:
        id: the ENI's id (an instance's id where only DescribeInstances shows the addresses).
        name: NetworkInterfaceName, empty where it has none.
        vswitch_id, vpc_id, zone_id: where it is; empty where the files do not say.
        eni_type: ``Primary``, ``Secondary``, ``Trunk`` or what the API says.
        primary: the primary private address, None where the files do not say.
        secondary: the secondary private addresses.
        ipv6: the IPv6 addresses.
        ipv4_prefixes, ipv6_prefixes: the prefixes assigned to it.
        security_group_ids: its security groups.
        instance_id: the instance it is attached to, empty where it is not.
        tags: its tags as (key, value) pairs.
        listed: False for an instance known from DescribeInstances only.
        file: the file that shows it; two ENIs with the same facts are equal whatever file they stand in.
    """

    id: str
    name: str = ""
    vswitch_id: str = ""
    vpc_id: str = ""
    zone_id: str = ""
    eni_type: str = "Secondary"
    status: str = ""
    primary: int | None = None
    secondary: tuple[int, ...] = ()
    ipv6: tuple[int, ...] = ()
    ipv4_prefixes: tuple[Cidr, ...] = ()
    ipv6_prefixes: tuple[Cidr, ...] = ()
    security_group_ids: tuple[str, ...] = ()
    instance_id: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    listed: bool = True
    file: str = field(default="", compare=False)

    @property
    def ipv4(self) -> tuple[int, ...]:
        """Primary and secondary private addresses."""
        return self.secondary if self.primary is None else (self.primary, *self.secondary)

    @property
    def owner(self) -> str:
        """Who holds the addresses, for a person: id and name."""
        return f"{self.id} ({self.name})" if self.name else self.id
