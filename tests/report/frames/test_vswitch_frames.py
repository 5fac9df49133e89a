"""The frames of VSwitches and reserved blocks, counted by hand and against the plan's own counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings

from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Wish
from eniplan.report.block_use import block_uses
from tests.effort import examples
from tests.planning.ground_kit import A, B, account, eni, group, pending, planned, vswitch, with_block
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    import pandas as pd

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec


def numbers(frame: pd.DataFrame, block: str) -> list[int]:
    """The counts of one block: prefixes, used before and after, free before and after."""
    columns = ["prefixes", "used_before", "used_after", "free_before", "free_after"]
    return [int(number) for number in frame[frame["block"] == block][columns].to_numpy()[0]]


def test_blocks_before_and_after() -> None:
    """A /26 has 4 prefixes; one is in use, an address spoils another, and the plan takes one more of each family."""
    there = account(A, B, enis=[eni("x", "a", "10.0.0.65", prefixes=("10.0.0.80/28",))])
    plan = planned(group("pod-{n}", 1, "a", ipv4_prefixes=1, ipv6_prefixes=1), on=there)
    frame = plan.frame("blocks")
    assert numbers(frame, "10.0.0.64/26") == [4, 2, 3, 2, 1]
    assert numbers(frame, "2001:db8:0:a:4000::/66") == [16_384, 0, 1, 16_384, 16_383]
    assert numbers(frame, "10.0.1.64/26") == [4, 0, 0, 4, 4]
    assert numbers(plan.inventory.frame("blocks"), "10.0.0.64/26") == [4, 2, 2, 2, 2]


def test_two_addresses_in_one_prefix_spoil_it_once() -> None:
    """The first and the last of a /28 and of a /80 inside the blocks, named by a wish."""
    ends4 = ("10.0.0.64", "10.0.0.79")
    ends6 = ("2001:db8:0:a:4000::", "2001:db8:0:a:4000:ffff:ffff:ffff")
    plan = planned(group("x-{n}", 1, "a", enis=(Wish(n=1, secondary=ends4, ipv6=ends6),)), on=account(A))
    assert len(plan.enis) == 1
    assert numbers(plan.frame("blocks"), "10.0.0.64/26")[1:3] == [0, 1]
    assert numbers(plan.frame("blocks"), "2001:db8:0:a:4000::/66")[1:3] == [0, 1]


def test_enis_of_their_own_leave_nothing_where_usual_ones_would_be() -> None:
    """The first /66 is reserved, and the wish's address lies in the last: no prefix of the block is in use."""
    first = vswitch("first", "10.7.0.0/24", "2001:db8:0:7::/66", ipv6="2001:db8:0:7::/64")
    wanted = group("x-{n}", 1, "first", ipv6_addresses=1, enis=(Wish(n=1, ipv6=("2001:db8:0:7:f000::1",)),))
    plan = planned(wanted, on=account(first))
    assert len(plan.enis) == 1
    assert numbers(plan.frame("blocks"), "2001:db8:0:7::/66") == [16_384, 0, 0, 16_384, 16_384]


def test_equal_blocks_of_two_vpcs_are_two_blocks() -> None:
    """The same CIDR in another VPC's VSwitch: what is planned in one leaves the other as it is."""
    far = replace(A, id="vsw-far", vpc_id="vpc-2")
    plan = planned(group("pod-{n}", 2, "a", ipv4_prefixes=1), on=account(A, far))
    used = plan.frame("blocks").set_index(["vswitch", "block"])["used_after"]
    assert (used["vsw-a", "10.0.0.64/26"], used["vsw-far", "10.0.0.64/26"]) == (2, 0)


def test_a_block_that_is_not_assigned_gives_no_prefixes() -> None:
    """Its prefixes are neither free nor used."""
    there = account(with_block(B, pending("10.0.1.128/26")), enis=[eni("x", "b", "10.0.1.129")])
    frame = there.frame("blocks")
    assert numbers(frame, "10.0.1.128/26") == [0, 0, 0, 0, 0]
    assert frame[frame["block"] == "10.0.1.128/26"]["status"].tolist() == ["Assigning"]


def check_against_counts(plan: Plan) -> None:
    """The blocks of each VSwitch together have as many free prefixes as the plan counts, before and after."""
    blocks = plan.frame("blocks")
    for used in plan.utilisation:
        for family, name in (("IPv4", "free_prefixes_ipv4"), ("IPv6", "free_prefixes_ipv6")):
            here = blocks[(blocks["vswitch"] == used.vswitch) & (blocks["family"] == family)]
            assert here["free_before"].sum() == getattr(used.before, name)
            assert here["free_after"].sum() == getattr(used.after, name)


@settings(max_examples=examples(40))
@given(specs(), inventories())
def test_blocks_agree_with_the_counts_of_any_plan(wanted: PlanSpec, there: Inventory) -> None:
    """Three ways to count the same prefixes: by arrays, by the plan's pools, and one by one, block by block."""
    plan = plan_groups(wanted, there)
    check_against_counts(plan)
    pools = {(use.vswitch.id, str(use.block.cidr)): use.pool for use in block_uses(plan)}
    for row in plan.frame("blocks").to_dict("records"):
        pool = pools[row["vswitch"], row["block"]]
        assert (row["free_before"], row["free_after"]) == (pool.before, pool.after)


def test_utilisation_has_two_rows_a_vswitch() -> None:
    """Before and after, with the members of the inventory; three ENIs of two addresses take 6 of 188."""
    plan = planned(group("web-{n}", 3, "a", secondary_addresses=1), on=account(A))
    frame = plan.frame("utilisation")
    assert frame[["vswitch", "when"]].to_numpy().tolist() == [["vsw-a", "before"], ["vsw-a", "after"]]
    assert frame["free_open_ipv4"].tolist() == [188, 182]
    assert frame["used_ipv4"].tolist() == [0, 6]


def test_vswitches_say_what_their_counts_are_a_part_of() -> None:
    """A /24 has 252 usable addresses, 64 of them in the block; a /66 has 2^14 prefixes of /80."""
    (row,) = account(A).frame("vswitches").to_dict("records")
    assert (row["open_pool_ipv4"], row["free_open_ipv4"], row["usable_ipv4"]) == (188, 188, 252)
    assert (row["prefixes_ipv4"], row["prefixes_ipv6"], row["reserved_blocks"]) == (4, 16_384, 2)
    assert (row["cidr"], row["ipv6_cidr"], row["planned"]) == ("10.0.0.0/24", "2001:db8:0:a::/64", False)
    assert account(with_block(B)).frame("vswitches")["zone"].tolist() == ["cn-hangzhou-i"]
