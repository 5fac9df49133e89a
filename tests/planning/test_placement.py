"""Where the next ENI goes: the four placements, their ties, and the queue against a plain minimum."""

from __future__ import annotations

from math import comb
from random import Random

import pytest

from eniplan.planning.candidate import Budget, Candidate
from eniplan.planning.ground import Ground
from eniplan.planning.placement import SCORES, Queue, blocks_lost, choose, pace_of
from eniplan.planning.spec import Wish
from eniplan.planning.usual import UsualENI
from tests.planning.ground_kit import TINY, A, B, C, account, at, eni, group, places, planned, spec, vswitch

EMPTY = vswitch("empty", "10.2.0.0/26", zone="i")
"""60 addresses, two whole /28s."""
WORN = vswitch("worn", "10.2.0.64/26", zone="h")
"""One address of each whole /28 is in use."""
WEAR = [eni("w1", "worn", "10.2.0.85"), eni("w2", "worn", "10.2.0.100")]


def candidates(*where: str, **shape: int) -> list[Candidate]:
    """The VSwitches of a group as candidates, on the usual account and the two above."""
    made = group("web-{n}", 9, *where, **shape)
    there = account(A, B, C, TINY, EMPTY, WORN, enis=WEAR)
    return UsualENI(spec(made), made, Ground(there)).candidates


def test_spread_takes_the_one_with_fewest_of_the_group() -> None:
    """Even counts, ties by listed order, until the small one is full."""
    plan = planned(group("web-{n}", 11, "tiny", "a", "b"))
    assert places(plan) == "tiny a b tiny a b tiny a b tiny a"
    assert places(planned(group("web-{n}", 12, "tiny", "a"))) == "tiny a " * 4 + "a a a a"


def test_spread_counts_this_group_only() -> None:
    """Another group's ENIs in a do not matter."""
    assert places(planned(group("pod-{n}", 3, "a"), group("web-{n}", 2, "a", "b"))) == "a a a a b"


def test_fill_takes_the_listed_order() -> None:
    """The first until it is full, then the second."""
    assert places(planned(group("web-{n}", 6, "tiny", "a", placement="fill"))) == "tiny tiny tiny tiny a a"


def test_most_free_takes_the_largest_open_pool_now() -> None:
    """188 in b, 12 in c; with 177 of b taken before, 11: c comes first, then they take turns, ties as listed."""
    taken = group("old-{n}", 177, "b")
    plan = planned(taken, group("web-{n}", 6, "b", "c", placement="most-free"))
    assert places(plan).split()[177:] == ["c", "b", "c", "b", "c", "b"]


def test_most_free_leaves_out_what_the_files_do_not_explain() -> None:
    """60 free addresses of which 55 are taken by something else are fewer than 12."""
    hidden = vswitch("hidden", "10.2.0.0/26", unexplained_ipv4=55)
    assert places(planned(group("web-{n}", 1, "hidden", "c", placement="most-free"), on=account(hidden, C))) == "c"


def test_prefix_aware_takes_most_free_prefixes() -> None:
    """In b four are free, in a one: b, b, b, then the tie goes to the one listed first."""
    used = [eni("x", "a", "10.0.0.5", prefixes=("10.0.0.64/28", "10.0.0.80/28", "10.0.0.96/28"))]
    made = group("web-{n}", 5, "a", "b", ipv4_prefixes=1, placement="prefix-aware")
    assert places(planned(made, on=account(A, B, enis=used))) == "b b b a b"


def test_prefix_aware_looks_at_ipv6_prefixes_where_they_are_asked_for() -> None:
    """VSwitch a has 16,384 of them, the other two, though it has no whole /28 to spoil."""
    two = vswitch("two", "10.3.0.0/28", "2001:db8:0:e:2::/79", ipv6="2001:db8:0:e::/64")
    made = group("web-{n}", 2, "two", "a", ipv6_prefixes=1, placement="prefix-aware")
    assert places(planned(made, on=account(A, two))) == "a a"


def test_prefix_aware_spares_whole_blocks() -> None:
    """Without prefixes the worn VSwitch, which has no whole /28 left to spoil, comes first, though listed last."""
    made = group("web-{n}", 3, "empty", "worn", placement="prefix-aware")
    assert places(planned(made, on=account(EMPTY, WORN, enis=WEAR))) == "worn worn worn"


