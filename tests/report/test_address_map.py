"""The address map: pixels mean what the addresses are, words are safe, the SVG is small and stable."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from eniplan.errors import QuestionError
from eniplan.planning.planner import plan_groups
from eniplan.report.address_book import address_book
from eniplan.report.address_cells import cells_of, grid_of
from eniplan.report.address_map import address_map, write_address_map_svg
from eniplan.report.map_layout import layout_of
from eniplan.report.palette import THEMES, ThemeName
from tests.effort import examples
from tests.planning.ground_kit import A, account, eni, group, pending, planned, vswitch
from tests.planning.random_plans import inventories, specs
from tests.report.charts.drawn import HOSTILE, SVG, parsed, svg_words
from tests.report.holding import shares

if TYPE_CHECKING:
    from pathlib import Path

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec

DPI = 100
SITE = vswitch(
    "k", "10.0.7.0/26", "10.0.7.16/28", "10.0.7.32/28", ipv6="2001:db8:0:a::/64", unexplained_ipv4=3
)  # fmt: skip
THERE = account(SITE, enis=[eni("1", "k", "10.0.7.1", "10.0.7.2", prefixes=("10.0.7.16/28",))])
PINNED = group("pin-{n}", 1, "k", addressing="pinned", draw="lowest", secondary_addresses=1)
DRAWN = group("auto-{n}", 1, "k", draw="lowest", secondary_addresses=1)
PLAN = planned(PINNED, DRAWN, on=THERE)
"""In a /26: .1 and .2 exist, 16/28 is a prefix, .3 and .4 are pinned, .5 and .6 are illustrative."""


def svg(subject: Plan | Inventory, key: str, theme: ThemeName = "light") -> str:
    """The map as SVG."""
    stream = io.StringIO()
    write_address_map_svg(subject, key, stream, theme=theme)
    return stream.getvalue()


def pixels(subject: Plan | Inventory, key: str, theme: ThemeName = "light") -> list[tuple[str, str]]:
    """The colours of every cell in order: at the centre, and to the left of it, a quarter of the cell's width away."""
    figure = address_map(subject, key, theme=theme)
    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    picture, (width, _) = bytes(canvas.buffer_rgba()), canvas.get_width_height()  # type: ignore[no-untyped-call]

    def at(x: float, y: float) -> str:
        start = 4 * (int(y * DPI) * width + int(x * DPI))
        red, green, blue = picture[start : start + 3]
        return f"#{red:02X}{green:02X}{blue:02X}"

    book = address_book(subject, key)
    grid = grid_of(book.vswitch.cidr)
    layout = layout_of(grid, "column", len(book.vswitch.blocks_of(4)))
    cells = [layout.cell_at(column, row) for row in range(grid.rows) for column in range(grid.columns)]
    middles = [(cell.x + cell.width / 2, cell.y + cell.height / 2, cell.width / 4) for cell in cells]
    return [(at(x, y), at(x - quarter, y)) for x, y, quarter in middles]


@pytest.mark.parametrize("name", ["light", "dark"])
def test_cells_have_the_colour_of_their_state(name: ThemeName) -> None:
    """Existing, planned, illustrative and free differ at the centre or beside it; a planned one has a dot."""
    theme = THEMES[name]
    found, fill = pixels(PLAN, "vsw-k", name), theme.fill
    assert found[1] == found[2] == found[20] == (fill["used"], fill["used"])
    assert found[3] == found[4] == (theme.hatch_ink, fill["planned"])
    assert found[5] == found[6] == (fill["illustrative"], fill["illustrative"])
    assert found[7] == found[40] == (fill["free"], fill["free"])
    assert found[63][1] == fill["system"]
    assert len({found[place] for place in (1, 3, 5, 7, 63)}) == 5


@settings(max_examples=examples(8))
@given(inventories(), specs())
def test_what_is_held_is_not_drawn_free(there: Inventory, wanted: PlanSpec) -> None:
    """Nor the other way round, whatever the plan; and only what exists alone is drawn as used."""
    plan, fill = plan_groups(wanted, there), THEMES["light"].fill
    for key in ("vsw-c", "vsw-e"):
        place, held = plan.inventory.vswitches[key].cidr, list(shares(plan, key))
        for address, (_, left) in enumerate(pixels(plan, key), place.first):
            here = [share for share in held if share.first <= address <= share.last]
            system = address == place.first or address > place.last - 3
            assert (left == fill["free"]) is (not here and not system)
            if left == fill["used"]:
                assert here
                assert all(share.exists for share in here)


def test_a_coarse_map_is_filled_by_its_share() -> None:
    """A /21: 16 of 16 addresses reach the centre of a cell, 3 of 16 do not; a prefix is a bar through the centre."""
    place = vswitch("l", "10.0.8.0/21", "10.0.8.32/28")
    enis = [
        eni("1", "l", "10.0.8.16", "10.0.8.17", "10.0.8.18", prefixes=("10.0.8.32/28",)),
        eni("2", "l", *(f"10.0.8.{n}" for n in range(48, 64))),
    ]
    there, fill = account(place, enis=enis), THEMES["light"].fill
    centres = [centre for centre, _ in pixels(there, "vsw-l")]
    assert centres[1] == centres[4] == fill["free"]
    assert centres[2] == centres[3] == fill["used"]
    assert "Each cell is one /28, filled by its share of 16 addresses" in " ".join(svg_words(svg(there, "vsw-l")))


