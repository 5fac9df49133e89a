"""Peer: pandas, as in a notebook. A frame with a row for each address and ``sample`` of the free ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tests.speed.peers.address_pool import NET, Ground

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random


class PandasFrame:
    """``frame[frame.free].sample(n)``; free /28s by ``groupby(block).free.all()``."""

    def __init__(self, ground: Ground, random: Random) -> None:
        self._numbers = np.random.default_rng(int(random.random() * 2**32))
        self._frame = pd.DataFrame({"free": False}, index=pd.RangeIndex(NET, NET + ground.size))
        self._frame.loc[[NET + offset for offset in ground.open_offsets()], "free"] = True
        inside = pd.RangeIndex(NET + ground.start, NET + ground.end)
        self._inside = pd.DataFrame({"free": True, "block": inside // 16}, index=inside)

    def load(self, offsets: list[int], prefixes: Sequence[int] = ()) -> None:
        self._frame.loc[[NET + offset for offset in offsets], "free"] = False
        blocks = [(NET + offset) // 16 for offset in prefixes]
        self._inside.loc[self._inside["block"].isin(blocks), "free"] = False

    def address(self, offset: int) -> int:
        return NET + offset

    def prefix(self, offset: int) -> int:
        return NET + offset

    def allocate(self, count: int) -> list[int]:
        drawn = self._frame[self._frame["free"]].sample(count, random_state=self._numbers).index
        self._frame.loc[drawn, "free"] = False
        return list(drawn)

    def allocate_prefixes(self, count: int) -> list[int]:
        whole = self._inside.groupby("block")["free"].all()
        drawn = whole[whole].sample(count, random_state=self._numbers).index
        self._inside.loc[self._inside["block"].isin(drawn), "free"] = False
        return [int(block) * 16 for block in drawn]

    def release(self, address: int) -> None:
        self._frame.loc[address, "free"] = True

    def release_prefix(self, prefix: int) -> None:
        self._inside.loc[prefix : prefix + 15, "free"] = True
