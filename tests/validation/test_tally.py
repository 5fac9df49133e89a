"""Running totals: what exists, and what a batch adds."""

from __future__ import annotations

from eniplan.network.eni import ENI
from eniplan.network.inventory import Inventory
from eniplan.validation.tally import Tally, tally_of
from tests.validation.world import FAR_VSWITCH, OWN_ENI, VSWITCH, at, block_of

VSWITCHES = {"vsw-1": VSWITCH, "vsw-far": FAR_VSWITCH}


def test_what_one_eni_counts() -> None:
    """Two addresses and a prefix of 16 in the VPC; five slots and one ENI in its group."""
    tally = tally_of(Inventory(vswitches=VSWITCHES, enis={"eni-1": OWN_ENI}))
    assert tally.enis == {"cn-hangzhou": 1}
    assert tally.vpc_addresses == {"vpc-1": 2 + 16}
    assert tally.group_addresses == {"sg-1": 5}
    assert tally.group_enis == {"sg-1": 1}


def test_primary_enis_count_towards_groups_and_not_towards_the_quota() -> None:
    """They belong to their instances."""
    primary = ENI(
        id="eni-2", vswitch_id="vsw-1", eni_type="Primary", primary=at("10.0.0.9"), security_group_ids=("sg-1",)
    )
    tally = tally_of(Inventory(vswitches=VSWITCHES, enis={"eni-2": primary}))
    assert tally.enis == {}
    assert tally.group_addresses == {"sg-1": 1}


def test_instances_without_a_listed_eni_count_their_addresses() -> None:
    """Known from DescribeInstances only: addresses, no ENI of the quota."""
    other = ENI(id="i-1", vswitch_id="vsw-1", primary=at("10.0.0.9"), eni_type="Primary", listed=False)
    tally = tally_of(Inventory(vswitches=VSWITCHES, others=(other,)))
    assert (tally.enis, tally.vpc_addresses) == ({}, {"vpc-1": 1})


def test_the_vpc_is_the_vswitchs_where_the_eni_does_not_say() -> None:
    """And a repeated group counts once."""
    eni = ENI(id="e", vswitch_id="vsw-far", primary=at("10.9.0.9"), security_group_ids=("sg-1", "sg-1", "sg-2"))
    tally = tally_of(Inventory(vswitches=VSWITCHES, enis={"e": eni}))
    assert tally.vpc_addresses == {"vpc-9": 1}
    assert tally.enis == {"cn-shanghai": 1}
    assert tally.group_enis == {"sg-1": 1, "sg-2": 1}


def test_adding() -> None:
    """One ENI, then ten equal ones."""
    tally = Tally()
    tally.add(region="r", vpc="v", groups=["a", "b"], vpc_addresses=3, slots=4)
    tally.add(region="r", vpc="v", groups=["a"], vpc_addresses=3, slots=4, times=10)
    assert (tally.enis["r"], tally.vpc_addresses["v"]) == (11, 33)
    assert tally.group_addresses == {"a": 44, "b": 4}
    assert tally.group_enis == {"a": 11, "b": 1}


def test_ipv6_is_no_private_ipv4_address() -> None:
    """IPv6 addresses and prefixes count in groups, not towards the VPC's private addresses."""
    prefix = block_of("2001:db8:0:1:4000::/80")
    eni = ENI(
        id="e", vswitch_id="vsw-1", ipv6=(at("2001:db8:0:1::5"),), ipv6_prefixes=(prefix,), security_group_ids=("g",)
    )
    tally = tally_of(Inventory(vswitches=VSWITCHES, enis={"e": eni}))
    assert tally.vpc_addresses["vpc-1"] == 0
    assert tally.group_addresses == {"g": 2}
