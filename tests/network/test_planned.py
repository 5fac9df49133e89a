"""Networks of a plan file beside those that exist."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eniplan.errors import SpecError
from eniplan.network.cidr import Cidr
from eniplan.network.inventory import Inventory
from eniplan.network.planned import with_planned
from eniplan.network.security_group import SecurityGroup
from eniplan.network.vswitch import ReservedBlock, VSwitch
from tests.network.answers import read, vswitch, vswitches

NEW = VSwitch(
    id="vsw-new",
    cidr=Cidr(4, 0x0A000000, 20),
    vpc_id="vpc-demo",
    zone_id="cn-hangzhou-h",
    blocks=(ReservedBlock(id="", cidr=Cidr(4, 0x0A000400, 22)),),
)
GROUP = SecurityGroup(id="sg-web", vpc_id="vpc-demo", type="basic")


def test_what_the_inventory_lacks_is_added_and_marked() -> None:
    """A planned VSwitch knows that it is planned, and its region."""
    before = read(vswitches(vswitch()))
    after = with_planned(before, [NEW], [GROUP])
    assert list(after.vswitches) == ["vsw-1", "vsw-new"]
    assert replace(NEW, planned=True, region_id="cn-hangzhou") == after.vswitches["vsw-new"]
    assert after.security_groups == {"sg-web": replace(GROUP, planned=True)}
    assert list(before.vswitches) == ["vsw-1"]


def test_identical_facts_are_accepted_and_the_inventory_s_stay() -> None:
    """A plan file may describe what exists; what it leaves open agrees with everything."""
    before = read(vswitches(vswitch(VSwitchName="real")), {"SecurityGroups": [{"SecurityGroupId": "sg-web"}]})
    same = VSwitch(id="vsw-1", cidr=Cidr(4, 0x0A000000, 24))
    after = with_planned(before, [same, same], [SecurityGroup(id="sg-web")])
    assert before.vswitches == after.vswitches
    assert before.security_groups == after.security_groups


@pytest.mark.parametrize(
    ("vswitches", "groups", "words"),
    [
        ([VSwitch(id="vsw-1", cidr=Cidr(4, 0x0A000000, 25))], [], r"vswitch\[1\]\.id: vsw-1 exists in the inventory"),
        ([VSwitch(id="vsw-1", cidr=Cidr(4, 0x0A000000, 24), vpc_id="x")], [], "vsw-1 exists"),
        ([NEW, replace(NEW, zone_id="cn-hangzhou-i")], [], r"vswitch\[2\]\.id: vsw-new stands in the plan"),
        ([], [GROUP, replace(GROUP, type="advanced")], r"security_group\[2\]\.id: sg-web stands in the plan"),
        ([replace(NEW, cidr=Cidr(4, 0x0A000000, 15))], [], r"vswitch\[1\]\.cidr: .*mask 15"),
        ([replace(NEW, blocks=(ReservedBlock(id="", cidr=Cidr(4, 0x0A000000, 22)),))], [],
         r"vswitch\[1\]\.reserved\[1\]: .*system address"),
        ([replace(NEW, blocks=NEW.blocks * 2)], [], r"reserved\[2\]: .*overlaps"),
    ],
)  # fmt: skip
def test_other_facts_are_refused(vswitches: list[VSwitch], groups: list[SecurityGroup], words: str) -> None:
    """The id and its place in the plan file are named."""
    inventory = read(vswitch())
    with pytest.raises(SpecError, match=words):
        with_planned(inventory, vswitches, groups)


def test_existing_security_group_with_other_facts() -> None:
    """A group that the inventory has cannot be planned otherwise."""
    with pytest.raises(SpecError, match="sg-web exists in the inventory"):
        with_planned(Inventory(security_groups={"sg-web": GROUP}), [], [replace(GROUP, type="advanced")])
