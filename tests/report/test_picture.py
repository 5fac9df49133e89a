"""A figure shows itself in a notebook, with a description that is text and nothing else."""

from __future__ import annotations

import base64
import re
import struct
from html.parser import HTMLParser

import pytest

import eniplan
from eniplan.report.palette import THEMES
from eniplan.report.picture import answer_picture
from eniplan.report.sheet import new_sheet
from tests.planning.ground_kit import A, account, group, planned, vswitch


class Images(HTMLParser):
    """The attributes of each image."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "img"
        self.found.append(dict(attrs))


def shown(figure: object) -> dict[str, str | None]:
    """The image that a notebook shows."""
    (image,) = Images(figure._repr_html_()).found  # type: ignore[attr-defined]
    return image


PLAN = planned(group("web-{n}", 3, "a"), on=account(A))


def test_a_map_is_an_image_that_says_what_it_shows() -> None:
    """PNG of twice the width on the page, 96 pixels an inch; the headline is its description."""
    figure = eniplan.address_map(PLAN, "vsw-a")
    image = shown(figure)
    png = base64.b64decode((image["src"] or "").removeprefix("data:image/png;base64,"))
    assert png.startswith(b"\x89PNG")
    width = int(re.search(r"width: (\d+)px", image["style"] or "")[1])  # type: ignore[index]
    assert width == round(figure.get_figwidth() * 96)
    assert int.from_bytes(png[16:20], "big") == pytest.approx(2 * width, abs=2)
    assert (image["alt"] or "").startswith("vsw-a after plan test")
    assert "188" in (image["alt"] or "")


@pytest.mark.parametrize("chart", ["utilisation", "reserved-blocks", "limits"])
def test_every_chart_shows_itself(chart: str) -> None:
    """All of them are pictures of their own."""
    assert (shown(PLAN.chart(chart))["alt"] or "").strip()


def test_hostile_names_stay_inside_the_description() -> None:
    """Quotes and markup of a VSwitch's name are escaped: one image, no further attribute."""
    bad = vswitch("a", "10.0.0.0/24", name='"><script>alert(1)</script>')
    image = shown(eniplan.address_map(account(bad), "vsw-a"))
    assert set(image) == {"alt", "style", "src"}
    assert '"><script>' in (image["alt"] or "")


def test_long_descriptions_are_cut() -> None:
    """A picture full of words says the first 300 characters."""
    sheet = new_sheet(2, 2, THEMES["light"])
    sheet.words(0, 0, "x" * 500)
    assert len(shown(sheet.figure)["alt"] or "") == 301


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
