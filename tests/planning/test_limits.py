"""What limits a group after its plan: figures against arithmetic, and against planning more of the same."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings

from eniplan.planning.limits import GroupLimit, more_that_fit
from eniplan.planning.planner import plan_groups
from tests.planning.ground_kit import ACCOUNT, A, B, account, eni, group, planned, vswitch
from tests.planning.random_plans import KIND, inventories, specs

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec


def figures(plan: Plan) -> list[tuple[str, str, int, int, int]]:
    """Kind, subject, left, needed and fits of each limit."""
    return [(limit.kind, limit.subject, limit.left, limit.needed, limit.fits) for limit in plan.limits]


def test_every_pool_and_every_limit_of_the_account_is_there() -> None:
    """In a: 188 open - 3 ENIs x 2 addresses, 4 prefixes - 3; account: 5,000 ENIs, 300,000 and 6,000 addresses.

    An ENI has 2 addresses and a prefix: 18 addresses of the VPC, 3 slots of a basic security group.
    """
    made = planned(group("web-{n}", 3, "a", secondary_addresses=1, ipv4_prefixes=1))
    assert figures(made) == [
        ("open pool", "vsw-a", 182, 2, 91),
        ("IPv4 prefixes", "vsw-a", 1, 1, 1),
        ("ENI quota", "cn-hangzhou", 4_997, 1, 4_997),
        ("VPC addresses", "vpc-1", 300_000 - 3 * 18, 18, (300_000 - 54) // 18),
        ("basic group", "sg-1", 6_000 - 3 * 3, 3, 1_997),
    ]
    assert [limit.most for limit in made.limits] == [0, 0, 5_000, 300_000, 6_000]
    assert more_that_fit(made.limits) == 1


def test_later_groups_count_for_earlier_ones() -> None:
    """The figures are those after the whole plan: a's 188 addresses less 10 and 20, for both groups."""
    made = planned(group("one-{n}", 10, "a"), group("two-{n}", 20, "a"))
    left = [(limit.group, limit.left) for limit in made.limits if limit.kind == "open pool"]
    assert left == [("one-{n}", 158), ("two-{n}", 158)]


def test_what_several_vswitches_draw_on_is_said_once() -> None:
    """Two pools, one quota: 252 + 188 - 2 addresses are there, and the quota lets 98 of them through."""
    plain = vswitch("plain", "10.0.9.0/24")
    made = planned(group("web-{n}", 2, "a", "plain"), on=account(A, plain, quota=100))
    quota = next(limit for limit in made.limits if limit.kind == "ENI quota")
    assert (quota.vswitches, quota.vswitch, quota.left) == (("vsw-a", "vsw-plain"), "", 98)
    assert [limit.vswitch for limit in made.limits if limit.kind == "open pool"] == ["vsw-a", "vsw-plain"]
    assert more_that_fit(made.limits) == 98
    assert more_that_fit([limit for limit in made.limits if limit.vswitch]) == 188 + 252 - 2


def test_pools_that_lack_different_things_do_not_add_up() -> None:
    """One VSwitch has prefixes and no addresses, the other the reverse: none fits, though each sum is 10."""
    limits = [
        GroupLimit(group="g", vswitches=(where,), kind=kind, subject=where, left=left, needed=1, most=0, code="E")
        for where, kind, left in [
            ("vsw-1", "open pool", 0),
            ("vsw-1", "IPv4 prefixes", 10),
            ("vsw-2", "open pool", 10),
            ("vsw-2", "IPv4 prefixes", 0),
        ]
    ]
    assert more_that_fit(limits) == 0


def test_limits_of_several_vpcs_count_apart() -> None:
    """VPC 1 lets 5 through of 30, VPC 2 all 7 of its pool: 12, of which a quota of 9 leaves 9."""

    def limit(kind: str, subject: str, left: int, *where: str) -> GroupLimit:
        return GroupLimit(group="g", vswitches=where, kind=kind, subject=subject, left=left, needed=1, most=0, code="E")

    limits = [
        limit("open pool", "vsw-1", 10, "vsw-1"),
        limit("open pool", "vsw-2", 20, "vsw-2"),
        limit("open pool", "vsw-3", 7, "vsw-3"),
        limit("VPC addresses", "vpc-1", 5, "vsw-1", "vsw-2"),
        limit("VPC addresses", "vpc-2", 70, "vsw-3"),
    ]
    assert more_that_fit(limits) == 12
    assert more_that_fit([limit("ENI quota", "r", 9, "vsw-1", "vsw-2", "vsw-3"), *limits]) == 9


