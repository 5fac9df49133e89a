"""The chart of reserved blocks: its numbers and bars are the blocks', in every state, family and theme."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from matplotlib.figure import Figure

from eniplan.network.inventory import Inventory
from eniplan.planning.spec import Wish
from eniplan.report.charts.reserved_blocks import reserved_blocks_chart
from eniplan.report.palette import THEMES, ThemeName
from tests.planning.ground_kit import account, eni, group, pending, planned, vswitch
from tests.report.charts.drawn import HOSTILE, SVG, boxes, overlapping, parsed, pixel, svg, svg_words, words

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan

FIRST_BAR = 1.75 + 0.4 + 0.03
"""The upper edge of the first block's bar, in inches."""
LIGHT = THEMES["light"].fill


def busy_plan(name: str = "alpha") -> Plan:
    """A block of 8 prefixes: 3 used, 1 spoiled, 2 planned and 1 spoiled by the plan; one Releasing; one of IPv6."""
    block, six, old = "10.0.0.128/25", "2001:db8:0:a:4000::/66", pending("10.0.2.0/27", "Releasing")
    a = replace(vswitch("a", "10.0.0.0/22", block, six, ipv6="2001:db8:0:a::/64", pending=(old,)), name=name)
    held = ("10.0.0.128/28", "10.0.0.144/28", "10.0.0.160/28", "10.0.2.16/28", "2001:db8:0:a:4000::/80")
    there = account(a, vswitch("b", "10.0.4.0/24"), enis=[eni("1", "a", "10.0.0.9", "10.0.0.177", prefixes=held)])
    wishes = (Wish(n=1, primary="10.0.0.193"),)
    pinned = group("p-{n}", 1, "a", addressing="pinned", enis=wishes)
    return planned(pinned, group("web-{n}", 2, "a", ipv4_prefixes=1), on=there)


def test_numbers_stand_beside_each_block() -> None:
    """8 - 3 used - 1 spoiled = 4 before, less 2 planned and 1 spoiled by the plan = 1 after."""
    found = svg_words(svg(busy_plan(), "reserved-blocks"))
    assert found[0] == "Plan test: prefixes taken from each reserved block, and left"
    alpha = found.index("alpha")
    assert found[alpha : alpha + 24] == [
        *("alpha", "vsw-a, 10.0.0.0/22"),
        *("10.0.0.128/25", "1", "4 →", "of 8", "3", "2", "2", "1 spoiled by the plan"),
        *("10.0.2.0/27", "0", "of 2", "1", "0", "0", "Releasing: gives none"),
        *("2001:db8:0:a:4000::/66", "16,383", "of 16,384", "1", "0", "0"),
        "0 %",
    ]
    assert found[-1] == "1 VSwitch without a reserved block."
    assert "share of the block's prefixes" in found


def test_bars_are_as_long_as_their_shares() -> None:
    """Of 8 prefixes 3 were used, 2 are spoiled and 2 planned, end to end; the last eighth is free."""
    found = boxes(reserved_blocks_chart(busy_plan()), FIRST_BAR)
    used, spoiled, new, whole = (found[LIGHT[role]] for role in ("used", "spoiled", "planned", "free"))
    assert used.get_width() / whole.get_width() == pytest.approx(3 / 8)
    assert spoiled.get_width() / whole.get_width() == pytest.approx(2 / 8)
    assert new.get_width() / whole.get_width() == pytest.approx(2 / 8)
    assert used.get_x() == whole.get_x()
    assert spoiled.get_x() == pytest.approx(used.get_x() + used.get_width())
    assert new.get_x() == pytest.approx(spoiled.get_x() + spoiled.get_width())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_used_is_seen_and_free_is_empty(theme: ThemeName) -> None:
    """The pixels in the middle of the first and of the last eighth of the bar."""
    figure, fill = reserved_blocks_chart(busy_plan(), theme=theme), THEMES[theme].fill
    bar = boxes(figure, FIRST_BAR)[fill["free"]]
    eighth, y = bar.get_width() / 8, FIRST_BAR + bar.get_height() / 2
    assert pixel(figure, bar.get_x() + eighth / 2, y) == fill["used"]
    assert pixel(figure, bar.get_x() + 7.5 * eighth, y) == fill["free"]


