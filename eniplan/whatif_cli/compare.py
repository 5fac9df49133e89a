"""``eniplan whatif compare``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eniplan.cli_options import add_sources, file_name, read
from eniplan.errors import EniplanError
from eniplan.whatif_cli.question import Question

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from eniplan.capacity.answer import Answer


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--plan",
        type=file_name,
        action="append",
        metavar="PLAN.toml",
        required=True,
        help="a plan file; at least two, the others are compared with the first",
    )
    command.add_argument("--keep", action="store_true", help="the others keep the addresses of the first plan's ENIs")
    add_sources(command)
    command.add_argument("--seed", type=int, metavar="N", help="of the random draws, instead of the plan files'")


def _answer(asked: argparse.Namespace) -> Answer:
    from eniplan.capacity.compare import compare
    from eniplan.session import plan

    there = read(asked.inventory)
    first = plan(asked.plan[0], there, profile=asked.profile, seed=asked.seed)
    previous = first if asked.keep else None
    others = [plan(each, there, profile=asked.profile, seed=asked.seed, previous=previous) for each in asked.plan[1:]]
    return compare(dict(zip(_names(asked.plan), [first, *others], strict=True)))


def _names(paths: Sequence[str]) -> list[str]:
    """What the scenarios are called: the files' names without their ends, or the paths where those are the same."""
    if len(set(paths)) < len(paths):
        raise EniplanError("whatif compare: the same plan file is named twice; each --plan names another one")
    names = [Path(path).stem for path in paths]
    return names if len(set(names)) == len(names) else list(paths)


QUESTION = Question(
    about="scenarios side by side, in consequences: what is left, what refuses first, which requests change",
    add=_add,
    answer=_answer,
    example="--plan today.toml --plan larger.toml --inventory account/ --keep",
)
