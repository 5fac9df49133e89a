"""The address map in a notebook: one VSwitch on a canvas, from every /28 down to single addresses.

Python says everything that is a fact (:mod:`eniplan.ui.map_scene`); ``map.js`` lays out the cells and draws them. What
has not changed is not sent again: a /16 is 64 kB once, and a change of figures alone is a few kB. The script comes
through the kernel, so nothing has to be installed into JupyterLab and nothing is loaded from elsewhere.

The browser asks ``{"ask": "10.0.3.77"}`` (or a /28) where the pointer is, one question at a time and the latest one;
``{"pick": ...}`` for a click or Enter; ``{"act": 0}`` for a button of what can be done with the selection;
``{"text": true}`` for the map in characters once somebody opens it.
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import anywidget
import traitlets

from eniplan.errors import QuestionError
from eniplan.network.cidr import address_text, parse_address
from eniplan.report.address_map_text import address_map_text
from eniplan.report.block_proposal import Proposal, block_proposal
from eniplan.report.holders import holders_in
from eniplan.report.lettering import visible
from eniplan.ui.map_scene import answer, look, picture_of, used_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.report.holder import Holders
    from eniplan.ui.map_scene import MapPicture

_HERE = Path(__file__).parent
SCRIPTS = ("theme.js", "map_layout.js", "map_drawing.js", "map_parts.js", "map.js")
"""Parts of the one module that the browser gets: a widget's script comes as a text and cannot import its neighbours."""
_KEPT = 8
"""Pictures that are kept: going back and forth between VSwitches, or undoing, costs nothing."""


class Selection(NamedTuple):
    """A range of addresses that somebody selected, and the reserved block that could stand there."""

    first: str
    last: str
    proposal: Proposal


class Offer(NamedTuple):
    """A button below the map: what it says, what it does in more words, and whether it can be pressed now."""

    label: str
    words: str
    enabled: bool


