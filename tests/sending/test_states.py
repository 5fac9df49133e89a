"""The state table: what holds for every way through it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.sending.states import MAY_EXIST, ON_RESTART, TRANSITIONS, Impossible, after

if TYPE_CHECKING:
    from collections.abc import Mapping

S = TypeVar("S", bound=str)
H = TypeVar("H", bound=str)
CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"


def diagram(transitions: Mapping[S, Mapping[H, S]], on_restart: Mapping[S, S]) -> str:
    """The tables as a Mermaid state diagram: an arrow for each pair of states, with all that leads along it."""
    ways: dict[tuple[S, S], list[str]] = {}
    for state, happenings in transitions.items():
        for happening, to in happenings.items():
            ways.setdefault((state, to), []).append(happening)
        if on_restart[state] != state:
            ways.setdefault((state, on_restart[state]), []).append("restart")
    ends = [f"{state} --> [*]" for state, happenings in transitions.items() if not happenings]
    arrows = [f"{state} --> {to}: {', '.join(happenings)}" for (state, to), happenings in ways.items()]
    lines = "".join(f"    {line}\n" for line in (f"[*] --> {next(iter(transitions))}", *arrows, *ends))
    return f"```mermaid\nstateDiagram-v2\n{lines}```\n"


def test_the_diagram_for_contributors_is_that_of_the_table() -> None:
    """Whoever changes the table sees the diagram that belongs into the document."""
    made = diagram(TRANSITIONS, ON_RESTART)
    assert made in CONTRIBUTING.read_text(encoding="utf-8"), f"the diagram of the table is\n{made}"


def test_another_table_is_another_diagram() -> None:
    """Each arrow and each name on it comes from the tables; a state without a way on is an end."""
    expected = "    [*] --> a\n    a --> b: go\n    a --> c: stop, restart\n    b --> [*]\n    c --> [*]\n"
    made = diagram({"a": {"go": "b", "stop": "c"}, "b": {}, "c": {}}, {"a": "c", "b": "b", "c": "c"})
    assert made == f"```mermaid\nstateDiagram-v2\n{expected}```\n"


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
