"""A chart for a page: as wide and as sharp as the page says, in its theme, with words."""

from __future__ import annotations

import struct

import pytest

import eniplan
from eniplan.report.answer_picture import answer_picture

ANSWER = eniplan.blocks("10.0.0.0/24", used=25, trials=0)


@pytest.mark.parametrize(("width", "sharpness"), [(320, 1.0), (640, 2.0), (960, 1.5)])
def test_it_is_as_wide_as_the_page(width: int, sharpness: float) -> None:
    """Width in CSS pixels times sharpness, from the PNG's header; a pixel less by rounding at most."""
    png, _ = answer_picture(ANSWER, theme="light", width=width, sharpness=sharpness)
    assert abs(struct.unpack(">I", png[16:20])[0] - width * sharpness) <= 1


def test_it_says_the_answer_and_follows_the_theme() -> None:
    """The headline stands in its description; dark is another picture with the same words."""
    light, words = answer_picture(ANSWER, theme="light", width=320)
    dark, again = answer_picture(ANSWER, theme="dark", width=320)
    assert ANSWER.headline in words
    assert (words == again, light == dark) == (True, False)
