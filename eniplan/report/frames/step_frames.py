"""The frame of a plan's steps: every call, with what it asks for.

An ENI's calls together ask for what it has. Most ENIs take one call, so only assign calls are read back from their
lines; a create asks for the rest.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from eniplan.report.asked import Asked, asked_by
from eniplan.report.frames import tables
from eniplan.report.frames.placed import AMOUNTS, eni_rows
from eniplan.report.frames.plan_frames import token_in

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pandas import DataFrame

    from eniplan.planning.plan import Steps
    from eniplan.planning.steps import Step


@tables.STEPS.documents
def steps_frame(steps: Steps) -> DataFrame:
    """The calls of a plan, as they are sent; writing their lines takes most of the time."""
    rows, calls = eni_rows(steps), list(steps)
    creates = np.array([call.after is None for call in calls], dtype=np.bool_)
    enis = np.flatnonzero(rows.state == tables.STATES.index("planned"))[np.cumsum(creates) - 1]
    asked = _asked(calls, creates, rows.amounts[enis])
    return tables.STEPS.frame(
        {
            "id": [call.id for call in calls],
            "action": [call.action for call in calls],
            "eni": rows.name[enis],
            "vswitch": rows.vswitch[enis],
            "after": [call.after or "" for call in calls],
            **{name: asked[:, place] for place, name in enumerate(AMOUNTS)},
            "client_token": [token_in(call.line) for call in calls],
            "line": [call.line for call in calls],
        }
    )


def _asked(calls: list[Step], creates: NDArray[np.bool_], whole: NDArray[np.int64]) -> NDArray[np.int64]:
    """What each call asks for, from what its ENI has: its assign calls say theirs, its create asks for the rest."""
    later = np.flatnonzero(~creates)
    said = chain.from_iterable(asked_by(calls[place]) for place in later.tolist())
    asked = whole.copy()
    asked[later] = np.fromiter(said, dtype=np.int64).reshape(-1, len(Asked._fields))
    np.subtract.at(asked, np.flatnonzero(creates)[np.cumsum(creates)[later] - 1], asked[later])
    return asked
