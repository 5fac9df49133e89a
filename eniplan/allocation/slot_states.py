"""The states of a slot, and what becomes of them, as tables.

The state machine of :class:`eniplan.allocation.slots.Slots`.

::

    FREE ---- take, draw ----> TAKEN (LISTED where its entry is still in the list) ---- give ----> FREE
    FREE ---- hold ----------> HELD ---- take, drawn last ----> TAKEN
    FENCED -- take ----------> FENCED_TAKEN ---- give ----> FENCED
    any of these but FORBIDDEN ---- bind ----> the same with BOUND ---- unbind ----> the same (HELD becomes FREE)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FREE, LISTED, TAKEN, HELD, FENCED, FENCED_TAKEN, FORBIDDEN = range(7)
BOUND = 8
"""Added to a state: taken together with its neighbours, whatever else."""

AFTER_TAKE = {FREE: TAKEN, HELD: TAKEN, FENCED: FENCED_TAKEN}
AFTER_GIVE = {LISTED: FREE, TAKEN: FREE, FENCED_TAKEN: FENCED,
              TAKEN | BOUND: FREE | BOUND, FENCED_TAKEN | BOUND: FENCED | BOUND}  # fmt: skip
NOT_USED = bytes((FREE, HELD, FENCED, FORBIDDEN))
NOT_BOUND = bytes(range(BOUND))


def _table(changes: dict[int, int]) -> bytes:
    """A table for ``translate`` that changes some states and keeps the others."""
    return bytes(changes.get(state, state) for state in range(256))


_BINDABLE = (FREE, TAKEN, FENCED, FENCED_TAKEN)
AFTER_BIND = _table({HELD: FREE | BOUND} | {state: state | BOUND for state in _BINDABLE})
AFTER_UNBIND = _table({state | BOUND: state for state in _BINDABLE})
UNLISTED = _table({LISTED: TAKEN})
HELD_AS_FREE = _table({HELD: FREE})
IS_USED = bytes(state not in NOT_USED for state in range(256))
IS_FREE = bytes(state == FREE for state in range(256))


def states_at_first(size: int, free: Sequence[tuple[int, int]], usable: tuple[int, int]) -> bytearray:
    """One state per slot; what is free costs nothing, since it is 0."""
    state, start = bytearray(size), usable[0]
    closed = [(0, usable[0] - 1, FORBIDDEN)]
    for first, last in sorted(free):
        closed.append((start, first - 1, FENCED))
        start = last + 1
    for first, last, then in (*closed, (start, usable[1], FENCED), (usable[1] + 1, size - 1, FORBIDDEN)):
        state[first : last + 1] = bytes((then,)) * (last + 1 - first)
    return state
