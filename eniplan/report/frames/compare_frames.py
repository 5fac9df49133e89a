"""The frames of scenarios: one row per scenario, and one row per scenario and consequence with its difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.compare import COMPARED
from eniplan.capacity.consequences import TEXTS
from eniplan.report.frames.column import Frame, Table, choice, maybe, text

if TYPE_CHECKING:
    from pandas import DataFrame

    from eniplan.capacity.compare import CompareAnswer


_SCENARIO = text("scenario", "name of the scenario")

COMPARE = Table(
    "One row per scenario; the others are compared with the first.",
    (
        _SCENARIO,
        text("changed", "what changed against the first one, in words"),
        *(maybe(name, measure.meaning) for name, measure in COMPARED.items()),
        *(text(name, meaning) for name, meaning in TEXTS.items()),
    ),
)
DIFFERENCES = Table(
    "One row per scenario but the first, and consequence.",
    (
        _SCENARIO,
        choice("consequence", tuple(COMPARED), "which number, as the frame compare calls it", ordered=True),
        maybe("first", "of the first scenario"),
        maybe("number", "of this scenario"),
        maybe("difference", "number - first"),
    ),
)


@COMPARE.documents
def compare_frame(answer: CompareAnswer) -> DataFrame:
    """What each scenario leads to."""
    return COMPARE.of_rows(
        [
            (
                one.name,
                one.changed,
                *(one.number(measure) for measure in COMPARED),
                *(getattr(one.consequences, name) for name in TEXTS),
            )
            for one in answer.scenarios
        ]
    )


@DIFFERENCES.documents
def differences_frame(answer: CompareAnswer) -> DataFrame:
    """What each scenario changes, number by number."""
    first = answer.scenarios[0]
    return DIFFERENCES.of_rows(
        [
            (one.name, measure, first.number(measure), one.number(measure), one.difference[measure])
            for one in answer.scenarios[1:]
            for measure in COMPARED
        ]
    )


FRAMES = {
    "compare": Frame(COMPARE, compare_frame),
    "differences": Frame(DIFFERENCES, differences_frame),
}
