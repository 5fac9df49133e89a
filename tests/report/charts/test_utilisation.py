"""The utilisation chart: its numbers are the plan's, its bars are as long as their shares, its SVG safe and stable."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from eniplan.network.cidr import Cidr
from eniplan.network.inventory import Inventory
from eniplan.network.vswitch import ReservedBlock
from eniplan.report.charts import CHARTS
from eniplan.report.charts.utilisation import utilisation_chart
from eniplan.report.palette import THEMES, ThemeName
from tests.report.charts import drawn
from tests.report.charts.drawn import HOSTILE, SVG, parsed
from tests.report.charts.drawn import svg_words as words
from tests.report.hand_made import BARE, BASE, ROOM, group, placed, plan, refusal, vswitch

if TYPE_CHECKING:
    from pathlib import Path

    from eniplan.planning.plan import Plan


def svg(subject: Plan | Inventory, theme: ThemeName = "light") -> str:
    """The chart as SVG."""
    return drawn.svg(subject, "utilisation", theme)


def busy_plan() -> Plan:
    """One VSwitch with both reserved families, one without blocks; the first gives 48 addresses and 3 prefixes."""
    before = replace(ROOM, free_prefixes_ipv6=16_384, unexplained_ipv4=5)
    after = replace(before, free_open_ipv4=100, free_prefixes_ipv4=1, free_prefixes_ipv6=16_000, whole_blocks=2)
    wanted = group(count=4)
    pools = [
        (vswitch("vsw-b", "beta", number=1, block=False), BARE, BARE),
        (vswitch("vsw-a", "alpha", ipv6_block=True), before, after),
    ]
    return plan(placed(wanted, {"vsw-a": 3}), pools=pools, refused=[refusal("E", wanted, placed=3, enis=1)])


def first_open_bar(figure: Figure) -> list[Rectangle]:
    """The filled boxes of the first row's open pool."""
    boxes = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    filled = [box for box in boxes if box.get_facecolor() != (0.0, 0.0, 0.0, 0.0)]
    return [box for box in filled if box.get_y() == pytest.approx(1.75 + 0.08) and box.get_x() < 7]


def test_numbers_stand_beside_names_and_ids() -> None:
    """188 = 252 - 64 addresses outside the block, 4 = 64 / 16 and 16,384 = 2^(80 - 66) prefixes; touched ones first."""
    found = words(svg(busy_plan()))
    assert found[0] == "Plan demo: what it takes from each VSwitch, and what is left"
    assert found[1] == "3 ENIs to create, 0 exist already, 1 refused; cn-hangzhou, seed 7"
    alpha, beta = found.index("alpha"), found.index("beta")
    assert found[alpha:beta] == [
        *("alpha", "vsw-a"),
        *("100", "148 →", "of 188", "5 of the free ones unexplained", "2", "7 →"),
        *("IPv4", "1", "4 →", "of 4"),
        *("IPv6", "16,000", "16,384 →", "of 16,384"),
    ]
    assert found[beta : beta + 7] == ["beta", "vsw-b", "212", "of 252", "unchanged", "9", "no reserved block"]


def test_bars_are_as_long_as_their_shares() -> None:
    """Of 188 addresses 40 were used, 48 are planned and 5 of the free ones unexplained; end to end."""
    figure = utilisation_chart(busy_plan())
    fill = THEMES["light"].fill
    by_color = {to_hex(box.get_facecolor()).upper(): box for box in first_open_bar(figure)}
    used, new, hidden = (by_color[fill[role]] for role in ("used", "planned", "unexplained"))
    whole = by_color[fill["free"]]
    assert used.get_width() / whole.get_width() == pytest.approx(40 / 188)
    assert new.get_width() / whole.get_width() == pytest.approx(48 / 188)
    assert hidden.get_width() / whole.get_width() == pytest.approx(5 / 188)
    assert used.get_x() == whole.get_x()
    assert new.get_x() == pytest.approx(used.get_x() + used.get_width())
    assert hidden.get_x() == pytest.approx(new.get_x() + new.get_width())


def test_planned_and_unexplained_are_hatched_differently() -> None:
    """Meaning does not hang on colour alone, in the bars as in the legend."""
    found = svg(busy_plan())
    assert found.count("<pattern") == 2
    assert {"used before", "planned", "unexplained", "free"} <= set(words(found))


def test_nothing_left_is_coloured_and_more_unexplained_than_free_stays_honest() -> None:
    """3 are free and 5 unexplained: the numbers say so, and the bar does not leave its frame."""
    after = replace(ROOM, free_open_ipv4=3, unexplained_ipv4=5)
    made = plan(pools=[(vswitch("vsw-a"), replace(ROOM, unexplained_ipv4=5), after)])
    figure = utilisation_chart(made)
    texts = {text.get_text(): text for text in figure.axes[0].texts}
    assert texts["3"].get_color() == THEMES["light"].fill["refused"]
    assert "5 unexplained, more than are free" in texts
    ends = [box.get_x() + box.get_width() for box in first_open_bar(figure)]
    assert max(ends) == pytest.approx(2.75 + 2.3)


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name[:8]))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_hostile_names_are_words(name: str, theme: ThemeName) -> None:
    """No markup, no mathematics, no warning about letters that a font does not have, as SVG and as PNG."""
    there = replace(vswitch("vsw-a"), name=name)
    made = plan(pools=[(there, ROOM, replace(ROOM, free_open_ipv4=147))], name=name)
    root = parsed(svg(made, theme))
    assert not [element for element in root.iter() if element.tag.removeprefix(SVG) in {"script", "foreignObject"}]
    found = words(svg(made, theme))
    assert "vsw-a" in found
    start = name.split("\x00", maxsplit=1)[0][:8]
    assert any(start in word for word in found), found
    utilisation_chart(made, theme=theme).savefig(io.BytesIO(), format="png", bbox_inches="tight", dpi=40)


