"""What stands in the way: every problem of the form and every finding of the plan, each with its way and its fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.ui import rows
from eniplan.ui.fixes import fixes_of_finding, fixes_of_problem
from eniplan.ui.outcome import place_of
from eniplan.ui.table_widget import TableWidget

if TYPE_CHECKING:
    from eniplan.ui.acting import Part
    from eniplan.ui.fixes import Fix
    from eniplan.ui.panels.acts import Acts
    from eniplan.ui.panels.groups import Groups
    from eniplan.ui.panels.head import Head
    from eniplan.ui.rows import Found


class Findings:
    """One table of all of them; choosing a row goes to its field, a button mends it."""

    def __init__(self, acts: Acts, head: Head, groups: Groups) -> None:
        self._acts, self._state, self._head, self._groups = acts, acts.state, head, groups
        self._found: list[Found] = []
        self._fixes: list[list[Fix]] = []
        self.table = TableWidget(
            "Findings", rows.FINDING_COLUMNS, self._choose, "Findings: nothing stands in the way.", self._fix
        )
        self.table.add_class("eniplan-findings")
        self.box = self.table

    def show(self, changed: frozenset[Part]) -> None:
        """Show what has changed."""
        if not changed & {"document", "plan", "inventory"}:
            return
        self._found = rows.findings(self._state)
        self._fixes = [self._fixes_of(found) for found in self._found]
        labels = [[fix.label for fix in fixes] for fixes in self._fixes]
        self.table.show([found.row for found in self._found], acts=labels)

    def _fixes_of(self, found: Found) -> list[Fix]:
        if found.problem is not None:
            return fixes_of_problem(self._state, found.problem)
        return fixes_of_finding(self._state, found.finding) if found.finding is not None else []

    def _fix(self, index: int, act: int) -> None:
        self._acts.do(self._fixes[index][act].act)

    def _choose(self, index: int) -> None:
        self._acts.do(lambda: self._lead(self._found[index]))

    def _lead(self, found: Found) -> None:
        """Select what a finding is about, and go to its field."""
        group, path = self._place_of(found)
        if found.finding is not None and found.finding.vswitch in self._state.subject_vswitches:
            self._state.select_vswitch(found.finding.vswitch)
        if group is None:
            self._head.form.go_to(str(path[0]) if path else "name")
            return
        self._state.select_group(group)
        number = rows.eni_of(self._state, found)
        if number and path[:1] == ("eni",):
            self._state.select_eni(number)
        self._groups.lead_to(path)

    def _place_of(self, found: Found) -> tuple[int | None, tuple[str | int, ...]]:
        if found.problem is not None:
            problem = found.problem
            return problem.group, problem.path[2:] if problem.group is not None else problem.path
        return place_of(self._state, found.finding) if found.finding is not None else (None, ())
