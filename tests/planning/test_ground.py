"""The ground of a batch: pools opened when asked for, what a request takes, and who holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from eniplan.contract.reading import read_request
from eniplan.planning.ground import Ground
from eniplan.validation.case import Case
from tests.planning.ground_kit import ACCOUNT, SG, A, B, account, at, eni

if TYPE_CHECKING:
    from eniplan.planning.ground import Taken

USED = eni("x", "a", "10.0.0.5", prefixes=("10.0.0.64/28",), ipv6=("2001:db8:0:a::5",))


def case(ground: Ground, where: str = "a", **members: object) -> Case:
    """A request in a VSwitch."""
    base: dict[str, Any] = {"RegionId": "cn-hangzhou", "VSwitchId": f"vsw-{where}", "SecurityGroupIds": [SG]}
    return Case(read_request({**base, **members}), ground.setting)


def taken(ground: Ground, label: str = "me", **members: Any) -> Taken:  # noqa: ANN401
    """What a request takes, lowest first."""
    return ground.take(case(ground, **members), "lowest", label)


def test_named_before_counted_prefixes_before_addresses() -> None:
    """Named prefix and addresses are taken as named, counted ones are the lowest left."""
    ground = Ground(account(A, enis=[USED]))
    found = taken(ground, PrimaryIpAddress="10.0.0.1", SecondaryPrivateIpAddressCount=2, Ipv4PrefixCount=2)
    assert found.texts().primary == "10.0.0.1"
    assert found.texts().secondary == ["10.0.0.2", "10.0.0.3"]
    assert found.texts().ipv4_prefixes == ["10.0.0.80/28", "10.0.0.96/28"]
    assert (found.ipv6, found.ipv6_prefixes) == ([], [])


def test_a_drawn_primary_comes_before_listed_addresses() -> None:
    """The primary is drawn, the secondary ones are named, in their order."""
    found = taken(Ground(account(A)), PrivateIpAddress=["10.0.0.9", "10.0.0.1"]).texts()
    assert (found.primary, found.secondary) == ("10.0.0.2", ["10.0.0.9", "10.0.0.1"])


def test_ipv6_is_taken_like_ipv4() -> None:
    """Counted prefixes and addresses, named ones where they are named."""
    found = taken(Ground(account(A)), Ipv6AddressCount=2, Ipv6Prefix=["2001:db8:0:a:4001::/80"]).texts()
    assert list(found.ipv6) == ["2001:db8:0:a::1", "2001:db8:0:a::2"]
    assert list(found.ipv6_prefixes) == ["2001:db8:0:a:4001::/80"]


def test_totals_grow_with_what_is_taken() -> None:
    """1 + 2 addresses, one prefix of 16, one IPv6 address: 19 of the VPC, 5 slots of the group, one ENI."""
    ground = Ground(account(A))
    taken(ground, SecondaryPrivateIpAddressCount=2, Ipv4PrefixCount=1, Ipv6AddressCount=1)
    assert ground.tally.vpc_addresses["vpc-1"] == 1 + 2 + 16
    assert (ground.tally.group_addresses[SG], ground.tally.group_enis[SG]) == (1 + 2 + 1 + 1, 1)
    assert ground.tally.enis["cn-hangzhou"] == 1


def test_who_holds_an_address() -> None:
    """An ENI of the inventory by id and name, a request by its label, singly or inside a prefix; else nobody known."""
    ground = Ground(account(A, enis=[USED]))
    taken(ground, PrimaryIpAddress="10.0.0.9", Ipv4Prefix=["10.0.0.96/28"])
    owner = ground.setting.owner_of
    assert owner("vsw-a", at("10.0.0.5")) == "eni-x (x)"
    assert owner("vsw-a", at("10.0.0.70")) == "eni-x (x)"
    assert owner("vsw-a", at("2001:db8:0:a::5")) == "eni-x (x)"
    assert owner("vsw-a", at("10.0.0.9")) == "me"
    assert owner("vsw-a", at("10.0.0.100")) == "me"
    assert owner("vsw-a", at("10.0.0.200")) == "an ENI of the same VSwitch"


@pytest.mark.parametrize("members", [{"where": "nowhere"}, {"RegionId": "cn-shanghai"}])
def test_a_request_without_a_known_vswitch_takes_counts_only(members: dict[str, Any]) -> None:
    """The ENI counts in its region; no pool changes."""
    ground = Ground(ACCOUNT)
    found = taken(ground, **members)
    assert (found.ipv4, found.texts().primary) == ([], "")
    assert ground.tally.enis[members.get("RegionId", "cn-hangzhou")] == 1
    assert ground.counts("vsw-a").used_ipv4 == 0


def test_figures_follow_what_is_taken() -> None:
    """A /24 with a /26 reserved: 252 usable, 188 open, four prefixes; then what one ENI leaves."""
    ground = Ground(account(A))
    before = ground.counts("vsw-a")
    assert (before.usable_ipv4, before.free_open_ipv4, before.free_prefixes_ipv4) == (252, 188, 4)
    assert (before.free_prefixes_ipv6, before.reserved_blocks, before.whole_blocks) == (16384, 2, 10)
    taken(ground, PrimaryIpAddress="10.0.0.20", SecondaryPrivateIpAddressCount=1, Ipv4PrefixCount=1, Ipv6PrefixCount=3)
    after = ground.counts("vsw-a")
    assert (after.used_ipv4, after.free_open_ipv4, after.free_prefixes_ipv4) == (18, 186, 3)
    assert (after.free_prefixes_ipv6, after.whole_blocks) == (16381, 9)


def test_pools_are_opened_when_asked_for() -> None:
    """The mapping lists all VSwitches; each has one set of pools."""
    ground = Ground(account(A, B))
    assert (list(ground.pools), len(ground.pools)) == (["vsw-a", "vsw-b"], 2)
    assert ground.pools["vsw-a"] is ground.pools["vsw-a"]
    assert "vsw-x" not in ground.pools


def test_holding_keeps_draws_away() -> None:
    """Lowest draws step over what is held, singly and as a prefix."""
    ground = Ground(account(A))
    ground.hold(case(ground, PrimaryIpAddress="10.0.0.1", Ipv4Prefix=["10.0.0.64/28"], Ipv6Address=["2001:db8:0:a::1"]))
    found = taken(ground, Ipv4PrefixCount=1, Ipv6AddressCount=1).texts()
    assert (found.primary, found.ipv4_prefixes, found.ipv6) == ("10.0.0.2", ["10.0.0.80/28"], ["2001:db8:0:a::2"])


def test_an_empty_ground_knows_nothing() -> None:
    """Without an inventory there are no pools, and the profile has its defaults."""
    ground = Ground()
    assert (len(ground.pools), ground.setting.profile.eni_quota) == (0, 0)
