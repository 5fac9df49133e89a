"""Scenarios side by side: a panel for each consequence, in it a bar for each scenario, with its difference as a number.

Bars of one panel share a scale that begins at 0; panels have their own, since addresses and ENIs do not compare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.compare import COMPARED
from eniplan.report.answers.compare import difference_words, number_words
from eniplan.report.charts.bars import LEFT, answer_sheet, notes
from eniplan.report.lettering import visible
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.compare import CompareAnswer, ComparedScenario
    from eniplan.report.palette import Role, ThemeName
    from eniplan.report.sheet import Sheet

MOST = 8
"""How many scenarios a picture shows."""

_WIDTH, _HEAD, _PANEL, _ROW, _GAP = 10.0, 1.05, 0.34, 0.24, 0.22
_COLUMNS, _PANEL_WIDTH = (LEFT, 5.15), 4.55
_BAR, _BAR_WIDTH, _NUMBER, _DIFFERENCE = 1.5, 1.55, 3.75, 4.5
_BAD = frozenset({"refused", "renumbered"})


def compare_chart(
    answer: CompareAnswer, *, ax: Axes | None = None, theme: ThemeName = "light", most: int = MOST
) -> Figure:
    """What each scenario leads to, consequence by consequence.

    ``most`` says how many scenarios are shown, in their order.
    """
    shown = answer.scenarios[:most]
    height = _PANEL + _ROW * len(shown) + _GAP
    lines = -(-len(COMPARED) // 2)
    remarks = list(_remarks(answer, shown))
    foot = 0.3 + 0.18 * len(remarks)
    title = f"{counted(len(answer.scenarios), 'scenario')} in consequences"
    sheet = answer_sheet(answer, title, (_WIDTH, _HEAD + height * lines + foot), theme=theme, ax=ax)
    for place, measure in enumerate(COMPARED):
        left, top = _COLUMNS[place // lines], _HEAD + height * (place % lines)
        _panel(sheet, (left, top), measure, shown)
    notes(sheet, _HEAD + height * lines + 0.1, remarks)
    return sheet.figure


def _panel(sheet: Sheet, corner: tuple[float, float], measure: str, shown: Sequence[ComparedScenario]) -> None:
    left, top = corner
    sheet.line((left, left + _PANEL_WIDTH), (top, top))
    sheet.words(left, top + 0.23, COMPARED[measure].words, size=10, bold=True)
    longest = max((one.number(measure) or 0 for one in shown), default=0)
    for place, one in enumerate(shown):
        _row(sheet, (left, top + _PANEL + _ROW * place), one, measure, longest=longest, is_first=place == 0)


def _row(
    sheet: Sheet, corner: tuple[float, float], one: ComparedScenario, measure: str, *, longest: int, is_first: bool
) -> None:
    left, y = corner[0], corner[1] + 0.15
    number = one.number(measure) or 0
    role: Role = "used" if is_first else "refused" if measure in _BAD else "planned"
    sheet.name(left + 0.1, y, one.name, width=_BAR - 0.2, size=8.5)
    sheet.box(left + _BAR, corner[1] + 0.04, _BAR_WIDTH * number / longest if longest else 0.0, 0.14, role)
    sheet.line((left + _BAR, left + _BAR), (corner[1], corner[1] + 0.22))
    sheet.words(left + _NUMBER, y, number_words(one, measure), size=8.5, bold=True, side="right")
    if not is_first:
        said, quiet = difference_words(one, measure), sheet.theme.quiet
        sheet.words(left + _DIFFERENCE, y, said, size=8.5, color=quiet if said == "=" else "", side="right")


def _remarks(answer: CompareAnswer, shown: Sequence[ComparedScenario]) -> Iterator[str]:
    first = visible(shown[0].name, 40)
    yield f"Plain bar: {first}; hatched: the others, with what they are more (+) or less (-), = where equal."
    for one in shown[1:]:
        leads = one.consequences
        refused = f"; refused first by {leads.first_code}" if leads.first_code else ""
        yield f"{visible(one.name, 30)}: {visible(one.changed, 60)}{refused}."
    if hidden := len(answer.scenarios) - len(shown):
        yield f"Not shown: {counted(hidden, 'more scenario')}."


CHARTS = {"compare": compare_chart}
