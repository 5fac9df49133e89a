"""``steps.jsonl`` beside a batch of requests: every call, where some ENI takes more than one.

A batch whose requests are every call has none. What an earlier export of the same file left there is of another plan,
and would be sent for this one, so it goes; what anybody else wrote, or wrote of this very plan, stays.
"""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final

from eniplan.exchange.files import is_special

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eniplan.network.input_file import AnyPath
    from eniplan.planning.plan import Plan
    from eniplan.planning.steps import Step

STEPS_FILE: Final = "steps.jsonl"
STEP_MEMBERS: Final = frozenset({"id", "action", "parameters", "after"})
"""What a line of it has."""


def has_steps_beside(plan: Plan, path: AnyPath, format: str) -> bool:  # noqa: A002 - what users call it
    """Whether a batch in that place gets ``steps.jsonl`` beside it: a file of requests that only create."""
    return format == "jsonl" and plan.needs_steps and not is_special(path)


def remove_leftover(plan: Plan, path: AnyPath) -> None:
    """Remove the steps of another plan that stand beside a batch of requests which needs none."""
    beside = Path(path).with_name(STEPS_FILE)
    if beside.is_file() and not beside.is_symlink() and _has_other_steps(beside, plan.steps):
        with suppress(OSError):
            beside.unlink()


def _has_other_steps(path: Path, steps: Iterable[Step]) -> bool:
    """Whether a file has steps, and not just these."""
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            first = next(lines, "")
            given = zip_longest(chain([first], lines), (f"{step.json()}\n" for step in steps))
            return _is_step(first) and any(line != other for line, other in given)
    except (OSError, ValueError):
        return False


def _is_step(line: str) -> bool:
    members = json.loads(line)
    return isinstance(members, dict) and members.keys() == STEP_MEMBERS
