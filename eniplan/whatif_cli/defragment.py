"""``eniplan whatif defragment``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.cli_options import add_sources, read
from eniplan.whatif_cli.question import Question

if TYPE_CHECKING:
    import argparse

    from eniplan.capacity.answer import Answer


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument("--vswitch", metavar="V", required=True, help="the VSwitch's id or name")
    command.add_argument("--blocks", type=int, metavar="N", default=1, help="whole /28s to win back (default: 1)")
    command.add_argument("--mask", type=int, metavar="M", default=28, help="one block of a shorter mask instead")
    command.add_argument("--fewest", metavar="WHAT", default="addresses", help="addresses (default) or enis")
    command.add_argument("--recreate", action="store_true", help="ENIs may be made anew, so primary addresses move too")
    add_sources(command)


def _answer(asked: argparse.Namespace) -> Answer:
    from eniplan.capacity.defragment import defragment

    return defragment(
        read(asked.inventory),
        asked.vswitch,
        asked.blocks,
        mask=asked.mask,
        fewest=asked.fewest,
        recreate=asked.recreate,
    )


QUESTION = Question(
    about="the fewest addresses or ENIs to move so that whole /28s come back, in order",
    add=_add,
    answer=_answer,
    example="--inventory account/ --vswitch vsw-web-a --blocks 4 --recreate",
)
