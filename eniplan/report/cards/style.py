"""The look of a card: the notebook's own font and colours where it says them, the palette where it does not.

Jupyter and VS Code give their colours as variables, and say on the page's body whether they are dark; elsewhere the
reader's system says so. Ink and ground always come together, so that text is never dark on dark. All names begin with
``eniplan-``: the style touches nothing else on the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.cards.element import Markup
from eniplan.report.palette import THEMES

if TYPE_CHECKING:
    from eniplan.report.palette import ThemeName


def _variables(name: ThemeName) -> str:
    theme = THEMES[name]
    colours = {
        "ground": theme.ground,
        "ink": theme.ink,
        "quiet": theme.quiet,
        "line": theme.line,
        "error": theme.fill["refused"],
        "warning": theme.fill["planned"],
        "note": theme.fill["used"],
    }
    return "".join(f"--eniplan-{role}:{colour};" for role, colour in colours.items()) + f"color-scheme:{name};"


_LIGHT, _DARK = _variables("light"), _variables("dark")

STYLE = Markup(
    "<style>"
    f".eniplan-card{{{_LIGHT}}}"
    f"@media (prefers-color-scheme:dark){{.eniplan-card{{{_DARK}}}}}"
    f'body[data-jp-theme-light="true"] .eniplan-card,body.vscode-light .eniplan-card{{{_LIGHT}}}'
    f'body[data-jp-theme-light="false"] .eniplan-card,body.vscode-dark .eniplan-card{{{_DARK}}}'
    ".eniplan-card{"
    "color:var(--jp-content-font-color1,var(--vscode-editor-foreground,var(--eniplan-ink)));"
    "background:var(--jp-layout-color0,var(--vscode-editor-background,var(--eniplan-ground)));"
    "font:13px/1.45 var(--jp-content-font-family,var(--vscode-font-family,system-ui,sans-serif));"
    "font-variant-numeric:tabular-nums;padding:8px 10px;max-width:100%;box-sizing:border-box}"
    ".eniplan-card .eniplan-title{font-weight:600;font-size:15px;margin:0}"
    ".eniplan-card .eniplan-said{margin:0 0 6px}"
    ".eniplan-card .eniplan-quiet{color:var(--jp-content-font-color2,"
    "var(--vscode-descriptionForeground,var(--eniplan-quiet)));margin:2px 0 8px}"
    ".eniplan-card .eniplan-scroll{overflow-x:auto;max-width:100%}"
    ".eniplan-card table.eniplan-table{border-collapse:collapse;margin:12px 0 0;font-size:inherit;color:inherit;"
    "width:auto}"
    ".eniplan-card table.eniplan-table caption{caption-side:top;text-align:left;font-weight:600;white-space:nowrap;"
    "padding:2px 8px 2px 0;color:inherit}"
    ".eniplan-card table.eniplan-table thead tr{border-bottom:1px solid "
    "var(--jp-border-color1,var(--vscode-panel-border,var(--eniplan-line)))}"
    ".eniplan-card table.eniplan-table tbody tr{background:none}"
    ".eniplan-card table.eniplan-table tr>*{text-align:left;vertical-align:top;padding:2px 14px 2px 0;"
    "font-weight:400;white-space:nowrap;border:0;max-width:none}"
    ".eniplan-card table.eniplan-table thead tr>*{vertical-align:bottom;white-space:normal;max-width:9em;"
    "color:var(--jp-content-font-color2,"
    "var(--vscode-descriptionForeground,var(--eniplan-quiet)))}"
    ".eniplan-card table.eniplan-table tr>.eniplan-number{text-align:right}"
    ".eniplan-card table.eniplan-table tr>.eniplan-words{white-space:normal;min-width:14em;max-width:48em;"
    "overflow-wrap:anywhere}"
    ".eniplan-card table.eniplan-table tr>.eniplan-code{white-space:normal}"
    ".eniplan-card .eniplan-error{color:var(--eniplan-error)}"
    ".eniplan-card .eniplan-warning{color:var(--eniplan-warning)}"
    ".eniplan-card .eniplan-note{color:var(--eniplan-note)}"
    ".eniplan-card .eniplan-mark{font-weight:700;display:inline-block;width:1.2em}"
    "</style>"
)
"""The style, in front of a card: each card stands alone, wherever it is copied."""
