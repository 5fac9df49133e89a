"""The columns of a group: what they count is what their ENIs are."""

from __future__ import annotations

from collections import Counter

from eniplan.network.cidr import Cidr
from eniplan.network.eni import ENI
from eniplan.network.inventory import Inventory
from eniplan.network.security_group import SecurityGroup
from eniplan.network.vswitch import VSwitch
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Group, PlanSpec, Wish

BASE = 10 << 24


def test_placed_counts_usual_own_and_existing_enis_by_vswitch() -> None:
    """Nine ENIs: web-1 exists in vsw-b, web-2 wants to be there, the other seven are spread over both."""
    there = Inventory(
        vswitches={
            key: VSwitch(id=key, vpc_id="vpc-1", region_id="cn-x", cidr=Cidr(4, BASE + 256 * place, 24))
            for place, key in enumerate(("vsw-a", "vsw-b"))
        },
        enis={"eni-1": ENI(id="eni-1", name="web-1", vswitch_id="vsw-b", vpc_id="vpc-1", primary=BASE + 300)},
        security_groups={"sg-1": SecurityGroup(id="sg-1", vpc_id="vpc-1", type="basic")},
        lists_security_groups=True,
    )
    group = Group(
        name="web-{n}",
        count=9,
        vswitches=("vsw-a", "vsw-b"),
        security_groups=("sg-1",),
        enis=(Wish(n=2, vswitch="vsw-b"),),
    )
    plan = plan_groups(PlanSpec(name="p", region="cn-x", groups=(group,)), there)
    (columns,) = plan.columns
    assert columns.placed() == Counter((eni.vswitch, eni.state) for eni in plan.enis)
    assert columns.placed()["vsw-b", "existing"] == 1
    assert columns.placed().total() == 9
