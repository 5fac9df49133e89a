"""A batch as a Python script: the program that sends it, and behind it every call as a comment.

Comments, since Python passes over them: a million calls written as values would be compiled, and held, before the
first of them is sent. The program reads its own end line by line instead. It is a module of this package,
:mod:`eniplan.exchange.forms.batch_program`, so that it is checked like all others; what is exported is its source.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eniplan.exchange.forms import batch_program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from eniplan.planning.plan import Plan


def write_python(plan: Plan, stream: TextIO) -> None:
    """Write the script of a plan: all its calls, creates and assign calls."""
    stream.writelines(_lines(plan))


def _lines(plan: Plan) -> Iterator[str]:
    yield "#!/usr/bin/env python3\n"
    yield Path(batch_program.__file__).read_text(encoding="utf-8")
    yield "\n"
    yield f"{batch_program.MARK}\n"
    for step in plan.steps:
        yield f"# {step.json()}\n"
