"""``eniplan rehearse``: a plan's batch against the stand-in in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.cli_options import (
    FINE,
    REFUSED,
    add_command,
    add_faults,
    add_json,
    add_plan_sources,
    made_plan,
    print_document,
)

if TYPE_CHECKING:
    import argparse

    from eniplan.cli_options import Commands

_EXAMPLES = """\
examples:
  eniplan rehearse web.toml --inventory account/
  eniplan rehearse web.toml --inventory account/ --faults faults.toml --json

faults.toml:
  [[fault]]
  action = "CreateNetworkInterface"
  nth = 3                    # or every = 10, or share = 0.1
  kind = "500-after"         # 500-before, no-answer-before, no-answer-after, empty-id, slow, or an error code
"""


def add_rehearse(commands: Commands) -> None:
    """Add the command."""
    about = "send a plan's batch to a stand-in of the API in memory: what each request would be answered"
    add_command(commands, "rehearse", _rehearse, about, _EXAMPLES, options=_options)


def _options(command: argparse.ArgumentParser) -> None:
    add_plan_sources(command)
    add_faults(command)
    add_json(command)


def _rehearse(asked: argparse.Namespace) -> int:
    from eniplan.progress_bar import progress_bar
    from eniplan.sending.rehearsing import rehearse
    from eniplan.sending.standin.faults import read_faults

    faults = read_faults(asked.faults) if asked.faults else ()
    plan = made_plan(asked)
    steps = len(plan.steps)
    with progress_bar("rehearse", "step") as tell:
        rehearsal = rehearse(plan, faults, progress=lambda calls: tell(calls, steps))
    asked.status = FINE if rehearsal.ok else REFUSED
    if asked.json:
        from eniplan.exchange.outcome_documents import rehearsal_document

        print_document(rehearsal_document(rehearsal))
    else:
        from eniplan.report.rehearsal_text import rehearsal_text

        print(rehearsal_text(rehearsal))
    return int(asked.status)
