"""ENIs of one instance: they stay in one zone, where all of them have room, and keep to the type's sums."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eniplan.network.instance_type import InstanceType
from eniplan.planning.spec import Wish
from tests.planning.ground_kit import TINY, A, B, C, account, eni, group, places, planned, refusals, vswitch

I1 = vswitch("i1", "10.1.0.0/29", zone="i")
I2 = vswitch("i2", "10.1.0.8/29", zone="i")
H1 = vswitch("h1", "10.1.0.16/29", zone="h")
ANY = vswitch("any", "10.1.0.32/28", zone="")
"""Without a zone id; the /29s have 4 addresses each, this one 12."""


def test_instances_stay_in_one_zone() -> None:
    """Spread over two zones by instances, not by ENIs."""
    assert places(planned(group("web-{n}", 6, "a", "b", enis_per_instance=2))) == "a a b b a a"
    assert places(planned(group("web-{n}", 4, "a", "b"))) == "a b a b"


def test_vswitches_of_the_zone_share_an_instance() -> None:
    """Within the zone the placement goes on."""
    assert places(planned(group("web-{n}", 4, "a", "c", "b", enis_per_instance=4))) == "a c a c"


def test_an_instance_starts_where_all_of_it_fits() -> None:
    """H has room for 4 ENIs, i for 8 in two VSwitches: an instance of 5 goes to i, though h is listed first."""
    there = account(H1, I1, I2)
    plan = planned(group("web-{n}", 5, "h1", "i1", "i2", placement="fill", enis_per_instance=5), on=there)
    assert places(plan) == "i1 i1 i1 i1 i2"


def test_the_room_of_a_zone_shrinks_with_each_eni() -> None:
    """H has room for 4: the first instance of 3 goes there, the second one to i."""
    plan = planned(group("web-{n}", 6, "h1", "i1", placement="fill", enis_per_instance=3), on=account(H1, I1))
    assert places(plan) == "h1 h1 h1 i1 i1 i1"


def test_the_rest_of_an_instance_needs_less_room() -> None:
    """The first of 3 is where any zone is; the two that are left fit h, which has room for no more."""
    there = account(ANY, H1, I1, enis=[eni("x", "h1", "10.1.0.17", "10.1.0.18")])
    plan = planned(group("web-{n}", 3, "any", "h1", "i1", enis_per_instance=3), on=there)
    assert places(plan) == "any h1 any"


def test_what_exists_needs_no_room() -> None:
    """One of 3 exists where the zone is not known and all is full; h has room for the two others."""
    full = vswitch("full", "10.1.0.24/29", zone="")
    held = [
        eni("web-3", "full", "10.1.0.25", "10.1.0.26", "10.1.0.27", "10.1.0.28"),
        eni("x", "h1", "10.1.0.17", "10.1.0.18"),
    ]
    made = group("web-{n}", 3, "full", "h1", "i1", placement="fill", enis_per_instance=3)
    assert places(planned(made, on=account(full, H1, I1, enis=held))) == "h1 h1 full"


def test_a_short_last_instance_needs_less_room() -> None:
    """The last instance has one ENI only, which fits the listed first."""
    there = account(H1, I1, enis=[eni("x", "h1", "10.1.0.17", "10.1.0.18", "10.1.0.19")])
    plan = planned(group("web-{n}", 4, "h1", "i1", placement="fill", enis_per_instance=3), on=there)
    assert places(plan) == "i1 i1 i1 h1"


def test_without_such_a_zone_it_starts_all_the_same() -> None:
    """4 of 6 fit the first zone; the last two are refused there, not scattered."""
    plan = planned(group("web-{n}", 6, "h1", "i1", placement="fill", enis_per_instance=6), on=account(H1, I1))
    assert places(plan) == "h1 h1 h1 h1"
    assert refusals(plan) == [("InvalidVSwitchId.IpNotEnough", 2, 4)]
    assert plan.refused[0].vswitches == ("vsw-h1",)


def test_a_vswitch_without_zone_goes_with_any() -> None:
    """It settles no zone; the first VSwitch with one does."""
    plan = planned(group("web-{n}", 3, "any", "h1", "i1", enis_per_instance=3), on=account(ANY, H1, I1))
    assert places(plan) == "any h1 any"
    plan = planned(group("web-{n}", 14, "any", enis_per_instance=7), on=account(ANY))
    assert refusals(plan) == [("InvalidVSwitchId.IpNotEnough", 2, 12)]


@pytest.mark.parametrize("there", [1, 2, 3])
def test_an_existing_eni_settles_the_zone(there: int) -> None:
    """Whichever of the three exists, in the zone listed second: the others join it, those before it too."""
    plan = planned(
        group("web-{n}", 3, "a", "b", enis_per_instance=3),
        on=account(A, B, enis=[eni(f"web-{there}", "b", "10.0.1.5")]),
    )
    assert places(plan) == "b b b"
    assert len(plan.requests) == 2


def test_an_existing_eni_says_its_zone_itself() -> None:
    """Its VSwitch is one that the files do not describe; the ENI knows its zone."""
    there = account(A, B, enis=[eni("web-2", "gone", "10.7.0.5", zone_id="cn-hangzhou-i")])
    assert places(planned(group("web-{n}", 3, "a", "b", "gone", enis_per_instance=3), on=there)) == "b gone b"


@pytest.mark.parametrize("wish", [Wish(n=2, vswitch="vsw-b"), Wish(n=2, primary="10.0.1.9"), Wish(n=2, ipv4_prefixes=("10.0.1.64/28",)), Wish(n=2, ipv6=("2001:db8:0:b::5",))])  # fmt: skip  # noqa: E501
def test_a_wish_settles_the_zone(wish: Wish) -> None:
    """What the second ENI names lies in the second zone: the first one goes there too."""
    plan = planned(group("web-{n}", 3, "a", "b", enis_per_instance=3, enis=(wish,)))
    assert (places(plan), refusals(plan)) == ("b b b", [])


def test_a_wish_in_another_zone_than_its_instance_is_refused() -> None:
    """Two wishes of one instance in two zones: the first settles it, the second is refused for the zone."""
    both = (Wish(n=1, vswitch="vsw-a"), Wish(n=2, vswitch="vsw-b"))
    plan = planned(group("web-{n}", 2, "a", "b", enis_per_instance=2, enis=both))
    assert refusals(plan) == [("InvalidOperation.AvailabilityZoneMismatch", 1, 1)]
    assert plan.refused[0].message.endswith("vsw-b is in cn-hangzhou-i, the instance in cn-hangzhou-h")


def test_a_full_zone_does_not_hide_that_the_wish_is_in_another() -> None:
    """The instance's zone is full, but this is not why a wish for another zone is refused."""
    both = (Wish(n=1, vswitch="vsw-tiny"), Wish(n=2, vswitch="vsw-b"))
    there = account(TINY, B, enis=[eni("x", "tiny", "10.0.3.1", "10.0.3.2", "10.0.3.3")])
    plan = planned(group("web-{n}", 2, "tiny", "b", enis_per_instance=2, enis=both), on=there)
    assert refusals(plan) == [("InvalidOperation.AvailabilityZoneMismatch", 1, 1)]


