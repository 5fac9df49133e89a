"""Steps written down to be sent: what is left of a batch, or what takes one back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from eniplan.exchange.files import write_folder, write_whole
from eniplan.exchange.steps_beside import STEPS_FILE
from eniplan.planning.steps import CREATE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from eniplan.planning.steps import Step

REQUESTS_FILE = "requests.jsonl"


def write_steps(steps: Sequence[Step], folder: Path) -> list[Path]:
    """Write steps into a folder: ``requests.jsonl`` has the creates, ``steps.jsonl`` every call, in order.

    Raises:
        OutputError: a file cannot be written; none of them is.
    """
    return write_folder(folder, {REQUESTS_FILE: partial(_requests, steps), STEPS_FILE: partial(_steps, steps)})


def write_step_file(steps: Sequence[Step], path: Path) -> Path:
    """Write steps into one file.

    Raises:
        OutputError: it cannot be written.
    """
    write_whole(path, partial(_steps, steps))
    return path


def _requests(steps: Sequence[Step], stream: TextIO) -> None:
    stream.writelines(f"{step.line}\n" for step in steps if step.action == CREATE)


def _steps(steps: Sequence[Step], stream: TextIO) -> None:
    stream.writelines(f"{step.json()}\n" for step in steps)
