"""The frames of each type of answer, by name; the first is the one that is meant where none is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.blocks_answer import BlocksAnswer
from eniplan.capacity.headroom import HeadroomAnswer
from eniplan.report.frames import blocks_frames, headroom_frames
from eniplan.report.frames.column import Frame

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
}
