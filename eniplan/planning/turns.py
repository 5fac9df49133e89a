"""VSwitches that take turns: the next thousands of ENIs at once, where each adds the same to its VSwitch's score.

The VSwitches whose scores lie less than one pace above the lowest come next, one ENI each; then all of them stand one
pace higher, in the same order. So they take turns, round after round, until one of them is full, or until another
VSwitch's score is reached: then that one joins. A round costs a copy of what the last one was.
"""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from array import array

    from eniplan.planning.candidate import Candidate

Entry = tuple[float, int, "Candidate"]
"""A VSwitch that waits: its score, its position in the group, which settles ties, and itself."""


class Run(NamedTuple):
    """ENIs in a row: the VSwitch of each, by its position in the group, and the score that put it first."""

    sites: array[int]
    scores: array[float]


def take_turns(waiting: list[Entry], most: int, pace: int, run: Run) -> list[Entry]:
    """Add up to so many ENIs to a run, counted in their VSwitches.

    Args:
        waiting: the VSwitches in order, each with room; what they share has room for ``most``.
        most: how many ENIs, at least 1.
        pace: what an ENI adds to its VSwitch's score.
        run: is added to.

    Returns:
        The VSwitches that still have room of their own, with their scores.
    """
    turn, later = waiting[:1], waiting[:0:-1]
    while turn and most:
        while later and later[-1][0] < turn[0][0] + pace:
            insort(turn, later.pop())
        rounds = _rounds(turn, later, pace)
        if rounds * len(turn) > most:
            rounds = max(1, most // len(turn))
        placed = turn[:most]
        _add(placed, rounds, pace, run)
        most -= rounds * len(placed)
        moved = [(score + rounds * pace, index, candidate) for score, index, candidate in placed]
        turn = [entry for entry in (*turn[len(placed) :], *moved) if entry[2].room]
        if not turn and later:
            turn = [later.pop()]
    return turn + later


def _rounds(turn: list[Entry], later: list[Entry], pace: int) -> int:
    """How many rounds pass before one of those that take turns is full, or another VSwitch joins them."""
    rounds = min(candidate.room for _, _, candidate in turn)
    return min(rounds, int(later[-1][0] - turn[0][0]) // pace) if later and pace else rounds


def _add(placed: list[Entry], rounds: int, pace: int, run: Run) -> None:
    """So many rounds of one ENI for each VSwitch."""
    scores, sites = [score for score, _, _ in placed], [index for _, index, _ in placed]
    for higher in range(0, rounds * pace, pace) if pace else (0,) * rounds:
        run.sites.extend(sites)
        run.scores.extend([score + higher for score in scores])
    for _, _, candidate in placed:
        candidate.take(rounds)
