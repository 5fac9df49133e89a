"""Where the next ENI goes: the four placements, their ties, and the queue against a plain minimum."""

from __future__ import annotations

from random import Random

import pytest

from eniplan.planning.candidate import Candidate
from eniplan.planning.ground import Ground
from eniplan.planning.placement import SCORES, Queue, blocks_lost, choose
from eniplan.planning.usual import UsualENI
from tests.planning.ground_kit import TINY, A, B, C, account, eni, group, places, planned, spec, vswitch

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
    """Two whole /28s among 60 free addresses: each of 3 addresses falls into one with the chance 32/60."""
    (empty,) = candidates("empty")
    assert blocks_lost(empty.pools, 3) == pytest.approx(16 * 2 * 3 / 60)
    empty.pools.ipv4.allocate(60)
    assert blocks_lost(empty.pools, 3) == 0


@pytest.mark.parametrize("placement", sorted(SCORES))
@pytest.mark.parametrize("seed", range(5))
def test_the_queue_is_the_minimum(placement: str, seed: int) -> None:
    """Whatever the rooms: the queue gives what the plain minimum over those with room gives, in any zone or some."""
    random = Random(seed)
    found = candidates("a", "b", "c", "tiny", "empty", "worn")
    made = group("web-{n}", 9, placement=placement)
    for candidate in found:
        candidate.room = random.randrange(5)
    queue, zones = Queue(made, found), sorted({c.vswitch.zone_id for c in found})
    for _ in range(40):
        wanted = random.choice([None, zones[:1], zones[1:], zones])
        roomy = [c for c in found if c.room > 0 and (wanted is None or c.vswitch.zone_id in wanted)]
        chosen = queue.first(wanted)
        assert chosen is choose(made, roomy)
        if chosen is not None:
            chosen.take_one()
            chosen.pools.ipv4.allocate(1)
            queue.placed(chosen)
    assert Queue(made, ()).first() is None
