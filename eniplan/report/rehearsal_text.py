"""A rehearsal as text: how many steps came out each way, and what was not done, equal reasons on one row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.report.lettering import visible
from eniplan.report.text_table import Column, TextTable
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eniplan.planning.rehearsal import Rehearsal, RehearsedStep

_MOST_ROWS = 20
_NAME = 40
_WORDS = 200

SAID = {
    "done": "carried out",
    "refused": "refused",
    "no id": "answered without an id",
    "no answer": "not answered",
    "not sent": "not sent: their create gave no id",
}
"""The outcomes in words."""


class Reason(NamedTuple):
    """Steps of one group that came out the same way for the same reason."""

    first: RehearsedStep
    steps: int


def reasons_of(rehearsal: Rehearsal) -> list[Reason]:
    """What was not done, in order, equal reasons of a group together."""
    found: dict[tuple[str, ...], Reason] = {}
    for step in rehearsal.steps:
        if step.outcome != "done":
            key = (step.group, step.vswitch, step.outcome, step.code, step.fault)
            known = found.get(key)
            found[key] = Reason(known.first if known else step, known.steps + 1 if known else 1)
    return list(found.values())


def headline(rehearsal: Rehearsal) -> str:
    """One sentence: the steps, and how they came out."""
    counts = (f"{count:,} {SAID[outcome]}" for outcome, count in rehearsal.by_outcome.items() if count)
    before = f"; the plan itself refuses {counted(rehearsal.refused_before, 'ENI')}" if rehearsal.refused_before else ""
    return f"{counted(len(rehearsal.steps), 'step')}: {', '.join(counts) or 'nothing to send'}{before}"


def why(step: RehearsedStep) -> str:
    """Why a step was not done, for a person: the cause where a rule found one, else the answer's message."""
    asked = f"fault {step.fault}" if step.fault else ""
    return "; ".join(filter(None, (asked, step.cause or step.message)))


def rehearsal_text(rehearsal: Rehearsal) -> str:
    """The whole text."""
    lines = [f"Rehearsal of {visible(rehearsal.plan, _NAME)} (seed {rehearsal.seed}): {headline(rehearsal)}"]
    reasons = reasons_of(rehearsal)
    if reasons:
        lines += ["", *_table(reasons[:_MOST_ROWS]).lines()]
    if len(reasons) > _MOST_ROWS:
        lines.append(f"  and {len(reasons) - _MOST_ROWS:,} more reasons: --json has all")
    lines += ["", "Addresses by count are drawn at random, as in the cloud: they are not the plan's illustrative ones."]
    return "\n".join(lines)


def _table(reasons: Iterable[Reason]) -> TextTable:
    heads = (("first step",), ("steps",), ("answer",), ("why",), ("nearest fix",))
    table = TextTable(columns=[Column(head=head, side="right" if head == ("steps",) else "left") for head in heads])
    for first, steps in reasons:
        answer = f"{first.status} {first.code}" if first.code else SAID[first.outcome]
        table.add(
            visible(first.id, _NAME), f"{steps:,}", answer, visible(why(first), _WORDS), visible(first.fix, _WORDS)
        )
    return table
