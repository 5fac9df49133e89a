"""The picture beside the planner's table: its bars are as long as their shares, and it is the same however it came."""

from __future__ import annotations

from dataclasses import replace

import eniplan
from eniplan.report.charts.live_utilisation import MOST, LiveUtilisation, pool_lines
from eniplan.report.pools import pools_of
from tests.planning.ground_kit import account, eni, group, planned, vswitch

A = vswitch("a", "10.0.0.0/24", "10.0.0.64/26", name="<b>web</b>")
B = vswitch("b", "10.0.1.0/24", ipv6="2001:db8::/64")


def test_a_line_is_a_pool() -> None:
    """188 open addresses, 3 of them planned; a block of four prefixes, none taken; no line for a pool that is none."""
    plan = planned(group("web-{n}", 3), on=account(A, B))
    lines = pool_lines(pools_of(plan))
    assert [(line.name, line.free, line.size, line.parts) for line in lines] == [
        ("<b>web</b>, addresses", 185, 188, (0, 3, 0)),
        ("<b>web</b>, prefixes", 4, 4, (0, 0, 0)),
        ("vsw-b, addresses", 252, 252, (0, 0, 0)),
    ]


def test_bars_are_as_long_as_their_shares() -> None:
    """2 pixels of an inch's 96 a CSS pixel: used blue, planned orange; what is drawn again is the same picture."""
    chart = LiveUtilisation(400, "light")
    many = planned(group("web-{n}", 94), on=account(A, B))
    few = planned(group("web-{n}", 3), on=account(A, B))
    first = chart.png(pools_of(many))
    bars = [bar for drawn in chart._drawn[:1] for bars in drawn._bars for bar in bars if bar.get_visible()]
    whole = 400 / 96 - 0.04
    assert [round(bar.get_width() / whole, 6) for bar in bars] == [0.5, 0.5]  # the fill and its hatch
    assert chart.png(pools_of(few)) != first
    assert chart.png(pools_of(many)) == first
    assert LiveUtilisation(400, "light").png(pools_of(many)) == first
    assert LiveUtilisation(400, "dark").png(pools_of(many)) != first


def test_only_the_tightest_of_many_are_shown() -> None:
    """Eight VSwitches, and how many are not; the fullest is among them."""
    there = account(*(vswitch(f"v{number}", f"10.0.{number}.0/24") for number in range(20)))
    plan = planned(group("web-{n}", 200, "v17"), on=there)
    chart = LiveUtilisation(300, "light")
    _, words = chart.png(pools_of(plan))
    assert words.count("addresses") == MOST
    assert "vsw-v17, addresses: 52 of 252 free" in words
    texts = [text.get_text() for text in chart._sheet.ax.texts] if chart._sheet else []
    assert "Each bar is 100 % of its pool; 12 more VSwitches not shown." in texts


def test_no_vswitches_are_said() -> None:
    """An empty inventory has a picture, too, and it can fill up."""
    chart = LiveUtilisation(300, "light")
    assert chart.png(pools_of(eniplan.Inventory()))[1] == "No VSwitches."
    assert "vsw-b" in chart.png(pools_of(account(B)))[1]


def test_names_are_cut_and_taken_literally() -> None:
    """128 letters, mathematics, an emoji: drawn as letters, without a warning."""
    for name in ("x" * 128, "$\\frac{1}{2}$ & <b>", "\N{PILE OF POO} \u202eright to left"):
        png, _ = LiveUtilisation(300, "light").png(pools_of(account(replace(A, name=name))))
        assert png.startswith(b"\x89PNG")


def test_parts_stand_end_to_end() -> None:
    """47 of 188 addresses used, 94 planned: a quarter from the left edge, then a half."""
    there = account(A, enis=[eni(str(number), "a", f"10.0.0.{number}") for number in range(1, 48)])
    chart = LiveUtilisation(400, "light")
    chart.png(pools_of(planned(group("web-{n}", 94), on=there)))
    edge, whole = 0.02, 400 / 96 - 0.04
    used, planned_bars, _ = chart._drawn[0]._bars
    spans = [((bar.get_x() - edge) / whole, bar.get_width() / whole) for bar in (used[0], *planned_bars)]
    assert [(round(start, 6), round(width, 6)) for start, width in spans] == [(0, 0.25), (0.25, 0.5), (0.25, 0.5)]