def test_a_block_that_gives_none_is_dashed_and_says_why() -> None:
    """The shape of its outline and a word, beside a 0 that is not red: nothing ran out."""
    figure = reserved_blocks_chart(account(vswitch("a", "10.0.0.0/24", pending=(pending("10.0.0.64/26"),))))
    assert "Assigning: gives none" in words(figure)
    assert [patch.get_linestyle() for patch in figure.axes[0].patches if patch.get_linestyle() == "--"] == ["--"]
    zero = next(text for text in figure.axes[0].texts if text.get_text() == "0")
    assert zero.get_color() != LIGHT["refused"]


def test_nothing_left_is_coloured_and_still_a_number() -> None:
    """All 4 prefixes of the block are planned."""
    figure = reserved_blocks_chart(planned(group("w-{n}", 4, "a", ipv4_prefixes=1)))
    texts = {text.get_text(): text for text in figure.axes[0].texts}
    assert "4 →" in texts
    assert any(t.get_text() == "0" and t.get_color() == LIGHT["refused"] for t in figure.axes[0].texts)


def test_only_ipv6_blocks() -> None:
    """A /79 has two /80s; the plan takes one."""
    there = account(vswitch("a", "10.0.0.0/24", "2001:db8:0:a:4000::/79", ipv6="2001:db8:0:a::/64"))
    found = words(reserved_blocks_chart(planned(group("w-{n}", 1, "a", ipv6_prefixes=1), on=there)))
    place = found.index("2001:db8:0:a:4000::/79")
    assert found[place : place + 7] == ["2001:db8:0:a:4000::/79", "1", "2 →", "of 2", "0", "1", "0"]


def test_a_thousand_vswitches_are_thirty_blocks_and_a_sentence() -> None:
    """Of 40 blocks that the plan touches 30 are shown; 10 touched and 960 unchanged ones are counted."""
    many = [vswitch(f"{n}", f"10.{n >> 8}.{n & 255}.0/24", f"10.{n >> 8}.{n & 255}.64/26") for n in range(1_000)]
    made = planned(group("w-{n}", 40, *map(str, range(40)), ipv4_prefixes=1), on=account(*many))
    found = words(reserved_blocks_chart(made))
    assert sum(word.endswith(".64/26") for word in found) == 30
    assert found[-1] == "Not shown: 970 more reserved blocks, 10 of them changed by the plan."
    assert found.count("3") == 30


def test_an_inventory_has_one_number_where_a_plan_has_two() -> None:
    """Nothing is planned, so nothing says so but the head of an empty column."""
    found = words(reserved_blocks_chart(account(vswitch("a", "10.0.0.0/24", "10.0.0.64/26"))))
    assert found[:2] == ["What each reserved block has left", "1 VSwitch, 0 ENIs"]
    assert not any("→" in word for word in found)
    assert "used before" not in found


@pytest.mark.parametrize("subject", [Inventory(), account(vswitch("a", "10.0.0.0/24"))])
def test_no_blocks_say_so(subject: Inventory) -> None:
    """Without VSwitches, and with one that has no block."""
    assert "No reserved blocks: no VSwitch can give a prefix." in words(reserved_blocks_chart(subject))


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name[:8]))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_hostile_names_are_words(name: str, theme: ThemeName) -> None:
    """No markup and no mathematics, and no word on another."""
    made = replace(busy_plan(name), name=name)
    root = parsed(svg(made, "reserved-blocks", theme))
    assert not [element for element in root.iter() if element.tag.removeprefix(SVG) in {"script", "foreignObject"}]
    start = name.split("\x00", maxsplit=1)[0][:8]
    assert any(start in word for word in svg_words(svg(made, "reserved-blocks", theme)))
    assert overlapping(reserved_blocks_chart(made, theme=theme)) == []


def test_given_axes_are_drawn_on_and_words_follow_their_size() -> None:
    """Half as wide, half as large; in dark the axes get the dark ground."""
    figure = Figure(figsize=(12, 6))
    left, right = figure.subplots(1, 2)
    left.set_position((0, 0, 0.5, 1))
    assert reserved_blocks_chart(busy_plan(), ax=left, theme="dark") is figure
    whole = reserved_blocks_chart(busy_plan()).axes[0].texts
    sizes = [
        (float(half.get_fontsize()), float(full.get_fontsize())) for half, full in zip(left.texts, whole, strict=True)
    ]
    assert [half for half, _ in sizes] == pytest.approx([full / 2 for _, full in sizes])
    assert not right.texts
    assert pixel(figure, 0.1, 0.1) == THEMES["dark"].ground


def test_the_same_plan_gives_the_same_bytes() -> None:
    """No date, no counter."""
    assert svg(busy_plan(), "reserved-blocks") == svg(busy_plan(), "reserved-blocks")
