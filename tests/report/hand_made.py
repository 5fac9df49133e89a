"""Plans and inventories put together by hand, with figures chosen so that the tests can do the sums themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eniplan.contract.findings import Findings
from eniplan.network.cidr import Cidr
from eniplan.network.counts import VSwitchCounts
from eniplan.network.inventory import Inventory
from eniplan.network.vswitch import ReservedBlock, VSwitch
from eniplan.planning.column_rows import OwnRequest
from eniplan.planning.columns import GroupColumns
from eniplan.planning.plan import Plan, PlannedENI, Refusal, Refused, Utilisation
from eniplan.planning.spec import Group, PlanSpec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eniplan.contract.finding import Finding

BASE = 10 << 24
ROOM = VSwitchCounts(
    usable_ipv4=252,
    used_ipv4=40,
    unexplained_ipv4=0,
    free_open_ipv4=148,
    reserved_blocks=1,
    free_prefixes_ipv4=4,
    free_prefixes_ipv6=0,
    whole_blocks=7,
)
"""A /24 with one /26 reserved: 252 - 64 = 188 addresses outside, 40 used; 4 prefixes, all free."""
BARE = replace(ROOM, reserved_blocks=0, free_prefixes_ipv4=0, free_open_ipv4=212, whole_blocks=9)
"""A /24 without blocks: 252 addresses, 40 used."""


def vswitch(key: str, name: str = "", *, number: int = 0, block: bool = True, ipv6_block: bool = False) -> VSwitch:
    """The /24 number ``number`` of 10.0.0.0/8, with its second /26 reserved, and a /66 of its /64 if asked for."""
    first, first6 = BASE + 256 * number, 0x20010DB8 << 96 | number << 64
    blocks = [ReservedBlock(id="r4", cidr=Cidr(4, first + 64, 26))] if block else []
    if ipv6_block:
        blocks.append(ReservedBlock(id="r6", cidr=Cidr(6, first6 + (1 << 62), 66)))
    return VSwitch(
        id=key,
        name=name,
        vpc_id="vpc-1",
        zone_id="cn-hangzhou-h",
        region_id="cn-hangzhou",
        cidr=Cidr(4, first, 24),
        ipv6_cidr=Cidr(6, first6, 64) if ipv6_block else None,
        blocks=tuple(blocks),
    )


def group(name: str = "web-{n}", *, count: int = 1, vswitches: Sequence[str] = ("vsw-a",), **wanted: object) -> Group:
    """A group; further fields by name."""
    return replace(Group(name=name, count=count, vswitches=tuple(vswitches), security_groups=("sg-1",)), **wanted)  # type: ignore[arg-type]


def placed(wanted: Group, planned: Mapping[str, int], existing: Mapping[str, int] | None = None) -> GroupColumns:
    """The columns of a group with so many ENIs in each VSwitch."""
    columns, number = GroupColumns(wanted, ()), 0
    for state, places in (("existing", existing or {}), ("planned", planned)):
        for key, count in places.items():
            for _ in range(count):
                number += 1
                eni = PlannedENI(
                    name=wanted.names.name(number),
                    group=wanted.name,
                    state="planned" if state == "planned" else "existing",
                    vswitch=key,
                    addressing=wanted.addressing,
                    illustrative=False,
                    primary="10.0.0.1",
                )
                columns.append_own(number, OwnRequest(eni, "{}" if state == "planned" else ""))
    return columns


def refusal(code: str, wanted: Group, *, placed: int, enis: int, limit: str = "the limit") -> Refusal:
    """A refusal of a group, in all of its VSwitches."""
    return Refusal(
        group=wanted.name,
        count=wanted.count,
        placed=placed,
        code=code,
        limit=limit,
        vswitches=wanted.vswitches,
        message="no place",
        enis=enis,
        first=wanted.names.name(placed + 1),
    )


def plan(
    *columns: GroupColumns,
    pools: Sequence[tuple[VSwitch, VSwitchCounts, VSwitchCounts]] = (),
    refused: Sequence[Refusal] = (),
    findings: Sequence[Finding] = (),
    name: str = "demo",
    inventory: Inventory | None = None,
) -> Plan:
    """A plan of these groups; ``pools`` gives each VSwitch with its counts before and after."""
    there = inventory or Inventory()
    return Plan(
        name=name,
        seed=7,
        region="cn-hangzhou",
        spec=PlanSpec(name=name, region="cn-hangzhou", seed=7, groups=tuple(found.group for found in columns)),
        inventory=replace(there, vswitches={switch.id: switch for switch, _, _ in pools}),
        columns=columns,
        refused=Refused(refused),
        findings=Findings(findings),
        utilisation=tuple(Utilisation(vswitch=switch.id, before=one, after=two) for switch, one, two in pools),
    )
