"""Peer: numpy, one call at a time. An array with a flag for each address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.speed.peers.address_pool import NET, Ground

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random


class NumpyMask:
    """``flatnonzero`` of the free flags and ``Generator.choice``; free /28s by ``reshape(-1, 16).all(axis=1)``."""

    def __init__(self, ground: Ground, random: Random) -> None:
        self._numbers = np.random.default_rng(int(random.random() * 2**32))
        self._free = np.zeros(ground.size, dtype=bool)
        self._free[ground.open_offsets()] = True
        self._inside = np.ones(ground.end - ground.start, dtype=bool)
        self._start = NET + ground.start

    def load(self, offsets: list[int], prefixes: Sequence[int] = ()) -> None:
        self._free[offsets] = False
        self._inside.reshape(-1, 16)[[(NET + offset - self._start) // 16 for offset in prefixes]] = False

    def address(self, offset: int) -> int:
        return NET + offset

    def prefix(self, offset: int) -> int:
        return NET + offset

    def allocate(self, count: int) -> list[int]:
        drawn = self._numbers.choice(np.flatnonzero(self._free), count, replace=False)
        self._free[drawn] = False
        return (drawn + NET).tolist()  # type: ignore[no-any-return]

    def allocate_prefixes(self, count: int) -> list[int]:
        whole = np.flatnonzero(self._inside.reshape(-1, 16).all(axis=1))
        drawn = self._numbers.choice(whole, count, replace=False)
        self._inside.reshape(-1, 16)[drawn] = False
        return (drawn * 16 + self._start).tolist()  # type: ignore[no-any-return]

    def release(self, address: int) -> None:
        self._free[address - NET] = True

    def release_prefix(self, prefix: int) -> None:
        start = prefix - self._start
        self._inside[start : start + 16] = True
