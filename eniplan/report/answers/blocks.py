"""Whole blocks in words: the exact figures beside the simulated ones, the sizes, the curve and the ENIs that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.answer_table import answer_table
from eniplan.report.cards.table import Head
from eniplan.report.lettering import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.blocks_answer import BlockLevel, BlocksAnswer, BlockSize, ENIFill
    from eniplan.report.answers.answer_table import AnswerTable, Row

_FIGURE = (Head("figure", "name"), Head("value", "number"), Head("how it is known", "words"))
_SIZE = (
    Head("block", "name"),
    Head("prefixes it gives", "number"),
    Head("whole before any draw", "number"),
    Head("chance of one now", "number"),
    Head("chance of one after all", "number"),
    Head("random addresses until it is gone", "number"),
)
_LEVEL = (
    Head("further addresses", "number"),
    Head("expected whole /28s", "number"),
    Head("5 %", "number"),
    Head("50 %", "number"),
    Head("95 %", "number"),
    Head("simulated", "number", optional=True),
    Head("z", "number", optional=True),
)


def tables(answer: BlocksAnswer) -> tuple[AnswerTable, ...]:
    """The figures, the sizes and the curve."""
    return (
        answer_table(
            f"Whole /28s after {answer.hidden + answer.more:,} random addresses",
            _FIGURE,
            _figures(answer),
            "distribution",
        ),
        answer_table(
            f"What can be reserved; gone: a chance below {share(answer.limit)}",
            _SIZE,
            map(_size, answer.sizes),
            "sizes",
        ),
        answer_table("As more addresses are drawn", _LEVEL, map(_level, answer.levels), "levels"),
    )


def share(chance: float) -> str:
    """A chance as a percentage that never says certain or impossible of what is neither."""
    if 0 < chance < 0.001:
        return "< 0.1 %"
    if 0.999 < chance < 1:
        return "> 99.9 %"
    return f"{100 * chance:.3g} %"


def _figures(answer: BlocksAnswer) -> Iterator[Row]:
    yield "now", answer.now, "counted, before any draw"
    yield "expected", f"{answer.expected:,.3f}", "closed form"
    yield "standard deviation", f"{answer.variance**0.5:,.3f}", "closed form"
    yield "5 to 95 %", f"{answer.p05:,} to {answer.p95:,}", "exact law"
    if found := answer.monte_carlo:
        how = f"{found.trials:,} trials, standard error {found.standard_error:.2g}, z {found.z:+.2f}"
        yield "simulated", f"{found.mean:,.3f}", how
    yield "largest block to reserve now", answer.largest_reservable or "none", "the first of its size"
    if answer.enis:
        yield from _enis(answer.enis)


def _enis(enis: ENIFill) -> Iterator[Row]:
    what = f"of {enis.addresses:,} addresses + {enis.prefixes:,} /28"
    yield "ENIs that fit from now on", f"{enis.expected:,.2f}", f"{what}, expected by the exact law"
    yield "5 to 95 %", f"{enis.p05:,} to {enis.p95:,}", "exact law"


def _size(size: BlockSize) -> Row:
    left = size.draws_left if size.now else NOTHING
    return f"/{size.mask}", size.prefixes, size.now, share(size.chance_now), share(size.chance), left


def _level(level: BlockLevel) -> Row:
    found = level.simulated
    simulation = (f"{found.mean:,.2f}", f"{found.z:+.2f}") if found else ("", "")
    exact = (f"{level.expected:,.2f}", level.p05, level.p50, level.p95)
    return level.more, *exact, *simulation
