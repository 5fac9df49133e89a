"""HTML elements from texts: what is text is escaped, what is markup already stays. There is no third way in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from eniplan.report.lettering import visible

if TYPE_CHECKING:
    from collections.abc import Iterable


class Markup(str):
    """Text that is HTML already: made by :func:`element`, or written in this package."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str) -> Markup:
    """One element with what is inside it; an attribute is named with a trailing underscore where Python needs it.

    >>> element("td", "<script>", class_="eniplan-number")
    '<td class="eniplan-number">&lt;script&gt;</td>'
    """
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    said = "".join(f' {name}="{escaped(value)}"' for name, value in named)
    return Markup(f"<{tag}{said}>{together(children)}</{tag}>")


def together(parts: Iterable[str]) -> Markup:
    """Texts and markup side by side."""
    return Markup("".join(part if isinstance(part, Markup) else escaped(part) for part in parts))


def escaped(text: str) -> str:
    """A text that others wrote: nothing in it is markup, turns the reading direction or hides."""
    return escape(visible(text), quote=True)
