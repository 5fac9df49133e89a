"""Whose a request is: the group of a plan and the number of the ENI, by the name that a finding gives.

Names come from patterns, so each question would try every group's; with hundreds of groups and findings that took
longer than planning them. What was asked is remembered as long as the plan is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eniplan.planning.spec import Group


class Owner(NamedTuple):
    """A group's name, and the number of the ENI in it, counted from 1; 0 where the whole group is meant."""

    group: str
    number: int


NOBODY: Final = Owner("", 0)


class Owners:
    """The groups of one plan."""

    def __init__(self, groups: Iterable[Group] = ()) -> None:
        self._patterns = [(group.name, group.names) for group in groups]
        self._known = {name: Owner(name, pattern.number_of(name) or 0) for name, pattern in self._patterns}

    def of(self, request: str) -> Owner:
        """Whose a request is; :data:`NOBODY` where it is no group's and no ENI's name."""
        if request not in self._known:
            self._known[request] = next(self._found(request), NOBODY)
        return self._known[request]

    def _found(self, request: str) -> Iterator[Owner]:
        for name, pattern in self._patterns:
            if number := pattern.number_of(request):
                yield Owner(name, number)
