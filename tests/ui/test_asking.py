"""Slow questions: the latest one is answered, what nobody wants any more is dropped."""

from __future__ import annotations

import asyncio
import threading
from types import SimpleNamespace
from typing import Any

import pytest

from eniplan.errors import QuestionError
from eniplan.ui.asking import CALM, Asking


class Told:
    """What an Asking tells."""

    def __init__(self) -> None:
        self.heard: list[Any] = []
        self.asking = Asking(
            self.heard.append,
            self.answered,
            lambda error: self.heard.append(str(error)),
        )

    def answered(self, call: Any, answer: object) -> None:  # noqa: ANN401 - stands for a call
        """A question is answered."""
        self.heard.append((call.name, answer))

    def waits(self) -> bool:
        """Whether an answer is to come."""
        return self.asking.is_asking


def quick(name: str) -> Any:  # noqa: ANN401 - stands for a call
    """A question that tells 0 and is answered by its name in capitals."""

    def answer(progress: Any) -> str:  # noqa: ANN401
        progress(0)
        return name.upper()

    return SimpleNamespace(name=name, answer=answer)


class Held:
    """A question that waits in its middle until it may go on."""

    def __init__(self, name: str) -> None:
        self.name, self.reached, self.go_on = name, threading.Event(), threading.Event()

    def answer(self, progress: Any) -> str:  # noqa: ANN401
        """Wait; then tell 1, where it may be ended."""
        self.reached.set()
        self.go_on.wait(30)
        progress(1)
        return self.name.upper()


def test_a_question_is_answered() -> None:
    """How far it is, then its answer; after that nothing is to come."""
    told = Told()
    told.asking.ask(quick("a"))
    told.asking.work.wait(30)
    assert told.heard == [0, ("a", "A")]
    assert not told.waits()


def test_the_latest_question_wins() -> None:
    """Two more while the first is held: the first is ended, the second never begins, the third is answered."""
    told, first, second = Told(), Held("first"), Held("second")
    told.asking.ask(first)  # type: ignore[arg-type]
    assert first.reached.wait(30)
    told.asking.ask(second)  # type: ignore[arg-type]
    told.asking.ask(quick("third"))
    first.go_on.set()
    while told.waits():
        told.asking.work.wait(0.01)
    assert told.heard == [0, ("third", "THIRD")]
    assert not second.reached.is_set()


def test_what_is_dropped_says_nothing() -> None:
    """Neither how far it is nor how it ended."""
    told, held = Told(), Held("held")
    told.asking.ask(held)  # type: ignore[arg-type]
    assert held.reached.wait(30)
    assert told.waits()
    told.asking.drop()
    assert not told.waits()
    held.go_on.set()
    told.asking.work.wait(30)
    assert told.heard == []


@pytest.mark.parametrize("error", [QuestionError("nodes", "no nodes"), ZeroDivisionError("no nodes")])
def test_what_it_raises_is_told(error: Exception) -> None:
    """Once, in place of an answer."""
    told = Told()

    def answer(_progress: object) -> None:
        raise error

    told.asking.ask(SimpleNamespace(name="a", answer=answer))  # type: ignore[arg-type]
    told.asking.work.wait(30)
    assert told.heard == ["no nodes"]


def test_a_dragged_slider_asks_once() -> None:
    """With an event loop: forty questions in a row, one answer, a calm moment after the last."""
    told = Told()

    async def drag() -> None:
        for number in range(40):
            told.asking.ask(quick(f"q{number}"))
        await asyncio.sleep(CALM / 2)
        assert told.heard == []
        for _ in range(200):
            await asyncio.sleep(0.02)
            if not told.waits():
                break

    asyncio.run(drag())
    assert told.heard == [0, ("q39", "Q39")]
