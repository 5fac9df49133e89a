"""Bursts against counting by hand: where a wave on old counts goes, and who is refused first."""

from __future__ import annotations

import pytest

from eniplan.capacity.burst import BurstAnswer, PolicyOutcome, burst
from eniplan.errors import QuestionError
from tests.planning.ground_kit import TINY, A, C, account, group, planned, vswitch

THERE = account(TINY, C)
"""4 and 12 usable addresses."""
PLAN = planned(group("web-{n}", 10, "tiny", "c"), on=THERE)


def outcome(answer: BurstAnswer, policy: str) -> PolicyOutcome:
    """What becomes of the burst under one policy."""
    return next(each for each in answer.policies if each.policy == policy)


def went(answer: BurstAnswer, policy: str) -> list[int]:
    """ENIs by VSwitch, the median."""
    return [share.placed.p50 for share in outcome(answer, policy).vswitches]


def test_one_wave_goes_to_one_place() -> None:
    """Ten at once: in listed order all go to the /29 of four, most-free sends all to the /28 of twelve."""
    answer = burst(PLAN)
    ordered, most_free = outcome(answer, "ordered"), outcome(answer, "most-free")
    assert (went(answer, "ordered"), ordered.refused.p50, ordered.first_refusal) == ([4, 0], 6, 5)
    assert (ordered.stranded.p50, ordered.skew) == (6, 2.0)
    assert (went(answer, "most-free"), most_free.refused.p95, most_free.first_refusal) == ([0, 10], 0, None)


def test_fresh_counts_refuse_nothing_while_there_is_room() -> None:
    """One at a time, all 16 addresses are given out under every policy, and only the 17th is refused."""
    answer = burst(PLAN, creations=17, concurrent=1)
    for one in answer.policies:
        assert (one.placed.p05, one.refused.p95, one.first_refusal, one.stranded.p95) == (16, 1, 17, 0)
    assert went(burst(PLAN, creations=12, concurrent=1), "most-free") == [2, 10]


def test_waves_look_again() -> None:
    """Three waves of four: in listed order the first fills the /29, the others see that and go on."""
    answer = burst(PLAN, creations=12, concurrent=4)
    assert went(answer, "ordered") == [4, 8]
    assert outcome(answer, "ordered").first_refusal is None


def test_prefix_aware_goes_where_prefixes_are() -> None:
    """Four prefixes in a, two in b: five at once go to a, and one is refused though b has two."""
    b = vswitch("b", "10.0.1.0/24", "10.0.1.64/27")
    answer = burst(planned(group("pod-{n}", 5, "b", "a", ipv4_prefixes=1), on=account(A, b)))
    aware = outcome(answer, "prefix-aware")
    assert (went(answer, "prefix-aware"), aware.refused.p50, aware.stranded.p50) == ([0, 4], 1, 1)
    assert went(answer, "ordered") == [2, 0]


def test_without_prefixes_it_goes_where_fewest_whole_blocks_are_lost() -> None:
    """A VSwitch without a whole /28 has none to lose."""
    there = account(vswitch("wide", "10.0.0.0/24"), C)
    answer = burst(planned(group("web-{n}", 5, "wide", "c"), on=there))
    assert went(answer, "prefix-aware") == [0, 5]
    assert outcome(answer, "prefix-aware").whole_lost.p95 == 0
    assert outcome(answer, "ordered").whole_lost.p50 > 0


def test_the_random_policy_is_even_on_average_and_has_its_seed() -> None:
    """2 x 200 addresses, 200 creations: the mean of p50 is near 100; the same seed gives the same answer."""
    there = account(vswitch("x", "10.0.0.0/24"), vswitch("y", "10.0.1.0/24"))
    plan = planned(group("web-{n}", 200, "x", "y"), on=there)
    answer = burst(plan, replications=100)
    assert abs(went(answer, "random")[0] - 100) < 4
    assert answer == burst(plan, replications=100)
    assert answer != burst(plan, replications=100, seed=1)


def test_hidden_addresses_are_not_given_out() -> None:
    """12 usable, 5 of them hidden: seven are placed."""
    there = account(vswitch("f", "10.0.4.0/28", unexplained_ipv4=5))
    answer = burst(planned(group("web-{n}", 10, "f"), on=there))
    assert {one.placed.p50 for one in answer.policies} == {7}
    assert any("5 addresses of vsw-f" in sentence for sentence in answer.assumptions)


def test_a_zone_leaves_other_vswitches_out() -> None:
    """The group may only be in zone h."""
    there = account(C, vswitch("i", "10.0.9.0/28", zone="i"))
    answer = burst(planned(group("web-{n}", 2, "c", "i", zone="cn-hangzhou-h"), on=there))
    assert [share.vswitch for share in answer.policies[0].vswitches] == ["vsw-c"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"creations": 0}, r"^creations: 0 is not a whole number from 1$"),
        ({"concurrent": -1}, r"^concurrent: -1 is not a whole number from 1$"),
        ({"replications": 0}, r"^replications: 0 is not"),
        ({"creations": 10**6}, r"policies are 80,000,000; at most 2,000,000 are played$"),
        ({"group": "wbe-{n}"}, r'^the plan has no group "wbe-\{n\}"; did you mean web-\{n\}\?$'),
    ],
)
def test_what_means_nothing_is_refused(asked: dict[str, object], said: str) -> None:
    """One plain sentence each."""
    with pytest.raises(QuestionError, match=said):
        burst(PLAN, **asked)  # type: ignore[arg-type]


def test_equal_policies_are_said_once() -> None:
    """One VSwitch: every policy puts all ENIs there, which is its even share."""
    answer = burst(planned(group("web-{n}", 4, "a"), on=account(A)), replications=2)
    said = "none is refused; every policy puts 1.0 times the even share into one VSwitch"
    assert answer.headline == f"4 creations, 4 at a time: {said}"
