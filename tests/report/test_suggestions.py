"""What the figures of a plan suggest about a refusal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eniplan.network.instance_type import InstanceType
from eniplan.network.inventory import Inventory
from eniplan.planning.spec import Wish
from eniplan.report.advice import ADVICE, OTHERWISE
from eniplan.report.suggestions import advice_for
from tests.report.hand_made import BARE, ROOM, group, placed, plan, refusal, vswitch

PREFIXES, ADDRESSES = "InvalidVSwitchId.IpPrefixNotEnough", "InvalidVSwitchId.IpNotEnough"
A, B = vswitch("vsw-a", "alpha"), vswitch("vsw-b", "beta", number=1)
EMPTY = replace(ROOM, free_prefixes_ipv4=0, whole_blocks=0)


def test_too_few_prefixes_name_blocks_a_smaller_number_other_vswitches_and_the_count_that_fits() -> None:
    """Two ENIs took 2 x 2 of 4 prefixes; with one each, 4 ENIs fit, so all 3 do. alpha has 5 whole /28s to reserve."""
    wanted = group(count=3, ipv4_prefixes=2)
    pools = [(A, ROOM, replace(EMPTY, whole_blocks=5)), (B, ROOM, ROOM)]
    made = plan(placed(wanted, {"vsw-a": 2}), pools=pools)
    assert advice_for(refusal(PREFIXES, wanted, placed=2, enis=1), made) == (
        "reserve another block (alpha has 5 whole /28s left); or lower ipv4_prefixes to 1: they suffice for all 3 ENIs "
        "then; or add a VSwitch with free IPv4 prefixes: beta (4); or lower count to 2"
    )


def test_a_smaller_number_is_named_only_if_it_suffices_for_all() -> None:
    """4 prefixes, 5 ENIs of 2: not even one each is enough. No whole /28 is left, so no block is suggested."""
    wanted = group(count=5, ipv4_prefixes=2)
    made = plan(placed(wanted, {"vsw-a": 2}), pools=[(A, ROOM, EMPTY)])
    assert advice_for(refusal(PREFIXES, wanted, placed=2, enis=3), made) == "lower count to 2"


def test_existing_enis_give_nothing_back() -> None:
    """What exists holds its prefixes whatever the plan file says: with no new ENI placed, 0 are there for 1 more."""
    wanted = group(count=3, ipv4_prefixes=2)
    made = plan(placed(wanted, {}, {"vsw-a": 2}), pools=[(A, EMPTY, EMPTY)])
    assert "lower ipv4_prefixes" not in advice_for(refusal(PREFIXES, wanted, placed=2, enis=1), made)


def test_wishes_make_enis_unlike_so_no_number_is_named() -> None:
    """Which of them to leave out is the user's choice."""
    wanted = group(count=3, ipv4_prefixes=2, enis=(Wish(n=1),))
    made = plan(placed(wanted, {"vsw-a": 2}), pools=[(A, ROOM, EMPTY)])
    assert advice_for(refusal(PREFIXES, wanted, placed=2, enis=1), made) == ADVICE[PREFIXES]


@pytest.mark.parametrize(
    "other",
    [
        replace(B, vpc_id="vpc-2"),
        replace(B, zone_id="cn-hangzhou-i"),
        replace(B, status="Pending"),
    ],
    ids=["VPC", "zone", "status"],
)
def test_vswitches_that_cannot_take_the_group_are_not_suggested(other: object) -> None:
    """Security groups belong to one VPC, the group names a zone, and a Pending VSwitch takes nobody."""
    wanted = group(count=2, zone="cn-hangzhou-h")
    full = replace(BARE, free_open_ipv4=0)
    made = plan(placed(wanted, {"vsw-a": 1}), pools=[(A, full, full), (other, ROOM, ROOM)])  # type: ignore[list-item]
    assert advice_for(refusal(ADDRESSES, wanted, placed=1, enis=1), made) == "lower count to 1"


def test_a_vswitch_that_the_group_has_already_is_not_suggested() -> None:
    """Something else refused it there."""
    wanted = group(count=2, vswitches=("vsw-a", "vsw-b"))
    full = replace(BARE, free_open_ipv4=0)
    made = plan(placed(wanted, {"vsw-a": 1}), pools=[(A, full, full), (B, ROOM, ROOM)])
    refused = replace(refusal(ADDRESSES, wanted, placed=1, enis=1), vswitches=("vsw-a",))
    assert advice_for(refused, made) == "lower count to 1"


