"""Counting a VSwitch, against sets of addresses made with the standard library; AvailableIpAddressCount."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.network.cidr import Cidr, parse_cidr
from eniplan.network.counts import VSwitchCounts, vswitch_counts
from eniplan.network.eni import ENI
from eniplan.network.vswitch import ReservedBlock, VSwitch
from tests.network.answers import block, blocks, coded, eni, enis, prefixes, private, read, vswitch


def cidr(text: str) -> Cidr:
    """A CIDR that is one."""
    found = parse_cidr(text, 6 if ":" in text else 4)
    assert found is not None
    return found


def counted(vswitch: VSwitch, *holders: ENI) -> VSwitchCounts:
    """The counts, for short."""
    return vswitch_counts(vswitch, holders)


def test_an_empty_slash_24() -> None:
    """256 - 4 usable; 14 of 16 /28 have no system address."""
    assert VSwitchCounts(
        usable_ipv4=252, used_ipv4=0, unexplained_ipv4=0, free_open_ipv4=252, reserved_blocks=0, free_prefixes_ipv4=0,
        free_prefixes_ipv6=0, whole_blocks=14,
    ) == counted(VSwitch(id="v", cidr=cidr("10.0.0.0/24")))  # fmt: skip


@pytest.mark.parametrize(
    ("mask", "usable", "whole"), [(29, 4, 0), (28, 12, 0), (27, 28, 0), (26, 60, 2), (16, 65532, 4094)]
)
def test_an_empty_vswitch_of_any_size(mask: int, usable: int, whole: int) -> None:
    """The smallest VSwitch that can hold a prefix is a /26."""
    found = counted(VSwitch(id="v", cidr=cidr(f"10.0.0.0/{mask}")))
    assert (usable, usable, whole) == (found.usable_ipv4, found.free_open_ipv4, found.whole_blocks)


def test_blocks_prefixes_and_addresses_by_hand() -> None:
    """A /24 with an Assigned /26, a Releasing /28, one prefix, three addresses."""
    held = VSwitch(
        id="v",
        cidr=cidr("10.0.0.0/24"),
        ipv6_cidr=cidr("2001:db8::/64"),
        unexplained_ipv4=3,
        blocks=(
            ReservedBlock(id="a", cidr=cidr("10.0.0.64/26")),
            ReservedBlock(id="b", cidr=cidr("10.0.0.128/28"), status="Releasing"),
            ReservedBlock(id="c", cidr=cidr("2001:db8:0:0:4000::/78")),
        ),
    )
    one = ENI(
        id="e",
        primary=0x0A000005,
        secondary=(0x0A000055, 0x0A000041),
        ipv4_prefixes=(cidr("10.0.0.64/28"),),
        ipv6=(0x20010DB8000000004000000000000007,),
        ipv6_prefixes=(cidr("2001:db8:0:0:4003::/80"), cidr("2001:db8:0:0:9::/80")),
    )
    found = counted(held, one)
    # used: .5, .85 and the 16 of the prefix (.65 lies inside it); open: 252 - 64 - 16 - .5
    assert (found.used_ipv4, found.free_open_ipv4, found.free_prefixes_ipv4, found.reserved_blocks) == (18, 171, 2, 2)
    # 14 whole ones less 4 in the block, 1 in the releasing block; .5 spoils the first, which is the system's anyway
    assert (found.whole_blocks, found.free_prefixes_ipv6, found.unexplained_ipv4) == (9, 2, 3)


def test_addresses_that_the_vswitch_does_not_have_are_not_counted() -> None:
    """Outside and system addresses use nothing; a prefix at the edge uses its usable part."""
    odd = ENI(id="e", primary=0x0A000000, secondary=(0x0A000100, 0x0A0000FF), ipv4_prefixes=(cidr("10.0.0.240/28"),))
    assert (
        (found := counted(VSwitch(id="v", cidr=cidr("10.0.0.0/24")), odd)).used_ipv4,
        found.free_open_ipv4,
    ) == (13, 239)


@pytest.mark.parametrize("stray", ["9.255.255.240/28", "10.0.1.0/28", "192.168.0.0/28"])
def test_a_prefix_of_another_vswitch_uses_nothing(stray: str) -> None:
    """Before or behind the VSwitch, it has no address in it."""
    assert counted(VSwitch(id="v", cidr=cidr("10.0.0.0/24")), ENI(id="e", ipv4_prefixes=(cidr(stray),))) == counted(
        VSwitch(id="v", cidr=cidr("10.0.0.0/24"))
    )


@given(
    st.sets(st.integers(0, 255)),
    st.sets(st.integers(0, 15), max_size=4),
    st.sets(st.integers(1, 14), max_size=6),
    st.data(),
)
def test_counts_agree_with_sets(singles: set[int], taken: set[int], reserved: set[int], data: st.DataObject) -> None:
    """Sets of the standard library's addresses give the same numbers."""
    network = ipaddress.IPv4Network("10.0.0.0/24")
    parts = list(network.subnets(new_prefix=28))
    status = {n: data.draw(st.sampled_from(["Assigned", "Releasing"])) for n in reserved}
    held = VSwitch(id="v", cidr=cidr("10.0.0.0/24"), blocks=tuple(
        ReservedBlock(id=str(n), cidr=cidr(str(parts[n])), status=status[n]) for n in reserved))  # fmt: skip
    one = ENI(id="e", secondary=tuple(int(network[n]) for n in singles),
              ipv4_prefixes=tuple(cidr(str(parts[n])) for n in taken))  # fmt: skip
    usable = set(list(network)[1:-3])
    used = {network[n] for n in singles} | {address for n in taken for address in parts[n]}
    inside = {address for n in reserved for address in parts[n]}
    free = usable - used - inside
    found = counted(held, one)
    assert (len(usable), len(usable & used), len(free)) == (found.usable_ipv4, found.used_ipv4, found.free_open_ipv4)
    assert sum(set(part) <= free for part in parts) == found.whole_blocks
    assert sum(status[n] == "Assigned" and not used & set(parts[n]) for n in reserved) == found.free_prefixes_ipv4
    assert sum(word == "Assigned" for word in status.values()) == found.reserved_blocks


