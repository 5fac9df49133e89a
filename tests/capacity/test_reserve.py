"""Blocks to reserve: what they buy is what planning gives, nothing better exists, and what cannot be met is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eniplan.capacity.replanning import refused_enis, replanned, with_blocks
from eniplan.capacity.reserve import reserve
from eniplan.errors import QuestionError
from eniplan.network.cidr import parse_cidr
from eniplan.network.reserving import with_reserved_block
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Wish
from tests.capacity.every_block import choices
from tests.effort import examples
from tests.planning.ground_kit import account, at, eni, group, pending, planned, vswitch
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    from eniplan.capacity.reserve import ReserveAnswer
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import Group, PlanSpec

SMALL, HALF, FULL = vswitch("s", "10.0.0.0/26"), vswitch("h", "10.0.1.0/25"), vswitch("f", "10.0.2.0/24")


def masks(answer: ReserveAnswer) -> list[tuple[str, int]]:
    """VSwitch and mask of each block."""
    return [(each.vswitch.removeprefix("vsw-"), int(each.block.split("/")[1])) for each in answer.blocks]


def reserved(plan: Plan, answer: ReserveAnswer) -> Inventory:
    """The plan's inventory with all blocks, each judged by the rules of reserving."""
    there = plan.inventory
    for each in answer.blocks:
        there = with_reserved_block(there, each.vswitch, each.block)
    return there


@st.composite
def tight_accounts(draw: st.DrawFn) -> Inventory:
    """Two small VSwitches, some addresses in use, sometimes few blocks allowed."""
    there = draw(st.sampled_from([(SMALL, HALF), (HALF,), (SMALL,)]))
    enis = [
        eni(f"{site.id}-{address}", site.id.removeprefix("vsw-"), f"10.0.{0 if site is SMALL else 1}.{address}")
        for site in there
        for address in draw(st.sets(st.integers(1, 60), max_size=3))
    ]
    return account(*there, enis=enis, reserved_blocks_per_vpc=draw(st.sampled_from([100, 100, 1, 2])))


@st.composite
def prefix_groups(draw: st.DrawFn, name: str = "g-{n}") -> Group:
    """A group that asks for prefixes, in either or both of the VSwitches."""
    where = draw(st.sampled_from([("s", "h"), ("h", "s"), ("h",)]))
    return group(
        name,
        draw(st.integers(1, 6)),
        *where,
        ipv4_prefixes=draw(st.integers(1, 3)),
        secondary_addresses=draw(st.sampled_from([0, 0, 5, 20, 49])),
        placement=draw(st.sampled_from(["spread", "fill", "most-free", "prefix-aware"])),
    )


@settings(max_examples=examples(60))
@given(tight_accounts(), prefix_groups())
def test_no_other_blocks_are_better(there: Inventory, one: Group) -> None:
    """Of all sets of blocks none places more ENIs, as many with fewer blocks, or these with fewer prefixes."""
    plan = planned(one, on=there)
    answer = reserve(plan)
    limit = there.profile.reserved_blocks_per_vpc
    tried = [sites for sites in choices(there.vswitches.values(), there.enis.values()) if len(sites) <= limit]
    best = max(
        (len(replanned(plan, inventory=with_blocks(there, sites)).enis), -len(sites), -sum(b.size for _, b in sites))
        for sites in tried
    )
    sizes = -sum(each.open_addresses for each in answer.blocks)
    assert best == (answer.placed, -len(answer.blocks), sizes)


@settings(max_examples=examples(40))
@given(tight_accounts(), prefix_groups(), prefix_groups("other-{n}"))
def test_groups_of_one_vswitch_get_the_fewest_blocks_for_all(there: Inventory, one: Group, other: Group) -> None:
    """If any set of blocks places all ENIs of two groups, so does the answer, and none is fewer or smaller."""
    site = list(there.vswitches)[-1]
    plan = planned(replace(one, vswitches=(site,)), replace(other, vswitches=(site,)), on=there)
    asked, limit = one.count + other.count, there.profile.reserved_blocks_per_vpc
    tried = [sites for sites in choices([there.vswitches[site]], there.enis.values()) if len(sites) <= limit]
    enough = (each for each in tried if len(replanned(plan, inventory=with_blocks(there, each)).enis) == asked)
    best = min(((len(each), sum(block.size for _, block in each)) for each in enough), default=None)
    answer = reserve(plan)
    if best is not None:
        assert (len(answer.blocks), sum(each.open_addresses for each in answer.blocks)) == best
        assert answer.holds


