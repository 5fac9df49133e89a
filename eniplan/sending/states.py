"""What a step can be, and what leads from one to the next: the one table that sender, journal and reconcile read.

``sent`` is a call of which nothing has come back, ``resent`` the same where an earlier call may have had its effect: a
throttled retry leaves it unknown, not planned. Both are in the journal before the bytes leave. Whoever opens a journal
again knows of no call in flight, so what was sent is unknown then (:data:`ON_RESTART`), and is sent once more with the
same ClientToken. CONTRIBUTING.md has a picture that a test makes of the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

State = Literal["planned", "sent", "resent", "unknown", "done", "refused"]
Happening = Literal["intended", "answered", "refused", "deferred", "unanswered"]
"""``deferred``: the answer says that the call had no effect and may be sent again (throttled, not connected)."""

TRANSITIONS: Mapping[State, Mapping[Happening, State]] = {
    "planned": {"intended": "sent"},
    "sent": {"answered": "done", "refused": "refused", "deferred": "planned", "unanswered": "unknown"},
    "unknown": {"intended": "resent"},
    "resent": {"answered": "done", "refused": "refused", "deferred": "unknown", "unanswered": "unknown"},
    "refused": {"intended": "sent"},  # only when somebody asks to try again
    "done": {},
}
"""The state after each happening; what is not listed cannot happen."""

ON_RESTART: Mapping[State, State] = {
    "planned": "planned",
    "sent": "unknown",
    "resent": "unknown",
    "unknown": "unknown",
    "done": "done",
    "refused": "refused",
}
"""What a state means to whoever opens the journal next."""

MAY_EXIST: frozenset[State] = frozenset({"sent", "resent", "unknown", "done"})
"""States in which the step's call may have had its effect."""


class Impossible(Exception):
    """Something that cannot happen to a step in its state; it never leaves the package."""


def after(state: State, happening: Happening) -> State:
    """The state that a happening leads to.

    Raises:
        Impossible: it cannot happen in this state.
    """
    found = TRANSITIONS[state].get(happening)
    if found is None:
        raise Impossible(f"{happening} cannot follow {state}")
    return found