def test_the_expected_loss_is_arithmetic() -> None:
    """Two whole /28s among 60 free addresses: 3 of them leave one alone in C(44, 3) of C(60, 3) ways."""
    (empty,) = candidates("empty")
    assert blocks_lost(empty.pools, 3) == pytest.approx(2 * (1 - comb(44, 3) / comb(60, 3)))
    assert blocks_lost(empty.pools, 1) == pytest.approx(2 * 16 / 60)
    assert blocks_lost(empty.pools, 45) == pytest.approx(2)
    empty.pools.ipv4.allocate(60)
    assert blocks_lost(empty.pools, 3) == 0


def test_the_loss_of_lowest_addresses_is_exact() -> None:
    """In the /26, .1 to .15 are in no whole /28, .16 to .31 and .32 to .47 are two: 15 lose none, 16 one, 32 two."""
    (empty,) = candidates("empty")
    pool = empty.pools.ipv4
    assert [pool.whole_blocks_below(count) for count in (15, 16, 31, 32, 60)] == [0, 1, 1, 2, 2]
    pool.claim(at("10.2.0.20"))
    assert [pool.whole_blocks_below(count) for count in (15, 16, 30, 31)] == [0, 0, 0, 1]


def test_prefix_aware_with_lowest_addresses() -> None:
    """The pinned lowest addresses of the empty VSwitch spoil nothing for 15 ENIs; then the worn one, listed last."""
    made = group("web-{n}", 17, "empty", "worn", placement="prefix-aware", addressing="pinned", draw="lowest")
    assert places(planned(made, on=account(EMPTY, WORN, enis=WEAR))) == " ".join(["empty"] * 15 + ["worn"] * 2)


REASONS: dict[str, tuple[dict[str, object], list[str]]] = {
    "spread": ({}, ["vsw-b: fewest ENIs of the group so far, 0", "vsw-a: fewest ENIs of the group so far, 0",
        "vsw-b: fewest ENIs of the group so far, 1"]),
    "fill": ({"placement": "fill"}, ["vsw-b: first of those listed that has room"] * 3),
    "most free": ({"placement": "most-free"}, ["vsw-a: largest open pool, 188 free",
        "vsw-b: largest open pool, 187 free", "vsw-a: largest open pool, 187 free"]),
    "prefixes": ({"placement": "prefix-aware", "ipv4_prefixes": 1}, ["vsw-b: most free prefixes, 4 left",
        "vsw-b: most free prefixes, 3 left", "vsw-b: most free prefixes, 2 left"]),
    "one zone": ({"enis_per_instance": 3}, ["vsw-b: fewest ENIs of the group so far, 0",
        "vsw-b: fewest ENIs of the group so far, 1, in cn-hangzhou-i where its instance is",
        "vsw-b: fewest ENIs of the group so far, 2, in cn-hangzhou-i where its instance is"]),
    "wishes": ({"enis": (Wish(n=1, vswitch="vsw-a"), Wish(n=2, primary="10.0.1.9"), Wish(n=3))}, [
        "vsw-a: its own wish names it", "vsw-b: what its own wish names lies there",
        "vsw-b: fewest ENIs of the group so far, 1"]),
}  # fmt: skip


@pytest.mark.parametrize("case", REASONS)
def test_each_choice_has_its_reason(case: str) -> None:
    """The figure is what the placement saw just before; b has one address in use, a has three of its four prefixes."""
    shape, expected = REASONS[case]
    there = account(A, B, enis=[eni("y", "b", "10.0.1.6"), eni("x", "a", "10.0.0.70", prefixes=USED_PREFIXES)])
    plan = planned(group("web-{n}", 3, "b", "a", **shape), on=there)
    assert [each.reason for each in plan.enis] == expected


USED_PREFIXES = ("10.0.0.80/28", "10.0.0.96/28")
"""With 10.0.0.70 three of the four prefixes of A are used, and all of its 188 open addresses are free."""


