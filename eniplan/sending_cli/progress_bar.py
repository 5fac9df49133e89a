"""How far a sender or a rehearsal is: a bar with rate and time left on standard error, only where a person sees it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eniplan.sending.sender import Progress


@contextmanager
def progress_bar(name: str = "send") -> Iterator[Callable[[Progress], None]]:
    """What to call after each turn of a sender, or each call of a rehearsal, which has a name of its own."""
    from tqdm import tqdm  # first use only

    with tqdm(desc=name, unit="step", disable=None) as bar:

        def tell(progress: Progress) -> None:
            if bar.total != progress.steps:  # what earlier runs did is no measure of this one's rate
                bar.total, bar.initial, bar.n = progress.steps, progress.settled, progress.settled
            bar.update(progress.settled - bar.n)

        yield tell
