"""Is there room: open pool, reserved pool, quota, VPC and security groups, each at its edge."""

from __future__ import annotations

import pytest

from eniplan.network.eni import ENI
from eniplan.validation.judge import judge
from eniplan.validation.room import Limit, Own, Want, account_limits, limits, want_of
from tests.validation.world import VSWITCH, Json, World, at, block_of, case_of, errors, findings, reserved

NONE, FEW = "InvalidVSwitchId.IpNotEnough", "QuotaExceeded.PrivateIpAddress"
COUNT, PREFIXES = "SecondaryPrivateIpAddressCount", "InvalidVSwitchId.IpPrefixNotEnough"
BASIC, ADVANCED = "SecurityGroupInstanceLimitExceed", "InvalidOperation.EniCountExceeded"
TINY = {"cidr": block_of("10.0.0.8/29"), "blocks": ()}


def tiny(*, unexplained: int = 0, enis: tuple[ENI, ...] = ()) -> World:
    """A VSwitch with four usable addresses, 10.0.0.9 to 10.0.0.12."""
    return World(vswitch={**TINY, "unexplained_ipv4": unexplained}, enis=enis)


@pytest.mark.parametrize(
    ("unexplained", "count", "expected"),
    [
        (0, None, []),
        (0, 3, []),
        (0, 4, [(FEW, COUNT)]),
        (1, 2, []),
        (1, 3, [(FEW, COUNT)]),
        (3, None, []),
        (3, 1, [(FEW, COUNT)]),
        (4, None, [(NONE, "VSwitchId")]),
        (4, 1, [(NONE, "VSwitchId")]),
        (9, None, [(NONE, "VSwitchId")]),
    ],
)
def test_open_pool(unexplained: int, count: int | None, expected: list[tuple[str, str]]) -> None:
    """Four addresses, less what the files do not explain: not even the primary one, or not the others."""
    assert errors({COUNT: count}, tiny(unexplained=unexplained)) == expected


def test_unexplained_addresses_are_in_the_message() -> None:
    """Needed, left, and why so few."""
    [finding] = [found for found in findings({COUNT: 3}, tiny(unexplained=2)) if found.is_error]
    assert finding.message.startswith("4 needed, 2 left: ")
    assert finding.message.endswith(", without 2 unexplained ones")


def test_named_addresses_need_no_room_but_take_it() -> None:
    """Three named ones leave one for the primary; a named primary leaves three for the others."""
    three = [f"10.0.0.{octet}" for octet in (9, 10, 11)]
    assert errors({"PrivateIpAddress": three}, tiny()) == []
    assert errors({"PrivateIpAddress": [*three, "10.0.0.12"]}, tiny()) == [(NONE, "VSwitchId")]
    named: Json = {"PrimaryIpAddress": "10.0.0.12", "PrivateIpAddress": three}
    assert errors(named, tiny()) == []
    assert errors({"PrimaryIpAddress": "10.0.0.12", COUNT: 3}, tiny()) == []
    assert errors({"PrimaryIpAddress": "10.0.0.12", COUNT: 4}, tiny()) == [(FEW, COUNT)]


def test_unexplained_addresses_do_not_refuse_named_ones() -> None:
    """A named address may be free: only automatic ones have less room."""
    assert errors({"PrimaryIpAddress": "10.0.0.12"}, tiny(unexplained=4)) == []


def test_what_cannot_be_taken_takes_no_room() -> None:
    """Cause, not consequence: an address in use, a system address, one outside, one named twice."""
    used = (ENI(id="eni-2", vswitch_id="vsw-1", primary=at("10.0.0.9")),)
    in_use = ("InvalidPrivateIpAddress.Duplicated", "PrimaryIpAddress")
    assert errors({"PrimaryIpAddress": "10.0.0.9", COUNT: 3}, tiny(enis=used)) == [in_use]
    for address in ("10.0.0.8", "10.0.0.13", "10.0.1.9"):
        invalid = ("InvalidVSwitchId.IpInvalid", "PrimaryIpAddress")
        assert errors({"PrimaryIpAddress": address, COUNT: 4}, tiny()) == [invalid]
    repeated: Json = {"PrivateIpAddress": ["10.0.0.9", "10.0.0.9", "10.0.0.9", "10.0.0.9"]}
    assert {code for code, _ in errors(repeated, tiny())} == {"InvalidIp.IpRepeated"}


def test_addresses_inside_a_block_take_no_open_room() -> None:
    """A /26 whose middle is reserved has 15 + 13 open addresses; a named one inside takes none of them."""
    world = World(
        vswitch={"cidr": block_of("10.0.0.0/26"), "blocks": reserved("10.0.0.16/28", "10.0.0.32/28")}, enis=()
    )
    assert errors({"PrimaryIpAddress": "10.0.0.20", COUNT: 28}, world) == []
    assert errors({"PrimaryIpAddress": "10.0.0.15", COUNT: 28}, world) == [(FEW, COUNT)]
    assert errors({"PrimaryIpAddress": "10.0.0.15", COUNT: 27}, world) == []


