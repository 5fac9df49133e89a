"""The growth of each group as it is given: rates, or counts by date, of one group or by the groups' names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from eniplan.capacity.asking import check_group
from eniplan.capacity.drift import drift_of, gaps_of
from eniplan.capacity.growth import DatedCounts, Schedule, dated_counts
from eniplan.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.drift import Drift
    from eniplan.capacity.growth import Growth
    from eniplan.planning.spec import Group

    Given = Growth | DatedCounts | Mapping[Any, Any]
    """A rate, dated counts, or a mapping or pandas Series of dates to counts."""

_DAYS_OLD = 31
"""A history that ends longer ago than this is said to be old."""


@dataclass(frozen=True, slots=True)
class GroupGrowth:
    """A group and what makes it grow.

    Args:
        group: the group.
        growth: its growth.
        remarks: what is assumed of it, a sentence each.
    """

    group: Group
    growth: Growth
    remarks: tuple[str, ...] = field(default=())


def growths_of(given: Given | Mapping[str, Given], groups: tuple[Group, ...], today: date) -> tuple[GroupGrowth, ...]:
    """The groups that grow, in the order of the plan.

    Args:
        given: the growth of one group, or growths by the groups' names.
        groups: the plan's groups.
        today: rows after it are a schedule, others a history.

    Raises:
        QuestionError: no growth, an unknown group, or what cannot be grown.
    """
    by_name = _by_name(given, groups)
    if not by_name:
        raise QuestionError("growth", "nothing grows: give the growth of one group at least")
    names = [group.name for group in groups]
    for name in by_name:
        check_group(name, names)
    return tuple(_group_growth(group, by_name[group.name], today) for group in groups if group.name in by_name)


def _by_name(given: Given | Mapping[str, Given], groups: tuple[Group, ...]) -> Mapping[str, Given]:
    if _is_by_name(given, groups):
        return cast("Mapping[str, Given]", given)
    if len(groups) == 1:
        return {groups[0].name: cast("Given", given)}
    names = ", ".join(group.name for group in groups)
    raise QuestionError("growth", f"the plan has {len(groups):,} groups; give growth by their names: {names}")


def _is_by_name(given: object, groups: tuple[Group, ...]) -> bool:
    """Whether a mapping's values are growths, not counts."""
    names = {group.name for group in groups}
    return isinstance(given, Mapping) and all(
        key in names or (isinstance(key, str) and not isinstance(value, int | float | None))
        for key, value in given.items()
    )


def _group_growth(group: Group, given: Given, today: date) -> GroupGrowth:
    if not group.names.numbered:
        raise QuestionError(group.name, f'"{group.name}" has no {{n}} in its name, so it can have 1 ENI only')
    if hasattr(given, "further"):
        return GroupGrowth(group, cast("Growth", given))
    if not isinstance(given, DatedCounts):
        if not hasattr(given, "items"):
            wanted = "a rate, or counts by date, is expected"
            raise QuestionError(group.name, f'"{given}" is no growth of {group.name}; {wanted}')
        given = dated_counts(given.items())
    try:
        return _dated(group, given, today)
    except QuestionError as error:
        raise QuestionError(error.asked, f"{group.name}: {error}") from None


def _dated(group: Group, given: DatedCounts, today: date) -> GroupGrowth:
    history, schedule = given.until(today), given.after(today)
    if not schedule:
        drift = drift_of(history)
        return GroupGrowth(group, drift, tuple(_history_remarks(group, given, drift, today)))
    for (day, wanted), (_, before) in zip(schedule, ((today, group.count), *schedule), strict=False):
        if wanted < before:
            problem = f"the schedule falls from {before:,} to {wanted:,} ENIs on {day}; growth may not be negative"
            raise QuestionError(str(wanted), problem)
    unused = f"{group.name}: rows after {today} are a schedule, and the {len(history):,} up to it are not used"
    steps = tuple(((day - today).days, wanted) for day, wanted in schedule)
    return GroupGrowth(group, Schedule(steps), (unused,) if history else ())


def _history_remarks(group: Group, given: DatedCounts, drift: Drift, today: date) -> Iterator[str]:
    rows = given.rows
    (first, _), (last, count) = rows[0], rows[-1]
    span = f"{len(rows):,} rows from {first} to {last}"
    yield f"{group.name}: {span} are carried on as a random walk with drift: {drift.said}"
    if drift.is_certain and len(rows) == 2:
        yield f"{group.name}: two rows tell nothing of the spread of growth, so its dates have no band"
    for begins, ends in gaps_of(rows):
        yield f"{group.name}: the history has a gap, no row between {begins} and {ends}"
    if count != group.count:
        yield f"{group.name}: the history ends with {count:,} ENIs and the plan asks for {group.count:,}, which count"
    if (today - last).days > _DAYS_OLD:
        yield f"{group.name}: the history ends {(today - last).days:,} days before {today}"
