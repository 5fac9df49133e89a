"""Whole blocks as they are asked for: from a CIDR, from an inventory, and what is wrong with a question."""

from __future__ import annotations

import json
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eniplan.capacity.blocks import blocks
from eniplan.capacity.open_pool import open_pool_of
from eniplan.errors import QuestionError
from eniplan.exchange.answer_document import answer_document
from eniplan.network.reserving import reserving_problem
from tests.capacity.drawing import law_by_inclusion
from tests.effort import examples
from tests.planning.ground_kit import A, account, at, block, eni, vswitch


def test_an_empty_26_has_two_whole_blocks() -> None:
    """60 usable addresses; of 4 /28s the first and the last hold system addresses. One draw: 2 x (1 - 16 / 60)."""
    answer = blocks("10.0.0.0/26", more=1, trials=0)
    assert (answer.now, answer.free, answer.largest_reservable) == (2, 60, "10.0.0.16/28")
    assert answer.expected == pytest.approx(2 * 44 / 60)
    assert answer.monte_carlo is None


@pytest.mark.parametrize(("used", "more"), [(0, 0), (3, 0), (0, 3), (2, 5), (60, 0)])
def test_used_addresses_count_as_drawn(used: int, more: int) -> None:
    """The law of a /26 after used + more draws; now is before them."""
    exact = [float(chance) for chance in law_by_inclusion(2, 60, used + more)]
    answer = blocks("10.0.0.0/26", used=used, more=more, trials=200)
    found = {row.blocks: row.chance for row in answer.distribution}
    assert found == pytest.approx({n: chance for n, chance in enumerate(exact) if chance > 1e-12})
    mean = sum(n * chance for n, chance in enumerate(exact))
    assert answer.now == 2
    assert answer.expected == pytest.approx(mean)
    assert answer.variance == pytest.approx(sum((n - mean) ** 2 * chance for n, chance in enumerate(exact)))


def test_an_inventory_starts_from_what_is_in_use() -> None:
    """A /24 with a reserved /26 and one address in use: 9 whole /28s of 11, 187 free, and an exact mean from there."""
    there = account(A, enis=[eni("1", "a", "10.0.0.20")])
    answer = blocks(there, "vsw-a", more=10, trials=0)
    assert (answer.now, answer.free) == (9, 187)
    assert answer.expected == pytest.approx(9 * float(_kept(187, 10)))
    assert answer.largest_reservable == "10.0.0.128/26"


def _kept(free: int, drawn: int) -> float:
    """The chance that none of 16 addresses is drawn, draw by draw."""
    chance = 1.0
    for place in range(drawn):
        chance *= 1 - 16 / (free - place)
    return chance


def test_unexplained_addresses_are_drawn_first() -> None:
    """5 addresses are somewhere: expected are those that 5 draws leave, and it is said."""
    answer = blocks(account(vswitch("x", "10.0.8.0/24", unexplained_ipv4=5)), "vsw-x", trials=0)
    assert (answer.now, answer.hidden) == (14, 5)
    assert answer.expected == pytest.approx(14 * _kept(252, 5))
    assert any("5 unexplained" in sentence for sentence in answer.assumptions)


@given(used=st.lists(st.integers(1, 252), max_size=12, unique=True), reserved=st.sampled_from([(), ("10.0.0.64/27",)]))
@settings(max_examples=examples(40))
def test_the_largest_block_is_the_first_that_the_api_would_take(used: list[int], reserved: tuple[str, ...]) -> None:
    """Every aligned block of the VSwitch is tried by the rule of reserving, the largest first; counts agree with it."""
    site = vswitch("x", "10.0.0.0/24", *reserved)
    there = account(site, enis=[eni(f"{n}", "x", f"10.0.0.{n}") for n in used])
    found = {
        mask: [
            cidr
            for cidr in map(str, ip_network("10.0.0.0/24").subnets(new_prefix=mask))
            if reserving_problem(there, site, block(cidr)) is None
        ]
        for mask in range(25, 29)
    }
    answer = blocks(there, "vsw-x", trials=0)
    assert answer.largest_reservable == next((fit[0] for fit in found.values() if fit), None)
    assert {size.mask: size.now for size in answer.sizes} == {mask: len(found[mask]) for mask in range(26, 29)}
    assert not found[25]