def test_a_wish_that_settles_nothing_starts_where_all_fits() -> None:
    """The first ENI wishes for no secondary addresses only: the instance starts in the zone with room for 5."""
    made = group("web-{n}", 5, "h1", "i1", "i2", placement="fill", enis_per_instance=5, enis=(Wish(n=1, secondary=()),))
    assert places(planned(made, on=account(H1, I1, I2))) == "i1 i1 i1 i1 i2"


TYPE = InstanceType(id="t", eni_quantity=3, ipv4_per_eni=10, primary_queues=2, secondary_queues=2, total_queues=16)


def test_enis_above_the_types_number_are_refused() -> None:
    """3 ENIs with the primary one: of each instance of 4, two are placed; the next instance begins afresh."""
    plan = planned(
        group("web-{n}", 8, "a", "b", enis_per_instance=4, instance_type="t"), on=account(A, B, types=[TYPE])
    )
    assert (places(plan), refusals(plan)) == ("a a b b", [("EniPerInstanceLimitExceeded", 4, 4)])
    assert plan.refused[0].first == "web-3"
    assert [f.raised_at for f in plan.findings if f.is_error] == ["attach"]


def test_what_the_type_refuses_needs_no_room() -> None:
    """Instances of 4, of which the type takes 2: a zone with room for 2 will do."""
    there = account(H1, I1, types=[TYPE], enis=[eni("x", "h1", "10.1.0.17", "10.1.0.18")])
    plan = planned(group("w-{n}", 4, "h1", "i1", placement="fill", enis_per_instance=4, instance_type="t"), on=there)
    assert places(plan) == "h1 h1"


@pytest.mark.parametrize(
    ("total", "queues", "placed"), [(16, 2, 4), (6, 2, 4), (5, 2, 2), (5, 1, 4), (3, 2, 0), (None, 2, 4)]
)
def test_queues_are_summed_over_an_instance(total: int | None, queues: int, placed: int) -> None:
    """2 of the primary ENI, then as many each as the type's default; unknown totals are not checked."""
    kind = replace(TYPE, total_queues=total, secondary_queues=queues)
    plan = planned(group("web-{n}", 4, enis_per_instance=2, instance_type="t"), on=account(A, types=[kind]))
    assert len(plan.enis) == placed
    assert {r.code for r in plan.refused} <= {"InvalidOperation.ExceedInstanceTypeQueueNumber"}


def test_wishes_keep_to_the_sums_too() -> None:
    """The third ENI of an instance is refused, wishes or not."""
    made = group("web-{n}", 3, enis_per_instance=3, instance_type="t", enis=(Wish(n=3, primary="10.0.0.9"),))
    assert refusals(planned(made, on=account(A, types=[TYPE]))) == [("EniPerInstanceLimitExceeded", 1, 2)]


def test_instances_of_single_enis_have_no_zone() -> None:
    """Without enis_per_instance every ENI goes its own way, and C in the zone of A has no say."""
    assert places(planned(group("web-{n}", 4, "a", "b", "c"), on=account(A, B, C))) == "a b c a"
