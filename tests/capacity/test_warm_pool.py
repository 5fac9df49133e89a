"""The warm pool of a node: bounds, reclaim, packing, and nothing lost or held twice."""

from __future__ import annotations

from math import sqrt
from random import Random
from statistics import fmean

from hypothesis import given
from hypothesis import strategies as st

from eniplan.allocation.from_inventory import open_pools
from eniplan.capacity.group_pools import Site, Unit
from eniplan.capacity.warm_pool import Node, PoolPolicy, arrivals
from eniplan.network.vswitch import VSwitch
from tests.planning.ground_kit import TINY, A


def site(where: VSwitch = A) -> Site:
    """The empty pools of a VSwitch."""
    return Site(where, open_pools(where, ()).ipv4, "random")


def node(where: Site, **policy: int) -> Node:
    """A node whose pods have an address each."""
    return Node(where, PoolPolicy(unit=Unit(1), **policy))


def test_idle_units_stay_between_minimum_and_maximum() -> None:
    """Ten pods end: of ten idle addresses four stay; with a minimum of six and none idle, six are created."""
    shrinking = node(site(), max_pool=4)
    shrinking.start_pods(10)
    shrinking.end_pods(1.0, Random(0))
    shrinking.keep()
    assert (len(shrinking.idle), shrinking.units, shrinking.calls) == (4, 4, 10 + 6)
    growing = node(site(), min_pool=6, max_pool=6)
    growing.keep()
    assert (len(growing.idle), growing.calls) == (6, 6)


def test_a_reclaim_takes_a_batch_of_what_is_above_the_minimum() -> None:
    """Nine idle, at least two: five go, then two, then none."""
    where = node(site(), min_pool=2, max_pool=9, reclaim_batch=5)
    where.start_pods(9)
    where.end_pods(1.0, Random(0))
    left = []
    for _ in range(3):
        where.reclaim()
        left.append(len(where.idle))
    assert left == [4, 2, 2]


def test_pods_without_room_wait_and_come_first() -> None:
    """A /29 has four addresses: of six pods two wait; when all four end, the two that wait get their place."""
    full = node(site(TINY), max_pool=0)
    full.start_pods(6)
    assert (full.units, full.waiting) == (4, 2)
    full.step(1.0, 0.0, Random(0))
    assert (full.units, full.waiting) == (2, 0)


def test_pods_fill_a_prefix_before_the_next_is_taken() -> None:
    """17 pods take two /28s; when all end, both become idle, and one pod needs no new one."""
    where = Node(site(), PoolPolicy(unit=Unit(0, 1), serves=16))
    where.start_pods(17)
    assert sorted(held.pods for held in where.busy) == [1, 16]
    where.end_pods(1.0, Random(0))
    where.start_pods(1)
    assert (where.units, where.calls) == (2, 2)


@given(seed=st.integers(0, 1000), low=st.integers(0, 3), more=st.integers(0, 4), prefixes=st.booleans())
def test_what_nodes_hold_is_what_the_pools_miss(seed: int, low: int, more: int, *, prefixes: bool) -> None:
    """Any course: no address is held twice, the pool misses exactly what is held, and idle units stay in bounds."""
    where, random = site(), Random(seed)
    policy = PoolPolicy(
        unit=Unit(0, 1) if prefixes else Unit(2), serves=16 if prefixes else 1, min_pool=low, max_pool=low + more
    )
    nodes = [Node(where, policy) for _ in range(3)]
    for step in range(30):
        for each in nodes:
            each.step(0.2, 3.0, random)
            assert len(each.idle) <= policy.max_pool
            assert len(each.idle) >= low or not where.has_room(policy.unit)
            if step % 7 == 0:
                each.reclaim()
    held = [unit.taken for each in nodes for unit in (*each.busy, *each.idle)]
    addresses = [address for taken in held for address in taken.addresses]
    firsts = [first for taken in held for first in taken.prefixes]
    assert len(set(addresses)) == len(addresses) == 188 - where.pool.free_open
    assert len(set(firsts)) == len(firsts) == 4 - where.pool.free_prefixes


def test_arrivals_have_the_mean_and_variance_of_poisson() -> None:
    """4,000 draws at a rate of 2.5 and, drawn in parts, of 70: within four standard errors."""
    for rate in (2.5, 70.0):
        random = Random(1)
        drawn = [arrivals(rate, random) for _ in range(4000)]
        mean = fmean(drawn)
        assert abs(mean - rate) < 4 * sqrt(rate / 4000)
        spread = fmean((each - mean) ** 2 for each in drawn)
        assert abs(spread - rate) < 4 * sqrt((rate + 2 * rate**2) / 4000)


def test_a_pod_goes_to_the_fullest_unit_that_has_a_place() -> None:
    """Of two prefixes with 3 and 10 pods the second one: so the first may become idle."""
    where = Node(site(), PoolPolicy(unit=Unit(0, 1), serves=16))
    where.start_pods(17)
    where.busy[0].pods, where.busy[1].pods = 3, 10
    where.start_pods(1)
    assert [held.pods for held in where.busy] == [3, 11]
