"""What a group could not get, gathered by code while it is placed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.finding import Finding
from eniplan.planning.plan import Refusal
from eniplan.validation.room import limit_source, limit_text, shortage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.planning.spec import Group
    from eniplan.validation.case import Setting
    from eniplan.validation.room import Limit


class Reason(NamedTuple):
    """Why an ENI has no place: the finding that says so, the limit behind it in words, and the VSwitches tried."""

    finding: Finding
    limit: str
    vswitches: tuple[str, ...]


def reason_of_limit(limit: Limit, setting: Setting, vswitches: tuple[str, ...]) -> Reason:
    """A limit that has no room left."""
    finding = Finding(
        code=limit.code,
        severity="error",
        parameter=limit.parameter,
        message=shortage(limit, setting),
        source=limit_source(limit, setting),
        vswitch=limit.subject if limit.subject in vswitches else "",
    )
    said = limit_text(limit, setting)
    return Reason(finding, f"{said}: {max(limit.left, 0):,} left, {limit.needed:,} an ENI", vswitches)


def reason_of_finding(finding: Finding, vswitches: tuple[str, ...]) -> Reason:
    """A rule that the ENI breaks."""
    return Reason(finding, finding.message, vswitches)


@dataclass
class _Entry:
    reason: Reason
    first: str
    enis: int


class Refusals:
    """The refusals of one group: a count per code and VSwitches, with the first ENI and its reason."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._entries: dict[tuple[str, str], _Entry] = {}

    def add(self, name: str, reason: Reason, enis: int = 1) -> None:
        """Refuse an ENI, or so many of which it is the first."""
        # a named value that is wrong is one ENI's own matter; a limit or a rule of the group gathers all of them
        key = (reason.finding.code, reason.limit if reason.finding.request else "")
        entry = self._entries.get(key)
        if entry is None:
            self._entries[key] = _Entry(reason, name, enis)
        else:
            entry.enis += enis

    def __bool__(self) -> bool:
        return bool(self._entries)

    def refused(self, placed: int) -> Iterator[Refusal]:
        """The refusals, once the group is placed."""
        for (code, _), entry in self._entries.items():
            which = entry.first if entry.enis == 1 else f"{entry.enis:,} ENIs from {entry.first} on"
            yield Refusal(
                group=self._group.name,
                count=self._group.count,
                placed=placed,
                code=code,
                limit=entry.reason.limit,
                vswitches=entry.reason.vswitches,
                message=f"{which} of {self._group.count:,} cannot be placed: {entry.reason.finding.message}",
                enis=entry.enis,
                first=entry.first,
            )

    def findings(self) -> Iterator[Finding]:
        """One finding of severity error per refusal."""
        for entry in self._entries.values():
            finding = entry.reason.finding
            yield finding if finding.request else replace(finding, request=self._group.name)
