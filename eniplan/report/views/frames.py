"""The frames of each type of value, by name. A further frame is one line here, and a table that says what it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.contract.findings import Findings
from eniplan.network.inventory import Inventory
from eniplan.planning.changes import Changes
from eniplan.planning.checking import CheckReport
from eniplan.planning.plan import Plan, PlannedENIs, Refused, Requests, Steps
from eniplan.planning.reconciliation import Reconciliation
from eniplan.planning.rehearsal import Rehearsal
from eniplan.report.frames import (
    account_frames,
    plan_frames,
    step_frames,
    tables,
    value_frames,
    vswitch_frames,
)
from eniplan.report.frames.column import Frame
from eniplan.report.views.offers import Offers, frames_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def _findings(value: Plan | Inventory | CheckReport) -> pd.DataFrame:
    return value_frames.findings_frame(value.findings)


def _refused(plan: Plan) -> pd.DataFrame:
    return value_frames.refused_frame(plan.refused)


def _steps(plan: Plan) -> pd.DataFrame:
    return step_frames.steps_frame(plan.steps)


def _changes(plan: Plan) -> pd.DataFrame:
    return value_frames.changes_frame(plan.changes)


def _columns(value: object) -> pd.DataFrame:
    """What each column of the other frames means."""
    frames = {name: frame for name, frame in FRAMES.of(value).items() if isinstance(frame, Frame)}
    rows = [
        (name, column)
        for name, frame in frames.items()
        for column in frame.table_of(value).columns
        if frame != _COLUMNS
    ]
    return tables.COLUMNS.frame(
        {
            "frame": [name for name, _ in rows],
            "column": [column.name for _, column in rows],
            "dtype": [column.kind for _, column in rows],
            "meaning": [column.meaning for _, column in rows],
        }
    )


def _of_answer(question: str) -> Mapping[str, Frame]:
    """Those of the question's own module."""
    return {**frames_of(question), "columns": _COLUMNS}


_COLUMNS = Frame(tables.COLUMNS, _columns)
_HELD = {
    "addresses": Frame(tables.ADDRESSES, plan_frames.addresses_frame),
    "prefixes": Frame(tables.PREFIXES, plan_frames.prefixes_frame),
}
_POOLS = {
    "vswitches": Frame(tables.VSWITCHES, vswitch_frames.vswitches_frame),
    "blocks": Frame(tables.BLOCKS, vswitch_frames.blocks_frame),
}
_ENIS = Frame(tables.PLAN_ENIS, plan_frames.enis_frame)
_REQUESTS = Frame(tables.REQUESTS, plan_frames.requests_frame)
_UTILISATION = Frame(tables.UTILISATION, vswitch_frames.utilisation_frame)
_OF_INVENTORY = {
    "enis": Frame(tables.INVENTORY_ENIS, account_frames.enis_frame),
    "addresses": Frame(tables.ADDRESSES, account_frames.addresses_frame),
    "prefixes": Frame(tables.PREFIXES, account_frames.prefixes_frame),
}
_FINDINGS = {"findings": Frame(tables.FINDINGS, _findings)}

FRAMES: Offers[pd.DataFrame] = Offers(
    "frame",
    {
        Plan: {
            "enis": _ENIS,
            **_HELD,
            **_POOLS,
            "utilisation": _UTILISATION,
            "requests": _REQUESTS,
            "steps": Frame(tables.STEPS, _steps),
            "changes": Frame(tables.CHANGES, _changes),
            "refused": Frame(tables.REFUSED, _refused),
            **_FINDINGS,
            "columns": _COLUMNS,
        },
        PlannedENIs: {"enis": _ENIS, **_HELD, "columns": _COLUMNS},
        Requests: {"requests": _REQUESTS, "columns": _COLUMNS},
        Steps: {"steps": Frame(tables.STEPS, step_frames.steps_frame), "columns": _COLUMNS},
        Changes: {"changes": Frame(tables.CHANGES, value_frames.changes_frame), "columns": _COLUMNS},
        Inventory: {**_POOLS, **_OF_INVENTORY, **_FINDINGS, "columns": _COLUMNS},
        Reconciliation: {
            "enis": Frame(tables.RECONCILED, value_frames.reconciled_frame),
            "columns": _COLUMNS,
        },
        CheckReport: {**_FINDINGS, "columns": _COLUMNS},
        Rehearsal: {"steps": Frame(tables.REHEARSED, value_frames.rehearsal_frame), "columns": _COLUMNS},
        Findings: {"findings": Frame(tables.FINDINGS, value_frames.findings_frame), "columns": _COLUMNS},
        Refused: {"refused": Frame(tables.REFUSED, value_frames.refused_frame), "columns": _COLUMNS},
    },
    _of_answer,
)
