"""The frame of a rehearsal: every step with its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from eniplan.report.frames import tables
from eniplan.report.frames.texts import texts_of

if TYPE_CHECKING:
    from pandas import DataFrame

    from eniplan.planning.rehearsal import Rehearsal

_TEXTS = ("id", "eni", "group", "vswitch", "code", "message", "cause", "fix", "fault", "eni_id", "primary")
_ACTIONS = {action: code for code, action in enumerate(tables.ACTIONS)}
_OUTCOMES = {outcome: code for code, outcome in enumerate(tables.OUTCOMES)}


@tables.REHEARSED.documents
def rehearsal_frame(rehearsal: Rehearsal) -> DataFrame:
    """What the stand-in answered to each step."""
    steps = rehearsal.steps
    return tables.REHEARSED.frame(
        {
            **{name: texts_of([getattr(step, name) for step in steps]) for name in _TEXTS},
            "action": np.array([_ACTIONS[step.action] for step in steps], dtype=np.int8),
            "outcome": np.array([_OUTCOMES[step.outcome] for step in steps], dtype=np.int8),
            "status": [step.status or None for step in steps],
        }
    )
