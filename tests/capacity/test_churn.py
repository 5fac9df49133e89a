"""Churn: conservation, determinism, and the exact law of random addresses as its oracle."""

from __future__ import annotations

from math import sqrt
from statistics import fmean

import pytest

from eniplan.capacity.churn import ChurnAnswer, churn
from eniplan.errors import QuestionError
from tests.planning.ground_kit import ACCOUNT, account, group, planned, vswitch

WIDE = vswitch("w", "10.0.0.0/22", "10.0.1.0/26")
"""1,020 usable addresses, 64 of them in four prefixes; 64 /28s: 4 reserved, 2 with system addresses, 58 whole."""
PLAN = planned(group("web-{n}", 1, "w"), on=account(WIDE))


def played(**asked: object) -> ChurnAnswer:
    """Churn on the VSwitch above."""
    return churn(PLAN, **{"nodes": 3, "pods_per_node": 10, "steps": 30, "replications": 5, **asked})  # type: ignore[arg-type]


def test_the_start_is_what_exists_and_what_all_nodes_take() -> None:
    """58 whole /28s and 956 free addresses; 3 x 10 pods and a warm pool of 2 each take 36."""
    now, running, *_ = played(unit="address", min_pool=2).levels
    assert (now.step, now.whole_blocks.p50, now.free_open.p50, now.free_prefixes.p50) == (-1, 58, 956, 4)
    assert (running.step, running.units.p05, running.free_open.p95) == (0, 36, 956 - 36)


def test_an_eni_takes_the_shape_of_its_group() -> None:
    """One primary and two secondary addresses and a prefix: four prefixes serve four pods, the others wait."""
    plan = planned(group("web-{n}", 1, "w", secondary_addresses=2, ipv4_prefixes=1), on=account(WIDE))
    running = churn(plan, nodes=1, pods_per_node=6, steps=1, replications=1, max_pool=0).levels[1]
    assert (running.units.p50, running.free_open.p50, running.free_prefixes.p50, running.waiting.p50) == (4, 944, 0, 2)


def test_the_same_seed_gives_the_same_and_another_one_does_not() -> None:
    """All of the answer, bands included."""
    assert played(unit="address", seed=3) == played(unit="address", seed=3)
    assert played(unit="address", seed=3).levels != played(unit="address", seed=4).levels


def test_a_replication_does_not_depend_on_how_many_there_are() -> None:
    """One replication's bands are the values of the first of many."""
    one, two = played(replications=1), played(replications=2)
    assert all(a.units.p50 in (b.units.p05, b.units.p95) for a, b in zip(one.levels, two.levels, strict=True))


def test_whole_blocks_settle_where_the_closed_form_says() -> None:
    """After long churn the addresses in use are uniform: with 90 in use, 58 x C(956 - 16, 90) / C(956, 90) stay whole.

    Pods that never end and come only once are drawn once: 60 replications, within four standard errors.
    """
    found = [
        churn(PLAN, nodes=9, pods_per_node=10, unit="address", lifetime=10**9, steps=1, replications=1, seed=seed)
        for seed in range(60)
    ]
    settled = [
        churn(PLAN, nodes=9, pods_per_node=10, unit="address", lifetime=2, steps=25, replications=1, seed=seed)
        for seed in range(60)
    ]
    chance = 1.0
    for drawn in range(90):
        chance *= (956 - 16 - drawn) / (956 - drawn)
    wholes = [each.levels[-1].whole_blocks.p50 for each in found]
    spread = sqrt(fmean((each - fmean(wholes)) ** 2 for each in wholes) / len(wholes))
    assert abs(fmean(wholes) - 58 * chance) < 4 * spread
    for each in settled:
        units = each.levels[-1].units.p50
        assert 956 - each.levels[-1].free_open.p50 == units
    expected = [58 * _left(each.levels[-1].units.p50) for each in settled]
    gaps = [each.levels[-1].whole_blocks.p50 - mean for each, mean in zip(settled, expected, strict=True)]
    assert abs(fmean(gaps)) < 4 * sqrt(fmean(gap**2 for gap in gaps) / len(gaps))


def _left(used: int) -> float:
    """The chance of a whole /28 to stay whole after so many random addresses of 956."""
    chance = 1.0
    for drawn in range(used):
        chance *= (956 - 16 - drawn) / (956 - drawn)
    return chance


def test_lowest_first_addresses_keep_blocks_whole() -> None:
    """A pinned group that draws the lowest addresses: 30 pods stay in the first two or three /28s for ever."""
    plan = planned(group("web-{n}", 1, "w", addressing="pinned", draw="lowest"), on=account(WIDE))
    lowest = churn(plan, nodes=3, pods_per_node=10, unit="address", steps=60, replications=3)
    assert lowest.levels[-1].whole_blocks.p05 >= 58 - 5
    assert played(unit="address", steps=60).levels[-1].whole_blocks.p95 < 58 - 5


def test_pods_that_wait_are_told() -> None:
    """Four prefixes serve 64 pods; 100 do not fit from the start."""
    answer = played(unit="prefix", nodes=1, pods_per_node=100)
    assert (answer.holds, answer.first_waiting, answer.waiting_ever) == (False, 0, 1.0)
    assert answer.levels[1].waiting.p50 == 36
    assert played(unit="prefix").first_waiting is None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"group": "pod"}, r'^the plan has no group "pod"'),
        ({"unit": "enis"}, r'^unit: "enis" is not one of eni, address, prefix; did you mean eni\?$'),
        ({"nodes": 0}, r"^nodes: 0 is not a whole number from 1$"),
        ({"lifetime": 0}, r"^lifetime: 0 is not a whole number from 1$"),
        ({"max_pool": -1}, r"^the warm pool from 0 to -1 is none"),
        ({"reclaim_every": -1}, r"^reclaim_every and reclaim_batch are whole numbers from 0$"),
        ({"nodes": 10**6}, r"are 1,500,000,000; at most 20,000,000 are played$"),
    ],
)
def test_what_means_nothing_is_refused(asked: dict[str, object], said: str) -> None:
    """One plain sentence each, before anything is played."""
    with pytest.raises(QuestionError, match=said):
        played(**asked)


def test_a_group_without_a_known_vswitch_has_no_pools() -> None:
    """Neither has a plan of ready-made requests."""
    with pytest.raises(QuestionError, match="no VSwitch of web-"):
        churn(planned(group("web-{n}", 1, "nowhere"), on=ACCOUNT))
    with pytest.raises(QuestionError, match="no groups"):
        churn(planned(on=ACCOUNT))


def test_nodes_take_turns_at_the_vswitches() -> None:
    """Two nodes of four pods: a /29 has room for one of them, so the other one is in the /28."""
    there = planned(group("web-{n}", 1, "tiny", "c"), on=ACCOUNT)
    answer = churn(there, nodes=2, pods_per_node=4, unit="address", steps=1, replications=1, lifetime=10**9)
    assert answer.levels[1].waiting.p50 == 0
