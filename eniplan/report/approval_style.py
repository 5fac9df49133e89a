"""The look of the approval card as a page of its own: light, dark, and on paper, where everything is open and black."""

from __future__ import annotations

from eniplan.report.cards.element import Markup
from eniplan.report.palette import THEMES

_LIGHT, _DARK = THEMES["light"], THEMES["dark"]

PAGE_STYLE = Markup(
    "<style>"
    f":root{{color-scheme:light dark;--page:{_LIGHT.ground};--ink:{_LIGHT.ink};--quiet:{_LIGHT.quiet};"
    f"--line:{_LIGHT.line}}}"
    f"@media screen and (prefers-color-scheme:dark){{:root{{--page:{_DARK.ground};--ink:{_DARK.ink};"
    f"--quiet:{_DARK.quiet};--line:{_DARK.line}}}}}"
    "body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}"
    "main{max-width:1080px;margin:0 auto;padding:28px 24px 60px}"
    "h1{font-size:26px;margin:0 0 2px}h2{font-size:18px;margin:34px 0 6px;padding-top:10px;"
    "border-top:1px solid var(--line)}"
    "p{margin:4px 0}ul,ol{margin:4px 0;padding-left:22px}"
    ".verdict{font-size:17px;font-weight:600;margin:10px 0;padding:10px 14px;border:2px solid var(--ink);"
    "border-radius:4px}"
    ".quiet{color:var(--quiet)}"
    "figure{margin:12px 0}figure img{max-width:100%;height:auto;display:block}"
    "code{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}"
    ".requests li{margin:0 0 4px}.requests code{font-size:12px}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 18px;margin:8px 0}"
    "dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}"
    ".sign{display:grid;grid-template-columns:1fr 1fr 1fr;gap:26px;margin-top:46px}"
    ".sign div{border-top:1px solid var(--ink);padding-top:4px;color:var(--quiet)}"
    "main .eniplan-card{padding:0;background:none;color:inherit;font-size:13px}"
    "@media (max-width:640px){.sign{grid-template-columns:1fr}dl{grid-template-columns:1fr}}"
    "@media print{main{max-width:none;padding:0}body{font-size:11px}h2{break-after:avoid}"
    "figure,.verdict,.sign,tr,li{break-inside:avoid}thead{display:table-header-group}"
    "main .eniplan-card .eniplan-scroll{overflow:visible}"
    "main .eniplan-card,.requests code{font-size:9px}"
    "main .eniplan-card table.eniplan-table tr>*{white-space:normal;overflow-wrap:break-word;padding-right:9px}}"
    "@page{margin:16mm}"
    "</style>"
)
