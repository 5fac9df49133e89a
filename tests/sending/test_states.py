"""The state table: what holds for every way through it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.sending.states import MAY_EXIST, ON_RESTART, TRANSITIONS, Impossible, after


def test_every_state_is_reachable_and_restarts_into_one() -> None:
    """No state is forgotten in any of the three tables."""
    reached = {"planned"}
    while more := {to for state in reached for to in TRANSITIONS[state].values()} - reached:  # type: ignore[index]
        reached |= more
    assert reached == set(TRANSITIONS) == set(ON_RESTART)
    assert {ON_RESTART[state] for state in ON_RESTART} == {"planned", "unknown", "done", "refused"}


@given(st.lists(st.sampled_from(["intended", "answered", "refused", "deferred", "unanswered", "restart"]), max_size=12))
def test_what_may_exist_is_never_called_planned(happenings: list[str]) -> None:
    """Whatever happens: a step of which a call got no answer is not planned again until the cloud has spoken."""
    state, in_doubt = "planned", False
    for happening in happenings:
        if happening == "restart":
            in_doubt |= state in {"sent", "resent"}
            state = ON_RESTART[state]  # type: ignore[index]
            continue
        try:
            state = after(state, happening)  # type: ignore[arg-type]
        except Impossible:
            continue
        in_doubt = (in_doubt or happening == "unanswered") and happening not in {"answered", "refused"}
        assert not (in_doubt and state == "planned")
        assert not in_doubt or state in MAY_EXIST


def test_what_cannot_happen_is_refused() -> None:
    """An answer to what was never sent, and a second answer."""
    with pytest.raises(Impossible, match="answered cannot follow planned"):
        after("planned", "answered")
    with pytest.raises(Impossible):
        after("done", "intended")
