"""The colours and shapes of every picture: one palette (Okabe and Ito's, safe for colour-blind eyes), light and dark.

A colour says what an address or prefix is; a hatch says the same, so that nothing hangs on colour alone. Text, lines
and ground are neutral. Dark is designed: the same hues, lighter where they stand on a dark ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

ThemeName = Literal["light", "dark"]
Role = Literal[
    "used",
    "planned",
    "spoiled",
    "unexplained",
    "free",
    "reserved",
    "system",
    "refused",
    "illustrative",
    "contradiction",
]

BLUE, SKY, GREEN = "#0072B2", "#56B4E9", "#009E73"
ORANGE, VERMILLION, PURPLE = "#E69F00", "#D55E00", "#CC79A7"
SHEER = "48"
"""Behind a colour, how much of it covers what is behind it: two digits of hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours by what they mean, as ``#RRGGBB``.

    Args:
        ground: behind everything.
        ink, quiet: text, and text of less weight.
        line: thin lines and outlines.
        fill: the colour of each role.
        hatch_ink: the lines of hatches on a fill.
    """

    ground: str
    ink: str
    quiet: str
    line: str
    fill: Mapping[Role, str]
    hatch_ink: str

    def hatch_on(self, role: Role) -> str:
        """The colour of a role's hatch; what is illustrative is hatched with the colour of what is planned."""
        return self.fill["planned"] if role == "illustrative" else self.hatch_ink


class _Look(NamedTuple):
    """How one role looks: what a legend calls it, its hatch (matplotlib's), its fill on light and on dark ground."""

    word: str
    hatch: str
    light: str
    dark: str


_LOOKS: Mapping[Role, _Look] = {
    "used": _Look("used before", "", BLUE, SKY),
    "planned": _Look("planned", "////", ORANGE, ORANGE),
    "spoiled": _Look("spoiled by a single address", "----", SKY, BLUE),
    "unexplained": _Look("unexplained", "xxxx", PURPLE, PURPLE),
    "free": _Look("free", "", "#F4F6F8", "#1F242A"),
    "reserved": _Look("reserved block", "", GREEN, GREEN),
    "system": _Look("system address", "....", "#8A929C", "#7C8590"),
    "refused": _Look("refused", "\\\\\\\\", VERMILLION, VERMILLION),
    "illustrative": _Look("planned, the cloud will draw others", "////", "#FBE7BD", "#5C4514"),
    "contradiction": _Look("contradiction", "----", VERMILLION, VERMILLION),
}

HATCH: Mapping[Role, str] = MappingProxyType({role: look.hatch for role, look in _LOOKS.items()})
"""matplotlib's hatch of each role; used and free differ by being full and empty."""

WORD: Mapping[Role, str] = MappingProxyType({role: look.word for role, look in _LOOKS.items()})
"""How a legend calls each role."""

THEMES: Mapping[ThemeName, Theme] = MappingProxyType(
    {
        "light": Theme(
            ground="#FFFFFF",
            ink="#1B1F24",
            quiet="#5B636E",
            line="#B4BBC4",
            fill=MappingProxyType({role: look.light for role, look in _LOOKS.items()}),
            hatch_ink="#FFFFFF",
        ),
        "dark": Theme(
            ground="#14171B",
            ink="#E8EBEF",
            quiet="#9CA5B0",
            line="#4A525C",
            fill=MappingProxyType({role: look.dark for role, look in _LOOKS.items()}),
            hatch_ink="#14171B",
        ),
    }
)
"""Both themes by name."""


def theme_named(name: ThemeName) -> Theme:
    """A theme; an unknown name is the caller's mistake.

    Raises:
        ValueError: no theme has that name.
    """
    if name not in THEMES:
        raise ValueError(f"theme {name!r}: known are {', '.join(THEMES)}")
    return THEMES[name]
