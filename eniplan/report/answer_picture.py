"""The chart of a what-if answer for a page: in its theme and width, with words for those who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from eniplan.capacity.answer import Answer
    from eniplan.report.palette import ThemeName
    from eniplan.report.picture import Picture


def answer_picture(answer: Answer, *, theme: ThemeName, width: int, sharpness: float = 2.0) -> tuple[bytes, str]:
    """The first chart of an answer as PNG, and what it says in words.

    Args:
        answer: the answer.
        theme: ``light`` or ``dark``; the ground is the page's own.
        width: in CSS pixels.
        sharpness: pixels of the picture to a CSS pixel.
    """
    figure = cast("Picture", answer.chart(theme=theme))  # a chart on a sheet of its own is one
    dpi = width * sharpness / figure.get_figwidth()
    return figure.png(dpi, transparent=True), figure.description
