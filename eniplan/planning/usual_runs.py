"""Placing a group's usual ENIs in runs: VSwitches are chosen for thousands of ENIs, then each draws all of its own.

One draw of many addresses is the same as many draws of a few, one after the other (:mod:`eniplan.allocation.slots`), so
the plan is that of placing each ENI by itself; a slow fold in the tests holds that. Prefixes and addresses of one
VSwitch come from one stream of random numbers: where ENIs have both, each still draws in its turn.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from eniplan.planning.column_rows import in_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.planning.group_fold import GroupFold
    from eniplan.planning.turns import Run

AT_ONCE = 16_384
"""ENIs of one run: each VSwitch is asked seldom, and no more than this many wait in lists."""


def place_in_runs(fold: GroupFold, pace: int) -> None:
    """Place all ENIs of a group in turn: the usual ones between two others together.

    Args:
        fold: the group's fold; without instances.
        pace: of its placement: :func:`eniplan.planning.placement.pace_of`.
    """
    start = 1
    for number in fold.apart():
        _place(fold, range(start, number), pace)
        fold.place_number(number)
        start = number + 1
    _place(fold, range(start, fold.group.count + 1), pace)


def _place(fold: GroupFold, numbers: range, pace: int) -> None:
    """Place usual ENIs; one that finds no room is refused, and all after it."""
    refusal = fold.usual.refusal(0)
    while numbers and not refusal:
        run = fold.queue.run(min(len(numbers), AT_ONCE), pace)
        placed, numbers = numbers[: len(run.sites)], numbers[len(run.sites) :]
        if placed:
            _draw(fold, placed, run)
        else:
            refusal = fold.no_room()
    if numbers and refusal:
        fold.refusals.add(fold.group.names.name(numbers[0]), refusal, len(numbers))


def _draw(fold: GroupFold, numbers: range, run: Run) -> None:
    """Draw the addresses of a run's ENIs, and add them to the plan."""
    group, candidates = fold.group, fold.usual.candidates
    for site in dict.fromkeys(run.sites):
        fold.remarks.usual_placed(candidates[site])
    if not (group.ipv4_prefixes or group.ipv6_prefixes or group.ipv6_addresses):
        fold.columns.append_run(numbers, run, _drawn_in_turn(fold, run))
        return
    for number, site, score in zip(numbers, *run, strict=True):
        fold.columns.append(number, site, fold.draw(candidates[site]), score=score)


def _drawn_in_turn(fold: GroupFold, run: Run) -> Iterator[int]:
    """The IPv4 addresses of a run's ENIs, one ENI after the other; each VSwitch is asked once."""
    each, draw = 1 + fold.group.secondary_addresses, fold.group.draw
    drawn = {
        site: in_rows(fold.usual.candidates[site].pools.ipv4.allocate(enis * each, draw), each)
        for site, enis in Counter(run.sites).items()
    }
    return chain.from_iterable(map(next, map(drawn.__getitem__, run.sites)))
