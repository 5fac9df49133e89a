"""Headroom: figures against arithmetic, and against planning that many more and one more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eniplan.capacity.headroom import headroom
from eniplan.errors import QuestionError
from eniplan.planning.planner import plan_groups
from tests.planning.ground_kit import ACCOUNT, A, B, account, group, planned, vswitch
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec


def test_the_scarcest_limit_refuses_and_the_others_are_ranked() -> None:
    """In a: 1 of 4 prefixes is taken, so 3 more fit; 187 addresses, 5,998 / 2 slots, 299,983 / 17 let more."""
    (found,) = headroom(planned(group("web-{n}", 1, "a", ipv4_prefixes=1))).groups
    assert (found.fits, found.kind, found.code) == (3, "IPv4 prefixes", "InvalidVSwitchId.IpPrefixNotEnough")
    ranked = [(limit.kind, limit.fits) for limit in found.ranking]
    assert ranked == [
        ("IPv4 prefixes", 3),
        ("open pool", 187),
        ("basic group", 5_998 // 2),
        ("ENI quota", 4_999),
        ("VPC addresses", 299_983 // 17),
    ]


def test_each_vswitch_says_what_it_holds_alone_and_the_quota_counts_once() -> None:
    """188 - 1 and 188 - 1 addresses, but a quota of 200 leaves 198 in all: it refuses, though each pool has room."""
    (found,) = headroom(planned(group("web-{n}", 2, "a", "b"), on=account(A, B, quota=200))).groups
    assert [(row.vswitch, row.fits, row.refuses.kind) for row in found.vswitches] == [
        ("vsw-a", 187, "open pool"),
        ("vsw-b", 187, "open pool"),
    ]
    assert (found.fits, found.kind, found.subject) == (198, "ENI quota", "cn-hangzhou")


def test_pools_that_are_full_together_name_the_first_vswitch() -> None:
    """4 and 12 addresses, two ENIs placed: 14 more, then the first listed VSwitch has no address left."""
    (found,) = headroom(planned(group("web-{n}", 2, "tiny", "c"))).groups
    assert (found.fits, found.subject, found.code) == (14, "vsw-tiny", "InvalidVSwitchId.IpNotEnough")


def test_instances_take_whole_zones() -> None:
    """After one instance of 4, 2 and 11 addresses are free in two zones: two whole instances and 3 ENIs, not 13."""
    there = account(
        vswitch("left", "10.0.8.0/28", zone="h", unexplained_ipv4=6),
        vswitch("right", "10.0.8.16/28", zone="i", unexplained_ipv4=1),
    )
    (found,) = headroom(planned(group("pod-{n}", 4, "left", "right", enis_per_instance=4), on=there)).groups
    assert [row.fits for row in found.vswitches] == [2, 11]
    assert (found.fits, found.at_most) == (4 + 4 + 3, False)


def test_a_rule_leaves_no_headroom() -> None:
    """No reserved block gives b an IPv6 prefix, whatever room there is."""
    answer = headroom(planned(group("web-{n}", 1, "b", ipv6_prefixes=1)))
    (found,) = answer.groups
    assert (found.fits, found.kind, found.code) == (0, "rule", "InvalidOperation.VSwitchCidrReservationNotExist")
    assert answer.headline.startswith("no more of web-{n} fit")


def test_one_group_may_be_asked_for() -> None:
    """By its name; another one is refused with the nearest."""
    made = planned(group("web-{n}", 1, "a"), group("pod-{n}", 1, "b"))
    assert [one.group for one in headroom(made, "pod-{n}").groups] == ["pod-{n}"]
    with pytest.raises(QuestionError, match=r'^the plan has no group "pods-\{n\}"; did you mean pod-\{n\}\?$'):
        headroom(made, "pods-{n}")


def test_ready_made_requests_have_no_headroom() -> None:
    """They do not say what one more is."""
    with pytest.raises(QuestionError, match="no groups"):
        headroom(planned(on=ACCOUNT))


def test_what_is_assumed_is_said() -> None:
    """An unknown quota and unexplained addresses change the figures and are named."""
    there = account(vswitch("x", "10.0.8.0/28", unexplained_ipv4=5), quota=0)
    said = headroom(planned(group("web-{n}", 1, "x"), on=there)).assumptions
    assert "the ENI quota is not known (eni_quota 0) and does not count" in said
    assert "5 addresses of vsw-x that no file explains are in use (unconfirmed)" in said


@given(spec=specs(), there=inventories(), chosen=st.integers(0, 2))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_so_many_more_fit_and_one_more_is_refused(spec: PlanSpec, there: Inventory, chosen: int) -> None:
    """Any group of a random plan, asked for again at the plan's end: so many ENIs fit, of one more the last is refused.

    Instances included: one more may leave several out there, where it makes the last one too large for its zone. Left
    out are groups of which a rule refuses some position of an instance.
    """
    grown = spec.groups[chosen % len(spec.groups)]
    made = plan_groups(spec, there)
    (found,) = headroom(made, grown.name).groups
    assume(found.ranking and not found.at_most and found.fits < 300)

    def asked(count: int) -> Plan:
        more = replace(grown, name="more-{n}", enis=(), count=count)
        return plan_groups(replace(spec, groups=(*spec.groups, more)), there)

    over = asked(found.fits + 1)
    refused = [refusal for refusal in over.refused if refusal.group == "more-{n}"]
    assume(not any(refusal.code == "EniPerInstanceLimitExceeded" for refusal in refused))
    assert len(refused) == 1
    if found.fits:
        assert "more-{n}" not in {refusal.group for refusal in asked(found.fits).refused}
    if grown.enis_per_instance == 1:
        at_the_end = {limit.code for limit in over.limits if limit.group == "more-{n}" and not limit.fits}
        assert refused[0].enis == 1
        assert {found.code, refused[0].code} <= at_the_end
        assert len(found.vswitches) > 1 or refused[0].code == found.code
