"""How fast, how far and how long a batch is sent: what a user may choose, and between which bounds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from eniplan.contract.rates import MOST_CONCURRENT, MOST_PER_MINUTE
from eniplan.errors import EniplanError

_MOST: Final = 1_000_000_000
_BOUNDS: Final = {
    "per_minute": (0, MOST_PER_MINUTE),
    "concurrency": (1, MOST_CONCURRENT),
    "stop_after": (0, _MOST),
    "attempts": (1, _MOST),
    "throttled": (0, _MOST),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SendLimits:
    """How a batch is sent.

    Args:
        per_minute: calls of each action in any minute; 0 takes the defaults.
        concurrency: calls that may be in flight at once.
        stop_after: so many refusals stop the sender; 0 sends on whatever is refused.
        minutes: no call leaves later than that after the start; 0 is no limit.
        attempts: how often one step is sent in one run, throttled calls not counted.
        throttled: how often one step may be throttled in one run.
        first_wait, longest_wait: the bound of the random wait after the first failure, and the largest; seconds.
        seed: of the random waits.
        again: send what was refused earlier once more.

    Raises:
        EniplanError: a number that is none, or outside its bounds.
    """

    per_minute: int = 0
    concurrency: int = 8
    stop_after: int = 0
    minutes: float = 0
    attempts: int = 8
    throttled: int = 30
    first_wait: float = 0.5
    longest_wait: float = 30.0
    seed: int = 0
    again: bool = False

    def __post_init__(self) -> None:
        for name, (least, most) in _BOUNDS.items():
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
                raise EniplanError(f"{name}: {value!r} is no whole number from {least:,} to {most:,}")
        if not isinstance(self.minutes, int | float) or not 0 <= self.minutes < math.inf:
            raise EniplanError(f"minutes: {self.minutes!r} is no number of minutes from 0")