def test_words_say_figures_blocks_and_what_occurs() -> None:
    """60 - 32 = 28 in the open pool, less 2 + 2 + 2; the legend has what is there and nothing else."""
    found = svg_words(svg(PLAN, "vsw-k"))
    assert found[0] == "vsw-k after plan test"
    assert {"26 → 22", "of 28 usable ones", "1", "of 2 in 2 reserved blocks"} <= set(found)
    assert {"10.0.7.16/28", "0 free of 1 prefix", "10.0.7.32/28", "1 free of 1 prefix"} <= set(found)
    assert {"planned primary address", "illustrative secondary address", "prefix", "reserved block"} <= set(found)
    assert "3 unexplained, place unknown, not drawn" in found
    assert not {"contradiction", "planned prefix", "reserved block, not Assigned"} & set(found)
    assert "IPv6 2001:db8:0:a::/64" in found
    assert "no reserved IPv6 block" in found
    assert not any("%" in word for word in found)


def test_an_inventory_has_no_plan() -> None:
    """Nothing planned in the legend, one number where a plan has two."""
    found = svg_words(svg(THERE, "vsw-k"))
    assert found[0] == "vsw-k as it is"
    assert "26" in found
    assert not any(("planned" in word and word != "planned") or "illustrative" in word for word in found)


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name[:8]))
def test_hostile_names_are_words(name: str) -> None:
    """No markup, no mathematics, no warning about letters that a font does not have, as SVG and as PNG."""
    place = replace(A, name=name, zone_id=name, vpc_id=name)
    root = parsed(svg(account(place), "vsw-a"))
    assert not [element for element in root.iter() if element.tag.removeprefix(SVG) in {"script", "foreignObject"}]
    address_map(account(place), "vsw-a").savefig(io.BytesIO(), format="png", dpi=40)


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    """Also from another process with another hash seed, and into a file."""
    assert svg(PLAN, "vsw-k") == svg(PLAN, "vsw-k")
    write_address_map_svg(PLAN, "vsw-k", tmp_path / "map.svg")
    assert (tmp_path / "map.svg").read_text(encoding="utf-8") == svg(PLAN, "vsw-k")
    program = (
        "import hashlib; from tests.report.test_address_map import PLAN, svg;"
        "print(hashlib.sha256(svg(PLAN, 'vsw-k').encode()).hexdigest())"
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


@pytest.mark.parametrize("size", ["column", "slide"])
@pytest.mark.parametrize("cidr", ["10.0.0.0/29", "10.0.0.0/24", "10.0.0.0/22", "10.0.0.0/20", "10.0.0.0/16"])
def test_no_words_lie_on_each_other(cidr: str, size: str) -> None:
    """With many blocks, long names and IPv6, every text stands alone and inside the picture."""
    big = cidr.endswith(("/22", "/20", "/16"))
    blocks = [f"10.0.{n // 4}.{n % 4 * 64}/28" for n in range(1, 16)] if big else []
    more = (pending("10.0.3.128/26", "Releasing"), pending("2001:db8:0:a:8000::/66")) if big else ()
    place = vswitch("w" * 60, cidr, *blocks, "2001:db8:0:a:4000::/66", ipv6="2001:db8:0:a::/64", pending=more,
                    name="W" * 128, unexplained_ipv4=1)  # fmt: skip
    figure = address_map(account(place), place.id, size="slide" if size == "slide" else "column")
    figure.draw_without_rendering()
    boxes = [(text.get_text(), text.get_window_extent()) for text in figure.axes[0].texts if text.get_text()]
    assert [pair for pair in combinations(boxes, 2) if pair[0][1].overlaps(pair[1][1])] == []
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 and box.y0 >= 0 for _, box in boxes)


def test_a_slide_is_16_to_9() -> None:
    """13.33 x 7.5 inches; a column is 9 inches wide; given axes are drawn on."""
    assert tuple(address_map(PLAN, "vsw-k", size="slide").get_size_inches()) == (13.33, 7.5)
    assert address_map(PLAN, "vsw-k").get_size_inches()[0] == 9
    figure = Figure()
    assert address_map(PLAN, "vsw-k", ax=figure.subplots()) is figure
    assert to_hex(address_map(PLAN, "vsw-k", theme="dark").get_facecolor()).upper() == THEMES["dark"].ground


def test_a_full_16_stays_small() -> None:
    """4,096 /28s of three states: below a megabyte, one path for each look."""
    place = vswitch("big", "10.0.0.0/16")
    used = [eni(f"{n}", "big", *(f"10.0.{n}.{last}" for last in range(5, 250, 16))) for n in range(256)]
    text = svg(account(place, enis=used), "vsw-big")
    assert len(text) < 1_000_000
    assert len(list(parsed(text).iter(f"{SVG}path"))) < 200
    assert set(cells_of(address_book(account(place, enis=used), "vsw-big"))) >= {0, 1}


def test_an_unknown_vswitch_is_refused() -> None:
    """With the nearest one; nothing is drawn."""
    with pytest.raises(QuestionError, match="did you mean vsw-k"):
        address_map(PLAN, "vsw-kk")
