"""One step of a slider in the planner, with a what-if question open, beside the same step while nobody looks.

Run as ``python -m tests.speed.bench_planner_whatif [rounds]``. Target: 100 ms a step for the questions that are
answered at once, all panels of the planner included; the browser's own work is not.
"""

from __future__ import annotations

import sys
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING

from eniplan.ui.whatif_questions import QUESTIONS
from tests.speed.timing import microseconds_per_unit
from tests.ui.planner_kit import WEB, of, typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import eniplan
    from tests.speed.timing import Case

TAB = 3


def planner_asking(name: str) -> eniplan.Planner:
    """A planner of the example whose what-if tab shows a question; closed without one."""
    planner = of(WEB)
    if name:
        planner.tabs.selected_index = TAB
        planner.whatif.question.value = name
    return planner


def step(planner: eniplan.Planner, counts: Iterator[int]) -> None:
    """The slider of the first group's count moves on."""
    typed(planner.groups.form, "count", str(next(counts)), gesture="drag")


def main(rounds: int = 15) -> None:
    """Print milliseconds per step."""
    quick = [name for name, question in QUESTIONS.items() if not question.is_slow]
    cases: dict[str, Case] = {
        name or "tab closed": (partial(step, planner_asking(name), cycle(range(5, 25))), 1_000) for name in ("", *quick)
    }
    for name, milliseconds in microseconds_per_unit(cases, rounds).items():
        print(f"{name:12} {milliseconds:8,.1f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
