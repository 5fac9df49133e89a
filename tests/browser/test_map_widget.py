"""The map widget in a real Chromium: what is drawn where, and what pointer and keys do.

Layout is checked against sums done here, pictures by the colour of single pixels, answers against ``who_holds``.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

import eniplan
from eniplan.report.address_cells import tallies
from eniplan.report.map_glyphs import ROLE
from eniplan.report.palette import THEMES
from eniplan.ui.map_scene import look
from tests.browser.accessibility import violations
from tests.browser.map_page import MapPage
from tests.planning.ground_kit import account, at, eni, group, pending, planned, vswitch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ALL = frozenset({"minor", "moderate", "serious", "critical"})
SMALL = vswitch("s", "10.0.0.0/26", "10.0.0.16/28")
MIDDLE = vswitch("m", "10.2.0.0/20", "10.2.4.0/22", pending=(pending("10.2.8.0/24"),))
LARGE = vswitch("l", "10.8.0.0/16", "10.8.64.0/18")
THERE = account(
    SMALL,
    MIDDLE,
    LARGE,
    enis=[
        eni("one", "s", "10.0.0.5", "10.0.0.6", prefixes=("10.0.0.16/28",)),
        eni("two", "m", "10.2.0.5", prefixes=("10.2.4.0/28",)),
    ],
)
PLAN = planned(
    group("auto-{n}", 30, "m", secondary_addresses=9, ipv4_prefixes=1),
    group("pin-{n}", 20, "m", addressing="pinned", secondary_addresses=3, ipv4_prefixes=1),
    on=THERE,
)


@pytest.fixture
def shown(page: Page) -> Iterator[MapPage]:
    """The /26 as it is; a script that fails on the page fails the test."""
    made = MapPage(page)
    made.show(THERE, "vsw-s")
    yield made
    assert made.errors == []


def call(shown: MapPage, function: str, *arguments: Any) -> Any:  # noqa: ANN401
    """What a function of the script returns."""
    return shown.page.evaluate(f"arguments => map.{function}(...arguments)", arguments)


# layout


def test_levels_take_fewer_cells_into_a_row_until_each_address_has_one(shown: MapPage) -> None:
    """A /16: 64, 32 and 16 /28s in a row, then 32 and 16 addresses; rows times columns cover it at every level."""
    levels = call(shown, "levelsOf", {"step": 16, "columns": 64, "row": 32, "size": 65_536}, 530, 420)
    assert [(level["step"], level["columns"]) for level in levels] == [(16, 64), (16, 32), (16, 16), (1, 32), (1, 16)]
    assert all(level["rows"] * level["columns"] * level["step"] == 65_536 for level in levels)
    assert all(level["columns"] * level["width"] <= 530 for level in levels)
    assert levels[0]["rows"] * levels[0]["height"] <= 420
    (only,) = call(shown, "levelsOf", {"step": 1, "columns": 8, "row": 8, "size": 8}, 530, 420)
    assert (only["columns"], only["rows"]) == (8, 1)


def test_cells_and_places_are_inverse(shown: MapPage) -> None:
    """The middle of every visible cell's box hits that cell, scrolled or not; outside there is none."""
    level = {"step": 1, "columns": 32, "rows": 128, "width": 16, "height": 13}
    script = """([level, top]) => Array.from({length: 4096}, (_, cell) => map.boxOf(level, top, cell))
        .every((box, cell) => map.cellAt(level, top, box.x + box.width / 2, box.y + box.height / 2) === cell)"""
    for top in (0, 13, 700):
        assert shown.page.evaluate(script, [level, top])
    assert call(shown, "cellAt", level, 0, -1, 5) is None
    assert call(shown, "cellAt", level, 0, 512, 5) is None
    assert call(shown, "cellAt", level, 0, 5, 13 * 128) is None
    assert call(shown, "nearestCell", level, 0, 9_999, 9_999) == 4095


