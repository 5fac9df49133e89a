"""How far long work is: a bar of tqdm with rate and time left, only where a person sees it, in a notebook or not."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progress_bar(name: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """What to call with how many are done, and how many there are in all; a terminal has the bar on standard error.

    Args:
        name: what goes on.
        unit: what is counted.
    """
    from tqdm.auto import tqdm  # noqa: PLC0415 - heavy, first use only

    with tqdm(desc=name, unit=unit, disable=None) as bar:

        def tell(done: int, total: int) -> None:
            if bar.total != total:  # what earlier runs did is no measure of this one's rate
                bar.total, bar.initial, bar.n = total, done, done
            bar.update(done - bar.n)

        yield tell
