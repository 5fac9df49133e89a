"""Acts that may fail, and who is told of them: the ground that the planner's state stands on.

An act changes attributes and says which parts have changed. Whoever listens is told once, at the end of the outermost
act; an act that raises puts back what it changed, and what it raised is kept as trouble.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from eniplan.ui.troubles import Troubles

if TYPE_CHECKING:
    from collections.abc import Iterator

Part = Literal["inventory", "document", "plan", "selection", "trouble"]
"""What a listener is told has changed."""

Listener = Callable[[frozenset[Part]], None]
ALL: Final[frozenset[Part]] = frozenset({"inventory", "document", "plan", "selection", "trouble"})


class Acting:
    """What has acts and listeners.

    Attributes:
        strict: raise what an act raises, besides keeping it as trouble: for tests.
        troubles: what went wrong, newest last.
    """

    undone: ClassVar[tuple[str, ...]] = ()
    """The attributes that an act that fails puts back; their values never change."""

    def __init__(self, *, strict: bool = False) -> None:
        self.strict = strict
        self.troubles = Troubles()
        self._listeners: list[Listener] = []
        self._untold: set[Part] | None = None
        self._one_at_a_time = RLock()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told what changes; the result ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def tell(self, *parts: Part) -> None:
        """Tell who listens what has changed, at the end of the act that is going on."""
        if self._untold is not None:
            self._untold.update(parts)
            return
        for listener in tuple(self._listeners) if parts else ():
            listener(frozenset(parts))

    @contextmanager
    def acting(self) -> Iterator[None]:
        """An act of the user: told at its end; what it raises undoes it, becomes trouble, and is raised in tests.

        An act of another thread, where no event loop puts them in order, waits for the end of the one that goes on.
        """
        with self._one_at_a_time, self._acting():
            yield

    @contextmanager
    def _acting(self) -> Iterator[None]:
        if self._untold is not None:
            yield
            return
        before = {name: getattr(self, name) for name in self.undone}
        self._untold = set()
        with self.troubles.kept(strict=self.strict, told=lambda: self.tell("trouble")):
            try:
                yield
            except Exception:
                for name, value in before.items():
                    setattr(self, name, value)
                self._untold.update(ALL)
                raise
            finally:
                parts, self._untold = self._untold, None
                self.tell(*parts)

    def dismiss(self) -> None:
        """Forget what went wrong."""
        self.troubles.clear()
        self.tell("trouble")
