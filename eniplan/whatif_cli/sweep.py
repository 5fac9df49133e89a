"""``eniplan whatif sweep``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eniplan.cli_options import add_sources, file_name, read
from eniplan.whatif_cli.question import Question

if TYPE_CHECKING:
    import argparse

    from eniplan.capacity.answer import Answer


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "sweep", type=file_name, metavar="SWEEP.toml", help="the sweep file: [base], [vary], replications"
    )
    add_sources(command)
    command.add_argument(
        "-o", "--output", type=file_name, metavar="DIR", help="write the rows here in parts; a killed sweep goes on"
    )
    command.add_argument("--parts", choices=("csv", "parquet"), default="csv", help="as CSV (default) or Parquet")
    command.add_argument("--most", type=int, metavar="N", help="run up to N rows (default: 100,000)")
    command.add_argument("--workers", type=int, metavar="N", help="processes (default: one for each processor)")


def _answer(asked: argparse.Namespace) -> Answer:
    from eniplan.capacity.sweep import MOST_ROWS
    from eniplan.network.profile_file import read_profile
    from eniplan.sweeping.sweep import sweep

    return sweep(
        asked.sweep,
        read(asked.inventory) if asked.inventory else None,
        profile=read_profile(Path(asked.profile)) if asked.profile else None,
        into=asked.output,
        kind=asked.parts,
        workers=asked.workers,
        most=MOST_ROWS if asked.most is None else asked.most,
    )


QUESTION = Question(
    about="vary masks, density, instance types, placement, growth...: one row for each combination and replication",
    add=_add,
    answer=_answer,
    example="sweep.toml --inventory account/ -o rows",
)
