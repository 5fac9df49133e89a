"""A small account to judge requests in: one VSwitch with everything, and what a case changes of it.

Figures that the cases rely on: vsw-1 is 10.0.0.0/24 with 252 usable addresses, 64 of them in its reserved block
10.0.0.64/26 (four prefixes, the first is taken), so its open pool has 188, of which two are taken: 186 are free.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from eniplan.contract.reading import read_request
from eniplan.network.cidr import Cidr, parse_cidr
from eniplan.network.eni import ENI
from eniplan.network.instance_type import InstanceType
from eniplan.network.inventory import Inventory
from eniplan.network.profile import Profile
from eniplan.network.security_group import SecurityGroup
from eniplan.network.vswitch import ReservedBlock, VSwitch
from eniplan.planning.ground import Ground
from eniplan.validation.case import Case
from eniplan.validation.judge import judge, ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eniplan.contract.finding import Finding
    from eniplan.validation.instance import Instance

Json = dict[str, Any]

BASE: Json = {
    "RegionId": "cn-hangzhou",
    "VSwitchId": "vsw-1",
    "SecurityGroupId": "sg-1",
    "NetworkInterfaceName": "web-001",
    "ClientToken": "token-1",
}
"""A request without findings."""


def at(text: str) -> int:
    """An address as an int."""
    return int(ip_address(text))


def block_of(text: str) -> Cidr:
    """A CIDR text as a block."""
    block = parse_cidr(text, 6 if ":" in text else 4)
    assert block is not None
    return block


def reserved(*cidrs: str, status: str = "Assigned") -> tuple[ReservedBlock, ...]:
    """Reserved blocks of one status."""
    return tuple(ReservedBlock(id=f"vcr-{text}", cidr=block_of(text), status=status) for text in cidrs)


VSWITCH = VSwitch(
    id="vsw-1",
    cidr=block_of("10.0.0.0/24"),
    ipv6_cidr=block_of("2001:db8:0:1::/64"),
    vpc_id="vpc-1",
    zone_id="cn-hangzhou-h",
    region_id="cn-hangzhou",
    blocks=reserved("10.0.0.64/26", "2001:db8:0:1:4000::/66"),
)
FAR_VSWITCH = VSwitch(id="vsw-far", cidr=block_of("10.9.0.0/24"), vpc_id="vpc-9", region_id="cn-shanghai")
OWN_ENI = ENI(
    id="eni-1",
    vswitch_id="vsw-1",
    vpc_id="vpc-1",
    primary=at("10.0.0.10"),
    secondary=(at("10.0.0.11"),),
    ipv6=(at("2001:db8:0:1::100"),),
    ipv4_prefixes=(block_of("10.0.0.64/28"),),
    ipv6_prefixes=(block_of("2001:db8:0:1:4000::/80"),),
    security_group_ids=("sg-1",),
)
GROUPS = (
    *(SecurityGroup(id=f"sg-{number}", vpc_id="vpc-1", type="basic", rule_count=10) for number in range(1, 13)),
    SecurityGroup(id="sg-rules", vpc_id="vpc-1", type="basic", rule_count=990),
    SecurityGroup(id="sg-advanced", vpc_id="vpc-1", type="advanced"),
    SecurityGroup(id="sg-elsewhere", vpc_id="vpc-2", type="basic"),
    SecurityGroup(id="sg-classic", vpc_id="", type="basic"),
    SecurityGroup(id="sg-managed", vpc_id="vpc-1", type="basic", managed=True),
    SecurityGroup(id="sg-untyped", vpc_id=None),
)
INSTANCE_TYPE = InstanceType(
    id="ecs.example.large",
    eni_quantity=3,
    ipv4_per_eni=10,
    ipv6_per_eni=5,
    trunk_supported=True,
    eri_quantity=1,
    max_queues_per_eni=8,
    primary_queues=8,
    secondary_queues=4,
    total_queues=16,
    queue_pairs=20,
)


@dataclass(frozen=True, kw_only=True)
class World:
    """What a case changes of the account.

    Args:
        vswitch: fields of vsw-1.
        profile: keys of the profile.
        inventory: fields of the inventory.
        enis: the ENIs; by default eni-1 alone.
        known: False where there is no inventory at all.
        instance: the instance the ENI will be attached to.
        zone: the zone its group asks for.
        group_addresses, group_enis, enis_in_region, vpc_addresses: what is counted beside the ENIs of the inventory.
    """

    vswitch: Mapping[str, object] = field(default_factory=dict)
    profile: Mapping[str, object] = field(default_factory=dict)
    inventory: Mapping[str, object] = field(default_factory=dict)
    enis: tuple[ENI, ...] = (OWN_ENI,)
    known: bool = True
    instance: Instance | None = None
    zone: str = ""
    group_addresses: Mapping[str, int] = field(default_factory=dict)
    group_enis: Mapping[str, int] = field(default_factory=dict)
    enis_in_region: int = 0
    vpc_addresses: int = 0

    def ground(self) -> Ground:
        """The account, ready to judge in."""
        profile = Profile(eni_quota=100).with_values(self.profile, "the case")
        ground = Ground(self._inventory() if self.known else None, profile)
        tally = ground.setting.tally
        tally.group_addresses += Counter(self.group_addresses)
        tally.group_enis += Counter(self.group_enis)
        tally.enis["cn-hangzhou"] += self.enis_in_region
        tally.vpc_addresses["vpc-1"] += self.vpc_addresses
        return ground

    def _inventory(self) -> Inventory:
        vswitch = replace(VSWITCH, **self.vswitch)  # type: ignore[arg-type]
        inventory = Inventory(
            vswitches={vswitch.id: vswitch, FAR_VSWITCH.id: FAR_VSWITCH},
            enis={eni.id: eni for eni in self.enis},
            security_groups={group.id: group for group in GROUPS},
            resource_groups=frozenset({"rg-1"}),
            lists_security_groups=True,
            lists_resource_groups=True,
        )
        return replace(inventory, **self.inventory)  # type: ignore[arg-type]


PLAIN = World()


def request(changes: Mapping[str, object]) -> Json:
    """The base request with some members changed; None takes a member out."""
    return {name: value for name, value in {**BASE, **changes}.items() if value is not None}


def case_of(changes: Mapping[str, object], world: World = PLAIN, ground: Ground | None = None) -> Case:
    """The base request with changes, as a case."""
    setting = (ground or world.ground()).setting
    return Case(read_request(request(changes)), setting, world.instance, world.zone)


def findings(changes: Mapping[str, object], world: World = PLAIN) -> list[Finding]:
    """Everything there is to say of the base request with changes: reading, rules, and what is said once a batch."""
    case = case_of(changes, world)
    judged = ordered([*case.read_findings, *judge(case)])
    return [*judged, *case.setting.once.values()]


def said(found: Iterable[Finding]) -> list[tuple[str, str]]:
    """Code and parameter of each finding."""
    return [(finding.code, finding.parameter) for finding in found]


def errors(changes: Mapping[str, object], world: World = PLAIN) -> list[tuple[str, str]]:
    """Code and parameter of each error."""
    return said(finding for finding in findings(changes, world) if finding.is_error)


def lints(changes: Mapping[str, object], world: World = PLAIN) -> list[tuple[str, str]]:
    """Code (``Lint.`` left out) and parameter of each warning and note."""
    found = [finding for finding in findings(changes, world) if not finding.is_error]
    return [(finding.code.removeprefix("Lint."), finding.parameter) for finding in found]