def test_too_few_addresses_leave_unexplained_ones_alone() -> None:
    """11 - 6 are to give, the two placed hold 2 x 7: 19 addresses, 6 for each of 3 ENIs, so 5 secondary ones."""
    wanted = group(count=3, secondary_addresses=6)
    left = replace(ROOM, free_open_ipv4=11, unexplained_ipv4=6)
    made = plan(placed(wanted, {"vsw-a": 2}), pools=[(A, ROOM, left)])
    assert advice_for(refusal("QuotaExceeded.PrivateIpAddress", wanted, placed=2, enis=1), made) == (
        "lower secondary_addresses to 5: they suffice for all 3 ENIs then; or lower count to 2"
    )


def test_the_limit_of_the_vpc_is_not_mended_by_pools() -> None:
    """The same code with room in the pool means addresses_per_vpc: the sentence of the code is what remains."""
    wanted = group(count=2, secondary_addresses=3)
    made = plan(placed(wanted, {"vsw-a": 1}), pools=[(A, ROOM, ROOM), (B, ROOM, ROOM)])
    code = "QuotaExceeded.PrivateIpAddress"
    assert advice_for(refusal(code, wanted, placed=1, enis=1), made) == ADVICE[code]


def test_no_reserved_block_says_what_could_be_reserved() -> None:
    """Nine whole /28s are left outside, for the first block of the VSwitch."""
    wanted = group(ipv4_prefixes=1)
    made = plan(placed(wanted, {}), pools=[(replace(A, blocks=()), BARE, BARE), (B, ROOM, ROOM)])
    assert advice_for(refusal("InvalidOperation.VSwitchCidrReservationNotExist", wanted, placed=0, enis=1), made) == (
        "reserve a block (alpha has 9 whole /28s left); or add a VSwitch with free IPv4 prefixes: beta (4)"
    )


def test_no_ipv6_prefixes_are_told_apart_from_ipv4_ones() -> None:
    """IPv4 prefixes suffice here; what is short is the other family."""
    wanted = group(count=2, ipv4_prefixes=1, ipv6_prefixes=1)
    there = vswitch("vsw-a", "alpha", ipv6_block=True)
    made = plan(placed(wanted, {"vsw-a": 1}), pools=[(there, ROOM, ROOM)])
    assert advice_for(refusal(PREFIXES, wanted, placed=1, enis=1), made) == (
        "reserve another IPv6 block; or lower count to 1"
    )


def test_ipv6_names_the_vswitches_that_have_it() -> None:
    """Beta has an IPv6 CIDR, alpha could get one, gamma has none and was not asked for."""
    wanted = group(ipv6_addresses=1)
    dual = vswitch("vsw-b", "beta", number=1, ipv6_block=True)
    other = vswitch("vsw-c", "gamma", number=2)
    made = plan(placed(wanted, {}), pools=[(A, ROOM, ROOM), (dual, ROOM, ROOM), (other, ROOM, ROOM)])
    assert advice_for(refusal("InvalidOperation.VSwitchIpv6Disabled", wanted, placed=0, enis=1), made) == (
        "use a VSwitch with IPv6: beta; or enable IPv6 for alpha; or leave IPv6 out"
    )


def test_a_small_instance_type_says_how_many_addresses_fit() -> None:
    """6 slots, one for the primary address and two for prefixes: 3 secondary addresses."""
    wanted = group(secondary_addresses=6, ipv4_prefixes=2, instance_type="ecs.t")
    known = Inventory(instance_types={"ecs.t": InstanceType(id="ecs.t", ipv4_per_eni=6)})
    made = plan(placed(wanted, {}), pools=[(A, ROOM, ROOM)], inventory=known)
    refused = refusal("InvalidOperation.Ipv4CountExceeded", wanted, placed=0, enis=1)
    assert advice_for(refused, made) == "lower secondary_addresses to 3; or choose a larger type than ecs.t"
    listed = group(secondary_addresses=6, instance_type="ecs.g6.large")  # 6 slots in the catalogue
    made = plan(placed(listed, {}), pools=[(A, ROOM, ROOM)])
    small = refusal("InvalidOperation.Ipv4CountExceeded", listed, placed=0, enis=1)
    assert advice_for(small, made) == "lower secondary_addresses to 5; or choose a larger type than ecs.g6.large"
    unknown = plan(placed(wanted, {}), pools=[(A, ROOM, ROOM)])
    assert advice_for(refused, unknown) == ADVICE["InvalidOperation.Ipv4CountExceeded"]


def test_other_codes_have_their_sentence_and_unknown_ones_a_general_one() -> None:
    """The table is what remains."""
    wanted = group()
    made = plan(placed(wanted, {}))
    assert advice_for(refusal("InvalidIp.Address", wanted, placed=0, enis=1), made) == ADVICE["InvalidIp.Address"]
    assert advice_for(refusal("Brand.New", wanted, placed=0, enis=1), made) == OTHERWISE
