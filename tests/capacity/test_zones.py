"""Losing zones and VSwitches: what is said is what planning on the rest gives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from eniplan.capacity.replanning import replanned, with_blocks
from eniplan.capacity.zones import NO_VSWITCH, zones
from eniplan.errors import QuestionError
from eniplan.network.cidr import parse_cidr
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Wish
from tests.effort import examples
from tests.planning.ground_kit import SG, account, eni, group, planned, vswitch
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    from eniplan.capacity.zones import LossRow, ZonesAnswer
    from eniplan.network.inventory import Inventory
    from eniplan.planning.spec import PlanSpec

H1 = vswitch("h1", "10.0.0.0/28", zone="h")
H2 = vswitch("h2", "10.0.1.0/28", zone="h")
I1 = vswitch("i1", "10.0.2.0/28", zone="i")
J1 = vswitch("j1", "10.0.3.0/24", zone="j")
FAR = vswitch("far", "10.9.0.0/24", zone="i", vpc_id="vpc-2")
"""A /28 has 12 usable addresses."""


def loss(answer: ZonesAnswer, zone: str = "", site: str = "") -> LossRow:
    """The row of a zone, by its last letter, or of a VSwitch, by its short name."""
    if site:
        return next(each for each in answer.losses if each.vswitch == f"vsw-{site}")
    return next(each for each in answer.losses if not each.vswitch and each.zone.endswith(f"-{zone}"))


def test_the_other_zone_takes_what_it_has_room_for() -> None:
    """16 ENIs over two /28s in two zones, 8 each: without h, 4 of its 8 find a place, and the rest would go to j."""
    answer = zones(planned(group("web-{n}", 16, "h1", "i1"), on=account(H1, I1, J1)))
    (row,) = loss(answer, "h").groups
    assert (row.there, row.placed_again, row.refused, row.nowhere) == (8, 4, 4, 0)
    assert row.code == "InvalidVSwitchId.IpNotEnough"
    assert [(other.vswitch, other.zone, other.enis) for other in row.others] == [("vsw-j1", "cn-hangzhou-j", 4)]
    assert not answer.holds
    assert answer.headline == (
        "without cn-hangzhou-h, where 8 ENIs are, 4 find no place in the VSwitches of their groups"
    )


def test_a_zone_with_two_vswitches_is_lost_whole_and_one_by_one() -> None:
    """Three VSwitches, two in h: losses are h, i, then h1 and h2; a zone of one VSwitch is told once."""
    answer = zones(planned(group("web-{n}", 9, "h1", "h2", "i1"), on=account(H1, H2, I1)))
    assert [(each.zone[-1], each.vswitch) for each in answer.losses] == [
        ("h", ""),
        ("i", ""),
        ("h", "vsw-h1"),
        ("h", "vsw-h2"),
    ]
    assert loss(answer, "h").vswitches == ("vsw-h1", "vsw-h2")
    assert answer.holds
    assert answer.headline == "whichever zone or VSwitch is lost, every ENI finds a place in the others (2 zones)"


def test_a_group_of_one_zone_has_no_vswitch_left() -> None:
    """Said as such; the first VSwitch of the VPC in another zone would take it, one of another VPC would not."""
    answer = zones(planned(group("web-{n}", 2, "h1", placement="fill"), on=account(H1, I1, J1, FAR)))
    (row,) = loss(answer, "h").groups
    assert (row.refused, row.code, row.limit) == (2, "", NO_VSWITCH)
    assert [(other.vswitch, other.enis) for other in row.others] == [("vsw-i1", 2)]


def test_what_stays_keeps_its_place() -> None:
    """Only what was lost is placed anew, and what was refused before is not a loss."""
    there = account(H1, I1)
    plan = planned(group("web-{n}", 30, "h1", "i1"), on=there)
    row = loss(zones(plan), "h").groups[0]
    assert (row.there, row.placed_again, row.refused) == (12, 0, 12)


def test_existing_enis_are_made_again() -> None:
    """An ENI that exists in the lost VSwitch needs a place like a new one."""
    there = account(H1, I1, enis=[eni("web-1", "h1", "10.0.0.5")])
    (row,) = loss(zones(planned(group("web-{n}", 1, "h1", "i1"), on=there)), "h").groups
    assert (row.there, row.placed_again) == (1, 1)


def test_wishes_in_the_lost_vswitch_are_dropped() -> None:
    """An ENI whose address is named in h1 goes to i1, with another address."""
    wish = Wish(n=1, primary="10.0.0.9")
    answer = zones(planned(group("web-{n}", 2, "h1", "i1", enis=(wish,)), on=account(H1, I1)))
    assert loss(answer, "h").refused == 0


def test_blocks_to_reserve_today() -> None:
    """Four prefixes in each zone, eight ENIs: without h four more prefixes in i are needed, one /26 today."""
    a = vswitch("a", "10.0.0.0/24", "10.0.0.64/26", zone="h")
    b = vswitch("b", "10.0.1.0/24", "10.0.1.64/26", zone="i")
    plan = planned(group("pod-{n}", 8, "a", "b", ipv4_prefixes=1), on=account(a, b))
    row = loss(zones(plan), "h")
    assert (row.refused, row.refused_with_blocks) == (4, 0)
    assert [(block.vswitch, block.block, block.prefixes) for block in row.blocks] == [("vsw-b", "10.0.1.128/26", 4)]


def test_a_plan_without_vswitches_has_nothing_to_lose() -> None:
    """One sentence."""
    with pytest.raises(QuestionError, match="nothing to lose"):
        zones(planned(group("web-{n}", 1, "nowhere"), on=account(H1)))


@settings(max_examples=examples(25))
@given(inventories(), specs())
def test_a_loss_is_planned_on_the_rest(there: Inventory, wanted: PlanSpec) -> None:
    """Random plans: a group that lost nothing but VSwitches it never used is refused as before, and figures add up.

    The blocks for today can be reserved today, and refuse nobody anything.
    """
    plan = plan_groups(wanted, there)
    for row in zones(plan).losses:
        for each in row.groups:
            assert each.there == each.placed_again + each.refused
            assert min(each.nowhere, each.placed_again) >= 0
            assert each.refused == each.nowhere + sum(other.enis for other in each.others)
        assert row.refused_with_blocks <= row.refused
        sites = [(block.vswitch, parse_cidr(block.block, 6 if ":" in block.block else 4)) for block in row.blocks]
        kept = [(where, cidr) for where, cidr in sites if cidr is not None]
        assert len(replanned(plan, inventory=with_blocks(plan.inventory, kept)).enis) >= len(plan.enis)


def test_the_rest_is_counted_by_hand() -> None:
    """Two groups compete for what is left: 12 addresses, of which 3 stay and 9 can be had by 5 + 8 lost ENIs."""
    there = account(H1, I1)
    first, second = group("a-{n}", 8, "h1", "i1", placement="fill"), group("b-{n}", 7, "h1", "i1", placement="fill")
    plan = plan_groups(replace(planned(first, on=there).spec, groups=(first, second)), there)
    assert (SG in first.security_groups, len(plan.enis)) == (True, 15)
    row = loss(zones(plan), "h")
    assert [(each.group, each.there, each.placed_again) for each in row.groups] == [("a-{n}", 8, 8), ("b-{n}", 4, 1)]
    assert row.refused == 12 - 9
