"""The frame of what a plan changes in an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from eniplan.report.frames import tables
from eniplan.report.frames.texts import texts_of

if TYPE_CHECKING:
    from pandas import DataFrame

    from eniplan.planning.changes import Changes

_TEXTS = ("name", "group", "vswitch", "was", "reason")


@tables.CHANGES.documents
def changes_frame(changes: Changes) -> DataFrame:
    """What becomes of each ENI; working the changes out takes nearly all of the time."""
    rows = list(changes)
    actions = np.array([_CODE[change.action] for change in rows], dtype=np.int8)
    return tables.CHANGES.frame(
        {
            **{name: texts_of([getattr(change, name) for change in rows]) for name in _TEXTS},
            "action": actions,
            "sign": actions,
            "existing": np.array([change.existing for change in rows], dtype=np.bool_),
        }
    )


_CODE = {action: code for code, action in enumerate(tables.CHANGE_ACTIONS)}
