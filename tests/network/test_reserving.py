"""What if a block were reserved: accepted where the API would, refused with its reason elsewhere."""

from __future__ import annotations

import pytest

from eniplan.errors import SpecError
from eniplan.network.counts import vswitch_counts
from eniplan.network.reserving import with_reserved_block
from tests.planning.ground_kit import account, eni, vswitch

SITE = vswitch("a", "10.0.0.0/24", "10.0.0.64/28", ipv6="2001:db8:0:a::/64")
USED = [eni("x", "a", "10.0.0.20", "10.0.0.21"), eni("y", "a", "10.0.0.40", prefixes=("10.0.0.64/28",))]
THERE = account(SITE, enis=USED)


def test_a_block_gives_prefixes_and_takes_addresses() -> None:
    """A /26 more: four prefixes more, 64 open addresses fewer; what was there is untouched."""
    after = with_reserved_block(THERE, "vsw-a", "10.0.0.128/26")
    before, now = (vswitch_counts(each.vswitches["vsw-a"], USED) for each in (THERE, after))
    assert (now.free_prefixes_ipv4, now.free_open_ipv4) == (before.free_prefixes_ipv4 + 4, before.free_open_ipv4 - 64)
    assert len(THERE.vswitches["vsw-a"].blocks) == 1
    assert with_reserved_block(THERE, "vsw-a", "2001:db8:0:a:4000::/66").vswitches["vsw-a"].has_prefixes(6)


REFUSED = {
    "10.0.0.16/28": "10.0.0.20 in 10.0.0.16/28 is in use by eni-x",
    "10.0.0.32/28": "10.0.0.40 in 10.0.0.32/28 is in use by eni-y",
    "10.0.0.64/27": "10.0.0.64/27 overlaps the reserved block 10.0.0.64/28",
    "10.0.0.0/28": "holds the first address of 10.0.0.0/24, a system address",
    "10.0.0.240/28": "holds the last address of 10.0.0.0/24, a system address",
    "10.0.0.128/29": "is smaller than a prefix",
    "10.0.1.0/28": "is not a part of the VSwitch's 10.0.0.0/24",
    "10.0.0.129/28": "is no CIDR without host bits",
    "here": "here is no CIDR",
}


@pytest.mark.parametrize("block", REFUSED)
def test_what_the_api_would_refuse(block: str) -> None:
    """One sentence each."""
    with pytest.raises(SpecError) as caught:
        with_reserved_block(THERE, "vsw-a", block)
    assert REFUSED[block] in str(caught.value)


def test_a_vswitch_that_is_not_there() -> None:
    """Named."""
    with pytest.raises(SpecError, match="vsw-z is no VSwitch of the inventory"):
        with_reserved_block(THERE, "vsw-z", "10.0.0.128/28")
