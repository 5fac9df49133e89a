"""``eniplan whatif blocks``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from eniplan.cli_options import add_sources, read
from eniplan.errors import EniplanError
from eniplan.whatif_cli.question import Question

if TYPE_CHECKING:
    from eniplan.capacity.answer import Answer


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument("--cidr", metavar="C", help="the CIDR of an empty VSwitch, instead of an inventory")
    command.add_argument("--used", type=int, default=0, metavar="K", help="with --cidr: addresses in use, at random")
    add_sources(command)
    command.add_argument("--vswitch", metavar="V", default="", help="with --inventory: the VSwitch's id or name")
    command.add_argument("--more", type=int, default=0, metavar="M", help="further random single addresses (0)")
    command.add_argument(
        "--limit", type=float, default=0.05, metavar="P", help="a size is gone when less likely than this (0.05)"
    )
    command.add_argument(
        "--eni", type=_shape, metavar="A+P", help="how many ENIs of A addresses and P prefixes fit, for example 4+1"
    )
    command.add_argument("--trials", type=int, default=10_000, metavar="N", help="of the simulation; 0: none (10000)")
    command.add_argument("--seed", type=int, default=0, metavar="S", help="of the simulation (0)")


def _shape(text: str) -> tuple[int, int]:
    """Addresses and prefixes of an ENI from a command line."""
    parts = text.split("+")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 7 for part in parts):
        raise argparse.ArgumentTypeError(f"{text!r} is no ENI; addresses + prefixes are expected, like 4+1")
    return int(parts[0]), int(parts[1])


def _answer(asked: argparse.Namespace) -> Answer:
    from eniplan.capacity.blocks import blocks

    if bool(asked.cidr) == bool(asked.inventory):
        raise EniplanError("whatif blocks: give --cidr C, or --inventory PATH with --vswitch V")
    if asked.cidr and asked.vswitch:
        raise EniplanError("whatif blocks: --vswitch goes with --inventory, not with --cidr")
    return blocks(
        asked.cidr or read(asked.inventory),
        asked.vswitch,
        used=asked.used,
        more=asked.more,
        limit=asked.limit,
        eni=asked.eni,
        trials=asked.trials,
        seed=asked.seed,
    )


QUESTION = Question(
    about="how many aligned /28s stay whole while single addresses are drawn at random, and what can be reserved",
    add=_add,
    answer=_answer,
    example="--cidr 10.0.0.0/20 --used 300 --more 200",
)
