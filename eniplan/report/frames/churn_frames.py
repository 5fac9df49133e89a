"""The frame of churn: three percentiles of each measure, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.frames.column import Frame, Table, choice, count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pandas import DataFrame

    from eniplan.capacity.churn import ChurnAnswer, Level

MEASURES = ("whole_blocks", "free_open", "free_prefixes", "units", "waiting")

CHURN = Table(
    "One row per step and measure: bands over the replications, each value one that some replication had.",
    (
        count("step", "after which step; -1 is what exists, 0 is with all nodes running"),
        choice(
            "measure",
            MEASURES,
            "whole /28s, free addresses of open pools, free /28 prefixes, units that the nodes hold, pods that wait",
        ),
        count("p05", "5 of 100 replications have no more"),
        count("p50", "half of the replications have no more"),
        count("p95", "95 of 100 replications have no more"),
    ),
)


@CHURN.documents
def churn_frame(answer: ChurnAnswer) -> DataFrame:
    """What is left over time."""
    return CHURN.of_rows([row for level in answer.levels for row in _rows(level)])


def _rows(level: Level) -> Iterator[tuple[object, ...]]:
    for measure in MEASURES:
        band = getattr(level, measure)
        yield level.step, measure, band.p05, band.p50, band.p95


FRAMES = {
    "churn": Frame(CHURN, churn_frame),
}
