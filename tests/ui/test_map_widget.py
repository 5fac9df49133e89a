"""The map widget without a browser: its traits, and the messages that a browser would send."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import traitlets

import eniplan
from eniplan.errors import QuestionError
from eniplan.ui.map_widget import SCRIPTS, MapWidget, Selection
from tests.planning.ground_kit import A, B, account, eni, group, planned, vswitch

if TYPE_CHECKING:
    from eniplan.report.holder import Holders

BIG = vswitch("big", "10.8.0.0/16", "10.8.64.0/18")
THERE = account(A, B, BIG, enis=[eni("one", "a", "10.0.0.5", "10.0.0.6"), eni("two", "big", "10.8.0.5")])
PLAN = planned(group("web-{n}", 3, "a", secondary_addresses=1), on=THERE)


class Listener:
    """A widget, and everything that it sends: traits by name, and messages."""

    def __init__(self) -> None:
        self.widget = MapWidget()
        self.traits: list[dict[str, object]] = []
        self.messages: list[dict[str, str]] = []
        self.widget.send_state = self._state
        self.widget.send = self._message

    def _message(self, content: dict[str, str], buffers: object = None) -> None:
        assert buffers is None
        self.messages.append(content)

    def _state(self, key: object = None) -> None:
        keys = [key] if isinstance(key, str) else sorted(key or [])  # type: ignore[call-overload]
        self.traits.append({name: getattr(self.widget, name) for name in keys})

    def hears(self, content: object) -> list[dict[str, str]]:
        """Deliver a message as the front end would; what comes back."""
        self.messages.clear()
        self.widget._handle_custom_msg(content, [])
        return self.messages

    @property
    def sent(self) -> list[str]:
        """The names of the traits sent since the last time it was asked."""
        names = [name for traits in self.traits for name in traits]
        self.traits.clear()
        return sorted(names)


@pytest.fixture
def heard() -> Listener:
    """A widget that shows vsw-a as it is."""
    listener = Listener()
    listener.widget.show(THERE, "vsw-a")
    assert listener.sent == ["cells", "revision", "scene"]
    return listener


def test_only_what_changed_is_sent(heard: Listener) -> None:
    """The same again sends nothing; a plan that changes addresses sends cells; one that changes words does not."""
    heard.widget.show(THERE, "vsw-a")
    assert heard.sent == []
    heard.widget.show(PLAN, "vsw-a")
    assert heard.sent == ["cells", "revision", "scene"]
    elsewhere = planned(group("web-{n}", 1, "b"), on=THERE)
    heard.widget.show(THERE, "vsw-a")
    assert heard.sent == ["cells", "revision", "scene"]
    heard.widget.show(elsewhere, "vsw-a")
    assert heard.sent == ["revision", "scene"]
    assert heard.widget.revision == 4


def test_a_16_stays_below_70_kilobytes() -> None:
    """65,536 addresses are 65,536 bytes; the words around them are a few kB more."""
    listener = Listener()
    listener.widget.show(THERE, "vsw-big")
    assert len(listener.widget.cells) == 65_536
    assert len(listener.widget.cells) + len(json.dumps(listener.widget.scene)) < 70_000


def test_going_back_makes_nothing_anew(heard: Listener) -> None:
    """Pictures are kept for the same subject and VSwitch, and no longer than eight others."""
    first = heard.widget._shown
    heard.widget.show(THERE, "vsw-b")
    heard.widget.show(THERE, "vsw-a")
    assert heard.widget._shown is first
    for _ in range(8):
        heard.widget.show(account(A), "vsw-a")
    heard.widget.show(THERE, "vsw-a")
    assert heard.widget._shown is not first


def test_an_unknown_vswitch_leaves_what_is_shown(heard: Listener) -> None:
    """One sentence; nothing is sent."""
    with pytest.raises(QuestionError, match="no VSwitch vsw-c here"):
        heard.widget.show(THERE, "vsw-c")
    assert heard.sent == []
    assert heard.widget.scene["vswitch"] == "vsw-a"


def test_a_question_is_answered(heard: Listener) -> None:
    """With the question, so that the latest can win; the same answer again from what is kept."""
    told = {
        "asked": "10.0.0.5",
        "answer": "10.0.0.5 in vsw-a: primary address of eni-one (one); existed before; open pool",
    }
    assert heard.hears({"ask": "10.0.0.5"}) == [told]
    assert heard.hears({"ask": "10.0.0.5"}) == [told]
    heard.widget.show(PLAN, "vsw-a")
    web = PLAN.enis[0].primary
    assert "of web-1, group web-{n}" in heard.hears({"ask": web})[0]["answer"]
    assert "no address" in heard.hears({"ask": "<b>"})[0]["answer"]


@pytest.mark.parametrize("content", [None, 7, [], {}, {"ask": 5}, {"ask": ["10.0.0.5"]}, {"text": "yes"}, {"other": 1}])
def test_what_is_no_question_is_left_alone(heard: Listener, content: object) -> None:
    """A message comes from a page; its shape is not trusted."""
    assert heard.hears(content) == []


def test_nothing_is_answered_before_something_is_shown() -> None:
    """An empty widget has nothing to say, and nothing that could be selected."""
    listener = Listener()
    assert listener.hears({"ask": "10.0.0.5"}) == []
    assert listener.widget.selection is None
    with pytest.raises(traitlets.TraitError, match="nothing is shown yet"):
        listener.widget.selected = ("10.0.0.5", "10.0.0.6")


def test_the_text_twin_comes_when_it_is_opened(heard: Listener) -> None:
    """It is the terminal's map of the same VSwitch, word for word."""
    assert heard.hears({"text": True}) == [{"text": eniplan.address_map_text(THERE, "vsw-a")}]