def test_an_account_over_its_limit_lets_none_through() -> None:
    """Three ENIs exist and the quota is 2: 1 too many, shown as it is."""
    there = account(A, enis=[eni(f"{n}", "a", f"10.0.0.{n + 9}") for n in range(3)], quota=2)
    made = planned(group("web-{n}", 1, "a"), on=there)
    quota = next(limit for limit in made.limits if limit.kind == "ENI quota")
    assert (quota.left, quota.fits) == (-1, 0)


@pytest.mark.parametrize(
    ("secondary", "code"), [(0, "InvalidVSwitchId.IpNotEnough"), (4, "QuotaExceeded.PrivateIpAddress")]
)
def test_the_code_is_the_one_at_the_end(secondary: int, code: str) -> None:
    """Of 12 addresses the 13th ENI finds none; with 5 an ENI the third finds 2, enough for a primary address only."""
    made = planned(group("web-{n}", 1, "c", secondary_addresses=secondary))
    assert next(limit.code for limit in made.limits if limit.kind == "open pool") == code


def test_a_group_that_a_rule_refuses_has_no_limits() -> None:
    """No reserved block gives b an IPv6 prefix: that is no matter of room."""
    made = planned(group("web-{n}", 1, "b", ipv6_prefixes=1))
    assert [refusal.code for refusal in made.refused] == ["InvalidOperation.VSwitchCidrReservationNotExist"]
    assert made.limits == ()


def test_a_group_whose_instances_take_no_further_eni_has_no_limits() -> None:
    """The type has its primary ENI and no other: the VSwitch has room, and no ENI can use it."""
    there = account(A, types=(replace(KIND, eni_quantity=1),))
    made = planned(group("web-{n}", 1, "a", instance_type=KIND.id), on=there)
    assert [refusal.code for refusal in made.refused] == ["EniPerInstanceLimitExceeded"]
    assert made.limits == ()


def test_a_plan_with_limits_can_be_pickled() -> None:
    """Values all the way down."""
    made = planned(group("web-{n}", 3, "a", "b"), on=account(A, B))
    assert pickle.loads(pickle.dumps(made)).limits == made.limits  # noqa: S301 - our own bytes


@given(spec=specs(), there=inventories())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_so_many_more_fit_and_no_more(spec: PlanSpec, there: Inventory) -> None:
    """Planned again with so many more of the last group, none of them is refused; one more is, by a limit at its end.

    Left out: groups that share instances (zones bind them) or have wishes, whose later ENIs are not of the usual shape.
    """
    *others, last = spec.groups
    last = replace(last, enis=(), enis_per_instance=1, count=1, name="last-{n}")
    made = plan_groups(replace(spec, groups=(*others, last)), there)
    mine = [limit for limit in made.limits if limit.group == last.name]
    assume(mine and not any(refusal.group == last.name for refusal in made.refused))
    room = more_that_fit(mine)
    assume(room < 300)
    fuller = plan_groups(replace(spec, groups=(*others, replace(last, count=1 + room))), there)
    assert [refusal for refusal in fuller.refused if refusal.group == last.name] == []
    over = plan_groups(replace(spec, groups=(*others, replace(last, count=2 + room))), there)
    (refused,) = [refusal for refusal in over.refused if refusal.group == last.name]
    assert refused.enis == 1
    at_the_end = [limit for limit in over.limits if limit.group == last.name and not limit.fits]
    assert refused.code in {limit.code for limit in at_the_end}
    if len(last.vswitches) == 1:
        assert refused.code in {limit.code for limit in mine if limit.fits == room}


def test_requests_have_no_groups_and_no_limits() -> None:
    """Nothing says what one more ready-made request would ask for; the field is there and empty."""
    assert planned(on=ACCOUNT).limits == ()
