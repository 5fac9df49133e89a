"""The charts of blocks to reserve, sizes and losses: words and lengths that say the same, none on top of another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from matplotlib.figure import Figure

from eniplan.capacity.reserve import reserve
from eniplan.capacity.size import size
from eniplan.capacity.zones import zones
from eniplan.planning.planner import plan_groups
from eniplan.report.charts.reserve import reserve_chart
from eniplan.report.charts.size import size_chart
from eniplan.report.charts.zones import zones_chart
from eniplan.report.palette import THEMES, ThemeName
from tests.planning.ground_kit import account, eni, group, planned, spec, vswitch
from tests.report.charts.drawn import HOSTILE, boxes, overlapping, words

if TYPE_CHECKING:
    from eniplan.capacity.answer import Answer

HALF, TINY, OTHER = vswitch("h", "10.0.1.0/25"), vswitch("t", "10.0.2.0/27"), vswitch("o", "10.0.3.0/28", zone="i")
PODS, JOBS = group("pod-{n}", 5, "h", ipv4_prefixes=1), group("job-{n}", 2, "t", ipv4_prefixes=1)
PLAN = planned(PODS, JOBS, group("web-{n}", 18, "t", "o"), on=account(HALF, TINY, OTHER))
FILL = THEMES["light"].fill


def long_answer() -> Answer:
    """Twelve blocks, the last two beyond the older limit."""
    used = [eni(f"{i}", "f", f"10.0.{2 + i // 256}.{i % 256}") for i in range(1, 500, 32)]
    site = vswitch("f", "10.0.2.0/23")
    return reserve(planned(group("pod-{n}", 12, "f", ipv4_prefixes=1), on=account(site, enis=used)))


def answers() -> list[Answer]:
    """One of each, and long ones."""
    drawn = size(PLAN, drawn=15, vswitches=3)
    return [reserve(PLAN), zones(PLAN), size(PLAN), drawn, size([group()]), long_answer()]


def hostile(name: str) -> list[Answer]:
    """Answers about names that should do no harm."""
    whole = name.replace("\ud800", "")  # no id of a VSwitch has half a character in it
    site, other = replace(HALF, id=whole), replace(TINY, id=f"{whole}2", zone_id=name)
    wanted = replace(group("pod-{n}", 3, ipv4_prefixes=1), vswitches=(site.id, other.id))
    named = whole.replace("\0", "")
    plan = plan_groups(replace(spec(wanted), name=named), account(site, other))
    return [reserve(plan), zones(plan), size(plan)]


def test_what_each_block_buys_is_drawn_to_scale() -> None:
    """25 ENIs on 2.6 inches: the first block adds 2, after those that are placed without one."""
    answer = reserve(PLAN)
    figure = reserve_chart(answer)
    found = boxes(figure, 1.75 + 0.36 + 0.07)
    inch = 2.6 / 25
    assert found[FILL["planned"].upper()].get_width() == pytest.approx(2 * inch)
    assert found[FILL["used"].upper()].get_width() == pytest.approx(answer.placed_before * inch)
    said = words(figure)
    assert "pod-{n}: 2 more, 2 of 5 placed" in said
    assert any("vsw-t is a /27, which can never hold a prefix" in each for each in said)


def test_a_size_that_is_too_small_goes_beyond_the_whole() -> None:
    """4 + 1 addresses and a prefix in a /28 of 12 usable ones: 21 are taken, 9 more than there are."""
    figure = size_chart(size([group("x-{n}", 1, secondary_addresses=4, ipv4_prefixes=1)]))
    found = boxes(figure, 1.3 + 0.42 + 0.1)
    assert found[FILL["used"].upper()].get_width() == pytest.approx(1.7 * 5 / 12)
    assert found[FILL["reserved"].upper()].get_width() == pytest.approx(1.7 * 7 / 12)
    assert found[FILL["refused"].upper()].get_width() == pytest.approx(1.7 * 9 / 12)
    assert {"175 %", "too small: a /28 can never hold a prefix", "the smallest that holds"} <= set(words(figure))


def test_what_a_loss_leaves_is_drawn_in_parts() -> None:
    """Nine of 18 in each of two VSwitches: without t its 9 find 3 places of 12 in o, and 6 in h, which is not named."""
    figure = zones_chart(zones(planned(group("web-{n}", 18, "t", "o"), on=PLAN.inventory)))
    found = boxes(figure, 1.75 + 0.08)
    assert found[FILL["used"].upper()].get_width() == pytest.approx(2.6 * 3 / 9)
    assert found[FILL["refused"].upper()].get_width() == pytest.approx(2.6 * 6 / 9)
    assert "zone cn-hangzhou-h" in words(figure)


@pytest.mark.parametrize("theme", THEMES)
def test_no_words_lie_on_others(theme: ThemeName) -> None:
    """Small, large and empty, light and dark; every chart is what ``.chart()`` gives."""
    for answer in answers():
        figure = answer.chart(theme=theme)
        assert isinstance(figure, Figure)
        assert overlapping(figure) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_cut_and_seen(name: str) -> None:
    """No control character, no words outside of the figure or on others, no formula."""
    for answer in hostile(name):
        figure = answer.chart()
        assert overlapping(figure) == []
        assert not any(sign in "".join(words(figure)) for sign in ("\x00", "\x1b", "\ufffe", "\ud800"))


def test_more_rows_than_a_picture_has() -> None:
    """What is left out is counted."""
    assert "Not shown: 9 more blocks." in words(long_answer().chart(most=3))
    assert "Not shown: 2 losses that refuse no more." in words(zones(PLAN).chart(most=len(zones(PLAN).losses) - 2))