@settings(max_examples=examples(40))
@given(tight_accounts(), prefix_groups(), prefix_groups("other-{n}"), st.integers(0, 40))
def test_planning_with_the_blocks_places_what_was_promised(
    there: Inventory, one: Group, other: Group, singles: int
) -> None:
    """Several groups: each row's figures are those of a plan with its blocks, and no group loses an ENI."""
    groups = (group("web-{n}", 2, "h", secondary_addresses=singles), one, other)
    plan = planned(*groups, on=there)
    answer = reserve(plan)
    made = replanned(plan, inventory=reserved(plan, answer))
    assert len(made.enis) == answer.placed
    before, after = refused_enis(plan), refused_enis(made)
    assert all(after[each.name] <= before[each.name] for each in groups)
    assert sum(each.enis for each in answer.unmet) == after[one.name] + after[other.name]
    for each in groups:
        gained = sum(gain.enis for row in answer.blocks for gain in row.gains if gain.group == each.name)
        assert gained == before[each.name] - after[each.name]


@settings(max_examples=examples(40))
@given(inventories(), specs())
def test_any_plan_has_an_answer(there: Inventory, wanted: PlanSpec) -> None:
    """Wishes, instances, IPv6 and quotas at random: the blocks can be reserved and do what is said."""
    plan = plan_groups(wanted, there)
    if not any(each.ipv4_prefixes or each.ipv6_prefixes for each in plan.spec.groups):
        with pytest.raises(QuestionError, match="no group of the plan asks for prefixes"):
            reserve(plan)
        return
    answer = reserve(plan)
    made = replanned(plan, inventory=reserved(plan, answer))
    assert len(made.enis) == answer.placed >= answer.placed_before
    if not answer.blocks:
        assert answer.placed == answer.placed_before


def test_what_each_block_buys() -> None:
    """Five ENIs with a prefix each in an empty /25: its two /27s first, and totals that add up."""
    answer = reserve(planned(group("pod-{n}", 5, "h", ipv4_prefixes=1), on=account(HALF)))
    assert masks(answer) == [("h", 27), ("h", 27), ("h", 28)]
    rows = [
        (each.prefixes, each.enis, each.placed, each.all_prefixes, each.all_open_addresses) for each in answer.blocks
    ]
    assert rows == [(2, 2, 2, 2, 32), (2, 2, 4, 4, 64), (1, 1, 5, 5, 80)]
    assert answer.holds
    assert answer.headline == "reserve 3 blocks with 5 prefixes: 5 more ENIs of 5 fit"


def test_the_requests_are_ready() -> None:
    """Only parameters that CreateVSwitchCidrReservation documents; the IPv6 block is the version's."""
    site = vswitch("a", "10.0.0.0/24", ipv6="2001:db8:0:a::/64")
    answer = reserve(planned(group("x-{n}", 2, ipv4_prefixes=1, ipv6_prefixes=3), on=account(site)))
    common = {"RegionId": "cn-hangzhou", "VSwitchId": "vsw-a", "VSwitchCidrReservationType": "prefix"}
    assert list(answer.requests) == [
        {**common, "VSwitchCidrReservationCidr": "10.0.0.32/27", "IpVersion": "IPv4"},
        {**common, "VSwitchCidrReservationCidr": "2001:db8:0:a:8::/77", "IpVersion": "IPv6"},
    ]
    assert [each.open_addresses for each in answer.blocks] == [32, 0]
    assert [each.prefixes for each in answer.blocks] == [2, 8]


def test_a_27_can_never_hold_a_prefix() -> None:
    """Said as such, and nothing is proposed."""
    answer = reserve(planned(group("x-{n}", 2, "t", ipv4_prefixes=1), on=account(vswitch("t", "10.0.0.0/27"))))
    assert (answer.blocks, answer.holds) == ((), False)
    assert answer.unmet[0].reasons == ("vsw-t is a /27, which can never hold a prefix: a /26 is the smallest",)
    assert answer.headline == "no block helps; 2 remain refused"


def test_the_open_pool_keeps_enough() -> None:
    """A /26 has 60 usable addresses, with two prefixes 28: enough for two ENIs of 14 single ones, not for two of 20."""
    wide, narrow = (group("x-{n}", 2, "s", ipv4_prefixes=1, secondary_addresses=more) for more in (19, 13))
    assert masks(reserve(planned(wide, on=account(SMALL)))) == [("s", 28)]
    assert masks(reserve(planned(narrow, on=account(SMALL)))) == [("s", 28), ("s", 28)]


def test_smaller_blocks_where_the_open_pool_has_no_room_for_a_large_one() -> None:
    """196 of 252 addresses are single ones, so three prefixes cost 48 addresses in two blocks, not 64 in one."""
    groups = group("web-{n}", 195, "f"), group("x-{n}", 1, "f", ipv4_prefixes=3)
    assert masks(reserve(planned(*groups, on=account(FULL)))) == [("f", 27), ("f", 28)]
    assert masks(reserve(planned(groups[1], on=account(FULL)))) == [("f", 26)]