@pytest.mark.parametrize(
    ("observed", "warns", "count"),
    [
        (234, False, 0),  # d = 0
        (186, False, 0),  # d = R
        (180, True, 6),  # d = 54 > R: d - R
        (224, True, 10),  # 0 < d < R: d
        (187, True, 47),
        (0, True, 186),
        (235, True, 0),  # d = -1
        (300, True, 0),
        (None, False, 0),
    ],
)
def test_available_address_count(observed: int | None, count: int, *, warns: bool) -> None:
    """252 usable, 18 used (2 single, 1 prefix): d = 234 - observed; R = 64 - 16 = 48."""
    row = vswitch(AvailableIpAddressCount=observed)
    shown = enis(eni(**private("10.0.0.6"), **prefixes("10.0.0.64/28")))
    inventory = read(row, blocks(block()), shown)
    assert count == inventory.vswitches["vsw-1"].unexplained_ipv4
    found = coded(inventory, "UnexplainedAddresses")
    assert ([("warning", "0.json", "vsw-1")] if warns else []) == [
        (one.severity, one.file, one.vswitch) for one in found
    ]
    assert all(f"{observed} observed" in one.message for one in found)


def test_the_warning_shows_its_sum() -> None:
    """Every number of the sum, what may lie in reserved blocks, and what follows."""
    rows = [vswitch(AvailableIpAddressCount=180), vswitch("vsw-2", "10.0.1.0/24", AvailableIpAddressCount=253)]
    first, second = (one.message for one in coded(read(*rows, blocks(block()), enis(eni())), "UnexplainedAddresses"))
    assert "252 usable - 1 used - 180 observed as available = 71 (64 of them free inside reserved blocks" in first
    assert "so 7 are taken by something the files do not show" in first
    assert second.endswith(
        "252 usable - 0 used - 253 observed as available = -1, so the files show more than is in use"
    )


def test_the_warning_separates_thousands() -> None:
    """A /20 has 4,096 - 4 usable addresses; 4,092 - 1,000 observed, and nothing used, are 3,092."""
    row = vswitch("vsw-1", "10.0.0.0/20", AvailableIpAddressCount=1000)
    (found,) = coded(read(row, enis()), "UnexplainedAddresses")
    assert "4,092 usable - 0 used - 1,000 observed as available = 3,092, so 3,092 are taken" in found.message


def test_available_address_count_without_blocks() -> None:
    """R = 0: whatever is missing is unexplained; the documented /24 with 251 has one address taken."""
    assert read(vswitch(cidr="192.168.0.0/24", AvailableIpAddressCount=251)).vswitches["vsw-1"].unexplained_ipv4 == 1


def test_blocks_that_are_not_assigned_are_no_part_of_r() -> None:
    """R counts Assigned blocks only: a count that leaves out a Releasing one is unexplained."""
    found = read(vswitch(AvailableIpAddressCount=252 - 64), blocks(block(Status="Releasing"))).vswitches["vsw-1"]
    assert found.unexplained_ipv4 == 64
