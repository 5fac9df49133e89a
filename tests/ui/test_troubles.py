"""Nothing is swallowed: whatever a callback of the browser raises stands in the banner and is kept for a report.

ipywidgets writes what a callback raises into a log that nobody reads, so each way in from the browser is tried here
with something behind it that raises.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from tests.ui.planner_kit import WEB, acted, chosen, new, of, press, typed

if TYPE_CHECKING:
    from collections.abc import Callable

    import eniplan

    Act = Callable[[eniplan.Planner], None]


def boom(*_args: object, **_more: object) -> NoReturn:
    """What nobody expected."""
    raise RuntimeError("boom <b>")


def said(widget: Any, **content: object) -> None:  # noqa: ANN401
    """A message of the browser."""
    widget._handle_custom_msg(content, [])


def refused(planner: eniplan.Planner) -> eniplan.Planner:
    """More than there is room for: findings, with a button."""
    typed(planner.groups.form, "count", "5000")
    return planner


def pinned(planner: eniplan.Planner) -> None:
    """A free address is clicked, and the button pressed."""
    said(planner.place.map, pick="10.20.0.9")
    said(planner.place.map, act=1)


def selected(planner: eniplan.Planner) -> None:
    """An address is selected on the map."""
    planner.place.map.selected = ("10.20.0.9", "10.20.0.9")


def exported(planner: eniplan.Planner) -> None:
    """A download is begun and over; its work says nothing while it goes on."""
    said(planner.export.download, type="wanted")
    planner.export.work.wait(30)


def rehearsed(planner: eniplan.Planner) -> None:
    """A rehearsal is begun and over."""
    planner.delivery.rehearse.begin.click()
    planner.delivery.rehearse.work.wait(30)


WAYS: dict[str, tuple[str, Act]] = {
    "a field of a group": ("state.type_into", lambda p: typed(p.groups.form, "count", "2")),
    "a field that is none": ("", lambda p: typed(p.groups.form, "nonsense", "2")),
    "a key of the plan": ("state.set_plan_key", lambda p: typed(p.head.form, "seed", "2")),
    "a plan key that is none": ("", lambda p: typed(p.head.form, "nonsense", "2")),
    "a wish": ("state.wish_into", lambda p: typed(p.groups.wishes, "primary", "10.0.0.9")),
    "another ENI": ("state.select_eni", lambda p: typed(p.groups.wishes, "n", "2")),
    "a row of the groups": ("state.select_group", lambda p: chosen(p.groups.table, 1)),
    "a row of the VSwitches": ("state.select_vswitch", lambda p: chosen(p.network.table, 1)),
    "a row of the findings": ("groups.lead_to", lambda p: chosen(refused(p).findings.table, 0)),
    "a button of a finding": ("state.set_group_key", lambda p: acted(refused(p).findings.table, 0, 0)),
    "a button": ("eniplan.ui.state.copied", lambda p: press(p, "Copy")),
    "a tab": ("code._make", lambda p: setattr(p.tabs, "selected_index", 1)),
    "a question of the map": ("eniplan.ui.map_widget.answer", lambda p: said(p.place.map, ask="10.20.0.9")),
    "the map as a text": ("eniplan.ui.map_widget.address_map_text", lambda p: said(p.place.map, text=True)),
    "a click on the map": ("place.map.offer", lambda p: said(p.place.map, pick="10.20.0.9")),
    "a selection": (
        "eniplan.ui.map_widget.block_proposal",
        selected,
    ),
    "a button of the map": ("state.pin", pinned),
    "a format": ("export._show_preview", lambda p: setattr(p.export.format, "value", "csv")),
    "a download": ("export._plan", lambda p: said(p.export.download, type="wanted")),
    "the end of an export": ("export._say", exported),
    "the end of a rehearsal": ("delivery.rehearse._say", rehearsed),
    "a picture's frame": ("chart._draw", lambda p: said(p.chart.picture, type="frame", width=300, sharpness=1)),
    "a what-if question": ("whatif._ask", lambda p: setattr(p.whatif.question, "value", "blocks")),
    "a field of a question": ("whatif._ask", lambda p: typed(p.whatif.form, "group", "web-{n:02}")),
}
"""What somebody does, and what raises then: something of the planner, or of a module."""


@pytest.mark.parametrize("way", WAYS)
def test_whatever_a_callback_raises_is_told_and_kept(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The banner has the sentence, escaped, with a report; the exception is kept, and the plan is as it was."""
    planner = of(WEB, strict=False)
    broken, act = WAYS[way]
    if broken.startswith("eniplan."):
        monkeypatch.setattr(broken, boom)
    elif broken:
        owner, _, name = broken.rpartition(".")
        monkeypatch.setattr(attrgetter(owner)(planner), name, boom)
    act(planner)
    assert [type(trouble.error) for trouble in planner.troubles[:1]] == [RuntimeError if broken else KeyError]
    assert "something went wrong in eniplan" in planner.head.banner.value
    assert "Traceback" in planner.head.banner.value
    assert "<b>" not in planner.head.banner.value
    assert planner.spec.groups[0] == WEB.groups[0] or way in {"a row of the findings", "a button of a finding"}


@pytest.mark.parametrize("panel", ["place", "groups", "network", "findings", "export", "code", "chart"])
def test_a_panel_that_cannot_show_itself_keeps_no_other_from_it(panel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The act is done, the others show it, and the banner says what went wrong, once."""
    planner = new(strict=False)
    monkeypatch.setattr(getattr(planner, panel), "show", boom)
    press(planner, "Add")
    assert len(planner.state.groups) == 1
    assert planner.head.undo.disabled is False
    assert panel == "groups" or len(planner.groups.table.rows) == 1
    assert "boom &lt;b&gt;" in planner.head.banner.value
    assert [str(trouble.error) for trouble in planner.troubles] == ["boom <b>"]


def test_in_tests_it_is_raised_and_kept_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A strict planner raises what a panel raises."""
    planner = new()
    monkeypatch.setattr(planner.chart, "show", lambda changed: boom() if "document" in changed else None)
    with pytest.raises(RuntimeError, match="boom"), planner.state.acting():
        planner.state.add_group()
    assert len(planner.troubles) == 1
