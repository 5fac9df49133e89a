"""The colours and shapes of every picture: one palette (Okabe and Ito's, safe for colour-blind eyes), light and dark.

A colour says what an address or prefix is; a hatch says the same, so that nothing hangs on colour alone. Text, lines
and ground are neutral. Dark is designed: the same hues, lighter where they stand on a dark ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

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

BLUE, SKY, GREEN, YELLOW = "#0072B2", "#56B4E9", "#009E73", "#F0E442"
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


HATCH: Mapping[Role, str] = MappingProxyType(
    {
        "used": "",
        "planned": "////",
        "spoiled": "----",
        "unexplained": "xxxx",
        "free": "",
        "reserved": "",
        "system": "....",
        "refused": "\\\\\\\\",
        "illustrative": "////",
        "contradiction": "----",
    }
)
"""matplotlib's hatch of each role; used and free differ by being full and empty."""

WORD: Mapping[Role, str] = MappingProxyType(
    {
        "used": "used before",
        "planned": "planned",
        "spoiled": "spoiled by a single address",
        "unexplained": "unexplained",
        "free": "free",
        "reserved": "reserved block",
        "system": "system address",
        "refused": "refused",
        "illustrative": "planned, the cloud will draw others",
        "contradiction": "contradiction",
    }
)
"""How a legend calls each role."""

THEMES: Mapping[ThemeName, Theme] = MappingProxyType(
    {
        "light": Theme(
            ground="#FFFFFF",
            ink="#1B1F24",
            quiet="#5B636E",
            line="#B4BBC4",
            fill=MappingProxyType(
                {
                    "used": BLUE,
                    "planned": ORANGE,
                    "spoiled": SKY,
                    "unexplained": PURPLE,
                    "free": "#F4F6F8",
                    "reserved": GREEN,
                    "system": "#8A929C",
                    "refused": VERMILLION,
                    "illustrative": "#FBE7BD",
                    "contradiction": VERMILLION,
                }
            ),
            hatch_ink="#FFFFFF",
        ),
        "dark": Theme(
            ground="#14171B",
            ink="#E8EBEF",
            quiet="#9CA5B0",
            line="#4A525C",
            fill=MappingProxyType(
                {
                    "used": SKY,
                    "planned": ORANGE,
                    "spoiled": BLUE,
                    "unexplained": PURPLE,
                    "free": "#1F242A",
                    "reserved": GREEN,
                    "system": "#7C8590",
                    "refused": VERMILLION,
                    "illustrative": "#5C4514",
                    "contradiction": VERMILLION,
                }
            ),
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
