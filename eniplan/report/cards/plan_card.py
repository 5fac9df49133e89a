"""A plan, what exists, ENIs, requests and steps as cards.

The headlines are the summary's: what is free, in both pools.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eniplan.report.asked import asked_by
from eniplan.report.cards.changes_card import changes_table
from eniplan.report.cards.findings_card import LONGEST, NAME_WIDTH, findings_table, refused_table
from eniplan.report.cards.table import MOST_ROWS, Head, card, quiet, table
from eniplan.report.figures import MARKED, inventory_figures, plan_figures, regions_of
from eniplan.report.findings_text import beside_refusals
from eniplan.report.lettering import ARROW, NOTHING, changed, cut
from eniplan.report.pools import draws_illustratively, most_urgent, pools_of
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eniplan.contract.request import CreateNetworkInterface
    from eniplan.network.inventory import Inventory
    from eniplan.planning.columns import GroupColumns
    from eniplan.planning.plan import Plan, PlannedENI, PlannedENIs, Requests, Steps
    from eniplan.planning.steps import Step
    from eniplan.report.cards.element import Markup
    from eniplan.report.pools import Pool, VSwitchPools

_ONE_DRAW = "Addresses of automatic ENIs, and so the whole /28s after, are one draw: the cloud will draw others."
_EACH = (
    Head("IPv4 addresses", "number"),
    Head("/28 prefixes", "number", optional=True),
    Head("IPv6 addresses", "number", optional=True),
    Head("/80 prefixes", "number", optional=True),
)
_GROUP = (
    Head("group", "name"),
    Head("ENIs", "number"),
    Head("to create", "number"),
    Head("exist", "number"),
    Head("refused", "number"),
    *(replace(head, says=f"{head.says} each") for head in _EACH),
)
_VSWITCH = (
    Head("VSwitch", "name"),
    Head("addresses free in the open pool", "number"),
    Head("of usable ones", "number"),
    Head("whole /28s to reserve", "number"),
    Head("free /28 prefixes", "number", optional=True),
    Head("of all", "number", optional=True),
    Head("free /80 prefixes", "number", optional=True),
    Head("of all", "number", optional=True),
    Head("unexplained among the free", "number", optional=True),
)
_ENI = (
    Head("ENI", "name"),
    Head("group"),
    Head("state"),
    Head("VSwitch"),
    Head("primary address"),
    *_EACH,
    Head("why it is in its VSwitch", "words", optional=True),
)
_REQUEST = (Head("ENI", "name"), Head("VSwitch"), *_EACH, Head("ClientToken"))
_STEP = (
    Head("step", "name"),
    Head("action"),
    Head("NetworkInterfaceId from", optional=True),
    *_EACH,
    Head("ClientToken"),
)


def plan_card(plan: Plan) -> str:
    """What a plan creates, where it goes, what it refuses and what is worth knowing."""
    touched = [row for row in pools_of(plan) if row.touched]
    return card(
        f"Plan {cut(plan.name, NAME_WIDTH)}, {cut(plan.region, NAME_WIDTH) or 'region unknown'}, seed {plan.seed}",
        plan_figures(plan),
        *([quiet(several_calls(plan.steps))] if plan.needs_steps else []),
        groups_table(plan),
        *([changes_table(plan.changes)] if plan.previous else []),
        vswitches_table(f"VSwitches before {ARROW} after", touched),
        *([quiet(_ONE_DRAW)] if draws_illustratively(plan) else []),
        refused_table(plan.refused),
        findings_table(beside_refusals(plan)),
    )


def groups_table(plan: Plan, most: int = MOST_ROWS) -> Markup:
    """What each group asks for, and what comes of it."""
    return table("Groups", _GROUP, map(_group, plan.columns), len(plan.columns), most=most)


def enis_table(enis: PlannedENIs, most: int = MOST_ROWS) -> Markup:
    """The ENIs that have a place."""
    return table("ENIs", _ENI, map(_eni, enis), len(enis), "enis", most=most)


def several_calls(steps: Steps) -> str:
    """What the requests alone leave out."""
    later = counted(len(steps) - steps.creates, "assign call")
    return f'The requests do not make all of it, {later} must follow: .frame("steps") has all {len(steps):,} calls.'


def inventory_card(inventory: Inventory) -> str:
    """What exists: both pools of every VSwitch, and contradictions."""
    rows = pools_of(inventory)
    where = ", ".join(cut(region, NAME_WIDTH) for region in regions_of(inventory)) or "region unknown"
    return card(
        f"Inventory, {where}",
        inventory_figures(inventory),
        vswitches_table("VSwitches now", rows),
        findings_table(inventory.findings),
    )


def enis_card(enis: PlannedENIs) -> str:
    """The ENIs that have a place."""
    drawn = draws_illustratively(enis)
    return card(
        f"{counted(len(enis), 'ENI')} with a place",
        "planned ones and those that exist, in the order of the plan",
        enis_table(enis),
        *([quiet(f"{MARKED}.")] if drawn else []),
    )


def requests_card(requests: Requests) -> str:
    """The requests to send."""
    said = "one CreateNetworkInterface call each, in the order of the plan"
    rows = (_request(requests[place]) for place in range(len(requests)))
    return card(counted(len(requests), "request"), said, table("Requests", _REQUEST, rows, len(requests), "requests"))


def steps_card(steps: Steps) -> str:
    """The calls to send."""
    creates = counted(steps.creates, "create")
    said = f"{creates}, and {counted(len(steps) - steps.creates, 'assign call')} for what a create cannot take"
    rows = (_step(steps[place]) for place in range(len(steps)))
    return card(counted(len(steps), "step"), said, table("Steps, as they are sent", _STEP, rows, len(steps), "steps"))


def _group(columns: GroupColumns) -> tuple[str, ...]:
    group, placed, created = columns.group, len(columns), columns.request_count
    each = (1 + group.secondary_addresses, group.ipv4_prefixes, group.ipv6_addresses, group.ipv6_prefixes)
    numbers = (group.count, created, placed - created, group.count - placed)
    return cut(group.name, NAME_WIDTH), *(f"{number:,}" for number in numbers), *_amounts(each)


def _amounts(numbers: Iterable[int]) -> tuple[str, ...]:
    """How many there are; none is a dash."""
    return tuple(f"{number:,}" if number else NOTHING for number in numbers)


def vswitches_table(caption: str, rows: Sequence[VSwitchPools], most: int = MOST_ROWS) -> Markup:
    """Those with least room, in the order of the inventory."""
    return table(caption, _VSWITCH, map(_vswitch, most_urgent(rows, most)), len(rows), "vswitches", most=most)


def _vswitch(row: VSwitchPools) -> tuple[str, ...]:
    whole = changed(row.before.whole_blocks, row.after.whole_blocks)
    hidden = f"{row.after.unexplained_ipv4:,}" if row.after.unexplained_ipv4 else NOTHING
    return (
        cut(row.vswitch.name or row.vswitch.id, NAME_WIDTH),
        *_pool(row.open),
        whole,
        *(_pool(row.prefixes(4)) if row.blocks(4) else (NOTHING, NOTHING)),
        *(_pool(row.prefixes(6)) if row.blocks(6) else (NOTHING, NOTHING)),
        hidden,
    )


def _pool(pool: Pool) -> tuple[str, str]:
    return changed(pool.before, pool.after), f"{pool.size:,}"


def _eni(eni: PlannedENI) -> tuple[str, ...]:
    names = (cut(name, NAME_WIDTH) for name in (eni.name, eni.group, eni.state, eni.vswitch))
    primary = f"~ {eni.primary}" if eni.illustrative else eni.primary or NOTHING
    each = (bool(eni.primary) + len(eni.secondary), len(eni.ipv4_prefixes), len(eni.ipv6), len(eni.ipv6_prefixes))
    return *names, primary, *_amounts(each), cut(eni.reason, LONGEST)


def _request(request: CreateNetworkInterface) -> tuple[str, ...]:
    each = (
        1 + (len(request.secondary_addresses) or request.secondary_address_count or 0),
        len(request.ipv4_prefixes) or request.ipv4_prefix_count or 0,
        len(request.ipv6_addresses) or request.ipv6_address_count or 0,
        len(request.ipv6_prefixes) or request.ipv6_prefix_count or 0,
    )
    names = (cut(name or "", NAME_WIDTH) for name in (request.name, request.vswitch_id))
    return *names, *_amounts(each), cut(request.client_token or "", NAME_WIDTH)


def _step(step: Step) -> tuple[str, ...]:
    asked = asked_by(step)._asdict()
    asked["secondary_addresses"] += step.after is None
    said, place = step.id.rpartition("/")[::2]
    after = cut(step.after or NOTHING, NAME_WIDTH)
    token = str(step.parameters["ClientToken"])
    return f"{cut(said, NAME_WIDTH)}/{place}", step.action, after, *_amounts(asked.values()), cut(token, NAME_WIDTH)
