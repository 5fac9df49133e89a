"""The frames of demand, pinning, defragmentation, churn and bursts against the answers they are made of."""

from __future__ import annotations

import pytest

from eniplan.capacity.burst import BurstAnswer
from eniplan.capacity.churn import ChurnAnswer
from eniplan.capacity.defragment import DefragmentAnswer
from eniplan.capacity.pin import PinAnswer
from eniplan.capacity.terway import TerwayAnswer
from tests.report.demand_answers import QUESTIONS, answers

ANSWERS = answers()


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_column_is_described(question: str) -> None:
    """The frame ``columns`` has a meaning for each column of the others, in their dtypes."""
    answer = ANSWERS[question]
    described = answer.frame("columns")
    for name, rows in described.groupby("frame", sort=False):
        frame = answer.frame(str(name))
        assert rows["column"].tolist() == frame.columns.tolist()
        assert rows["dtype"].tolist() == [str(dtype) for dtype in frame.dtypes]


def test_terms_add_up() -> None:
    """All nodes are three times one node; usable addresses are all addresses less the system's."""
    answer = ANSWERS["terway"]
    assert isinstance(answer, TerwayAnswer)
    frame = answer.frame("terms").set_index(["scope", "what"])["count"]
    assert frame["cluster", "pods"] == 3 * frame["node", "pods"]
    assert frame["VSwitch", "usable addresses"] == frame["VSwitch", "addresses"] + frame["VSwitch", "system addresses"]
    assert answer.frame("groups")["count"].sum() == answer.enis


def test_saved_is_the_difference_and_every_address_is_a_row() -> None:
    """12 ENIs with two addresses each."""
    answer = ANSWERS["pin"]
    assert isinstance(answer, PinAnswer)
    frame = answer.frame()
    assert (frame["saved"] == frame["lost_at_random"] - frame["lost_pinned"]).all()
    assert (frame["lost_p05"] <= frame["lost_p95"]).all()
    assert answer.frame("addresses")["kind"].value_counts().to_dict() == {"primary": 12, "secondary": 12, "ipv6": 0}


def test_moves_keep_the_number_of_used_addresses() -> None:
    """Nothing is lost: before and after the same number is in use, and cleared blocks are empty."""
    answer = ANSWERS["defragment"]
    assert isinstance(answer, DefragmentAnswer)
    blocks = answer.frame("blocks")
    assert blocks["used"].sum() == blocks["used_after"].sum()
    assert not blocks.loc[blocks["is_cleared"], "used_after"].any()
    assert blocks["is_cleared"].sum() == answer.won > 0
    assert answer.frame()["step"].tolist() == list(range(1, len(answer.moves) + 1))


def test_churn_has_a_row_for_each_step_and_measure() -> None:
    """12 steps, what exists and all nodes running: 14 levels of five measures; p05 <= p50 <= p95."""
    answer = ANSWERS["churn"]
    assert isinstance(answer, ChurnAnswer)
    frame = answer.frame()
    assert len(frame) == 14 * 5
    assert (frame["p05"] <= frame["p50"]).all()
    assert (frame["p50"] <= frame["p95"]).all()


def test_what_is_never_refused_has_no_first_refusal() -> None:
    """A missing number, not 0; shares are the VSwitches of each policy."""
    answer = ANSWERS["burst"]
    assert isinstance(answer, BurstAnswer)
    frame = answer.frame()
    assert frame["first_refusal"].isna().tolist() == [one.first_refusal is None for one in answer.policies]
    assert len(answer.frame("shares")) == 4 * 2
