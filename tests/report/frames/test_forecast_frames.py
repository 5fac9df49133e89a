"""The frames of a forecast against the answer they are made of."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.report.forecasts import KINDS, forecasts

ANSWERS = forecasts()


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_is_described(kind: str) -> None:
    """The frame ``columns`` has a meaning for each column of the others, in their dtypes."""
    described = ANSWERS[kind].frame("columns")
    assert list(dict.fromkeys(described["frame"])) == ["forecast", "limits", "counts", "swings", "whole_blocks"]
    for name, rows in described.groupby("frame", sort=False):
        frame = ANSWERS[kind].frame(str(name))
        assert rows["column"].tolist() == frame.columns.tolist()
        assert rows["dtype"].tolist() == [str(dtype) for dtype in frame.dtypes]


def test_dates_are_dates_and_none_is_not_a_time() -> None:
    """So that they can be sorted, subtracted and drawn."""
    answer = ANSWERS["certain"]
    (row,) = answer.frame("forecast").to_dict("records")
    assert row["p50"].date() == answer.groups[0].refused.p50
    assert row["p50"] - row["order_by"] == pd.Timedelta(days=30)
    assert ANSWERS["fitting"].frame("forecast")["p50"].isna().all()


def test_counts_and_blocks_have_a_row_for_each_day_told_of() -> None:
    """Rising counts, falling means, bands in their order."""
    answer = ANSWERS["uncertain"]
    counts, blocks = answer.frame("counts"), answer.frame("whole_blocks")
    assert len(counts) == sum(len(group.levels) for group in answer.groups)
    for frame in (counts, blocks):
        assert (frame["p05"] <= frame["p50"]).all()
        assert (frame["p50"] <= frame["p95"]).all()
    assert all(rows["p50"].is_monotonic_increasing for _, rows in counts.groupby("group"))
    assert all(rows["mean"].is_monotonic_decreasing for _, rows in blocks.groupby("vswitch"))
