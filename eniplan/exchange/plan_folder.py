"""What ``plan -o`` writes: the plan's document, what is to be sent, and its pictures, by file name.

There is a map of every VSwitch that a group may use, up to :data:`MOST_MAPS`; those that the plan changes go first. A
VSwitch's id becomes part of a file name: what no file system should see in one is replaced. Planned again into the same
folder, the maps of VSwitches that the plan no longer uses go: a picture beside a plan is of that plan.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from eniplan.exchange.batches import write_batch
from eniplan.exchange.files import write_folder
from eniplan.exchange.plan_document import write_plan_document
from eniplan.report.address_map import write_address_map_svg
from eniplan.report.charts import CHARTS
from eniplan.report.vpc_map import write_vpc_map_svg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eniplan.exchange.files import Writer
    from eniplan.network.input_file import AnyPath
    from eniplan.planning.plan import Plan

MOST_MAPS = 50
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+", re.ASCII)
_LONGEST = 100
_DOCUMENT = "plan.json"
_OURS = b"<dc:title>eniplan</dc:title>"
"""What stands at the head of every picture that eniplan wrote."""
_HEAD = 16_384


def write_plan_folder(plan: Plan, folder: AnyPath) -> list[Path]:
    """Write all files into a folder, or none; maps of an earlier plan that are not written again are removed.

    Returns:
        The files, in the order in which they are told.

    Raises:
        OutputError: one of them cannot be written; what was there before is untouched.
    """
    earlier = list(_maps_in(Path(folder)))
    written = write_folder(folder, plan_files(plan))
    names = {path.name.lower() for path in written}
    for path in earlier:
        if path.name.lower() not in names:
            with suppress(OSError):
                path.unlink()
    return written


def _maps_in(folder: Path) -> Iterator[Path]:
    """The maps beside an earlier plan's document; what others wrote, and links, are not touched."""
    if (folder / _DOCUMENT).is_file():
        yield from (path for path in folder.glob("map-*.svg") if not path.is_symlink() and _is_ours(path))


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return _OURS in stream.read(_HEAD)
    except OSError:
        return False


def plan_files(plan: Plan) -> Mapping[str, Writer]:
    """What writes each file, in the order in which they are told."""
    return {
        _DOCUMENT: partial(write_plan_document, plan),
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
    seen: set[str] = set()
    for vswitch in vswitches:
        safe = _UNSAFE.sub("_", vswitch)[:_LONGEST]
        name = next(name for name in _numbered(safe) if name.lower() not in seen)
        seen.add(name.lower())
        yield f"map-{name}.svg", vswitch


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in count(2))
