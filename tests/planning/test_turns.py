"""VSwitches that take turns: the same order as asking again and again which one is the lowest."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import hypothesis.strategies as st
from hypothesis import given, settings

from eniplan.planning.turns import Run, take_turns
from tests.effort import examples

if TYPE_CHECKING:
    from eniplan.planning.turns import Entry

VSWITCHES = st.lists(st.tuples(st.integers(-40, 40), st.integers(1, 30)), min_size=1, max_size=9)
"""Score and room of each."""


@dataclass
class Place:
    """What turns know of a candidate."""

    room: int

    def take(self, enis: int) -> None:
        """Count so many."""
        self.room -= enis


def plainly(vswitches: list[tuple[int, int]], most: int, pace: int) -> list[tuple[int, int]]:
    """The lowest score with room, ties by position, one ENI after the other."""
    scores, rooms = ([each[part] for each in vswitches] for part in (0, 1))
    chosen = []
    for _ in range(most):
        roomy = [(score, place) for place, score in enumerate(scores) if rooms[place]]
        if not roomy:
            break
        score, place = min(roomy)
        chosen.append((place, score))
        scores[place] += pace
        rooms[place] -= 1
    return chosen


@settings(max_examples=examples(200))
@given(VSWITCHES, st.integers(1, 200), st.integers(0, 12))
def test_turns_are_the_lowest_again_and_again(vswitches: list[tuple[int, int]], most: int, pace: int) -> None:
    """Whatever scores and rooms: VSwitches join, fill up and go on in the order of a plain minimum."""
    places = [Place(room) for _, room in vswitches]
    waiting = sorted((score, index, cast("Any", places[index])) for index, (score, _) in enumerate(vswitches))
    run = Run(array("H"), array("d"))
    left: list[Entry] = take_turns(cast("list[Entry]", waiting), most, pace, run)
    expected = plainly(vswitches, most, pace)
    assert [*zip(*run, strict=True)] == expected
    taken = [sum(place == index for place, _ in expected) for index in range(len(vswitches))]
    assert [place.room for place in places] == [room - n for (_, room), n in zip(vswitches, taken, strict=True)]
    scores = {index: score + pace * taken[index] for index, (score, _) in enumerate(vswitches) if places[index].room}
    assert {index: score for score, index, _ in left} == scores