@pytest.mark.parametrize(
    ("named", "count", "fits"),
    [
        ({}, 3, True),
        ({}, 4, False),
        ({"PrimaryIpAddress": "10.0.0.80"}, 2, True),
        ({"PrimaryIpAddress": "10.0.0.80"}, 3, False),
        ({"PrimaryIpAddress": "10.0.0.80", "PrivateIpAddress": ["10.0.0.95"]}, 2, True),
        ({"PrimaryIpAddress": "10.0.0.80", "PrivateIpAddress": ["10.0.0.96"]}, 2, False),
        ({"PrimaryIpAddress": "10.0.0.20"}, 3, True),
    ],
)
def test_prefixes_by_count(named: Json, count: int, fits: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Three of four are free; a named address inside a block spoils one, once."""
    assert errors({**named, "Ipv4PrefixCount": count}) == ([] if fits else [(PREFIXES, "Ipv4PrefixCount")])


def test_an_address_in_use_spoils_no_further_prefix() -> None:
    """10.0.0.70 lies in the prefix that is taken: it is refused, and three prefixes are free all the same."""
    in_use = ("InvalidPrivateIpAddress.Duplicated", "PrimaryIpAddress")
    assert errors({"PrimaryIpAddress": "10.0.0.70", "Ipv4PrefixCount": 3}) == [in_use]


def test_named_prefixes_need_no_room() -> None:
    """All three free /28s by name, all four /80s of a /78: nothing is drawn, so nothing more must be free."""
    three = [f"10.0.0.{octet}/28" for octet in (80, 96, 112)]
    assert errors({"Ipv4Prefix": three}) == []
    four = [f"2001:db8:0:1:400{number}::/80" for number in range(4)]
    assert errors({"Ipv6Prefix": four}, World(vswitch={"blocks": reserved("2001:db8:0:1:4000::/78")}, enis=())) == []
    want = want_of(case_of({"Ipv4Prefix": three, "Ipv6Prefix": four}))
    assert (want.ipv4_prefixes, want.ipv6_prefixes, want.secondary) == (0, 0, 0)


def test_ipv6_prefixes_by_count() -> None:
    """A /79 has two; a named IPv6 address inside spoils one."""
    world = World(vswitch={"blocks": reserved("2001:db8:0:1:4000::/79")}, enis=())
    assert errors({"Ipv6PrefixCount": 2}, world) == []
    spoiled: Json = {"Ipv6Address": ["2001:db8:0:1:4001::1"]}
    assert errors({**spoiled, "Ipv6PrefixCount": 2}, world) == [(PREFIXES, "Ipv6PrefixCount")]
    assert errors({**spoiled, "Ipv6PrefixCount": 1}, world) == []


@pytest.mark.parametrize(("counted", "fits"), [(5999, True), (6000, False)])
def test_basic_group(counted: int, fits: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """6,000 private addresses: 5,999 + 1 fit."""
    found = errors({}, World(enis=(), group_addresses={"sg-1": counted}))
    assert found == ([] if fits else [(BASIC, "SecurityGroupId")])


def test_basic_group_counts_everything_once() -> None:
    """1 primary, 2 secondary, 3 IPv6, 1 IPv4 prefix, 1 IPv6 prefix: 8."""
    members: Json = {COUNT: 2, "Ipv6AddressCount": 3, "Ipv4PrefixCount": 1, "Ipv6PrefixCount": 1}
    assert errors(members, World(enis=(), group_addresses={"sg-1": 5992})) == []
    assert errors(members, World(enis=(), group_addresses={"sg-1": 5993})) == [(BASIC, "SecurityGroupId")]


def test_existing_enis_count_in_their_groups() -> None:
    """eni-1 has two addresses, one IPv6 address and two prefixes in sg-1: 5 of 6, so one more fits and two do not."""
    world = World(profile={"basic_group_addresses": 6})
    assert errors({}, world) == []
    assert errors({COUNT: 1}, world) == [(BASIC, "SecurityGroupId")]
    assert errors({"SecurityGroupId": "sg-2", COUNT: 5}, world) == []


def test_advanced_group_counts_enis() -> None:
    """However many addresses they have; each group at its own parameter."""
    members: Json = {"SecurityGroupId": None, "SecurityGroupIds": ["sg-advanced"], COUNT: 40}
    assert errors(members, World(profile={"advanced_group_enis": 1})) == []
    full = World(group_enis={"sg-advanced": 65536})
    assert errors(members, full) == [(ADVANCED, "SecurityGroupIds.1")]


def test_a_group_of_unknown_type_has_no_limit() -> None:
    """Neither that of a basic one nor that of an advanced one."""
    world = World(group_enis={"sg-untyped": 65536}, group_addresses={"sg-untyped": 6000})
    assert errors({"SecurityGroupId": "sg-untyped"}, world) == []


def test_quota_boundary() -> None:
    """eni-1 and 98 others of 100: one fits; other regions do not count, ENIs of an unknown region do."""
    quota = [("MaxEniCountExceeded", "")]
    assert errors({}, World(enis_in_region=98)) == []
    assert errors({}, World(enis_in_region=99)) == quota
    [finding] = [found for found in findings({}, World(enis_in_region=200)) if found.is_error]
    assert finding.message == "1 needed, 0 left: ENIs in cn-hangzhou by eni_quota (100)"
    far = tuple(ENI(id=f"eni-{n}", vswitch_id="vsw-far") for n in range(200))
    assert errors({}, World(enis=far)) == []
    lost = tuple(ENI(id=f"eni-{n}", vswitch_id="vsw-lost") for n in range(100))
    assert errors({}, World(enis=lost)) == quota
    primary = tuple(ENI(id=f"eni-{n}", vswitch_id="vsw-1", eni_type="Primary") for n in range(200))
    assert errors({}, World(enis=primary)) == []
    assert errors({}, World(enis_in_region=1000, profile={"eni_quota": 0})) == []


def test_quota_without_a_known_vswitch() -> None:
    """It is the region's: a VSwitch that is not found does not hide it."""
    found = errors({"VSwitchId": "vsw-9"}, World(enis_in_region=99))
    assert found == [("InvalidVSwitchId.NotFound", "VSwitchId"), ("MaxEniCountExceeded", "")]


def test_quota_of_an_unknown_region() -> None:
    """ENIs of a region that is not known count once: towards every known region, and towards the unknown one."""
    ground = World(enis=()).ground()
    ground.tally.enis[""] = 40
    left = {region: next(account_limits(Want(), "", ground.setting, region)) for region in ("", "cn-hangzhou")}
    assert {region: (limit.left, limit.subject) for region, limit in left.items()} == {
        "": (60, "the region"),
        "cn-hangzhou": (60, "cn-hangzhou"),
    }


@pytest.mark.parametrize(
    ("members", "needed"), [({}, 1), ({COUNT: 9}, 10), ({"Ipv4PrefixCount": 2}, 33), ({"Ipv6AddressCount": 5}, 1)]
)
def test_addresses_per_vpc(members: Json, needed: int) -> None:
    """IPv4 addresses, 16 a prefix (decision), IPv6 not at all; 300,000 by default."""
    assert errors(members, World(enis=(), vpc_addresses=300_000 - needed)) == []
    assert errors(members, World(enis=(), vpc_addresses=300_001 - needed)) == [(FEW, "VSwitchId")]


def test_everything_at_once() -> None:
    """Pool, prefixes, quota and group run out together, and each is said."""
    world = World(vswitch={**TINY}, enis=(), enis_in_region=100, group_addresses={"sg-1": 6000})
    assert errors({COUNT: 4}, world) == [(BASIC, "SecurityGroupId"), (FEW, COUNT), ("MaxEniCountExceeded", "")]


def test_requests_of_a_batch_take_room_from_each_other() -> None:
    """Two ENIs of two addresses fill four; the third has none."""
    world = tiny()
    ground = world.ground()
    for number in (1, 2):
        case = case_of({COUNT: 1, "ClientToken": f"t{number}"}, world, ground)
        assert judge(case) == []
        ground.take(case, "random", f"line {number}")
    assert [(f.code, f.parameter) for f in judge(case_of({}, world, ground))] == [(NONE, "VSwitchId")]


def test_limits_of_one_shape() -> None:
    """How many more ENIs fit, by the limit."""
    world = World()
    ground = world.ground()
    case = case_of({COUNT: 4, "Ipv4PrefixCount": 1}, world, ground)
    found = limits(
        want_of(case), VSWITCH, ground.pools["vsw-1"], setting=ground.setting, region="cn-hangzhou", own=Own()
    )
    fits = {limit.kind: limit.fits for limit in found}
    # 186 free by 5; 3 prefixes by 1; 99 of the quota; 299,982 by 1 + 4 + 16; 5,995 by 1 + 4 + 1
    assert fits == {"open pool": 37, "IPv4 prefixes": 3, "ENI quota": 99, "VPC addresses": 14284, "basic group": 999}


def test_limits_of_the_plainest_eni() -> None:
    """One address, of the open pool, and one of the quota and of the VPC; it names nothing of its own."""
    ground = World().ground()
    found = limits(Want(), VSWITCH, ground.pools["vsw-1"], setting=ground.setting, region="cn-hangzhou")
    assert [(limit.kind, limit.needed) for limit in found] == [("open pool", 1), ("ENI quota", 1), ("VPC addresses", 1)]
    assert Own() == (0, 0, 0)


def test_nothing_left_is_none_left() -> None:
    """More unexplained addresses than free ones: the open pool has 0 left, and fits none."""
    ground = tiny(unexplained=9).ground()
    case = case_of({}, tiny(unexplained=9), ground)
    assert case.vswitch is not None
    found = limits(want_of(case), case.vswitch, ground.pools["vsw-1"], setting=ground.setting, region="cn-hangzhou")
    assert [(limit.left, limit.fits) for limit in found if limit.kind == "open pool"] == [(0, 0)]


def test_fits_is_never_negative() -> None:
    """A limit that is passed already has room for no more, and is short."""
    limit = Limit("C", "", "ENI quota", "r", -5, 1)
    assert (limit.fits, limit.is_short) == (0, True)
    assert Limit("C", "", "ENI quota", "r", 1, 1).is_short is False
