"""The approval card: one page on which somebody can say yes or no to a batch, offline, on a screen or on paper.

It says what is created and what is refused, where every VSwitch stands before and after, which file is meant (by its
digest), how it will be sent and when that stops, and what was assumed. It has no script, loads nothing, and holds its
pictures itself; meaning is never in a colour alone.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from eniplan.capacity import unconfirmed
from eniplan.report.address_map import address_map
from eniplan.report.approval_style import PAGE_STYLE
from eniplan.report.batch import batch_digests, send_schedule
from eniplan.report.cards.element import Markup, element, escaped, together
from eniplan.report.cards.findings_card import findings_table, refused_table
from eniplan.report.cards.plan_card import enis_table, groups_table, several_calls, vswitches_table
from eniplan.report.cards.style import STYLE
from eniplan.report.cards.table import Head, table
from eniplan.report.charts.utilisation import utilisation_chart
from eniplan.report.figures import MARKED
from eniplan.report.findings_text import beside_refusals
from eniplan.report.lettering import visible
from eniplan.report.picture import png_url
from eniplan.report.pools import draws_illustratively, pools_of
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from matplotlib.figure import Figure

    from eniplan.planning.plan import Plan

MOST_ROWS: Final = 500
"""Rows of a table: what a person reads; the batch itself may have more, and its digest is of all of it."""
MOST_REQUESTS: Final = 20
"""Requests that are shown as they are sent."""
MOST_MAPS: Final = 12
_NAME = 60
_DPI = 144
_SCHEDULE = (
    Head("action", "name"),
    Head("calls", "number"),
    Head("calls a minute, at most", "number"),
    Head("minutes, at least", "number"),
)
_ORDER = (
    "Requests that name their addresses go first, so that the cloud cannot draw a named one for the others.",
    "The assign calls of an ENI go before further creates, so that few ENIs are half made at any time.",
    "Each call has a client token: sent again after a lost answer, it gives the same ENI and no second one.",
)
_STOPS = (
    "A VSwitch that is full gets no further request; the others go on.",
    "An answer that holds for the whole account (quota, missing permission) stops the batch.",
    "A throttled action rests until the next minute begins.",
    "Whoever sends may stop it: no further call leaves, those in flight end, and the journal says where to go on.",
)


def approval_card(plan: Plan) -> str:
    """The page, as HTML.

    Args:
        plan: the plan whose batch is to be approved.
    """
    title = f"Approval of plan {visible(plan.name, _NAME)}"
    body = together([*_head(plan, title), *_sections(plan)])
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        "style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"{element('title', title)}{STYLE}{PAGE_STYLE}</head>"
        f"<body>{element('main', body)}</body></html>\n"
    )


def _head(plan: Plan, title: str) -> Iterator[Markup]:
    yield element("h1", title)
    region = visible(plan.region, _NAME) or "region unknown"
    yield element("p", f"{region}, seed {plan.seed}; made by eniplan", class_="quiet")
    yield element("p", verdict(plan), class_="verdict")


def verdict(plan: Plan) -> str:
    """The whole batch as one sentence."""
    creates, refused = counted(len(plan.requests), "ENI"), plan.refused.enis
    existing = len(plan.enis) - len(plan.requests)
    said = f"Creates {creates} with {counted(len(plan.steps), 'call')}"
    exists = f"; {existing:,} exist already" if existing else ""
    found = Counter(finding.severity for finding in beside_refusals(plan))
    errors, warnings = counted(found["error"], "further error"), counted(found["warning"], "warning")
    also = "".join(f", {words}" for words, number in ((errors, found["error"]), (warnings, found["warning"])) if number)
    not_all = f"✕ {counted(refused, 'ENI')} refused" if refused else "✓ nothing refused"
    return f"{said}{exists}; {not_all}{also}."


def _sections(plan: Plan) -> Iterator[Markup]:
    yield from _section("The batch", *batch_section(plan))
    yield from _section("How it is sent", *sending_section(plan))
    yield from _section(
        "What is asked for", _card(groups_table(plan, MOST_ROWS), refused_table(plan.refused, MOST_ROWS))
    )
    yield from _section("Findings", _findings(plan))
    yield from _section("VSwitches, before and after", *_places(plan))
    yield from _section("Where each ENI goes", _card(enis_table(plan.enis, MOST_ROWS)))
    yield from _section("Requests", *_requests(plan))
    yield from _section("Assumptions", element("ul", *(element("li", said) for said in _assumptions(plan))))
    blanks = (element("div", label) for label in ("Approved by", "Date", "Digest compared"))
    yield element("div", *blanks, class_="sign")


def _section(title: str, *parts: Markup) -> Iterator[Markup]:
    yield element("h2", title)
    yield from parts


def _card(*tables: Markup) -> Markup:
    return element("div", *tables, class_="eniplan-card")


def batch_section(plan: Plan) -> Iterator[Markup]:
    """The files that are sent, by their digests."""
    rows: list[Markup] = []
    for digest in batch_digests(plan):
        said = element("code", digest.sha256)
        rows += [
            element("dt", f"{digest.file}, {counted(digest.lines, 'line')}, SHA-256"),
            element("dd", said),
        ]
    yield element("dl", *rows)
    command = element("code", "sha256sum requests.jsonl")
    yield element("p", "Compare it with the file that is sent: ", command, class_="quiet")
    if plan.needs_steps:
        yield element("p", several_calls(plan.steps))


def sending_section(plan: Plan) -> Iterator[Markup]:
    """How long sending takes, in which order, and what stops it."""
    rows = send_schedule(plan)
    cells = ((row.action, f"{row.calls:,}", f"{row.per_minute:,}", f"{row.minutes:,}") for row in rows)
    if rows:
        longest = counted(max(row.minutes for row in rows), "minute")
        yield element("p", f"At least {longest} at the usual pace; actions run beside each other.")
        yield _card(table("Send schedule", _SCHEDULE, cells, len(rows)))
    else:
        yield element("p", "There is nothing to send.")
    yield element("p", "Order:")
    yield element("ol", *(element("li", said) for said in _ORDER))
    yield element("p", "It stops, wholly or in part:")
    yield element("ul", *(element("li", said) for said in _STOPS))


def _findings(plan: Plan) -> Markup:
    found = beside_refusals(plan)
    return _card(findings_table(found, MOST_ROWS)) if found else element("p", "None.")


def _places(plan: Plan) -> Iterator[Markup]:
    touched = [row for row in pools_of(plan) if row.touched]
    if not touched:
        yield element("p", "No VSwitch changes.")
        return
    yield _card(vswitches_table("VSwitches before → after", touched, MOST_ROWS))
    yield _figure("Addresses and prefixes of each VSwitch", partial(utilisation_chart, plan))
    shown = [row.vswitch for row in touched][:MOST_MAPS]
    for vswitch in shown:
        called = visible(vswitch.name or vswitch.id, _NAME)
        yield _figure(f"Address map of {called}", partial(address_map, plan, vswitch.id))
    if len(touched) > len(shown):
        yield element("p", f"Maps of {len(touched) - len(shown):,} more VSwitches are left out.", class_="quiet")


def _figure(alt: str, draw: Callable[..., Figure]) -> Markup:
    """A picture for light pages and paper, and one for dark pages."""
    light, dark = (png_url(draw(theme=theme), _DPI) for theme in ("light", "dark"))
    dark_one = Markup(f'<source srcset="{dark}" media="screen and (prefers-color-scheme: dark)">')
    image = Markup(f'<img alt="{escaped(alt)}" src="{light}">')
    return element("figure", element("picture", dark_one, image))


def _requests(plan: Plan) -> Iterator[Markup]:
    total = len(plan.requests)
    first = list(islice(plan.requests.lines(), MOST_REQUESTS))
    if not first:
        yield element("p", "None.")
        return
    beginning = "All" if len(first) == total else f"The first {len(first):,} of {total:,}"
    yield element("p", f"{beginning} CreateNetworkInterface requests, as they are sent:", class_="quiet")
    yield element("ol", *(element("li", element("code", line)) for line in first), class_="requests")


def _assumptions(plan: Plan) -> Sequence[str]:
    said = ["The plan holds for the account as its files say it was; what was created since is not in it."]
    if draws_illustratively(plan):
        said.append(f"{MARKED}, at random, from the open pool.")
    for used in plan.utilisation:
        if used.after.unexplained_ipv4:
            where = plan.inventory.vswitches[used.vswitch]
            hidden = counted(used.after.unexplained_ipv4, "address")
            said.append(f"{hidden} of {where.name or where.id} that no file explains are in use (unconfirmed).")
    doubts = (*unconfirmed.of_groups(plan.spec.groups, plan.profile), *unconfirmed.of_limits(plan.profile))
    return [*said, *(f"{doubt[0].upper()}{doubt[1:]}." for doubt in doubts)]
