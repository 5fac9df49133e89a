"""Thousands of random draws at once, with numpy: the same slots as one draw after the other, in the same order.

``RandomState`` of numpy goes on where a ``random.Random`` stands: both are the Mersenne Twister and make a double of 53
bits from two of its words. So the doubles of a draw are made together, and what the draws one by one would have refused
is left out: slots that are not free, and every slot but its first time. Afterwards ``Random`` is put where that many
single draws would have left it, so that nobody can tell how an address was drawn.

numpy is used where it is loaded already: loading it takes as long as some hundred thousand draws.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from random import Random
from threading import local
from typing import TYPE_CHECKING, Any

from eniplan.allocation.slot_states import FREE, TAKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

_OF_THREAD = local()
"""Each thread's generator of numpy: making one takes as long as a thousand draws."""
WORTH = 2_000
"""Fewer draws are quicker one by one: handing the generator's state to and fro takes as long as some hundred."""
_AT_MOST = 1 << 14
"""Doubles made at once."""


def can_draw(random: Random) -> bool:
    """Whether numpy is loaded, and the generator is the one whose doubles it makes."""
    return type(random) is Random and "numpy" in sys.modules


def draw_together(state: bytearray, random: Random, count: int, base: int) -> list[int]:
    """Take so many free slots at random, as :class:`eniplan.allocation.slots.Slots` does by rejection.

    Args:
        state: a byte per slot; those drawn are taken afterwards. At least ``count`` must be free.
        random: the generator.
        count: how many.
        base: is added to each slot.

    Returns:
        The slots, in the order drawn.
    """
    import numpy as np  # noqa: PLC0415 - loaded already

    states, drawn = np.frombuffer(state, dtype=np.uint8), list[int]()
    with _words_of(random) as words:
        while len(drawn) < count:
            slots = _free_among(states, words, count - len(drawn))
            states[slots] = TAKEN
            drawn += (slots.astype(np.int64) + base).tolist()
    return drawn


def list_together(state: bytearray) -> list[int]:
    """The free slots, lowest first."""
    import numpy as np  # noqa: PLC0415 - likewise

    slots: list[int] = np.flatnonzero(np.frombuffer(state, dtype=np.uint8) == FREE).tolist()
    return slots


def draw_listed_together(state: bytearray, entries: list[int], random: Random, count: int, base: int) -> list[int]:
    """Take so many of the listed slots at random; as above, and each entry must be that of a free slot."""
    import numpy as np  # noqa: PLC0415 - likewise

    left = len(entries)
    with _words_of(random) as words:
        places = words.random_sample(count) * np.arange(left, left - count, -1)
    drawn: list[int] = []
    append = drawn.append
    for place, last in zip(places.astype(np.int64).tolist(), range(left - 1, left - count - 1, -1), strict=True):
        append(entries[place])
        entries[place] = entries[last]
    del entries[left - count :]
    slots = np.array(drawn)
    np.frombuffer(state, dtype=np.uint8)[slots] = TAKEN
    return (slots + base).tolist() if base else drawn


@contextmanager
def _words_of(random: Random) -> Iterator[np.random.RandomState]:
    """A generator of numpy that goes on where Python's stands, which afterwards goes on where numpy's stopped."""
    import numpy as np  # noqa: PLC0415 - likewise

    words: Any = getattr(_OF_THREAD, "words", None)
    if words is None:
        words = _OF_THREAD.words = np.random.RandomState(0)
    version, keys, gauss = random.getstate()
    words.set_state(("MT19937", keys[:-1], keys[-1]))
    yield words
    _, after, place, *_ = words.get_state()
    random.setstate((version, (*after.tolist(), int(place)), gauss))


def _free_among(states: np.ndarray[Any, np.dtype[np.uint8]], words: np.random.RandomState, most: int) -> Any:  # noqa: ANN401 - an array of slots
    """The free slots, each at its first time, among about as many draws as ``most`` of them take; no more than that.

    The generator is left where the last of them was drawn, or all draws were in vain.
    """
    import numpy as np  # noqa: PLC0415 - likewise

    size, before = len(states), words.get_state()
    tried = min(_AT_MOST, most * size // int(np.count_nonzero(states == FREE)) * 5 // 4 + 64)
    slots, places = (words.random_sample(tried) * size).astype(np.int32), np.arange(tried, dtype=np.int32)
    first_place = np.full(size, tried, dtype=np.int32)
    np.minimum.at(first_place, slots, places)
    firsts = np.flatnonzero((states[slots] == FREE) & (first_place[slots] == places))[:most]
    if len(firsts) == most:
        words.set_state(before)
        words.random_sample(int(firsts[-1]) + 1)
    return slots[firsts]
