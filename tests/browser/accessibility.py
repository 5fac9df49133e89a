"""What axe-core finds in a part of a page that some readers cannot read or reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

_BODY_WITH_HEIGHT: Final = "body { height: 100vh; }"
"""JupyterLab's body has no height and hides what stands out of it: axe-core takes everything in it for invisible, and
judges no contrast, unless the body is as high as what it shows."""

GRAVE: Final = frozenset({"serious", "critical"})


def violations(page: Page, within: str, *, impacts: frozenset[str] = GRAVE) -> list[str]:
    """Rules of axe-core that a part of a page breaks, one sentence each.

    Args:
        page: the page, as it stands: in its theme, with its states.
        within: a CSS selector; it has to be on the page, or axe raises.
        impacts: how grave what is told is: minor, moderate, serious, critical.
    """
    page.add_style_tag(content=_BODY_WITH_HEIGHT)
    found = Axe().run(page, context=within).response["violations"]
    return [_sentence(violation) for violation in found if violation["impact"] in impacts]


def _sentence(violation: dict[str, Any]) -> str:
    places = "; ".join(f"{node['html'][:120]}: {_reason(node)}" for node in violation["nodes"][:5])
    return f"{violation['id']} ({violation['impact']}, {len(violation['nodes'])} times): {places}"


def _reason(node: dict[str, Any]) -> str:
    return str(next((check["message"] for kind in ("any", "all", "none") for check in node[kind]), ""))
