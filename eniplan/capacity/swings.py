"""Which assumption moves the first refusal most: each changed by itself, down and up, and growth placed again.

What one ENI takes is changed for further ENIs only: those of the plan stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eniplan.capacity.filling import Need, fill
from eniplan.capacity.outcome import changes_of
from eniplan.network.cidr import PREFIX_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from eniplan.capacity.filling import Growing, Place
    from eniplan.capacity.growth import Further
    from eniplan.capacity.horizon import Horizon
    from eniplan.capacity.start import Start

    Courses = Sequence[Further]

_SHARE = 20
"""By so many percent rates and limits are changed."""
_ADDRESS = {"open pool": 1, "VPC addresses": 1, "basic group": 1}
_PREFIX = {"IPv4 prefixes": 1, "VPC addresses": PREFIX_SIZE[4], "basic group": 1}
"""What one address or one prefix more takes, by kind of limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """One assumption, changed by itself.

    Args:
        assumption: what is changed.
        less, more: by how much, in words.
        with_less, with_more: the first day on which some ENI is refused then; None after the forecast's end.
        moves: how many days lie between the two; after the forecast's end counts as the day after it.
    """

    assumption: str
    less: str
    more: str
    with_less: date | None
    with_more: date | None
    moves: int


def swings_of(start: Start, wanted: Courses, horizon: Horizon) -> tuple[Swing, ...]:
    """The swings of all assumptions that matter to the groups that grow, the one that moves most first.

    Args:
        start: where groups and limits stand today.
        wanted: the middle growth of each group.
        horizon: the days.
    """
    return tuple(sorted(_swings(start, wanted, horizon), key=lambda swing: -swing.moves))


def _swings(start: Start, wanted: Courses, horizon: Horizon) -> Iterator[Swing]:
    share = f"{_SHARE} %"
    slow, fast = ([[further * part // 100 for further in course] for course in wanted] for part in _parts())
    yield _swing("growth", share, [(start, slow), (start, fast)], horizon)
    for what, needs, kind in (
        ("single addresses of an ENI", _ADDRESS, "open pool"),
        ("IPv4 prefixes of an ENI", _PREFIX, "IPv4 prefixes"),
    ):
        if any(limit.kind == kind for limit in start.limits):
            changed = [(_with_needs(start, needs, kind, sign), wanted) for sign in (-1, 1)]
            yield _swing(what, "1", changed, horizon)
    for kind in dict.fromkeys(limit.kind for limit in start.limits):
        yield _swing(f"left of {kind}", share, [(_with_left(start, kind, part), wanted) for part in _parts()], horizon)


def _parts() -> tuple[int, int]:
    return 100 - _SHARE, 100 + _SHARE


def _swing(assumption: str, by: str, changed: Sequence[tuple[Start, Courses]], horizon: Horizon) -> Swing:
    days = [_first_refusal(start, wanted) for start, wanted in changed]
    low, high = (horizon.days + 1 if day is None else day for day in days)
    with_less, with_more = (None if day is None else horizon.date(day) for day in days)
    return Swing(
        assumption=assumption,
        less=f"-{by}",
        more=f"+{by}",
        with_less=with_less,
        with_more=with_more,
        moves=abs(high - low),
    )


def _first_refusal(start: Start, wanted: Courses) -> int | None:
    """The first day on which some ENI is refused; what comes after it is not placed."""
    left, growing = start.again()
    for moment in fill(growing, changes_of(start.growing, wanted), left):
        if any(group.refused for group in growing):
            return moment.day
    return None


def _with_left(start: Start, kind: str, part: int) -> Start:
    """So many percent of what limits of a kind have left."""
    left = (
        count * part // 100 if limit.kind == kind else count
        for count, limit in zip(start.left, start.limits, strict=True)
    )
    return replace(start, left=tuple(left))


def _with_needs(start: Start, needs: Mapping[str, int], kind: str, sign: int) -> Start:
    """Further ENIs of the groups that draw on a kind of limit take more or less."""
    more = {place: sign * needs.get(limit.kind, 0) for place, limit in enumerate(start.limits)}
    drawn = {place for place, limit in enumerate(start.limits) if limit.kind == kind}
    return replace(start, growing=tuple(_grown(group, more, drawn) for group in start.growing))


def _grown(group: Growing, more: Mapping[int, int], drawn: set[int]) -> Growing:
    places = (
        _changed(place, more) if any(need.limit in drawn for need in place.needs) else place for place in group.places
    )
    return replace(group, places=tuple(places), _heaps={})


def _changed(place: Place, more: Mapping[int, int]) -> Place:
    """An ENI that has its primary address only keeps it; what it takes nothing of is no limit of it."""
    opened, singles = place.pools[0]
    if singles + more[opened] < 1:
        return place
    needs = [Need(limit, amount + more[limit]) for limit, amount in place.needs]
    pools = {need.limit for need in place.pools}
    kept = [need for need in needs if need.amount > 0]
    return replace(place, needs=tuple(kept), pools=tuple(need for need in kept if need.limit in pools))
