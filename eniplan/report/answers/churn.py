"""Churn in words: each measure at the start, once all nodes run, half way and at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.answer_table import answer_table
from eniplan.report.cards.table import Head

if TYPE_CHECKING:
    from eniplan.capacity.band import Band
    from eniplan.capacity.churn import ChurnAnswer
    from eniplan.report.answers.answer_table import AnswerTable

_LEVEL = (
    Head("when", "name"),
    Head("whole /28s", "number"),
    Head("free open addresses", "number"),
    Head("free prefixes", "number"),
    Head("units held", "number"),
    Head("pods waiting", "number"),
)


def tables(answer: ChurnAnswer) -> tuple[AnswerTable, ...]:
    """One table of a few steps."""
    places = dict.fromkeys((0, 1, 1 + answer.steps // 2, len(answer.levels) - 1))
    rows = tuple(
        (
            _when(level.step),
            *map(band_words, (level.whole_blocks, level.free_open, level.free_prefixes, level.units, level.waiting)),
        )
        for level in (answer.levels[place] for place in places)
    )
    caption = "Medians over the replications, with p05 to p95 where they differ"
    return (answer_table(caption, _LEVEL, rows, "churn"),)


def _when(step: int) -> str:
    return {-1: "now", 0: "all nodes run"}.get(step, f"after step {step:,}")


def band_words(band: Band) -> str:
    """``26 (23 to 30)``."""
    return f"{band.p50:,}" if band.p05 == band.p95 else f"{band.p50:,} ({band.p05:,} to {band.p95:,})"
