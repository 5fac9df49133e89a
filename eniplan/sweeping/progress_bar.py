"""How far a sweep is: a bar of tqdm, in a notebook or a terminal, or whatever the caller makes of the numbers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Progress = Callable[[int, int], None]
"""Called with the rows that are done and the rows in all; what it raises ends the sweep, finished parts stay."""

AnyProgress = Progress | Literal["bar"] | None


@contextmanager
def told(progress: AnyProgress) -> Iterator[Progress]:
    """What to call after each part. The bar goes to standard error, and only where a person sees it."""
    if progress is None:
        yield lambda _done, _total: None
    elif progress == "bar":
        with _bar() as bar:
            yield bar
    else:
        yield progress


@contextmanager
def _bar() -> Iterator[Progress]:
    from tqdm.auto import tqdm  # noqa: PLC0415 - heavy, first use only

    with tqdm(desc="sweep", unit="row", disable=None) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield tell
