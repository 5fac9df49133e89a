"""The questions that plan again and again: scenarios beside each other, and a sweep over the levels of some factors.

Their functions take several plans, or what a sweep varies, instead of one plan. So what is typed (counts of a group,
levels of a factor) becomes the one value that they take, with its Python beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, get_args

from eniplan.capacity.compare import compare
from eniplan.capacity.factor import GROUP_FACTORS, factor_of
from eniplan.capacity.scenario import Scenario
from eniplan.capacity.sweep import SweepSpec
from eniplan.errors import QuestionError
from eniplan.planning.spec import Addressing, Draw, Placement
from eniplan.report.lettering import visible
from eniplan.sweeping.sweep import sweep
from eniplan.ui import whatif_fields as f
from eniplan.ui.whatif_question import Question, Written, python

if TYPE_CHECKING:
    from collections.abc import Callable

    from eniplan.capacity.factor import Level
    from eniplan.planning.plan import Plan
    from eniplan.ui.state import PlannerState
    from eniplan.ui.whatif_question import Arguments

MOST_SCENARIOS: Final = 8
"""Counts that are compared at once: more columns than that nobody reads."""
MOST_ROWS: Final = 2_000
"""Rows of a sweep from the panel; larger ones belong into a file of their own (``eniplan whatif sweep``)."""
NONE: Final = "(none)"

USUAL: Mapping[str, tuple[Level, ...]] = {
    "growth": (0, 0.5, 1, 2),
    "density": (0, 0.1, 0.25, 0.5),
    "count": (10, 50, 100),
    "secondary_addresses": (0, 4, 9),
    "ipv4_prefixes": (0, 1, 2, 4),
    "ipv6_addresses": (0, 1, 4),
    "ipv6_prefixes": (0, 1, 2),
    "placement": get_args(Placement),
    "addressing": get_args(Addressing),
    "draw": get_args(Draw),
    "instance_type": (),
}
"""The factors of the panel, and the levels that are meant where none are typed."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_NAME = 60


# scenarios


def _scenarios(state: PlannerState, arguments: Arguments) -> Arguments:
    """The plan as it stands, and the same with each other count of one group."""
    plan, group = _plan(state), str(arguments["group"])
    planned = next(each.count for each in plan.spec.groups if each.name == group)
    keeps = not arguments["fresh"]
    found: dict[str, object] = {"as planned": Written(plan, "plan")}
    for count in _counts(str(arguments["counts"] or ""), planned):
        found[f"{count:,} of {group}"] = Scenario(counts={group: count}, keeps=keeps)
    return {"scenarios": found}


def _counts(typed: str, planned: int) -> list[int]:
    words = _words(typed) or [str(2 * planned)]
    wrong = next((word for word in words if not _WHOLE.fullmatch(word) or int(word) < 0), None)
    if wrong is not None:
        raise QuestionError("counts", f'"{visible(wrong, _NAME)}" is not a whole number from 0 on')
    counts = list(dict.fromkeys(map(int, words)))
    if len(counts) > MOST_SCENARIOS:
        problem = f"{len(counts):,} counts: at most {MOST_SCENARIOS} are shown beside each other"
        raise QuestionError("counts", problem)
    return counts


def _plan(state: PlannerState) -> Plan:
    assert state.plan is not None  # noqa: S101 - a question about the plan is not asked without one
    return state.plan


def _words(typed: str) -> list[str]:
    """What stands between commas."""
    return [word for word in (part.strip() for part in typed.split(",")) if word]


# sweeps


def _swept(state: PlannerState, arguments: Arguments) -> Arguments:
    """One or two factors with their levels, as the value that a sweep takes."""
    plan, group = _plan(state), arguments["group"]
    vary: dict[str, list[Level]] = {}
    for factor, levels in (("factor", "levels"), ("second", "second_levels")):
        name = str(arguments[factor])
        if name != NONE:
            key = _key(name, None if group is None else str(group))
            if key in vary:
                raise QuestionError(factor, f"{name} is varied already; choose another factor, or {NONE}")
            vary[key] = _levels(levels, name, str(arguments[levels] or ""))
            _check(levels, key, vary[key], plan)
    replications, seed = int(str(arguments["replications"])), int(str(arguments["seed"]))
    spec = SweepSpec(plan=plan.spec, vary=vary, replications=replications, seed=seed)
    more = [f"{key}={value}" for key, value in (("replications", replications), ("seed", seed)) if value != _PLAIN[key]]
    code = f"eniplan.SweepSpec({', '.join(['plan=plan.spec', f'vary={python(vary)}', *more])})"
    return {"wanted": Written(spec, code), "inventory": Written(state.world, "inventory"), "most": MOST_ROWS}


_PLAIN: Mapping[str, int] = {"replications": 1, "seed": 0}


def _key(factor: str, group: str | None) -> str:
    """The key of a factor as a sweep file has it."""
    if factor not in GROUP_FACTORS:
        return factor
    if group is None:
        return f"group.{factor}"
    escaped = group.replace("\\", "\\\\").replace('"', '\\"')
    return f'group."{escaped}".{factor}'


def _levels(field: str, factor: str, typed: str) -> list[Level]:
    found = [_level(word) for word in _words(typed)] or list(USUAL[factor])
    if not found:
        raise QuestionError(field, f"{factor} has no usual levels; type some, with commas between them")
    return found


def _level(word: str) -> Level:
    if _WHOLE.fullmatch(word):
        return int(word)
    try:
        return float(word)
    except ValueError:
        return word


def _check(field: str, key: str, levels: list[Level], plan: Plan) -> None:
    try:
        factor_of(key, levels, plan.spec)
    except QuestionError as error:
        raise QuestionError(field, error.problem) from None


def _rows(told: Callable[[int], None]) -> Callable[[int, int], None]:
    """A sweep tells the rows that are done and the rows in all."""
    return lambda done, _all: told(done)


def _factor(name: str, label: str, about: str, default: str, *, or_none: bool = False) -> f.QuestionField:
    return f.one_of(name, label, about, (NONE, *USUAL) if or_none else tuple(USUAL), default)


_LEVELS = "what it is in turn, with commas between"
_USUAL = "the usual ones"

VARIED: tuple[Question, ...] = (
    Question(
        asks="What follows if a group had another count: addresses, whole /28s, room, requests and ENIs renumbered?",
        ask=compare,
        subject_key=None,
        fields=(
            f.group("whose count is another one"),
            f.text("counts", "counts", f"at most {MOST_SCENARIOS}, with commas between", hint="twice as many"),
            f.yes_no("fresh", "drawn anew", "whether the other scenarios draw all addresses anew"),
        ),
        settled=_scenarios,
        is_slow=True,
    ),
    Question(
        asks="What comes of the plan at every combination of some factors' levels, again and again by chance?",
        ask=sweep,
        subject_key=None,
        fields=(
            f.group("of which a factor of groups is varied", or_all=True),
            _factor("factor", "factor", "what is varied", "growth"),
            f.text("levels", "its levels", _LEVELS, hint=_USUAL),
            _factor("second", "second factor", "what is varied with it", "density", or_none=True),
            f.text("second_levels", "its own levels", _LEVELS, hint=_USUAL),
            f.whole("replications", "replications", "how often each combination is planned", 3, least=1, most=1_000),
            f.whole("seed", "seed of the sweep", "all other seeds are derived from it", 0),
        ),
        settled=_swept,
        is_slow=True,
        progress=_rows,
    ),
)
