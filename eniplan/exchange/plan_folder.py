"""What ``plan -o`` writes: the plan's document, what is to be sent, and its pictures, by file name.

There is a map of every VSwitch that a group may use, up to :data:`MOST_MAPS`; those that the plan changes go first. A
VSwitch's id becomes part of a file name: what no file system should see in one is replaced.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from eniplan.exchange.batches import write_batch
from eniplan.exchange.plan_document import write_plan_document
from eniplan.report.address_map import write_address_map_svg
from eniplan.report.charts import CHARTS
from eniplan.report.vpc_map import write_vpc_map_svg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eniplan.exchange.files import Writer
    from eniplan.planning.plan import Plan

MOST_MAPS = 50
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+", re.ASCII)
_LONGEST = 100


def plan_files(plan: Plan) -> Mapping[str, Writer]:
    """What writes each file, in the order in which they are told."""
    return {
        "plan.json": partial(write_plan_document, plan),
        "requests.jsonl": partial(write_batch, plan, "jsonl"),
        "steps.jsonl": partial(write_batch, plan, "steps"),
        **{f"{name}.svg": partial(chart.write_svg, plan) for name, chart in CHARTS.items()},
        "vpc.svg": partial(write_vpc_map_svg, plan),
        **{name: partial(write_address_map_svg, plan, vswitch) for name, vswitch in _named(mapped(plan))},
    }


def mapped(plan: Plan) -> list[str]:
    """The VSwitches of which there is a map: those that groups may use, the changed ones first."""
    named = dict.fromkeys(vswitch for columns in plan.columns for vswitch, _ in columns.placed())
    named.update(dict.fromkeys(vswitch for group in plan.spec.groups for vswitch in group.vswitches))
    known = [used for used in plan.utilisation if used.vswitch in named]
    return [used.vswitch for used in sorted(known, key=lambda used: used.before == used.after)][:MOST_MAPS]


def _named(vswitches: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A file name for each VSwitch; two ids that would be one name are told apart by a number."""
    seen: dict[str, int] = {}
    for vswitch in vswitches:
        safe = _UNSAFE.sub("_", vswitch)[:_LONGEST]
        seen[safe.lower()] = seen.get(safe.lower(), 0) + 1
        again = f"-{seen[safe.lower()]}" if seen[safe.lower()] > 1 else ""
        yield f"map-{safe}{again}.svg", vswitch
