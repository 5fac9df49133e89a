"""Acts of two threads, where no event loop puts them in order."""

from __future__ import annotations

from threading import Event, Thread

from eniplan.errors import EniplanError
from eniplan.ui.acting import Acting


def _refuse() -> None:
    raise EniplanError("its folder does not exist")


def test_an_act_of_another_thread_waits_and_its_trouble_is_its_own() -> None:
    """Work that fails while the act that began it goes on: the reason is kept, not raised where nobody sees it."""
    state = Acting()
    begun, raised = Event(), []

    def fails() -> None:
        begun.set()
        try:
            with state.acting():
                _refuse()
        except EniplanError as error:
            raised.append(error)

    work = Thread(target=fails)
    with state.acting():
        work.start()
        assert begun.wait(30)
        work.join(0.05)
        assert work.is_alive()
        assert not state.troubles
    work.join(30)
    assert [str(trouble.error) for trouble in state.troubles] == ["its folder does not exist"]
    assert raised == []