class MapWidget(anywidget.AnyWidget):
    """The address map of one VSwitch.

    Traits:
        selected: first and last address of the selected range, as texts; empty for none. Set from either side.
        offers: what can be done with the selection, as buttons; see :class:`Offer`.
        scene, cells: what is shown: words and figures, and one byte for each address.
        revision: counts what was shown; the canvas has it as ``data-rev`` once it is drawn.
    """

    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    _css = _HERE / "map.css"

    look = traitlets.Dict(read_only=True).tag(sync=True)
    scene = traitlets.Dict().tag(sync=True)
    cells = traitlets.Bytes().tag(sync=True)
    revision = traitlets.Int(0).tag(sync=True)
    selected = traitlets.Tuple().tag(sync=True)
    selection_words = traitlets.Unicode().tag(sync=True)
    offers: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, do: Callable[[Callable[[], None]], None] = lambda act: act()) -> None:
        """A map that shows nothing yet; ``do`` carries out what the browser asks for, and minds what that raises."""
        self._shown: MapPicture | None = None
        self._pictures: deque[MapPicture] = deque(maxlen=_KEPT)
        self._answers: dict[str, str] = {}
        self._on_select: list[Callable[[Selection | None], None]] = []
        self._on_pick: list[Callable[[str, Holders], None]] = []
        self._on_act: Callable[[int], None] = lambda _place: None
        self._do = do
        super().__init__()

    @traitlets.default("look")
    def _default_look(self) -> object:
        return look()

    def show(self, subject: Plan | Inventory, vswitch_id: str) -> None:
        """Show a VSwitch as it is, or as it is after a plan; the selection stays where the VSwitch has it.

        Raises:
            QuestionError: no VSwitch has that id; what was shown stays.
        """
        picture = self._picture(subject, vswitch_id)
        if picture is self._shown:
            return
        self._shown, self._answers = picture, {}
        cidr = picture.book.vswitch.cidr
        inside = all(parse_address(end, 4) in cidr for end in self.selected)
        with self.hold_sync():
            self.scene, self.cells = dict(picture.scene), picture.cells
            self.selected = self.selected if inside else ()
            self.selection_words = self._words(self.selection)
            self.revision += 1

    @property
    def selection(self) -> Selection | None:
        """What is selected, with the block that could be reserved there; None for nothing."""
        picture = self._shown
        if picture is None or not self.selected:
            return None
        first, last = self.selected
        vswitch = picture.book.vswitch.id
        return Selection(first, last, block_proposal(picture.subject, vswitch, first, last, book=picture.book))

    def holders_of(self, asked: str) -> Holders | None:
        """Who holds an address of the VSwitch that is shown; None where it has none of that name."""
        picture = self._shown
        try:
            return None if picture is None else holders_in(picture.book, picture.subject, asked)
        except QuestionError:
            return None

    def on_select(self, callback: Callable[[Selection | None], None]) -> None:
        """Call back when the selection has changed; None says that there is none any more."""
        self._on_select.append(callback)

    def on_pick(self, callback: Callable[[str, Holders], None]) -> None:
        """Call back when somebody clicks an address, or presses Enter: with it (or its /28), and who holds it."""
        self._on_pick.append(callback)

    def on_act(self, callback: Callable[[int], None]) -> None:
        """Call back when a button that was offered is pressed, with its position."""
        self._on_act = callback

    def offer(self, *offers: Offer) -> None:
        """Offer buttons below the map; nothing is sent where nothing changed."""
        self.offers = [list(offer) for offer in offers]

    # what comes from the browser

    def _handle_custom_msg(self, content: object, buffers: object) -> None:
        self._do(lambda: self._heard(content))
        super()._handle_custom_msg(content, buffers)

    def _heard(self, content: object) -> None:
        """Answer a question; what is none is left alone."""
        picture = self._shown
        match content:
            case {"ask": str(asked)} if picture:
                self.send({"asked": asked, "answer": self._answer(picture, asked)})
            case {"pick": str(asked)} if picture:
                self._pick(picture, asked)
            case {"act": int(place)} if 0 <= place < len(self.offers) and self.offers[place][-1]:
                self._on_act(place)
            case {"text": True} if picture:
                self.send({"text": address_map_text(picture.subject, picture.book.vswitch.id)})

    def _pick(self, picture: MapPicture, asked: str) -> None:
        try:
            holders = holders_in(picture.book, picture.subject, asked)
        except QuestionError:
            return  # the answer to the question says what is wrong with it
        with self._problems_shown():
            for callback in self._on_pick:
                callback(asked, holders)

    @contextmanager
    def _problems_shown(self) -> Iterator[None]:
        """What goes wrong in a callback is raised, and shown in the map too: a notebook hides what a click raises."""
        try:
            yield
        except Exception as error:
            self.send({"problem": f"{type(error).__name__}: {visible(str(error), 300)}"})
            raise

    def _answer(self, picture: MapPicture, asked: str) -> str:
        if asked not in self._answers:
            try:
                self._answers[asked] = answer(picture, asked)
            except QuestionError as error:
                return str(error)
        return self._answers[asked]

    @traitlets.validate("selected")
    def _in_order(self, proposal: dict[str, Sequence[object]]) -> tuple[str, ...]:
        """Two addresses of the VSwitch, the lower one first.

        Raises:
            TraitError: something else was selected.
        """
        ends = tuple(proposal["value"])
        if not ends:
            return ()
        if self._shown is None:
            raise traitlets.TraitError("selected: nothing is shown yet that could be selected")
        cidr = self._shown.book.vswitch.cidr
        found = [parse_address(end, 4) if isinstance(end, str) else None for end in ends]
        inside = [address for address in found if address is not None and address in cidr]
        if len(ends) != 2 or len(inside) != 2:
            shown = visible(str(ends), 100)
            raise traitlets.TraitError(f"selected: {shown} is not the first and last address of a range in {cidr}")
        return address_text(4, min(inside)), address_text(4, max(inside))

    @traitlets.observe("selected")
    def _selected_anew(self, _change: object) -> None:
        self._do(self._tell_selected)

    def _tell_selected(self) -> None:
        selection = self.selection
        self.selection_words = self._words(selection)
        with self._problems_shown():
            for callback in self._on_select:
                callback(selection)

    def _words(self, selection: Selection | None) -> str:
        if selection is None or self._shown is None:
            return ""
        first, last, proposal = selection
        used = used_words(self._shown, parse_address(first, 4) or 0, parse_address(last, 4) or 0)
        return f"{first} to {last}, {used}; {proposal.words}"

    def _picture(self, subject: Plan | Inventory, vswitch_id: str) -> MapPicture:
        """The picture of a VSwitch, from what is kept where it was made before."""
        for kept in self._pictures:
            if kept.subject is subject and kept.book.vswitch.id == vswitch_id:
                return kept
        self._pictures.append(picture_of(subject, vswitch_id))
        return self._pictures[-1]