def test_text_stays_text_and_the_same_plan_gives_the_same_bytes() -> None:
    """Also from another process with another hash seed: no date, no counter, no set order."""
    assert svg(busy_plan()) == svg(busy_plan())
    assert "<dc:date>" not in svg(busy_plan())
    program = (
        "import hashlib; from tests.report.charts.test_utilisation import busy_plan, svg;"
        "print(hashlib.sha256(svg(busy_plan()).encode()).hexdigest())"
    )
    hashes = {
        subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_light_and_dark_have_their_own_ground() -> None:
    """And the same words."""
    for name, theme in THEMES.items():
        assert to_hex(utilisation_chart(busy_plan(), theme=name).get_facecolor()).upper() == theme.ground
    assert words(svg(busy_plan(), "dark")) == words(svg(busy_plan()))


def test_a_thousand_vswitches_are_twenty_and_a_sentence() -> None:
    """Of 30 touched ones the 20 with least room are shown; 10 touched and 970 unchanged ones are counted."""
    pools = [
        (vswitch(f"vsw-{n}", f"n{n}", number=n), ROOM, replace(ROOM, free_open_ipv4=100 + n) if n < 30 else ROOM)
        for n in range(1_000)
    ]
    found = words(svg(plan(pools=pools)))
    assert [word for word in found if word.startswith("n") and word[1:].isdigit()] == [f"n{n}" for n in range(20)]
    assert found[-1] == "Not shown: 980 more VSwitches, 10 of them changed by the plan."


def test_an_inventory_has_one_number_where_a_plan_has_two() -> None:
    """Nothing is planned, so nothing says so."""
    found = words(svg(Inventory(vswitches={"vsw-a": vswitch("vsw-a", "alpha")})))
    assert found[:2] == ["What each VSwitch has left", "1 VSwitch, 0 ENIs"]
    assert found[found.index("alpha") : found.index("alpha") + 4] == ["alpha", "vsw-a", "188", "of 188"]
    assert not {"planned", "unchanged", "used before"} & set(found)
    assert "used" in found
    assert not any("→" in word for word in found)


def test_no_vswitches_say_so() -> None:
    """An empty inventory has a picture too."""
    assert "No VSwitches." in words(svg(Inventory()))


def test_given_axes_are_drawn_on() -> None:
    """The figure is theirs."""
    figure = Figure(figsize=(12, 4))
    ax = figure.subplots()
    assert utilisation_chart(busy_plan(), ax=ax) is figure
    assert "alpha" in {text.get_text() for text in ax.texts}


@pytest.mark.parametrize("letter", ["w", "W", "i", "\u05d0"])
def test_no_words_lie_on_each_other_or_on_a_bar(letter: str) -> None:
    """With long names and ids, and the numbers of a /16: 65,532 - 2^14 addresses outside a block of 2^10 prefixes."""
    there = replace(vswitch("vsw-" + letter * 60, letter * 128, ipv6_block=True), cidr=Cidr(4, BASE, 16))
    blocks = (ReservedBlock(id="r", cidr=Cidr(4, BASE + (1 << 14), 18)), *there.blocks_of(6))
    before = replace(ROOM, usable_ipv4=65_532, free_open_ipv4=49_148, free_prefixes_ipv4=1_024, whole_blocks=3_070)
    before = replace(before, free_prefixes_ipv6=16_384)
    after = replace(before, free_open_ipv4=48_888, unexplained_ipv4=10_000, whole_blocks=3_000)
    after = replace(after, free_prefixes_ipv4=1_000, free_prefixes_ipv6=16_000)
    figure = utilisation_chart(plan(pools=[(replace(there, blocks=blocks), before, after)], name=letter * 128))
    figure.draw_without_rendering()
    boxes = [(text.get_text(), text.get_window_extent()) for text in figure.axes[0].texts if text.get_text()]
    assert {"49,148 →", "48,888", "of 49,148", "1,024 →", "16,384 →"} <= {text for text, _ in boxes}
    assert [pair for pair in combinations(boxes, 2) if pair[0][1].overlaps(pair[1][1])] == []
    bars = [bar.get_window_extent() for bar in figure.axes[0].patches]
    assert [text for text, box in boxes if any(box.overlaps(bar) for bar in bars)] == []
    cut = [box for text, box in boxes[2:] if "…" in text]
    assert len(cut) == 2
    assert all(1.5 * figure.dpi < box.x1 < 2.75 * figure.dpi for box in cut)
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 for _, box in boxes)


def test_a_path_is_written(tmp_path: Path) -> None:
    """The same bytes as into a stream, binary ones included."""
    CHARTS["utilisation"].write_svg(busy_plan(), tmp_path / "u.svg")
    stream = io.BytesIO()
    CHARTS["utilisation"].write_svg(busy_plan(), stream)
    assert (tmp_path / "u.svg").read_bytes() == stream.getvalue() == svg(busy_plan()).encode()


def test_summaries_load_neither_matplotlib_nor_pandas() -> None:
    """A plan in a terminal stays quick."""
    program = "import sys, eniplan.report.summary; print({'matplotlib', 'pandas'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert loaded.stdout == "set()\n"