@pytest.mark.parametrize(("first", "last"), [(3, 3), (3, 9), (3, 40), (3, 100), (0, 31), (32, 95), (31, 64)])
def test_a_range_is_at_most_three_rectangles(shown: MapPage, first: int, last: int) -> None:
    """That cover its cells and no other, each once."""
    level = {"step": 1, "columns": 32, "rows": 8, "width": 10, "height": 10}
    boxes = call(shown, "rangeBoxes", level, 0, first, last)
    covered = [
        int(y) * 32 + int(x)
        for box in boxes
        for y in range(int(box["y"] // 10), int((box["y"] + box["height"]) // 10))
        for x in range(int(box["x"] // 10), int((box["x"] + box["width"]) // 10))
    ]
    assert len(boxes) <= 3
    assert sorted(covered) == list(range(first, last + 1))


@pytest.mark.parametrize("text", ["0.0.0.9", "10.0.3.77", "192.168.255.1", "255.255.255.255"])
def test_addresses_are_dotted(shown: MapPage, text: str) -> None:
    """There and back, the highest bit included."""
    assert call(shown, "numberOf", text) == at(text)
    assert call(shown, "dotted", at(text)) == text


def test_zooming_keeps_an_address_where_it_is(shown: MapPage) -> None:
    """Within a row of the finer level, as far as the map's ends allow."""
    levels = call(shown, "levelsOf", {"step": 16, "columns": 64, "row": 32, "size": 65_536}, 530, 420)
    offset = 30_000
    for before, after in pairwise(levels):
        y = offset // before["step"] // before["columns"] * before["height"]
        top = max(0, y - 200)
        found = call(shown, "zoomedTop", before, after, top, offset, 420)
        now = offset // after["step"] // after["columns"] * after["height"] - found
        assert abs(now - (y - top)) <= after["height"] + before["height"]


def test_labels_do_not_meet(shown: MapPage) -> None:
    """In order, 15 apart, none below the last place."""
    places = call(shown, "spread", [3, 5, 80, 81, 200], 190, 15)
    assert all(after - before >= 15 for before, after in pairwise(places))
    assert places[-1] <= 190
    assert places[0] == 3


def test_a_28_is_filled_as_python_counts_it(shown: MapPage) -> None:
    """Every /28 of a /20 with 500 new addresses and prefixes, against the picture's own tallies."""
    shown.show(PLAN, "vsw-m")
    cells = shown.widget.cells
    script = (
        """([cells, look]) => Array.from({length: cells.length / 16}, (_, n) => map.partsOf(cells, n * 16, 16, look))"""
    )
    drawn = shown.page.evaluate(script, [list(cells), look()])
    for tally, found in zip(tallies(cells), drawn, strict=True):
        assert found["bar"] == (ROLE[tally.prefix] if tally.prefix else None)
        if tally.prefix is None:
            expected = {
                "used": tally.existing,
                "planned": tally.planned,
                "illustrative": tally.illustrative,
                "contradiction": tally.contradiction,
                "system": tally.system,
            }
            assert dict(found["parts"]) == {role: count for role, count in expected.items() if count}


# questions


def test_rapid_questions_wait_and_the_latest_wins(shown: MapPage) -> None:
    """A hundred in a row send two: the first and, when it is answered, the last; only the last is shown."""
    script = """() => {
      const sent = [], one = map.asker((asked) => sent.push(asked), () => 0);
      for (let n = 0; n < 100; n += 1) one.ask(`10.0.0.${n}`);
      const early = one.answered("10.0.0.0"), late = one.answered("10.0.0.99"), other = one.answered("10.0.0.7");
      return [sent, early, late, other];
    }"""
    assert shown.page.evaluate(script) == [["10.0.0.0", "10.0.0.99"], False, True, False]


def test_a_kernel_that_does_not_answer_blocks_nothing(shown: MapPage) -> None:
    """After two seconds the next question goes out; an answer of another view starts nothing."""
    script = """() => {
      let now = 0;
      const sent = [], one = map.asker((asked) => sent.push(asked), () => now);
      one.ask("a"); one.ask("b"); one.answered("z"); now = 2001; one.ask("c"); one.answered("c"); one.answered("z");
      return sent;
    }"""
    assert shown.page.evaluate(script) == ["a", "c"]


# pictures


def place_of(shown: MapPage, address: str) -> tuple[float, float]:
    """The middle of an address's cell, in pixels of the page."""
    found = shown.page.evaluate(
        """(address) => {
          const canvas = document.querySelector('.eniplan-map > canvas'), bounds = canvas.getBoundingClientRect();
          const { frame, level, top } = JSON.parse(canvas.dataset.view);
          const box = map.boxOf(level, top, Math.floor((address - model.get("scene").first) / level.step));
          return [bounds.left + frame.x + box.x + box.width / 2, bounds.top + frame.y + box.y + box.height / 2];
        }""",
        at(address),
    )
    return found[0], found[1]


def level_of(shown: MapPage) -> int:
    """How far the map is zoomed in, 0 for the whole VSwitch."""
    place: int = json.loads(shown.canvas.get_attribute("data-view") or "{}")["place"]
    return place


def pixel(shown: MapPage, address: str, lower: float = 0) -> str:
    """The colour in the middle of an address's cell, or so many pixels below it, as the palette writes it."""
    x, y = place_of(shown, address)
    y += lower
    bounds = shown.canvas.bounding_box()
    assert bounds is not None
    script = """(canvas, [x, y]) => Array.from(canvas.getContext("2d").getImageData(
        x * devicePixelRatio, y * devicePixelRatio, 1, 1).data.slice(0, 3))"""
    red, green, blue = shown.canvas.evaluate(script, [x - bounds["x"], y - bounds["y"]])
    return f"#{red:02X}{green:02X}{blue:02X}"


def test_what_is_used_has_the_palettes_colour(shown: MapPage) -> None:
    """.5 is primary, .20 in a prefix, .40 free, in both themes; the theme follows Jupyter while it is open."""
    for jupyter, theme in (("true", "light"), ("false", "dark")):
        shown.page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", jupyter)
        shown.settled()
        fill = THEMES[theme].fill  # type: ignore[index]
        assert pixel(shown, "10.0.0.5") == fill["used"]
        assert pixel(shown, "10.0.0.20") == fill["used"]
        assert pixel(shown, "10.0.0.40") == fill["free"]
        assert shown.page.locator(".eniplan-map").get_attribute("data-theme") == theme


def test_a_28_is_filled_from_below(shown: MapPage) -> None:
    """Six of 16 addresses: blue below, free above; a prefix is a bar, free above and below it."""
    enis = [eni(f"e{place}", "m", f"10.2.1.{place}") for place in range(6)]
    shown.show(account(MIDDLE, enis=[*enis, eni("p", "m", "10.2.9.9", prefixes=("10.2.4.0/28",))]), "vsw-m")
    fill = THEMES["light"].fill
    tall = json.loads(shown.canvas.get_attribute("data-view") or "{}")["level"]["height"]
    seen = [pixel(shown, "10.2.1.0", share * tall) for share in (0.4, 0.2, -0.1, -0.4)]
    assert seen == [fill["used"], fill["used"], fill["free"], fill["free"]]
    assert [pixel(shown, "10.2.4.0", share * tall) for share in (0.33, 0, -0.33)] == [
        fill["free"],
        fill["used"],
        fill["free"],
    ]


@pytest.mark.parametrize(
    ("body", "scheme", "dark"),
    [
        ({"jpThemeLight": "false"}, "light", True),
        ({"jpThemeLight": "true"}, "dark", False),
        ({"class": "vscode-dark"}, "light", True),
        ({"class": "vscode-high-contrast"}, "light", True),
        ({"class": "vscode-high-contrast vscode-high-contrast-light"}, "dark", False),
        ({"class": "vscode-light"}, "dark", False),
        ({}, "dark", True),
        ({}, "light", False),
    ],
)
def test_the_theme_is_the_notebooks(shown: MapPage, body: dict[str, str], scheme: str, *, dark: bool) -> None:
    """JupyterLab's attribute, VS Code's class, else what the browser prefers."""
    script = "([body, dark]) => map.isDark({dataset: body, className: body.class ?? ''}, {matches: dark})"
    assert shown.page.evaluate(script, [body, scheme == "dark"]) is dark


def test_a_screen_with_more_pixels_is_drawn_sharp(browser: Any) -> None:  # noqa: ANN401
    """Two canvas pixels for each of the page's."""
    with browser.new_context(device_scale_factor=2) as context:
        shown = MapPage(context.new_page())
        shown.show(THERE, "vsw-s")
        assert shown.canvas.evaluate("canvas => canvas.width / canvas.clientWidth") == pytest.approx(2, abs=0.01)
        assert pixel(shown, "10.0.0.5") == THEMES["light"].fill["used"]


# pointer and keys


def test_pointing_says_who_holds_an_address(shown: MapPage) -> None:
    """In Python's words; leaving the map keeps the last answer."""
    shown.page.mouse.move(*place_of(shown, "10.0.0.5"))
    shown.settled()
    assert shown.words("answer") == str(eniplan.who_holds(THERE, "10.0.0.5", vswitch="vsw-s"))
    shown.page.mouse.move(1, 1)
    assert "eni-one" in shown.words("answer")


def test_a_click_picks_and_keeps_the_cursor(shown: MapPage) -> None:
    """The callback gets the address; what was selected is not any more; arrows go on from there."""
    picked: list[str] = []
    shown.widget.selected = ("10.0.0.38", "10.0.0.42")
    shown.push()
    shown.widget.on_pick(lambda asked, _: picked.append(asked))
    shown.page.mouse.click(*place_of(shown, "10.0.0.6"))
    shown.page.keyboard.press("ArrowLeft")
    shown.page.keyboard.press("Enter")
    shown.settled()
    assert picked == ["10.0.0.6", "10.0.0.5"]
    assert not shown.widget.selected


def test_dragging_selects(shown: MapPage) -> None:
    """From .33 to .44, whichever way: Python has the range, the page its words and the block that fits."""
    shown.page.mouse.move(*place_of(shown, "10.0.0.44"))
    shown.page.mouse.down()
    shown.page.mouse.move(*place_of(shown, "10.0.0.33"), steps=4)
    shown.page.mouse.up()
    shown.settled()
    assert shown.widget.selected == ("10.0.0.33", "10.0.0.44")
    assert shown.words("selection") == shown.widget.selection_words
    assert "10.0.0.32/28 could be reserved: 1 prefix" in shown.words("selection")
    shown.page.keyboard.press("Escape")
    shown.settled()
    assert not shown.widget.selected


def test_keys_alone_do_everything(shown: MapPage) -> None:
    """Focus by Tab, move, select with Shift, go to the ends, clear."""
    for _ in range(9):
        if shown.page.evaluate("document.activeElement.tagName") == "CANVAS":
            break
        shown.page.keyboard.press("Tab")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        shown.page.keyboard.press(key)
    shown.settled()
    assert shown.widget.selected == ("10.0.0.33", "10.0.0.35")
    shown.page.keyboard.press("Shift+End")
    assert shown.widget.selected == ("10.0.0.33", "10.0.0.47")
    shown.page.keyboard.press("Control+End")
    shown.settled()
    assert "10.0.0.63 in vsw-s: system address" in shown.words("answer")
    shown.page.keyboard.press("Control+Home")
    shown.settled()
    assert "10.0.0.0 in vsw-s: system address" in shown.words("answer")
    shown.page.keyboard.press("Escape")
    shown.settled()
    assert not shown.widget.selected


def test_a_selection_from_python_is_drawn(shown: MapPage) -> None:
    """The cell is not the colour it was; cleared, it is again."""
    before = pixel(shown, "10.0.0.40")
    shown.widget.selected = ("10.0.0.38", "10.0.0.42")
    shown.push()
    shown.settled()
    assert pixel(shown, "10.0.0.40") != before
    shown.widget.selected = ()
    shown.push()
    shown.settled()
    assert pixel(shown, "10.0.0.40") == before


def test_zooming_goes_from_28s_to_addresses_and_back(shown: MapPage) -> None:
    """By keys, by buttons, by the wheel once the map has the focus; each level says what a cell is."""
    shown.show(THERE, "vsw-l")
    says = shown.page.locator(".tools span")
    assert says.inner_text() == "Each cell is one /28, filled by its share of 16 addresses."
    assert shown.page.get_by_role("button", name="Zoom out").is_disabled()
    shown.page.get_by_role("button", name="Zoom in").click()
    shown.canvas.focus()
    for key in ("+", "+", "="):
        shown.page.keyboard.press(key)
    assert says.inner_text() == "Each cell is one address, each row one aligned /28."
    assert shown.page.get_by_role("button", name="Zoom in").is_disabled()
    shown.page.keyboard.press("-")
    assert says.inner_text() == "Each cell is one address."
    shown.canvas.hover()
    shown.page.mouse.wheel(0, 120)
    shown.page.wait_for_function("document.querySelector('.eniplan-map > canvas').dataset.view.includes('\"place\":2')")
    shown.page.keyboard.press("0")
    shown.settled()
    assert level_of(shown) == 0


def test_the_wheel_scrolls_the_page_until_the_map_has_the_focus(shown: MapPage) -> None:
    """Nobody who scrolls past a map wants it to zoom."""
    shown.show(THERE, "vsw-l")
    shown.canvas.hover()
    shown.page.mouse.wheel(0, -240)
    shown.settled()
    assert level_of(shown) == 0


def test_a_block_of_the_table_leads_to_its_addresses(shown: MapPage) -> None:
    """Zoomed to addresses, the cursor on the block's first one."""
    shown.show(THERE, "vsw-m")
    shown.page.get_by_role("button", name="Show 10.2.8.0/24").click()
    shown.settled()
    assert shown.page.locator(".tools span").inner_text().startswith("Each cell is one address")
    assert "10.2.8.0 in vsw-m: free, inside the reserved block 10.2.8.0/24, which is Assigning" in shown.words("answer")


def test_a_28_of_the_overview_is_asked_as_a_whole(shown: MapPage) -> None:
    """And selected as a whole."""
    shown.show(THERE, "vsw-m")
    shown.canvas.focus()
    shown.page.keyboard.press("ArrowRight")
    shown.page.keyboard.press("Shift+ArrowRight")
    shown.settled()
    assert shown.words("answer").startswith("10.2.0.32/28: 16 addresses: 16 free")
    assert shown.widget.selected == ("10.2.0.16", "10.2.0.47")


def test_showing_again_keeps_place_and_asks_again(shown: MapPage) -> None:
    """While a plan is changed, the zoom stays; the answer is the new plan's."""
    shown.show(THERE, "vsw-m")
    shown.canvas.focus()
    shown.page.keyboard.press("+")
    lowest = min((one.primary for one in PLAN.enis if one.group == "auto-{n}"), key=at)
    shown.page.mouse.move(*place_of(shown, lowest))
    shown.settled()
    assert "free" in shown.words("answer")
    shown.show(PLAN, "vsw-m")
    assert level_of(shown) == 1
    assert "group auto-{n}" in shown.words("answer")
    shown.show(THERE, "vsw-s")
    assert shown.words("answer") == ""


def test_the_text_twin_is_fetched_when_it_is_opened(shown: MapPage) -> None:
    """And follows what is shown while it is open."""
    assert {"text": True} not in shown.page.evaluate("model.sent")
    shown.page.get_by_text("The same as text").click()
    twin = shown.page.locator(".eniplan-map pre")
    shown.page.wait_for_function("document.querySelector('.eniplan-map pre').textContent")
    assert twin.text_content() == eniplan.address_map_text(THERE, "vsw-s")
    shown.show(THERE, "vsw-m")
    assert twin.text_content() == eniplan.address_map_text(THERE, "vsw-m")


# what must never happen

HOSTILE = "<img src=x onerror=alert(1)>\"'&\u202e\u05d0\x07\U0001f600" + "x" * 128


def test_hostile_names_are_text(shown: MapPage) -> None:
    """In title, answer and table: no element is made of them, and nothing is wider than the page."""
    there = account(vswitch("s", "10.0.0.0/26", name=HOSTILE), enis=[eni("h", "s", "10.0.0.5", name=HOSTILE)])
    shown.show(there, "vsw-s")
    shown.page.mouse.move(*place_of(shown, "10.0.0.5"))
    shown.settled()
    assert "<img src=x" in shown.words("answer")
    assert shown.page.locator(".eniplan-map img").count() == 0
    assert shown.page.evaluate(
        "() => { const m = document.querySelector('.eniplan-map'); return m.scrollWidth <= m.clientWidth; }"
    )


def test_a_failing_callback_is_shown(shown: MapPage) -> None:
    """As an alert, until something else is shown."""

    def fails(*_: object) -> None:
        raise RuntimeError("no <b>room</b>")

    shown.widget.on_pick(fails)
    shown.page.mouse.click(*place_of(shown, "10.0.0.6"))
    alert = shown.page.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text() == "RuntimeError: no <b>room</b>"
    shown.show(THERE, "vsw-m")
    assert not alert.is_visible()


def test_closing_leaves_nothing_behind(shown: MapPage) -> None:
    """No element, no listener on the model; themes and sizes that change afterwards do nothing."""
    shown.page.evaluate("() => { window.was = document.querySelector('.eniplan-map'); close_map(); }")
    assert shown.page.locator(".eniplan-map").count() == 0
    assert shown.page.evaluate("Object.values(model.heard).flat().length") == 0
    shown.page.evaluate("() => { document.body.dataset.jpThemeLight = 'false'; }")
    shown.page.set_viewport_size({"width": 500, "height": 500})
    shown.settled()
    assert shown.page.evaluate("was.dataset.theme") == "light"


@pytest.mark.parametrize("theme", ["true", "false"])
def test_everybody_can_use_it(shown: MapPage, theme: str) -> None:
    """Axe finds no violation, in light and dark, at both kinds of levels."""
    shown.page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", theme)
    for key in ("vsw-s", "vsw-m"):
        shown.show(THERE, key)
        assert violations(shown.page, ".eniplan-map", impacts=ALL) == []


def test_a_16_is_drawn_in_a_frame(shown: MapPage) -> None:
    """4,096 /28s, a third of them with something: well below 100 ms on a busy machine without a graphics card."""
    plan = planned(group("web-{n}", 500, "l", secondary_addresses=9, ipv4_prefixes=1), on=THERE)
    shown.show(plan, "vsw-l")
    spent = shown.page.evaluate(
        """() => {
          const canvas = document.querySelector('.eniplan-map > canvas'), ctx = canvas.getContext("2d"), took = [];
          const { frame, level, top } = JSON.parse(canvas.dataset.view), bytes = model.get("cells");
          const look = model.get("look"), pen = { ctx, look, theme: look.themes.light, scale: 1 };
          const view = { level, top, cursor: null, hover: null, selection: null, focused: false };
          for (let n = 0; n < 9; n += 1) {
            const from = performance.now();
            map.draw(pen, frame, model.get("scene"), new Uint8Array(bytes.buffer), view);
            ctx.getImageData(0, 0, 1, 1);  // waits until it is drawn
            took.push(performance.now() - from);
          }
          return took.sort((a, b) => a - b)[4];
        }"""
    )
    print(f"redraw of a /16: {spent:.1f} ms")
    assert spent < 100