def test_further_reasons() -> None:
    """One VSwitch only; an ENI that exists; the loss of whole /28s with two digits."""
    there = account(A, EMPTY, WORN, enis=[*WEAR, eni("web-1", "a", "10.0.0.5")])
    plan = planned(group("web-{n}", 2), on=there)
    assert [each.reason for each in plan.enis] == [
        "vsw-a: it exists there as eni-web-1", "vsw-a: the only VSwitch of the group",
    ]  # fmt: skip
    spared = planned(group("web-{n}", 1, "empty", "worn", placement="prefix-aware"), on=there)
    assert spared.enis[0].reason == "vsw-worn: fewest whole /28s lost, 0 to expect"
    lost = planned(group("web-{n}", 1, "empty", "a", placement="prefix-aware"), on=account(A, EMPTY))
    assert lost.enis[0].reason == f"vsw-empty: fewest whole /28s lost, {2 * 16 / 60:.2g} to expect"


@pytest.mark.parametrize("placement", sorted(SCORES))
@pytest.mark.parametrize("seed", range(5))
def test_the_queue_is_the_minimum(placement: str, seed: int) -> None:
    """Whatever the rooms: the queue gives what the plain minimum over those with room gives, in any zone or some."""
    random = Random(seed)
    found = candidates("a", "b", "c", "tiny", "empty", "worn")
    made = group("web-{n}", 9, placement=placement, enis_per_instance=2)
    for candidate in found:
        candidate.room = random.randrange(5)
    queue, zones = Queue(made, found), sorted({c.vswitch.zone_id for c in found})
    for _ in range(40):
        wanted = random.choice([None, zones[:1], zones[1:], zones])
        roomy = [c for c in found if c.room > 0 and (wanted is None or c.vswitch.zone_id in wanted)]
        chosen = queue.first(wanted)
        assert chosen == choose(made, roomy)
        if chosen is not None:
            chosen.candidate.take()
            chosen.candidate.pools.ipv4.allocate(1)
            queue.placed(chosen.candidate)
    assert Queue(made, ()).first() is None


RUNS = [("spread", {}), ("fill", {}), ("most-free", {"secondary_addresses": 2}), ("prefix-aware", {"ipv4_prefixes": 1})]


@pytest.mark.parametrize(("placement", "shape"), RUNS)
@pytest.mark.parametrize("seed", range(5))
def test_a_run_is_one_choice_after_the_other(placement: str, shape: dict[str, int], seed: int) -> None:
    """A run chosen before anything is drawn: the same VSwitches and scores as choosing, drawing, choosing again."""
    one_by_one, at_once = (candidates("a", "b", "c", "tiny", "empty", "worn", **shape) for _ in range(2))
    made = group("web-{n}", 9, placement=placement, **shape)
    for found in (one_by_one, at_once):
        _limit(found, Random(seed))
    pace = pace_of(made)
    assert pace is not None
    run = Queue(made, at_once).run(30, pace)
    expected: list[tuple[int, float]] = []
    while len(expected) < 30 and (choice := choose(made, [c for c in one_by_one if c.has_room])):
        expected.append((choice.candidate.index, choice.score))
        choice.candidate.take()
        choice.candidate.pools.ipv4.allocate(1 + made.secondary_addresses)
        choice.candidate.pools.ipv4.allocate_prefixes(made.ipv4_prefixes)
    assert [*zip(*run, strict=True)] == expected
    assert [(c.room, c.placed, c.uncounted) for c in at_once] == [(c.room, c.placed, c.uncounted) for c in one_by_one]
    assert [b.left for c in at_once for b in c.shared] == [b.left for c in one_by_one for b in c.shared]


def _limit(found: list[Candidate], random: Random) -> None:
    """Random rooms, and two budgets that some of the VSwitches share."""
    shared = [Budget(random.randrange(3, 20)), Budget(random.randrange(3, 20))]
    for candidate in found:
        pools, singles = candidate.pools.ipv4, 1 + candidate.case.count(4, "addresses")
        fits = pools.free_prefixes if candidate.case.count(4, "prefixes") else pools.free_open // singles
        candidate.room = random.randrange(min(fits, 4) + 1)
        candidate.shared = tuple(budget for budget in shared if random.random() < 0.5)


def test_without_a_pace_no_run_is_chosen() -> None:
    """How many whole /28s are lost depends on what is drawn, and on nothing else of the four."""
    assert pace_of(group("web-{n}", 9, placement="prefix-aware")) is None
    assert pace_of(group("web-{n}", 9, placement="prefix-aware", ipv6_prefixes=3)) == 3
