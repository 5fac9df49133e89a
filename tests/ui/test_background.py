"""Work beside the kernel: counted, cancelled, told on the kernel's own thread."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from eniplan.ui.background import Background, Cancelled

if TYPE_CHECKING:
    from eniplan.ui.background import Progress


def test_work_tells_how_far_it_is_and_that_it_is_over() -> None:
    """Each count, then None."""
    told: list[object] = []
    work = Background(told.append, told.append)

    def count(progress: Progress) -> None:
        progress(1)
        progress(2)

    work.start(count)
    work.wait(10)
    assert told == [1, 2, None]
    assert not work.is_busy


def test_what_work_raises_is_told() -> None:
    """The exception itself."""
    ended: list[Exception | None] = []

    def work(_progress: Progress) -> None:
        raise ValueError("full")

    background = Background(lambda _done: None, ended.append)
    background.start(work)
    background.wait(10)
    assert [str(error) for error in ended] == ["full"]


def test_cancelled_work_ends_with_its_next_progress() -> None:
    """It gets no further, and says that it was cancelled; the next work is not."""
    ended: list[Exception | None] = []
    reached: list[int] = []
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        for done in range(1_000_000):
            go_on.wait(10)
            progress(done)
            reached.append(done)

    background = Background(lambda _done: None, ended.append)
    background.start(work)
    background.cancel()
    go_on.set()
    background.wait(10)
    assert reached == []
    assert isinstance(ended[0], Cancelled)
    background.start(lambda progress: progress(7))
    background.wait(10)
    assert ended[1] is None


def test_it_is_told_on_the_loops_own_thread() -> None:
    """Where there is an event loop, as in a kernel: no other thread touches the widgets."""
    threads: list[threading.Thread] = []

    async def kernel() -> None:
        background = Background(lambda _done: None, lambda _error: threads.append(threading.current_thread()))
        background.start(lambda progress: progress(1))
        while not threads:
            await asyncio.sleep(0.01)

    asyncio.run(kernel())
    assert threads == [threading.current_thread()]
