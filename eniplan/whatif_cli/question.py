"""What the command line knows of one what-if question."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from eniplan.capacity.answer import Answer


class Question(NamedTuple):
    """One question; a tuple, since a dataclass would double what ``--help`` has to load.

    Args:
        about: what it answers, as half a sentence.
        add: adds its options; ``--json`` is there already.
        answer: asks it. What is wrong with the options is an EniplanError of one sentence.
        example: its options, as one would type them.
    """

    about: str
    add: Callable[[argparse.ArgumentParser], None]
    answer: Callable[[argparse.Namespace], Answer]
    example: str