def test_what_other_groups_planned_stays() -> None:
    """Singles that the plan places keep their addresses: 30 of 60 are theirs, so only one /28 can be reserved."""
    groups = group("web-{n}", 40, "s"), group("x-{n}", 2, "s", ipv4_prefixes=1)
    answer = reserve(planned(*groups, on=account(SMALL)))
    assert masks(answer) == [("s", 28)]
    assert answer.unmet[0].enis == 1
    assert "open addresses to spare" in answer.unmet[0].reasons[0]


def test_the_limit_per_vpc_is_kept_and_named() -> None:
    """One block left of two: the larger one is taken, and the rest says why; a block that is being made counts."""
    site = vswitch("a", "10.0.0.0/24", pending=(pending("10.0.0.16/28"),))
    there = account(site, reserved_blocks_per_vpc=2)
    answer = reserve(planned(group("x-{n}", 6, ipv4_prefixes=1), on=there))
    assert masks(answer) == [("a", 26)]
    assert answer.unmet[0].reasons == ("vsw-a: the VPC has all of its 2 reserved IPv4 blocks",)
    assert any("at most 2 blocks of a family per VPC" in each for each in answer.assumptions)


def test_more_than_ten_blocks_are_marked() -> None:
    """Single addresses in every second /28: the eleventh block is beyond the older limit of ten per VSwitch."""
    used = [eni(f"{i}", "f", f"10.0.2.{i}") for i in range(1, 250, 32)]
    site = vswitch("f", "10.0.2.0/23")
    used += [eni(f"y{i}", "f", f"10.0.3.{i}") for i in range(1, 250, 32)]
    answer = reserve(planned(group("x-{n}", 12, "f", ipv4_prefixes=1), on=account(site, enis=used)))
    assert [each.beyond_older_limit for each in answer.blocks] == [False] * 10 + [True] * 2


def test_blocks_keep_away_from_what_a_wish_names() -> None:
    """The plan names 10.0.0.20, so its /28 stays open: a /26 is left with one block."""
    named = group("web-{n}", 1, "s", enis=(Wish(n=1, primary="10.0.0.20"),))
    answer = reserve(planned(named, group("x-{n}", 1, "s", ipv4_prefixes=1), on=account(SMALL)))
    assert [each.block for each in answer.blocks] == ["10.0.0.32/28"]


def test_unexplained_addresses_are_told() -> None:
    """They could lie inside a block; of 60 addresses they leave 30, enough for one block and an ENI, not for two."""
    site = vswitch("s", "10.0.0.0/26", unexplained_ipv4=30)
    answer = reserve(planned(group("x-{n}", 2, "s", ipv4_prefixes=1), on=account(site)))
    assert [each.enis for each in answer.blocks] == [1]
    assert any("30 addresses of vsw-s" in each for each in answer.assumptions)


def test_an_account_limit_is_no_matter_of_blocks() -> None:
    """Three more ENIs by the quota: blocks for three, not for five; the rest is the quota's."""
    there = account(FULL, quota=3)
    answer = reserve(planned(group("x-{n}", 5, "f", ipv4_prefixes=1), on=there))
    assert (sum(each.prefixes for each in answer.blocks), answer.placed) == (4, 3)
    assert (answer.unmet[0].code, answer.unmet[0].enis, answer.unmet[0].reasons) == ("MaxEniCountExceeded", 2, ())


def test_nothing_is_needed_where_nothing_is_refused() -> None:
    """A plan whose prefixes all have a place needs no block."""
    site = vswitch("a", "10.0.0.0/24", "10.0.0.64/26")
    answer = reserve(planned(group("x-{n}", 4, ipv4_prefixes=1), on=account(site)))
    assert (answer.blocks, answer.holds) == ((), True)
    assert answer.headline == "no block is needed: every ENI that asks for prefixes has a place"


def test_a_plan_without_prefixes_is_no_question() -> None:
    """One sentence."""
    with pytest.raises(QuestionError, match="no group of the plan asks for prefixes"):
        reserve(planned(group("web-{n}", 1, "s"), on=account(SMALL)))


def test_addresses_inside_a_block_are_real() -> None:
    """The first free block of a /25 after what is used, by the address arithmetic of the tests."""
    used = [eni("u", "h", "10.0.1.40")]
    answer = reserve(planned(group("x-{n}", 1, "h", ipv4_prefixes=1), on=account(HALF, enis=used)))
    found = parse_cidr(answer.blocks[0].block, 4)
    assert found is not None
    assert at("10.0.1.40") not in found
