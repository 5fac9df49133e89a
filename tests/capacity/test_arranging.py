"""Blocks for so many prefixes: as few and as small as every possible choice, and where they lie."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eniplan.capacity.arranging import placed, prefixes_in, sizes_for, stock_of
from eniplan.capacity.reservable import reservable
from eniplan.network.eni import ENI
from tests.capacity.every_block import possible, sets_of
from tests.effort import examples
from tests.planning.ground_kit import at, block, pending, vswitch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eniplan.capacity.arranging import Sizes
    from eniplan.network.cidr import Cidr
    from eniplan.network.vswitch import VSwitch


def best(blocks: list[Cidr], need: int, most: int) -> tuple[int, int] | None:
    """Fewest blocks, then fewest prefixes, by trying every set of blocks that do not overlap."""
    totals = [(len(chosen), sum(each.size // 16 for each in chosen)) for chosen in sets_of(blocks)]
    return min((found for found in totals if need <= found[1] <= most), default=None)


@given(st.sets(st.integers(1, 127), max_size=4), st.integers(0, 7), st.integers(0, 8))
def test_no_choice_of_blocks_is_better(used: set[int], need: int, most: int) -> None:
    """A /25 with up to four addresses in use: as good as trying every set of blocks, with any limit."""
    base = at("10.0.0.0")
    site = vswitch("a", "10.0.0.0/25")
    holders = [ENI(id="eni-x", name="x", vswitch_id=site.id, primary=base + address) for address in used]
    free = reservable(site, holders, 4)
    sizes = sizes_for(stock_of(free), need, most=most)
    expected = best(possible(site, {base + address for address in used}), need, most)
    assert (None if sizes is None else (len(sizes), prefixes_in(sizes))) == expected
    if sizes:
        assert_lie_well(site, {base + address for address in used}, sizes, free)


def assert_lie_well(site: VSwitch, used: set[int], sizes: Sizes, free: Sequence[Cidr]) -> None:
    """Blocks of these sizes, each of which the API would take, and none overlapping another."""
    blocks = placed(free, sizes)
    assert [each.size // 16 for each in blocks] == [1 << exponent for exponent in sizes]
    assert set(blocks) <= set(possible(site, used))
    assert not any(one.overlaps(other) for one, other in combinations(blocks, 2))


STOCK = st.dictionaries(st.integers(0, 3), st.integers(1, 2), max_size=2)


def cuttings(stock: Counter[int]) -> list[list[int]]:
    """Every multiset of sizes that can be cut from a stock: each block stays, goes, or is halved."""
    found: list[list[int]] = [[]]
    for exponent in stock.elements():
        found = [sorted(had + more, reverse=True) for had in found for more in cut(exponent)]
    return [list(each) for each in {tuple(each) for each in found}]


def cut(exponent: int) -> list[list[int]]:
    """Every multiset of sizes that one block can be cut into, what is not reserved left out."""
    halves = [low + high for low in cut(exponent - 1) for high in cut(exponent - 1)] if exponent else [[]]
    return [list(each) for each in {tuple(sorted(each)) for each in ([exponent], [], *halves)}]


@settings(max_examples=examples(60))
@given(STOCK, st.integers(1, 20), st.integers(1, 24), st.integers(0, 6))
def test_sizes_are_the_best_of_all_cuttings(stock: dict[int, int], need: int, most: int, blocks: int) -> None:
    """Any stock of free blocks, any limits: no way of cutting it gives fewer blocks, or as many with fewer prefixes."""
    ways = [each for each in cuttings(Counter(stock)) if need <= prefixes_in(each) <= most and len(each) <= blocks]
    expected = min(((len(each), prefixes_in(each)) for each in ways), default=None)
    sizes = sizes_for(stock, need, most=most, blocks=blocks)
    assert (None if sizes is None else (len(sizes), prefixes_in(sizes))) == expected


@pytest.mark.parametrize(
    ("mask", "blocks"),
    [(29, ""), (28, ""), (27, ""), (26, "28 28"), (25, "28 27 27 28"), (24, "28 27 26 26 27 28")],
)
def test_an_empty_vswitch_is_covered_from_both_ends(mask: int, blocks: str) -> None:
    """A /27 can never hold a prefix, a /26 two; the largest block is the VSwitch's mask + 2 (reservation API page)."""
    free = reservable(vswitch("a", f"10.0.0.0/{mask}"), (), 4)
    assert " ".join(str(each.mask) for each in free) == blocks


def test_a_20_needs_fourteen_blocks_for_full_cover() -> None:
    """2 * (28 - 20) - 2 blocks with 254 of its 256 /28s, from a /22 in the middle to a /28 at each end."""
    stock = stock_of(reservable(vswitch("a", "10.0.0.0/20"), (), 4))
    sizes = sizes_for(stock, 254)
    assert sizes == (6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0)
    assert sizes_for(stock, 254, blocks=13) is None
    assert sizes_for(stock, 255) is None


def test_ipv6_blocks_are_66_at_most() -> None:
    """A /64 has two /66 in its middle; a used address and a block that is being made are kept out of."""
    site = vswitch("a", "10.0.0.0/24", ipv6="2001:db8::/64", pending=(pending("2001:db8:0:0:4000::/66"),))
    free = reservable(
        site, [ENI(id="eni-x", name="x", vswitch_id="vsw-a", primary=1, ipv6=(at("2001:db8::1:0:0:5"),))], 6
    )
    assert str(max(free, key=lambda each: each.size)) == "2001:db8:0:0:8000::/66"
    assert not any(each.overlaps(block("2001:db8:0:0:4000::/66")) for each in free)
    assert not any(each.overlaps(block("2001:db8::1:0:0:0/80")) for each in free)
    assert sum(each.size >> 48 for each in free) == 65_536 - 2 - 16_384 - 1


def test_what_is_kept_out_and_what_is_reserved() -> None:
    """Blocks of any status, prefixes in use and addresses that a plan names are all kept out of."""
    site = vswitch("a", "10.0.0.0/25", pending=(pending("10.0.0.32/28", "Releasing"),))
    holder = ENI(
        id="eni-x", name="x", vswitch_id="vsw-a", primary=at("10.0.0.1"), ipv4_prefixes=(block("10.0.0.48/28"),)
    )
    free = reservable(site, [holder], 4, [block("10.0.0.70/32")])
    assert [str(each) for each in free] == ["10.0.0.16/28", "10.0.0.80/28", "10.0.0.96/28"]


def test_small_free_blocks_are_used_first() -> None:
    """One prefix comes from the smallest free block, so that the larger ones stay whole."""
    site = vswitch("a", "10.0.0.0/24")
    free = reservable(site, (), 4)
    assert [str(each) for each in placed(free, (0,))] == ["10.0.0.16/28"]
    assert [str(each) for each in placed(free, (2, 1, 0))] == ["10.0.0.64/26", "10.0.0.32/27", "10.0.0.16/28"]
