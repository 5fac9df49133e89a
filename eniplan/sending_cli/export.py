"""``eniplan export``: the requests of a plan, in a form that is ready to send."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from eniplan.cli_options import FINE, REFUSED, add_command, add_plan_sources, file_name, made_plan, say_steps
from eniplan.spelling import counted

if TYPE_CHECKING:
    import argparse

    from eniplan.cli_options import Commands
    from eniplan.planning.plan import Plan

_EXAMPLES = """\
examples:
  eniplan export web.toml --inventory account/ --format jsonl -o requests.jsonl
  eniplan export web.toml --inventory account/ --format python -o requests.py
  eniplan export web.toml --inventory account/ --format ros --leave-out -o requests.yaml
  eniplan export web.toml --inventory account/ --format html -o approval.html
  eniplan export web.toml --inventory account/ --format query -o -
"""
_FORMATS = (
    "jsonl (nested parameters), steps, query (flattened), python, cli, ros, ros-json, terraform; "
    "for review csv, xlsx, html (the approval card)"
)


def add_export(commands: Commands) -> None:
    """Add the command."""
    about = "write the requests of a plan, ready to send"
    add_command(commands, "export", _export, about, _EXAMPLES, options=_options)


def _options(command: argparse.ArgumentParser) -> None:
    add_plan_sources(command)
    command.add_argument("--format", metavar="F", required=True, help=_FORMATS)
    command.add_argument(
        "-o", "--output", type=file_name, metavar="FILE", required=True, help="the file to write; - is stdout"
    )
    command.add_argument("--leave-out", action="store_true", help="leave out what the format cannot say")


def _export(asked: argparse.Namespace) -> int:
    from eniplan.exchange.batches import export, format_of, write_batch
    from eniplan.exchange.steps_beside import has_steps_beside

    form, is_file = format_of(asked.output, asked.format), asked.output != "-"
    plan = made_plan(asked)
    if is_file:
        export(plan, asked.output, form, leave_out=asked.leave_out)
    else:
        write_batch(plan, form, sys.stdout, leave_out=asked.leave_out)
    _say_what_was_written(plan, form, asked.output if is_file else "standard output", leave_out=asked.leave_out)
    _say_other_calls(plan, form, written=is_file and has_steps_beside(plan, asked.output, form))
    return FINE if plan.ok else REFUSED


def _say_what_was_written(plan: Plan, form: str, where: str, *, leave_out: bool) -> None:
    from eniplan.exchange.batches import FORMATS, left_out

    what = counted(len(plan.steps), "step") if FORMATS[form].has_all_calls else counted(len(plan.requests), "request")
    what = counted(len(plan.enis), "ENI") if FORMATS[form].is_review else what
    print(f"eniplan: {what} written to {where}", file=sys.stderr)
    for finding in left_out(plan, form) if leave_out or not FORMATS[form].refuses else ():
        print(f"eniplan: {finding}", file=sys.stderr)


def _say_other_calls(plan: Plan, form: str, *, written: bool) -> None:
    from eniplan.exchange.batches import FORMATS

    if not FORMATS[form].has_all_calls:
        say_steps(plan, written=written)
