"""What the charts of a sweep have in common: the measure and factor that are meant, title, shades and remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.consequences import MEASURES
from eniplan.capacity.sweep_answer import level_text
from eniplan.errors import QuestionError
from eniplan.report.lettering import visible
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.capacity.factor import Factor, Level
    from eniplan.capacity.sweep_answer import SweepAnswer
    from eniplan.report.palette import Theme

WIDTH = 10.0
_TURN = 0.179
"""The luminance at which black and white are equally readable, at 4.58 to 1."""


def chosen_measure(answer: SweepAnswer, measure: str) -> str:
    """The measure that is meant: headroom where some row has it, else ENIs placed."""
    if measure:
        return measure
    return "headroom" if answer.cells("headroom") else "placed"


def chosen_factor(answer: SweepAnswer, key: str, place: int) -> Factor:
    """The factor of a key, or the one at a place where none is named.

    Raises:
        QuestionError: the sweep has none there.
    """
    if key:
        return answer.factors[answer.factor(key)]
    if place >= len(answer.factors):
        varied = counted(len(answer.factors), "factor")
        raise QuestionError("sweep", f"the sweep varies {varied}, and this chart shows {place + 1}")
    return answer.factors[place]


def title_of(measure: str, factors: Sequence[Factor]) -> str:
    """What a chart of a measure over factors is headed."""
    over = " and ".join(visible(factor.key, 30) for factor in factors)
    words = MEASURES[measure].words
    return f"{words[0].upper()}{words[1:]} by {over}"


def level_words(level: Level, width: int = 24) -> str:
    """A level as a picture shows it."""
    return visible(level_text(level), width)


def shade(theme: Theme, share: float) -> tuple[str, str]:
    """A fill between the empty one and the used one, and the ink that is readable on it."""
    fill = _blend(theme.fill["free"], theme.fill["used"], min(max(share, 0.0), 1.0))
    return fill, "#000000" if _luminance(fill) > _TURN else "#FFFFFF"


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _blend(start: str, end: str, share: float) -> str:
    pairs = zip(_channels(start), _channels(end), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)


def _luminance(color: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG 2 defines it."""
    shares = (channel / 255 for channel in _channels(color))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def averaged(answer: SweepAnswer, factors: Sequence[Factor]) -> Iterator[str]:
    """What a picture says of the factors that it does not show."""
    others = [visible(factor.key, 30) for factor in answer.factors if factor not in factors]
    if others:
        yield f"Means also over all levels of {', '.join(others)}."
