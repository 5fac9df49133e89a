"""What a forecast answers: dates as bands, for groups, limits and whole /28s."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from eniplan.capacity.answer import Answer
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from eniplan.capacity.band import Band
    from eniplan.capacity.swings import Swing


@dataclass(frozen=True, slots=True)
class DateBand:
    """A date with what is uncertain of it; None is after the forecast's end.

    Args:
        p05: with fast growth, of which 5 in 100 are faster.
        p50: with the middle growth.
        p95: with slow growth, of which 5 in 100 are slower.
    """

    p05: date | None
    p50: date | None
    p95: date | None

    @property
    def is_certain(self) -> bool:
        """Whether all three are the same."""
        return self.p05 == self.p50 == self.p95


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When it must be ordered that a limit goes away: the lead time before the first date, that of fast growth.

    Args:
        order_by: the date; None where nothing has to be ordered before the forecast's end.
        is_late: whether it is already past.
    """

    order_by: date | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLevel:
    """How many ENIs of a group are wanted on a day."""

    date: date
    enis: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupForecast:
    """When a group's ENIs are refused.

    Args:
        group: the group's name.
        count: how many ENIs the plan asks for today.
        growth: what makes it grow, in words.
        refused: the first day on which an ENI of it is refused.
        fits: how many ENIs it has then, with the middle growth, or with the fast one where only that is refused; those
            it has in the end where none is.
        kind, subject: the limit that refuses, as in :class:`~eniplan.planning.limits.GroupLimit`; ``rule`` where no
            room would help; both empty where nothing is refused.
        code: the code that refuses.
        due: when more must be ordered.
        levels: how many are wanted over time, from today to the forecast's end.
    """

    group: str
    count: int
    growth: str
    refused: DateBand
    fits: int
    kind: str
    subject: str
    code: str
    due: Due
    levels: tuple[CountLevel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitForecast:
    """When a limit refuses: the first day at whose end it would refuse one more ENI of a group that grows.

    Args:
        kind, subject: as in :class:`~eniplan.planning.limits.GroupLimit`.
        vswitches: the VSwitches whose ENIs draw on it.
        group: of the groups that grow and draw on it, the one whose ENI takes most.
        left: addresses, prefixes, ENIs or slots that are left of it today.
        needed: how many of them one ENI of that group takes.
        most: the figure that the account's profile sets; 0 for a pool.
        code: the code that refuses.
        refuses: when.
        due: when more of it must be ordered.
    """

    kind: str
    subject: str
    vswitches: tuple[str, ...]
    group: str
    left: int
    needed: int
    most: int
    code: str
    refuses: DateBand
    due: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocksLevel:
    """Whole /28s on a day: the exact mean with the middle growth, and percentiles.

    Args:
        date: the day.
        drawn: how many more addresses the middle growth has drawn by then.
        mean: whole /28s to expect.
        blocks: p05 by the exact law with fast growth, p50 with the middle one, p95 with slow growth.
    """

    date: date
    drawn: int
    mean: float
    blocks: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeBlocks:
    """The whole /28s of one VSwitch over time: those that could still be reserved.

    Args:
        vswitch: its id.
        now: how many there are after the plan.
        gone: from when on a whole one is less likely than the answer's ``chance``.
        levels: over time.
    """

    vswitch: str
    now: int
    gone: DateBand
    levels: tuple[BlocksLevel, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ForecastAnswer(Answer):
    """When growth is refused, by which limit, and what must be ordered by when.

    Args:
        plan: the plan's name.
        today: the day from which on groups grow.
        until: the last day that is looked at.
        lead_days: how many days before it is needed something must be ordered.
        chance: a whole /28 that is less likely than this counts as gone.
        groups: the groups that grow, in the order of the plan.
        limits: every limit that they draw on, the one that refuses first at the top.
        whole_blocks: the VSwitches that they may be in, and have whole /28s.
        swings: where asked for, how far each assumption moves the first refusal; the one that moves it most first.
    """

    question: ClassVar[str] = "forecast"

    plan: str
    today: date
    until: date
    lead_days: int
    chance: float
    groups: tuple[GroupForecast, ...]
    limits: tuple[LimitForecast, ...]
    whole_blocks: tuple[WholeBlocks, ...]
    swings: tuple[Swing, ...] = ()

    @property
    def first(self) -> GroupForecast | None:
        """The group that is refused first, with the middle growth, else with the fast one; None where none is."""
        for at in ("p50", "p05"):
            dated = [(day, group) for group in self.groups if (day := getattr(group.refused, at))]
            if dated:
                return min(dated, key=lambda each: each[0])[1]
        return None

    @property
    def holds(self) -> bool:
        """Whether nothing is refused with the middle growth."""
        return all(group.refused.p50 is None for group in self.groups)

    @property
    def headline(self) -> str:
        """The group that is refused first, when, by what, and when to order."""
        first = self.first
        return ", ".join(self._of(first)) if first else f"everything that grows fits until {self.until}"

    def _of(self, first: GroupForecast) -> Iterator[str]:
        many = f" (of {counted(len(self.groups), 'group')} that grow the first)" if len(self.groups) > 1 else ""
        yield f"{first.group}{many} {date_words(first.refused, self.today)}"
        yield f"by {first.subject if first.kind == 'rule' else f'the {first.kind} of {first.subject}'}"
        if first.due.order_by:
            late = ", which is past" if first.due.is_late else ""
            yield f"so order by {first.due.order_by}{late}"


def date_words(refused: DateBand, today: date) -> str:
    """``is refused from 2027-03-04 on (p05 2027-01-02, p95 later)``."""
    if refused.p50 is None:
        return f"is not refused with the middle growth, with the fast one from {refused.p05} on"
    since = "is refused already" if refused.p50 <= today else f"is refused from {refused.p50} on"
    if refused.is_certain:
        return since
    return f"{since} (p05 {refused.p05}, p95 {refused.p95 or 'later'})"