def test_a_larger_block_is_gone_earlier() -> None:
    """A /20: each size lasts longer than the one above it, and the last draws of each are counted from now."""
    now, later = blocks("10.0.0.0/20", trials=0), blocks("10.0.0.0/20", used=100, trials=0)
    left = [size.draws_left for size in now.sizes]
    assert left == sorted(left)
    assert [size.mask for size in now.sizes] == [22, 23, 24, 25, 26, 27, 28]
    assert [size.draws_left for size in later.sizes] == [max(draws - 100, 0) for draws in left]


def test_the_curve_falls_and_stays_in_its_band() -> None:
    """From all whole ones on; the mean lies between the percentiles, and the simulation at the asked level is there."""
    answer = blocks("10.0.0.0/22", used=20, more=33, trials=1_000)
    assert answer.levels[0].more == 0
    means = [level.expected for level in answer.levels]
    assert means == sorted(means, reverse=True)
    assert all(level.p05 <= level.p50 <= level.p95 <= answer.now for level in answer.levels)
    here = next(level for level in answer.levels if level.more == 33)
    assert here.simulated == answer.monte_carlo
    assert answer.monte_carlo is not None
    assert abs(answer.monte_carlo.z) < 4


def test_enis_are_counted_from_now() -> None:
    """4 + 1 in an empty /24: between 4 and 7 fit; in one that is full none."""
    fill, full = (blocks("10.0.0.0/24", used=used, eni=(4, 1), trials=0).enis for used in (0, 252))
    assert fill is not None
    assert full is not None
    assert (fill.p05, fill.p95, full.p95) == (4, 7, 0)


@pytest.mark.parametrize("mask", [27, 28, 29])
def test_small_vswitches_have_no_block_to_reserve(mask: int) -> None:
    """A /27 can never hold a prefix: each of its two /28s has a system address."""
    answer = blocks(f"10.0.0.0/{mask}", trials=10)
    assert (answer.now, answer.expected, answer.largest_reservable) == (0, 0.0, None)


def test_the_document_has_the_promised_members() -> None:
    """As JSON, and back."""
    document = json.loads(json.dumps(answer_document(blocks("10.0.0.0/24", used=10, more=5, trials=50))))
    assert set(document) == {"question", "answer", "assumptions"}
    promised = {"now", "expected", "variance", "p05", "p95", "largest_reservable", "monte_carlo"}
    assert promised <= set(document["answer"])
    assert set(document["answer"]["monte_carlo"]) == {"mean", "standard_error", "trials", "z"}
    assert document["question"] == "blocks"


def test_a_pool_counts_its_blocks_from_the_first_address() -> None:
    """10.0.2.0/25: the /28s 16 to 96, the /27s 32 and 64."""
    pool = open_pool_of("10.0.2.0/25")
    assert (pool.free, dict(pool.whole)) == (124, {27: 2, 28: 6})
    assert pool.largest == block("10.0.2.32/27")
    assert pool.largest.first == at("10.0.2.32") == int(ip_address("10.0.2.32"))


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"subject": "10.0.0.1/24"}, "is no IPv4 CIDR without host bits"),
        ({"subject": "10.0.0.0/15"}, "its mask may be 16 to 29"),
        ({"subject": "10.0.0.0/24", "used": -1}, "used is -1; a number of addresses from 0 on"),
        ({"subject": "10.0.0.0/24", "more": -1}, "more is -1"),
        ({"subject": "10.0.0.0/24", "used": 200, "more": 53}, "1 addresses too many: 10.0.0.0/24 has 252 free"),
        ({"subject": "10.0.0.0/24", "limit": 0.0}, "a number between 0 and 1"),
        ({"subject": "10.0.0.0/24", "limit": float("nan")}, "a number between 0 and 1"),
        ({"subject": "10.0.0.0/24", "trials": 1}, "2 to 1,000,000 are possible"),
        ({"subject": "10.0.0.0/24", "eni": (0, 1)}, "at least its primary address"),
        ({"subject": account(A), "vswitch": "vsw-b"}, r'no VSwitch "vsw-b"; did you mean vsw-a\?'),
        ({"subject": account(A), "vswitch": ""}, "no VSwitch is named; name one of the inventory; known: vsw-a$"),
        ({"subject": account(A), "vswitch": "vsw-a", "used": 3}, "stands in the inventory"),
    ],
)
def test_what_is_wrong_is_one_sentence(asked: dict[str, object], problem: str) -> None:
    """What, and what would be accepted."""
    with pytest.raises(QuestionError, match=problem):
        blocks(**asked)  # type: ignore[arg-type]