def test_a_pick_calls_back(heard: Listener) -> None:
    """With the address and its holders as values; what is no address calls nobody."""
    picked: list[tuple[str, Holders]] = []
    heard.widget.on_pick(lambda asked, holders: picked.append((asked, holders)))
    assert heard.hears({"pick": "10.0.0.6"}) == []
    ((asked, holders),) = picked
    assert (asked, holders[0].owner, holders[0].kind) == ("10.0.0.6", "eni-one", "secondary")
    heard.hears({"pick": "nowhere"})
    assert len(picked) == 1


def failing(*_: object) -> None:
    """A callback with a mistake in it."""
    raise RuntimeError("no <room>\x1b")


def test_what_goes_wrong_in_a_callback_is_seen(heard: Listener) -> None:
    """It is raised, for the log and for tests, and shown in the map, safe to print."""
    heard.widget.on_pick(failing)
    heard.widget.on_select(failing)
    with pytest.raises(RuntimeError, match="no <room>"):
        heard.hears({"pick": "10.0.0.6"})
    assert heard.messages == [{"problem": "RuntimeError: no <room>\\x1b"}]
    with pytest.raises(RuntimeError):
        heard.widget.set_state({"selected": ["10.0.0.5", "10.0.0.6"]})
    assert len(heard.messages) == 2


def test_a_selection_from_the_browser(heard: Listener) -> None:
    """In either order; Python gets the range and the block that could be reserved, the page its words."""
    told: list[Selection | None] = []
    heard.widget.on_select(told.append)
    heard.widget.set_state({"selected": ["10.0.0.47", "10.0.0.33"]})
    assert heard.widget.selected == ("10.0.0.33", "10.0.0.47")
    (selection,) = told
    assert selection == heard.widget.selection
    assert selection is not None
    assert selection.proposal.block == "10.0.0.32/28"
    assert heard.widget.selection_words == (
        "10.0.0.33 to 10.0.0.47, 15 addresses: 15 free; 10.0.0.32/28 could be reserved: 1 prefix, nothing in use inside"
    )
    heard.widget.selected = ()
    assert told[1:] == [None]
    assert heard.widget.selection_words == ""


def test_a_selection_stays_where_the_vswitch_has_it(heard: Listener) -> None:
    """Another plan judges it anew; another VSwitch clears it, and says so."""
    cleared: list[bool] = []
    heard.widget.selected = ("10.0.0.5", "10.0.0.6")
    heard.widget.on_select(lambda selection: cleared.append(selection is None))
    before = heard.widget.selection_words
    heard.widget.show(account(A), "vsw-a")
    assert list(heard.widget.selected) == ["10.0.0.5", "10.0.0.6"]
    assert "2 in use" in before
    assert "2 free" in heard.widget.selection_words
    heard.widget.show(THERE, "vsw-b")
    assert list(heard.widget.selected) == []
    assert cleared == [True]


@pytest.mark.parametrize(
    "ends", [("10.0.0.5",), ("10.0.0.5", "10.0.1.5"), ("10.0.0.5", 7), ("a", "b"), ("10.0.0.5",) * 3, ([], {})]
)
def test_a_range_that_is_none_is_refused(heard: Listener, ends: tuple[object, ...]) -> None:
    """In one plain sentence; what was selected stays."""
    heard.widget.selected = ("10.0.0.5", "10.0.0.5")
    with pytest.raises(traitlets.TraitError, match=r"is not the first and last address of a range in 10\.0\.0\.0/24"):
        heard.widget.selected = ends
    assert heard.widget.selected == ("10.0.0.5", "10.0.0.5")


def test_the_scripts_ship_and_load_nothing() -> None:
    """Every part is in the module, and nothing is imported, fetched or evaluated, nor set as HTML."""
    module, style = str(MapWidget._esm), str(MapWidget._css)
    assert module.count("export default") == 1
    assert "levelsOf" in module
    for word in ("import ", "fetch(", "eval(", "innerHTML", "outerHTML", "insertAdjacentHTML", "http"):
        assert word not in module
    assert "url(" not in style
    assert "@import" not in style
    folder = eniplan.examples.parent / "ui"
    assert set(SCRIPTS) <= {path.name for path in folder.glob("*.js")}
