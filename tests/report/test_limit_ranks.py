"""The ranking of limits: the scarcest first, VSwitches together where an ENI may go to any of them."""

from __future__ import annotations

from eniplan.report.limit_ranks import group_ranks, slots_taken
from tests.planning.ground_kit import A, B, account, group, planned, vswitch
from tests.planning.random_plans import KIND


def test_one_vswitch_is_one_list_by_what_fits() -> None:
    """3 prefixes left for 3 ENIs; then 187 addresses; the account has far more."""
    (found,) = group_ranks(planned(group("web-{n}", 1, "a", ipv4_prefixes=1)))
    assert [(rank.what, rank.fits) for rank in found.ranks] == [
        ("IPv4 prefixes of vsw-a", 3),
        ("open pool of vsw-a", 187),
        ("basic security group sg-1", 5_998 // 2),
        ("ENI quota of cn-hangzhou", 4_999),
        ("addresses of vpc-1", (300_000 - 17) // 17),
    ]
    assert found.ranks[0].left == "3 of 4 prefixes left, 1 an ENI"
    assert found.ranks[1].left == "187 of 188 addresses left, 1 an ENI"
    assert (found.fits, found.ranks[0].code) == (3, "InvalidVSwitchId.IpPrefixNotEnough")


def test_several_vswitches_rank_together_and_are_told_apart() -> None:
    """A has 188 - 1 addresses and b as many; a quota of 300 refuses before their sum does."""
    (found,) = group_ranks(planned(group("web-{n}", 2, "a", "b"), on=account(A, B, quota=302)))
    assert [(rank.what, rank.fits, rank.inner) for rank in found.ranks[:4]] == [
        ("ENI quota of cn-hangzhou", 300, False),
        ("pools of 2 VSwitches together", 374, False),
        ("open pool of vsw-a", 187, True),
        ("open pool of vsw-b", 187, True),
    ]
    assert found.fits == 300


def test_unexplained_addresses_are_not_left_and_are_named() -> None:
    """Of 12 addresses one is planned and 5 are taken by nobody knows what."""
    hidden = vswitch("f", "10.0.4.0/28", unexplained_ipv4=5)
    (found,) = group_ranks(planned(group("web-{n}", 1, "f"), on=account(hidden)))
    assert found.ranks[0].left == "6 of 12 addresses left, 1 an ENI; 5 unexplained"


def test_the_code_of_pools_together_is_that_of_the_vswitch_listed_first() -> None:
    """C is full of addresses first, but a stands first in the list and lacks prefixes once all are full."""
    (found,) = group_ranks(planned(group("web-{n}", 2, "a", "b", ipv4_prefixes=1)))
    over = planned(group("web-{n}", 2 + found.fits + 1, "a", "b", ipv4_prefixes=1))
    assert found.fits == 8 - 2
    assert [refusal.code for refusal in over.refused] == [found.ranks[0].code]


def test_many_vswitches_are_three_and_a_sum() -> None:
    """Ten /28s with 12 addresses each, one taken in the first: 11, then 12 a VSwitch; seven more hold 84."""
    ten = [vswitch(f"{n}", f"10.0.{n}.0/28") for n in range(10)]
    (found,) = group_ranks(planned(group("web-{n}", 1, *map(str, range(10))), on=account(*ten)))
    assert [(rank.what, rank.fits) for rank in found.ranks[:5]] == [
        ("pools of 10 VSwitches together", 119),
        ("open pool of vsw-0", 11),
        ("open pool of vsw-1", 12),
        ("open pool of vsw-2", 12),
        ("7 more VSwitches", 84),
    ]


def test_a_rule_leaves_refusals_and_no_ranks() -> None:
    """B gives no IPv6 prefix."""
    (found,) = group_ranks(planned(group("web-{n}", 1, "b", ipv6_prefixes=1)))
    assert found.ranks == ()
    assert [refusal.code for refusal in found.refused] == ["InvalidOperation.VSwitchCidrReservationNotExist"]


def test_zones_make_the_figure_a_most() -> None:
    """Two ENIs an instance over two zones; in one zone, or one ENI an instance, the figure is exact."""
    assert group_ranks(planned(group("w-{n}", 2, "a", "b", enis_per_instance=2)))[0].is_most
    assert not group_ranks(planned(group("w-{n}", 2, "a", "c", enis_per_instance=2)))[0].is_most
    assert not group_ranks(planned(group("w-{n}", 2, "a", "b")))[0].is_most


def test_slots_of_the_instance_type() -> None:
    """1 + 2 addresses + 1 prefix of 6; 1 IPv6 address of 4; two ENIs beside the primary one of 3; unknown: nothing."""
    wanted = group("w-{n}", 1, "a", secondary_addresses=2, ipv4_prefixes=1, ipv6_addresses=1, enis_per_instance=2)
    there = account(A, types=(KIND,))
    typed = planned(group("w-{n}", 1, "a"), on=there).inventory
    assert list(slots_taken(wanted, typed)) == []
    of_type = group(
        "w-{n}",
        1,
        "a",
        secondary_addresses=2,
        ipv4_prefixes=1,
        ipv6_addresses=1,
        enis_per_instance=2,
        instance_type=KIND.id,
    )
    assert list(slots_taken(of_type, typed)) == [
        "4 of 6 IPv4 slots an ENI",
        "1 of 4 IPv6 slots an ENI",
        "3 of 3 ENIs an instance, its primary one included",
    ]
