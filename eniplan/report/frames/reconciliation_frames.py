"""The frame of what became of each ENI of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from eniplan.report.frames import tables
from eniplan.report.frames.texts import texts_of

if TYPE_CHECKING:
    from pandas import DataFrame

    from eniplan.planning.reconciliation import Reconciliation

_TEXTS = ("name", "group", "eni", "vswitch", "evidence", "differs")
_CODE = {fate: code for code, fate in enumerate(tables.FATES)}


@tables.RECONCILED.documents
def reconciled_frame(reconciliation: Reconciliation) -> DataFrame:
    """What became of each ENI, with the evidence."""
    rows = reconciliation.enis
    return tables.RECONCILED.frame(
        {
            **{name: texts_of([getattr(row, name) for row in rows]) for name in _TEXTS},
            "fate": np.array([_CODE[row.fate] for row in rows], dtype=np.int8),
        }
    )
