"""Sizes in words: the smallest VSwitches, every mask beside it, and what one size less would risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.size import chance_text
from eniplan.report.answers.answer_table import answer_table
from eniplan.report.cards.table import Head
from eniplan.report.lettering import NOTHING

if TYPE_CHECKING:
    from eniplan.capacity.size import OneSizeLess, SizeAnswer
    from eniplan.capacity.size_options import GroupDemand, SizeOption
    from eniplan.report.answers.answer_table import AnswerTable, Row

_OPTION = (
    Head("VSwitches", "name"),
    Head("usable addresses of each", "number"),
    Head("single addresses needed", "number"),
    Head("/28s needed", "number"),
    Head("/80s needed", "number", optional=True),
    Head("blocks to reserve", "words"),
    Head("open addresses left", "number"),
    Head("chance that it holds", "number", optional=True),
    Head("verdict", "words"),
)
_LESS = (
    Head("VSwitches", "name"),
    Head("ENIs refused", "number"),
    Head("chance that it holds", "number"),
    Head("what is short", "words", optional=True),
    Head("codes", "code", optional=True),
)
_GROUP = (
    Head("group", "name"),
    Head("ENIs", "number"),
    Head("single addresses of each", "number"),
    Head("/28s of each", "number"),
    Head("/80s of each", "number"),
)
NEIGHBOURS = 3
"""How many masks are shown on either side of the answer."""


def tables(answer: SizeAnswer) -> tuple[AnswerTable, ...]:
    """The masks around the answer, other numbers of VSwitches, one size less, and the demand."""
    best = answer.best
    return (
        answer_table(
            "Sizes, each VSwitch from empty", _OPTION, (_option(answer, option) for option in near(answer)), "sizes"
        ),
        answer_table("One size less, planned", _LESS, (_less(best, answer.less),) if answer.less else (), "sizes"),
        answer_table(
            "With more VSwitches", _OPTION, (_option(answer, option) for option in answer.spread[1:]), "spread"
        ),
        answer_table("The demand", _GROUP, map(_group, answer.groups), "demand"),
    )


def near(answer: SizeAnswer) -> list[SizeOption]:
    """The sizes around the answer, smallest first."""
    return [option for option in answer.sizes if abs(option.mask - answer.best.mask) <= NEIGHBOURS]


def named(vswitches: int, mask: int) -> str:
    """``/22``, or ``3 x /24``."""
    return f"/{mask}" if vswitches == 1 else f"{vswitches:,} x /{mask}"


def masks_words(masks: tuple[int, ...]) -> str:
    """``2 x /26, /28``."""
    parts = (named(masks.count(mask), mask) for mask in sorted(set(masks)))
    return ", ".join(parts) or NOTHING


def verdict(answer: SizeAnswer, option: SizeOption) -> str:
    """Whether a size holds the demand, and why not."""
    if option.short:
        return f"too small: {option.short}"
    if option.chance < answer.confidence:
        return f"too small: chance below {answer.confidence:g}"
    return "the smallest that holds" if option == answer.best else "holds"


def _option(answer: SizeAnswer, option: SizeOption) -> Row:
    return (
        named(option.vswitches, option.mask),
        option.usable,
        option.addresses,
        option.prefixes,
        option.ipv6_prefixes or "",
        masks_words((*option.blocks, *option.ipv6_blocks)),
        option.spare,
        chance_text(option.chance) if answer.drawn else "",
        verdict(answer, option),
    )


def _less(best: SizeOption, less: OneSizeLess) -> Row:
    codes = ", ".join(less.codes)
    return named(best.vswitches, less.mask), less.refused, chance_text(less.chance), less.short, codes


def _group(group: GroupDemand) -> Row:
    return group.group, group.enis, group.addresses, group.ipv4_prefixes, group.ipv6_prefixes
