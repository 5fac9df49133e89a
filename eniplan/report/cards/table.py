"""A table of a card: a caption, heads that say what they are heads of, few rows, and how many more there are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from eniplan.report.cards.element import Markup, element, together
from eniplan.report.cards.style import STYLE
from eniplan.report.lettering import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_ROWS = 20
"""How many rows a card shows of a table."""

Cells = Literal["name", "number", "words", "code", "text"]
"""``code``: a code of the API, which may break after its dot, so that the words beside it have room."""


@dataclass(frozen=True, slots=True)
class Head:
    """One column: what its head says, with the unit, and what its cells are.

    An ``optional`` column is left out where none of the rows shown says anything there.
    """

    says: str
    cells: Cells = "text"
    optional: bool = False


def table(
    caption: str,
    heads: Sequence[Head],
    rows: Iterable[Sequence[str]],
    count: int,
    frame: str = "",
    *,
    most: int = MOST_ROWS,
) -> Markup:
    """A table with the first rows, and a line about the others; nothing where there are no rows.

    Args:
        caption: what it is about.
        heads: its columns; the first names the row.
        rows: the cells of each row, as texts; only as many are made as are shown.
        count: how many rows there are.
        frame: the frame that has all of them, where one has.
        most: how many rows are shown.
    """
    if not count:
        return Markup()
    shown = list(islice(rows, most))
    kept = [place for place, head in enumerate(heads) if not head.optional or any(_says(row[place]) for row in shown)]
    chosen = [heads[place] for place in kept]
    top = element("tr", *(_cell("th", head, head.says, scope="col") for head in chosen))
    body = element("tbody", *(element("tr", *_row(chosen, [row[place] for place in kept])) for row in shown))
    whole = element("table", element("caption", caption), element("thead", top), body, class_="eniplan-table")
    scrolls = element("div", whole, class_="eniplan-scroll", role="region", aria_label=caption, tabindex="0")
    where = f': .frame("{frame}") has all' if frame else ""
    more = [quiet(f"and {count - len(shown):,} more{where}")] if count > len(shown) else []
    return together([scrolls, *more])


def _says(cell: str) -> bool:
    return cell not in {"", NOTHING}


def _row(heads: Sequence[Head], row: Sequence[str]) -> Iterable[Markup]:
    yield _cell("th", heads[0], row[0], scope="row")
    yield from (_cell("td", head, said) for head, said in zip(heads[1:], row[1:], strict=True))


def _cell(tag: str, head: Head, said: str, **attributes: str) -> Markup:
    looks = {} if head.cells in {"name", "text"} else {"class_": f"eniplan-{head.cells}"}
    inside = _breakable(said) if head.cells == "code" else [said]
    return element(tag, *inside, **attributes, **looks)


def _breakable(code: str) -> list[str]:
    """A code with places where a line may end; copied from the page it is the code."""
    first, *rest = code.split(".")
    return [first, *(part for word in rest for part in (".", Markup("<wbr>"), word))]


def quiet(said: str) -> Markup:
    """A line of less weight."""
    return element("p", said, class_="eniplan-quiet")


def marked(sign: str, word: str, look: str = "") -> Markup:
    """A word with the sign that says it at a glance."""
    mark = element("span", sign, class_=f"eniplan-mark {look}".rstrip(), aria_hidden="true")
    return together([mark, word])


def card(title: str, said: str, *parts: Markup) -> str:
    """A whole card: its title, one sentence, and tables."""
    head = element("p", title, class_="eniplan-title"), element("p", said, class_="eniplan-said")
    return str(element("div", STYLE, *head, *parts, class_="eniplan-card"))
