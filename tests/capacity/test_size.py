"""Sizes for a demand: a plan on such a VSwitch refuses nothing, on one size less it does; chances by another sum."""

from __future__ import annotations

from fractions import Fraction
from math import comb, isclose
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eniplan.capacity.block_choice import chosen_blocks
from eniplan.capacity.size import planned_from_empty, size
from eniplan.capacity.size_options import chance_of_whole
from eniplan.errors import QuestionError
from eniplan.network.profile import Profile
from tests.effort import examples
from tests.planning.ground_kit import account, group, planned, spec, vswitch

if TYPE_CHECKING:
    from eniplan.planning.spec import Group


def refused(groups: list[Group], vswitches: int, mask: int) -> int:
    """ENIs that are refused in empty VSwitches of a mask, with the best blocks reserved first."""
    return chosen_blocks(planned_from_empty(groups, vswitches, mask, Profile())).made.refused.enis


@st.composite
def demands(draw: st.DrawFn) -> list[Group]:
    """One or two groups, with or without prefixes of either family."""
    return [
        group(
            f"g{place}-{{n}}",
            draw(st.integers(1, 40)),
            secondary_addresses=draw(st.integers(0, 12)),
            ipv4_prefixes=draw(st.integers(0, 3)),
            ipv6_prefixes=draw(st.sampled_from([0, 0, 2])),
        )
        for place in range(draw(st.integers(1, 2)))
    ]


@settings(max_examples=examples(40))
@given(demands())
def test_the_size_holds_and_one_size_less_does_not(groups: list[Group]) -> None:
    """Planned for real: nothing is refused in a VSwitch of the answer's mask, something in one of half the size."""
    answer = size(groups)
    assert answer.best.vswitches == 1
    assert refused(groups, 1, answer.best.mask) == 0
    assert (answer.less is None) == (answer.best.mask == 29)
    if answer.less is not None:
        assert (answer.less.refused, answer.less.mask) == (refused(groups, 1, answer.less.mask), answer.best.mask + 1)
        assert answer.less.refused > 0
        assert answer.less.short


@settings(max_examples=examples(25))
@given(demands(), st.integers(2, 4))
def test_several_vswitches_hold_their_share(groups: list[Group], vswitches: int) -> None:
    """So many VSwitches of the answer's mask hold everything; for one group half the size does not."""
    answer = size(groups, vswitches=vswitches)
    assert refused(groups, answer.best.vswitches, answer.best.mask) == 0
    if len(groups) == 1 and answer.less is not None:
        assert answer.less.refused > 0


def chance(mask: int, prefixes: int, drawn: int) -> Fraction:
    """That so many /28s are whole after random draws, by inclusion and exclusion in whole numbers."""
    whole, free = 2 ** (28 - mask) - 2, 2 ** (32 - mask) - 4
    ways = [comb(whole, kept) * comb(free - 16 * kept, drawn) for kept in range(whole + 1)]
    at_least = sum(
        (-1) ** (kept - prefixes) * comb(kept - 1, prefixes - 1) * ways[kept] for kept in range(prefixes, whole + 1)
    )
    return Fraction(at_least, comb(free, drawn))


@pytest.mark.parametrize(
    ("mask", "prefixes", "drawn"), [(26, 1, 3), (24, 5, 25), (24, 14, 1), (22, 20, 60), (20, 100, 200)]
)
def test_the_chance_is_the_exact_one(mask: int, prefixes: int, drawn: int) -> None:
    """The law that is carried draw by draw and the closed sum agree."""
    assert isclose(chance_of_whole(mask, prefixes, drawn), chance(mask, prefixes, drawn), rel_tol=1e-9, abs_tol=1e-12)


def test_blocks_that_are_reserved_late_need_more() -> None:
    """Four prefixes and 20 addresses: a /25 from empty; with all 20 drawn first the chance decides."""
    groups = [group("pod-{n}", 4, secondary_addresses=4, ipv4_prefixes=1)]
    assert size(groups).best.mask == 25
    answer = size(groups, drawn=20, confidence=0.95)
    tried = {mask: float(chance(mask, 4, 20)) for mask in (25, 24, 23, 22)}
    assert answer.best.mask == max(mask for mask, found in tried.items() if found >= 0.95)
    assert answer.less is not None
    assert isclose(answer.less.chance, tried[answer.less.mask], rel_tol=1e-9)
    assert "with a chance of" in answer.headline


def test_a_prefix_needs_a_26() -> None:
    """One ENI with one prefix: a /27 can never hold it; without a prefix a /29 will do, and nothing is smaller."""
    answer = size([group("pod-{n}", 1, ipv4_prefixes=1)])
    assert (answer.best.mask, answer.best.blocks, answer.best.spare) == (26, (28,), 60 - 16 - 1)
    assert answer.less is not None
    assert answer.less.short == "a /27 can never hold a prefix"
    assert size([group("web-{n}", 4)]).best.mask == 29
    assert size([group("web-{n}", 4)]).less is None


def test_the_largest_vswitch_is_not_always_enough() -> None:
    """A /16 has 4,094 prefixes in whole /28s: 5,000 need two VSwitches, each with 2,500."""
    answer = size([group("pod-{n}", 500, ipv4_prefixes=10)])
    assert (answer.best.vswitches, answer.best.mask, answer.best.prefixes) == (2, 16, 2_500)
    assert [option.vswitches for option in answer.spread] == [2, 3, 4, 5]


def test_a_plan_and_its_spec_are_the_same_demand() -> None:
    """What exists counts too, and what has no place as well."""
    groups = group("web-{n}", 30), group("x-{n}", 3, ipv4_prefixes=1)
    plan = planned(*groups, on=account(vswitch("a", "10.0.0.0/28")))
    assert size(plan).best == size(spec(*groups)).best == size(groups).best


WRONG = {
    "the demand is empty": ([], {}),
    "a confidence of 1.5 is no chance": ([group()], {"confidence": 1.5}),
    "a confidence of nan is no chance": ([group()], {"confidence": float("nan")}),
    "0 VSwitches: from 1 to 100": ([group()], {"vswitches": 0}),
    "2 drawn addresses: from 0 to the demand's 1": ([group()], {"drawn": 2}),
    "hold the demand within 100 blocks": ([group("x-{n}", 1_000_000, ipv4_prefixes=10)], {}),
}


@pytest.mark.parametrize("said", WRONG)
def test_what_is_no_question_is_one_sentence(said: str) -> None:
    """What is wrong, and what is expected."""
    groups, options = WRONG[said]
    with pytest.raises(QuestionError, match=said):
        size(groups, **options)  # type: ignore[arg-type]
