"""The frames of each type of answer, by name; the first is the one that is meant where none is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.blocks_answer import BlocksAnswer
from eniplan.capacity.burst import BurstAnswer
from eniplan.capacity.churn import ChurnAnswer
from eniplan.capacity.compare import CompareAnswer
from eniplan.capacity.defragment import DefragmentAnswer
from eniplan.capacity.forecast_answer import ForecastAnswer
from eniplan.capacity.headroom import HeadroomAnswer
from eniplan.capacity.pin import PinAnswer
from eniplan.capacity.reserve import ReserveAnswer
from eniplan.capacity.size import SizeAnswer
from eniplan.capacity.sweep_answer import SweepAnswer
from eniplan.capacity.terway import TerwayAnswer
from eniplan.capacity.zones import ZonesAnswer
from eniplan.report.frames import (
    blocks_frames,
    burst_frames,
    churn_frames,
    compare_frames,
    defragment_frames,
    forecast_frames,
    headroom_frames,
    pin_frames,
    reserve_frames,
    size_frames,
    sweep_frames,
    terway_frames,
    zones_frames,
)
from eniplan.report.frames.column import Frame, VariedFrame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.capacity.answer import Answer

ANSWER_FRAMES: Mapping[type[Answer], Mapping[str, Frame]] = {
    BlocksAnswer: {
        "levels": Frame(blocks_frames.LEVELS, blocks_frames.levels_frame),
        "distribution": Frame(blocks_frames.DISTRIBUTION, blocks_frames.distribution_frame),
        "sizes": Frame(blocks_frames.SIZES, blocks_frames.sizes_frame),
    },
    HeadroomAnswer: {
        "headroom": Frame(headroom_frames.HEADROOM, headroom_frames.headroom_frame),
        "limits": Frame(headroom_frames.LIMITS, headroom_frames.limits_frame),
    },
    ReserveAnswer: {
        "blocks": Frame(reserve_frames.BLOCKS, reserve_frames.blocks_frame),
        "gains": Frame(reserve_frames.GAINS, reserve_frames.gains_frame),
        "unmet": Frame(reserve_frames.UNMET, reserve_frames.unmet_frame),
    },
    SizeAnswer: {
        "sizes": Frame(size_frames.SIZES, size_frames.sizes_frame),
        "spread": Frame(size_frames.SPREAD, size_frames.spread_frame),
        "demand": Frame(size_frames.DEMAND, size_frames.demand_frame),
    },
    ZonesAnswer: {
        "losses": Frame(zones_frames.LOSSES, zones_frames.losses_frame),
        "groups": Frame(zones_frames.GROUPS, zones_frames.groups_frame),
        "others": Frame(zones_frames.OTHERS, zones_frames.others_frame),
        "blocks": Frame(zones_frames.BLOCKS, zones_frames.blocks_frame),
    },
    BurstAnswer: {
        "burst": Frame(burst_frames.BURST, burst_frames.burst_frame),
        "shares": Frame(burst_frames.SHARES, burst_frames.shares_frame),
    },
    ForecastAnswer: {
        "forecast": Frame(forecast_frames.FORECAST, forecast_frames.forecast_frame),
        "limits": Frame(forecast_frames.LIMITS, forecast_frames.limits_frame),
        "counts": Frame(forecast_frames.COUNTS, forecast_frames.counts_frame),
        "swings": Frame(forecast_frames.SWINGS, forecast_frames.swings_frame),
        "whole_blocks": Frame(forecast_frames.WHOLE_BLOCKS, forecast_frames.whole_blocks_frame),
    },
    ChurnAnswer: {
        "churn": Frame(churn_frames.CHURN, churn_frames.churn_frame),
    },
    CompareAnswer: {
        "compare": Frame(compare_frames.COMPARE, compare_frames.compare_frame),
        "differences": Frame(compare_frames.DIFFERENCES, compare_frames.differences_frame),
    },
    SweepAnswer: {
        "rows": VariedFrame(sweep_frames.ROWS, sweep_frames.rows_frame, sweep_frames.rows_table),
        "combinations": VariedFrame(
            sweep_frames.COMBINATIONS, sweep_frames.combinations_frame, sweep_frames.combinations_table
        ),
    },
    DefragmentAnswer: {
        "moves": Frame(defragment_frames.MOVES, defragment_frames.moves_frame),
        "blocks": Frame(defragment_frames.BLOCKS, defragment_frames.blocks_frame),
    },
    PinAnswer: {
        "pin": Frame(pin_frames.PIN, pin_frames.pin_frame),
        "addresses": Frame(pin_frames.PINNED, pin_frames.pinned_frame),
    },
    TerwayAnswer: {
        "terms": Frame(terway_frames.TERMS, terway_frames.terms_frame),
        "groups": Frame(terway_frames.GROUPS, terway_frames.groups_frame),
    },
}
