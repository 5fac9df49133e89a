"""What each frame has is what its table says, empty or full; and every column is described."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import eniplan
from eniplan.capacity.headroom import HeadroomAnswer
from eniplan.contract.finding import Finding
from eniplan.contract.findings import Findings
from eniplan.network.inventory import Inventory
from eniplan.planning.plan import Refusal, Refused
from eniplan.planning.planner import plan_groups
from eniplan.report.frames import tables
from eniplan.report.frames.column import Column, Frame, Table
from eniplan.report.views.frames import FRAMES
from tests.planning.ground_kit import planned, spec

if TYPE_CHECKING:
    from eniplan.views import Viewable

HANGZHOU = eniplan.read_inventory(eniplan.examples / "hangzhou")
FULL = eniplan.plan(eniplan.examples / "tight.toml", HANGZHOU)
EMPTY = plan_groups(spec(), Inventory())
BLOCKS = eniplan.blocks("10.0.0.0/24", used=10, trials=10)
VALUES: dict[str, tuple[Viewable, Viewable]] = {
    "plan": (FULL, EMPTY),
    "inventory": (HANGZHOU, Inventory()),
    "enis": (FULL.enis, EMPTY.enis),
    "requests": (FULL.requests, EMPTY.requests),
    "steps": (FULL.steps, EMPTY.steps),
    "changes": (FULL.changes, EMPTY.changes),
    "findings": (FULL.findings, Findings()),
    "refused": (FULL.refused, Refused()),
    "check": (eniplan.check([{}]), planned().findings),
    "headroom": (eniplan.headroom(FULL), HeadroomAnswer(assumptions=(), plan="", groups=())),
    "blocks": (
        BLOCKS,
        replace(BLOCKS, levels=(), distribution=(), sizes=()),
    ),
}
ALL = [(key, name) for key, (full, _) in VALUES.items() for name in FRAMES.of(full)]


@pytest.mark.parametrize(("key", "name"), ALL)
def test_frames_have_the_columns_and_dtypes_of_their_table(key: str, name: str) -> None:
    """Full and empty: the same names in order, the same dtypes, and an index that counts from 0."""
    full, empty = VALUES[key]
    offered = FRAMES.of(full)[name]
    assert isinstance(offered, Frame)
    for made in (full.frame(name), empty.frame(name)):
        assert list(made.columns) == [column.name for column in offered.table.columns]
        assert [str(dtype) for dtype in made.dtypes] == [column.kind for column in offered.table.columns]
        assert made.index.equals(pd.RangeIndex(len(made)))
    assert len(full.frame(name)) > 0
    if name != "columns":
        assert empty.frame(name).dtypes.equals(full.frame(name).dtypes)
        assert len(empty.frame(name)) == 0


def test_the_frames_that_are_promised() -> None:
    """A plan has all of them, an inventory those of what exists."""
    shared = {"vswitches", "blocks", "enis", "addresses", "prefixes", "findings", "columns"}
    assert set(FRAMES.of(FULL)) == shared | {"utilisation", "requests", "steps", "changes", "refused"}
    assert set(FRAMES.of(HANGZHOU)) == shared


@pytest.mark.parametrize(("key", "name"), ALL)
def test_every_builder_documents_its_columns(key: str, name: str) -> None:
    """Name, dtype and meaning of each column stand in the builder's docstring."""
    offered = FRAMES.of(VALUES[key][0])[name]
    assert isinstance(offered, Frame)
    if offered.build.__name__.startswith("_"):
        return  # it hands on an attribute to a builder that is documented, or describes the columns themselves
    for column in offered.table.columns:
        assert f"    {column.name} ({column.kind}" in str(offered.build.__doc__)
        assert column.meaning in str(offered.build.__doc__)


def test_the_frame_of_columns_describes_all_others() -> None:
    """One row per column of each other frame, with its dtype."""
    said = FULL.frame("columns")
    for name in set(FRAMES.of(FULL)) - {"columns"}:
        rows = said[said["frame"] == name]
        made = FULL.frame(name)
        assert rows["column"].tolist() == list(made.columns)
        assert rows["dtype"].tolist() == [str(dtype) for dtype in made.dtypes]
    assert (said["meaning"].str.len() > 3).all()


def test_counts_say_their_unit() -> None:
    """Every count of a table says what it is a count of."""
    every = [column for table in vars(tables).values() if isinstance(table, Table) for column in table.columns]
    counts = [column for column in every if column.kind == "int64"]
    assert len(counts) > 20
    units = ("in addresses", "in prefixes", "in blocks", "in ENIs", "in /28s", "in /80s", "0 unless it is Assigned")
    assert [column.name for column in counts if not column.meaning.endswith(units)] == []


def test_every_attribute_of_a_finding_and_a_refusal_is_a_column() -> None:
    """Nothing that a finding or a refusal says is missing."""
    assert {column.name for column in tables.FINDINGS.columns} == {field.name for field in fields(Finding)}
    assert {column.name for column in tables.REFUSED.columns} == {field.name for field in fields(Refusal)}


def test_a_table_refuses_other_columns() -> None:
    """A builder that forgets a column, or invents one, is told."""
    table = Table("One row.", (Column(name="a", kind="int64", meaning="x"),))
    with pytest.raises(ValueError, match=r"\['b'\] are not the columns \['a'\]"):
        table.frame({"b": [1]})


def test_findings_sort_by_gravity_and_lines_may_be_missing() -> None:
    """Severity is ordered: an error comes first; a finding without a line has none."""
    found = eniplan.check([{"RegionId": "cn-hangzhou"}], HANGZHOU).frame()
    assert found.sort_values("severity", kind="stable")["severity"].tolist()[0] == "error"
    assert found["line"].isna().any()
    assert (found["line"] == 1).any()
