"""Which VSwitch is first, by counts alone: the scores of the planner's four placements.

They are those of :mod:`eniplan.planning.placement`, asked of what limits have left instead of pools of addresses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.planning.placement import whole_lost

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from eniplan.capacity.filling import Place
    from eniplan.planning.spec import Group

    Score = Callable[[Place, Sequence[int]], float]


class Scoring(NamedTuple):
    """The score of a VSwitch, and whether it may fall; one that only rises need not be looked at until it is first."""

    of: Score
    may_fall: bool = False


def _listed(_group: Group) -> Scoring:
    return Scoring(lambda place, _left: place.order)


def _fewest(_group: Group) -> Scoring:
    return Scoring(lambda place, _left: place.placed)


def _most_free(_group: Group) -> Scoring:
    return Scoring(lambda place, left: -left[place.pools[0].limit])


def _prefix_aware(group: Group) -> Scoring:
    """Most free prefixes of the family asked for, else the fewest whole /28s lost."""
    if group.ipv4_prefixes or group.ipv6_prefixes:
        return Scoring(lambda place, left: -left[place.prefixes] if place.prefixes is not None else 0)
    singles = 1 + group.secondary_addresses
    return Scoring(lambda place, left: _expected_loss(place, left, singles), may_fall=True)


def _expected_loss(place: Place, left: Sequence[int], addresses: int) -> float:
    """The whole /28s that an ENI is expected to spoil, of those that are expected to be left."""
    drawn = place.open_at_first - left[place.pools[0].limit]
    free, whole = place.free_at_first, place.whole_at_first
    expected = whole - whole_lost(free, whole, drawn)
    return whole_lost(free - drawn, expected, addresses)  # type: ignore[arg-type] # a mean, not a count


SCORES: Mapping[str, Callable[[Group], Scoring]] = {
    "spread": _fewest,
    "fill": _listed,
    "most-free": _most_free,
    "prefix-aware": _prefix_aware,
}
"""By placement, the score of a VSwitch; the lowest is first, ties go by the listed order."""
