"""Ctrl-C while calls are in flight: the first lets them end, the second leaves at once."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_INTERRUPTED = 130
_SAID = (
    "eniplan: no further call leaves; waiting for those in flight. Ctrl-C again leaves at once, the journal is right"
)


@contextmanager
def wish_to_stop() -> Iterator[Callable[[], bool]]:
    """Whether somebody has asked to stop: by Ctrl-C, or by the signal that ends services.

    A journal is right at any moment, so leaving at once loses nothing but the answers of calls in flight.
    """
    asked = False

    def take(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            os._exit(_INTERRUPTED)
        asked = True
        print(_SAID, file=sys.stderr, flush=True)

    before = {number: signal.signal(number, take) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
