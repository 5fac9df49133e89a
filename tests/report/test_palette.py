"""The palette: every role in both themes, told apart by more than colour, and readable."""

from __future__ import annotations

from typing import get_args

import pytest

from eniplan.report.palette import HATCH, THEMES, WORD, Role, ThemeName, theme_named


def luminance(color: str) -> float:
    """Relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    parts = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", get_args(ThemeName))
def test_words_can_be_read(name: ThemeName) -> None:
    """Ink and quiet ink have the contrast that small text needs (4.5), fills that of graphics (1.3 over free)."""
    theme = theme_named(name)
    assert contrast(theme.ink, theme.ground) >= 12
    assert contrast(theme.quiet, theme.ground) >= 4.5
    assert contrast(theme.fill["refused"], theme.ground) >= 3
    assert all(
        contrast(theme.fill[role], theme.fill["free"]) >= 1.9 for role in ("used", "planned", "unexplained", "spoiled")
    )


def test_every_role_has_a_fill_a_hatch_and_a_word() -> None:
    """In both themes; no two roles share both fill and hatch, so nothing hangs on a word alone."""
    roles = set(get_args(Role))
    assert set(HATCH) == set(WORD) == roles
    for theme in THEMES.values():
        assert set(theme.fill) == roles
        assert len({(theme.fill[role], HATCH[role]) for role in theme.fill}) == len(roles)
    hatched = [HATCH[role] for role in ("planned", "unexplained", "spoiled", "system", "refused")]
    assert len(set(hatched)) == 5
    assert all(hatched)


def test_colours_are_okabe_and_itos() -> None:
    """As published (Color Universal Design, 2008)."""
    light = THEMES["light"].fill
    assert (light["used"], light["planned"], light["refused"]) == ("#0072B2", "#E69F00", "#D55E00")


def test_an_unknown_theme_is_refused_with_the_known_ones() -> None:
    """The message lists them."""
    with pytest.raises(ValueError, match="'sepia': known are light, dark"):
        theme_named("sepia")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", get_args(ThemeName))
def test_what_is_illustrative_is_seen_and_paler_than_what_is_planned(name: ThemeName) -> None:
    """Its hatch has the colour of what is planned, with the contrast of graphics on its own fill; others have ink."""
    theme = theme_named(name)
    assert theme.hatch_on("illustrative") == theme.fill["planned"]
    assert theme.hatch_on("planned") == theme.hatch_ink
    assert contrast(theme.fill["planned"], theme.fill["illustrative"]) >= 1.7
    assert contrast(theme.fill["planned"], theme.ground) > contrast(theme.fill["illustrative"], theme.ground)
