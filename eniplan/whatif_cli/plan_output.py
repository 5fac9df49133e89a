"""An answer's plan, written as a plan file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

    from eniplan.planning.spec import PlanSpec


def write_plan(path: str, spec: PlanSpec) -> None:
    """Write a plan file whole or not at all."""
    from eniplan.exchange.files import write_whole
    from eniplan.exchange.plan_writing import write_plan_file

    text = write_plan_file(spec)

    def write(stream: TextIO) -> None:
        stream.write(text)

    write_whole(path, write)
