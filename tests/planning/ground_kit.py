"""Small accounts to plan on, built by hand: one VPC, a few VSwitches, and what the groups of a plan usually name.

Figures that the tests rely on: a /24 has 252 usable addresses, a /28 has 12, a /29 has 4. A reserved /26 of a /24 has
four /28 prefixes and leaves 188 open addresses.
"""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any

from eniplan.network.cidr import Cidr
from eniplan.network.eni import ENI
from eniplan.network.inventory import Inventory
from eniplan.network.profile import Profile
from eniplan.network.security_group import SecurityGroup
from eniplan.network.vswitch import ReservedBlock, VSwitch
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Group, PlanSpec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eniplan.contract.finding import Finding
    from eniplan.network.instance_type import InstanceType
    from eniplan.planning.plan import Plan, PlannedENI

REGION = "cn-hangzhou"
VPC = "vpc-1"
SG = "sg-1"
GROUPS = (
    SecurityGroup(id=SG, vpc_id=VPC, type="basic"),
    SecurityGroup(id="sg-2", vpc_id=VPC, type="basic"),
    SecurityGroup(id="sg-adv", vpc_id=VPC, type="advanced"),
    SecurityGroup(id="sg-far", vpc_id="vpc-2", type="basic"),
)


def at(text: str) -> int:
    """An address as an int."""
    return int(ip_address(text))


def block(text: str) -> Cidr:
    """A CIDR text as a block."""
    network = ip_network(text)
    return Cidr(4 if network.version == 4 else 6, int(network.network_address), network.prefixlen)


def vswitch(key: str, cidr: str, *blocks: str, zone: str = "h", ipv6: str = "", **more: Any) -> VSwitch:  # noqa: ANN401
    """A VSwitch with Assigned reserved blocks; ``zone`` is the last letter of its zone id, or empty for no zone id."""
    return VSwitch(
        id=f"vsw-{key}",
        cidr=block(cidr),
        ipv6_cidr=block(ipv6) if ipv6 else None,
        vpc_id=more.pop("vpc_id", VPC),
        zone_id=f"{REGION}-{zone}" if zone else "",
        region_id=more.pop("region_id", REGION),
        blocks=(*(ReservedBlock(id=f"vcr-{text}", cidr=block(text)) for text in blocks), *more.pop("pending", ())),
        **more,
    )


def pending(text: str, status: str = "Assigning") -> ReservedBlock:
    """A reserved block that is not Assigned."""
    return ReservedBlock(id=f"vcr-{text}", cidr=block(text), status=status)


def eni(key: str, where: str, primary: str, *secondary: str, prefixes: tuple[str, ...] = (), **more: Any) -> ENI:  # noqa: ANN401
    """An ENI that exists in a VSwitch; its name is its key."""
    return ENI(
        id=f"eni-{key}",
        name=more.pop("name", key),
        vswitch_id=f"vsw-{where}",
        vpc_id=VPC,
        primary=at(primary),
        secondary=tuple(map(at, secondary)),
        ipv6=tuple(map(at, more.pop("ipv6", ()))),
        ipv4_prefixes=tuple(block(text) for text in prefixes if ":" not in text),
        ipv6_prefixes=tuple(block(text) for text in prefixes if ":" in text),
        security_group_ids=more.pop("groups", (SG,)),
        **more,
    )


def account(
    *vswitches: VSwitch,
    enis: Iterable[ENI] = (),
    types: Iterable[InstanceType] = (),
    quota: int = 5000,
    **profile: object,
) -> Inventory:
    """An inventory with the security groups above; further arguments are keys of its profile."""
    return Inventory(
        vswitches={each.id: each for each in vswitches},
        enis={each.id: each for each in enis},
        security_groups={each.id: each for each in GROUPS},
        instance_types={each.id: each for each in types},
        lists_security_groups=True,
        profile=Profile(eni_quota=quota).with_values(profile, "the test"),
    )


A = vswitch("a", "10.0.0.0/24", "10.0.0.64/26", "2001:db8:0:a:4000::/66", ipv6="2001:db8:0:a::/64")
B = vswitch("b", "10.0.1.0/24", "10.0.1.64/26", zone="i", ipv6="2001:db8:0:b::/64")
C = vswitch("c", "10.0.2.0/28", zone="h")
TINY = vswitch("tiny", "10.0.3.0/29", zone="h")
"""Four usable addresses: .1 to .4."""
ACCOUNT = account(A, B, C, TINY)


def group(name: str = "web-{n}", count: int = 1, *where: str, **more: Any) -> Group:  # noqa: ANN401
    """A group in VSwitches given by their short names; in a alone by default."""
    places = tuple(f"vsw-{each}" for each in where or ("a",))
    return Group(name=name, count=count, vswitches=places, security_groups=more.pop("groups", (SG,)), **more)


def spec(*groups: Group, seed: int = 0, **more: Any) -> PlanSpec:  # noqa: ANN401
    """A plan of these groups."""
    return PlanSpec(name=more.pop("name", "test"), region=more.pop("region", REGION), seed=seed, groups=groups, **more)


def planned(*groups: Group, on: Inventory = ACCOUNT, seed: int = 0, **more: Any) -> Plan:  # noqa: ANN401
    """The plan of these groups on an account."""
    return plan_groups(spec(*groups, seed=seed, **more), on)


def places(plan: Plan) -> str:
    """The VSwitches of the ENIs in order, by their short names joined."""
    return " ".join(each.vswitch.removeprefix("vsw-") for each in plan.enis)


def refusals(plan: Plan) -> list[tuple[str, int, int]]:
    """Code, refused ENIs and placed ENIs of each refusal."""
    return [(refusal.code, refusal.enis, refusal.placed) for refusal in plan.refused]


def said(found: Iterable[Finding], code: str) -> list[tuple[str, str]]:
    """Request and VSwitch of each finding of a code."""
    return [(finding.request, finding.vswitch) for finding in found if finding.code == code]


def lines(plan: Plan) -> list[str]:
    """The requests as they are sent."""
    return list(plan.requests.lines())


def singles(one: PlannedENI) -> list[str]:
    """The single IPv4 addresses of an ENI."""
    return [one.primary, *one.secondary]


def with_block(one: VSwitch, *more: ReservedBlock) -> VSwitch:
    """A VSwitch with further reserved blocks."""
    return replace(one, blocks=(*one.blocks, *more))
