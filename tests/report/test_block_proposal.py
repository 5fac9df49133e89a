"""The block proposed for a range, against trying every block of the VSwitch."""

from __future__ import annotations

from ipaddress import IPv4Network, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.errors import QuestionError
from eniplan.planning.spec import Wish
from eniplan.report.block_proposal import block_proposal
from tests.planning.ground_kit import ACCOUNT, account, eni, group, planned, vswitch

PLACE = vswitch("a", "10.0.0.0/24", "10.0.0.64/27", ipv6="2001:db8:0:a::/64")
BASE = ip_address("10.0.0.0")

places = st.integers(0, 255)


def slow(taken: set[str], first: int, last: int) -> str | None:
    """Every aligned block of a /24, smallest first: the first that covers the range, if it is free."""
    network = ip_network("10.0.0.0/24")
    assert isinstance(network, IPv4Network)
    ends = {BASE + first, BASE + last}
    never = {BASE, *(BASE + place for place in (253, 254, 255))} | {ip_address(text) for text in taken}
    never |= set(ip_network("10.0.0.64/27"))
    for mask in range(28, 24, -1):
        for block in network.subnets(new_prefix=mask):
            if all(end in block for end in ends):
                return None if any(address in block for address in never) else str(block)
    return None


@given(st.sets(places.filter(lambda place: 0 < place < 253 and not 64 <= place < 96), max_size=3), places, places)
def test_it_is_the_smallest_block_that_covers_the_range(taken: set[int], one: int, other: int) -> None:
    """And it has no system address, no reserved block and no address in use; else there is none, and why is said."""
    used = {str(BASE + place) for place in taken}
    there = account(PLACE, enis=[eni(text, "a", text) for text in used])
    found = block_proposal(there, "vsw-a", str(BASE + one), str(BASE + other))
    assert found.block == slow(used, one, other)
    assert found.words.startswith(f"{found.block} could be reserved" if found.block else "no block can be reserved")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("10.0.0.32", "10.0.0.47", "10.0.0.32/28 could be reserved: 1 prefix, nothing in use inside"),
        ("10.0.0.130", "10.0.0.170", "10.0.0.128/26 could be reserved: 4 prefixes, nothing in use inside"),
        ("10.0.0.7", "10.0.0.9", "10.0.0.0/28 holds the first address of 10.0.0.0/24, a system address"),
        ("10.0.0.60", "10.0.0.70", "10.0.0.0/25 holds the first address of 10.0.0.0/24, a system address"),
        ("10.0.0.64", "10.0.0.70", "10.0.0.64/28 overlaps the reserved block 10.0.0.64/27"),
        ("10.0.0.5", "10.0.0.250", "10.0.0.0/24 is not a part of the VSwitch's 10.0.0.0/24"),
        ("10.0.0.225", "10.0.0.220", "10.0.0.192/26 holds the last address of 10.0.0.0/24, a system address"),
        ("10.0.0.20", "10.0.0.21", "10.0.0.20 in 10.0.0.16/28 is in use by eni-x (x)"),
        ("2001:db8:0:a:1::", "2001:db8:0:a:1::9", "2001:db8:0:a:1::/80 could be reserved: 1 prefix"),
    ],
)
def test_the_words(first: str, last: str, words: str) -> None:
    """What the block gives, or the rule that forbids it."""
    there = account(PLACE, enis=[eni("x", "a", "10.0.0.20")])
    assert words in block_proposal(there, "vsw-a", first, last).words


def test_what_a_plan_names_stands_in_the_way_and_what_it_illustrates_does_not() -> None:
    """An automatic ENI's address will be drawn elsewhere once the block is reserved; a named one would not."""
    automatic, pinned = (
        planned(group("web-{n}", 1, **more))
        for more in ({}, {"addressing": "pinned", "enis": (Wish(n=1, primary="10.0.0.150"),)})
    )
    drawn = automatic.enis[0].primary
    assert block_proposal(automatic, "vsw-a", drawn, drawn).block
    assert block_proposal(ACCOUNT, "vsw-a", "10.0.0.150", "10.0.0.150").block == "10.0.0.144/28"
    found = block_proposal(pinned, "vsw-a", "10.0.0.150", "10.0.0.150")
    assert found.block is None
    assert "the plan names 10.0.0.150 in 10.0.0.144/28" in found.words


def test_unexplained_addresses_are_mentioned() -> None:
    """Their place is unknown, so a free block may hold one."""
    there = account(vswitch("u", "10.0.0.0/24", unexplained_ipv4=1_200))
    words = block_proposal(there, "vsw-u", "10.0.0.16", "10.0.0.16").words
    assert words.endswith("nothing in use inside; unexplained addresses (1,200 in the VSwitch) may lie in it")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("10.0.1.0", "10.0.0.9", "10.0.1.0 is no address of the VSwitch's 10.0.0.0/24"),
        ("10.0.0.9", "nine", "nine is no address of the VSwitch's 10.0.0.0/24"),
        ("10.0.0.9", "2001:db8:0:a::9", "2001:db8:0:a::9 is no address of the VSwitch's 10.0.0.0/24"),
        ("::1", "::1", "::1 is no address of the VSwitch, which has no IPv6"),
        ("\x1b[2J", "10.0.0.9", "\\x1b[2J is no address of the VSwitch's 10.0.0.0/24"),
    ],
)
def test_a_range_that_is_none_is_refused(first: str, last: str, said: str) -> None:
    """In one plain sentence that names the text and what would be accepted."""
    with pytest.raises(QuestionError) as told:
        block_proposal(account(vswitch("a", "10.0.0.0/24")), "vsw-a", first, last)
    assert str(told.value) == said
