"""The picture of the pools: in the page's width and theme, and after the last change."""

from __future__ import annotations

import asyncio
import struct
from typing import TYPE_CHECKING

import pytest

from eniplan.ui.background import Later
from tests.ui.planner_kit import WEB, of, typed

if TYPE_CHECKING:
    import eniplan


def framed(planner: eniplan.Planner, *, dark: bool = False, width: object = 300, sharpness: object = 2) -> None:
    """What the browser says of where the picture is."""
    content = {"type": "frame", "dark": dark, "width": width, "sharpness": sharpness}
    planner.chart.picture._handle_custom_msg(content, [])


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG, from its header."""
    return struct.unpack(">II", png[16:24])


def test_it_is_drawn_once_the_page_is_known() -> None:
    """Nothing before; then a picture of twice the width, and the same in words."""
    planner = of(WEB)
    assert planner.chart.picture.png == b""
    framed(planner)
    assert size(planner.chart.picture.png)[0] == 600
    assert "web-h, addresses: 654 of 956 free" in planner.chart.picture.words
    framed(planner)
    assert planner.chart.picture.revision == 1


def test_it_follows_theme_width_and_plan() -> None:
    """Dark words on light, light words on dark; another width is another picture; a change is another revision."""
    planner = of(WEB)
    framed(planner)
    light = planner.chart.picture.png
    framed(planner, dark=True)
    assert planner.chart.picture.png != light
    framed(planner, dark=True, width=500)
    assert size(planner.chart.picture.png)[0] == 1_000
    before = planner.chart.picture.revision
    typed(planner.groups.form, "count", "9")
    assert planner.chart.picture.revision == before + 1
    assert planner.plan is not None
    left = planner.plan.utilisation[0].after.free_open_ipv4
    assert f"web-h, addresses: {left:,} of 956 free" in planner.chart.picture.words


@pytest.mark.parametrize(("width", "sharpness"), [(10**9, 10**9), (-5, 0), (0.5, 0.1)])
def test_odd_pages_get_a_sensible_picture(width: float, sharpness: float) -> None:
    """Between 200 and 4,000 pixels wide, one to four times as sharp."""
    planner = of(WEB)
    framed(planner, width=width, sharpness=sharpness)
    assert 200 <= size(planner.chart.picture.png)[0] <= 16_000
    framed(planner, width="wide")
    assert planner.chart.picture.revision == 1


def test_what_is_asked_often_is_done_once() -> None:
    """Forty steps of a slider are one picture, a moment after the last."""
    done: list[int] = []

    async def drag() -> None:
        later = Later(0.02, lambda: done.append(1))
        for _ in range(40):
            later.ask()
        await asyncio.sleep(0.2)

    asyncio.run(drag())
    assert done == [1]
