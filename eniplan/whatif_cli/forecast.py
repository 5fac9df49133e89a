"""``eniplan whatif forecast``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.cli_options import file_name, made_plan
from eniplan.whatif_cli.question import Question, add_plan

if TYPE_CHECKING:
    import argparse

    from eniplan.capacity.answer import Answer

_GROWTH = (
    "how many ENIs of each group there were or are wanted, by date: columns date,group,count; rows after today are a"
    " schedule, others a history that is carried on"
)


def _add(command: argparse.ArgumentParser) -> None:
    add_plan(command)
    command.add_argument("--growth", type=file_name, metavar="CSV", required=True, help=_GROWTH)
    command.add_argument("--today", metavar="DATE", help="the day the plan is of (default: the clock's)")
    command.add_argument("--until", metavar="DATE", help="the last day to look at (default: three years from today)")
    command.add_argument(
        "--lead-days",
        type=int,
        metavar="N",
        default=30,
        help="how many days before it is needed something must be ordered (default: 30)",
    )
    command.add_argument(
        "--chance",
        type=float,
        metavar="P",
        default=0.05,
        help="a whole /28 that is less likely than this counts as gone (default: 0.05)",
    )
    command.add_argument(
        "--swings", action="store_true", help="say which assumption moves the first refusal most, each by itself"
    )


def _answer(asked: argparse.Namespace) -> Answer:
    from datetime import date

    from eniplan.capacity.forecast import forecast
    from eniplan.exchange.growth_file import read_growth

    plan = made_plan(asked)
    return forecast(
        plan,
        read_growth(asked.growth, [group.name for group in plan.spec.groups]),
        today=asked.today or date.today(),  # noqa: DTZ011 - the user's own day
        until=asked.until,
        lead_days=asked.lead_days,
        chance=asked.chance,
        swings=asked.swings,
    )


QUESTION = Question(
    about="when growth is refused, by which limit of which VSwitch, and what must be ordered by when",
    add=_add,
    answer=_answer,
    example="--plan web.toml --inventory account/ --growth growth.csv --lead-days 30",
)
