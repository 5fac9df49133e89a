"""The frames of whole blocks: the curve, the exact law, and each size of block."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

from eniplan.report.frames.column import Frame, Table, count, number, text

if TYPE_CHECKING:
    from pandas import DataFrame

    from eniplan.capacity.blocks_answer import BlocksAnswer

LEVELS = Table(
    "One row per number of further random addresses, from none on.",
    (
        count("more", "further addresses drawn at random, from now on"),
        number("expected", "mean number of whole /28s, exact"),
        number("variance", "its variance, exact, in /28s squared"),
        count("p05", "at most so many /28s are whole with a chance of 5 %"),
        count("p50", "at most so many /28s are whole with a chance of 50 %"),
        count("p95", "at most so many /28s are whole with a chance of 95 %"),
        number("simulated", "mean of the simulation, in /28s; not a number without one"),
        number("standard_error", "of that mean, in /28s"),
        number("z", "how many standard errors it is from the exact mean"),
    ),
)
DISTRIBUTION = Table(
    "One row per possible number of whole /28s after all draws, those less likely than 1e-12 left out.",
    (
        count("blocks", "whole /28s"),
        number("chance", "the chance of exactly so many, a part of 1"),
    ),
)
SIZES = Table(
    "One row per size of block, the largest first.",
    (
        text("block", "the size, as a mask"),
        count("prefixes", "that such a block gives, in /28s"),
        count("now", "whole before any draw, in blocks of the size"),
        number("chance_now", "the chance that at least one is whole now, a part of 1"),
        number("chance", "the chance that at least one is whole after all draws, a part of 1"),
        count("draws_left", "random addresses from now on until that chance is below the limit"),
    ),
)


@LEVELS.documents
def levels_frame(answer: BlocksAnswer) -> DataFrame:
    """The curve of whole /28s."""
    rows = []
    for level in answer.levels:
        found = level.simulated
        simulation = (found.mean, found.standard_error, found.z) if found else (nan, nan, nan)
        exact = (level.more, level.expected, level.variance, level.p05, level.p50, level.p95)
        rows.append((*exact, *simulation))
    return LEVELS.of_rows(rows)


@DISTRIBUTION.documents
def distribution_frame(answer: BlocksAnswer) -> DataFrame:
    """The exact law of the number of whole /28s."""
    return DISTRIBUTION.of(answer.distribution)


@SIZES.documents
def sizes_frame(answer: BlocksAnswer) -> DataFrame:
    """What can still be reserved, size by size."""
    return SIZES.of(answer.sizes, block=[f"/{row.mask}" for row in answer.sizes])


FRAMES = {
    "levels": Frame(LEVELS, levels_frame),
    "distribution": Frame(DISTRIBUTION, distribution_frame),
    "sizes": Frame(SIZES, sizes_frame),
}
