"""``eniplan reconcile``: a plan beside what exists after it was sent."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from eniplan.cli_options import FINE, REFUSED, add_command, add_json, add_sources, file_name, print_document, read
from eniplan.errors import EniplanError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from eniplan.cli_options import Commands
    from eniplan.planning.reconciliation import Reconciliation

_EXAMPLES = """\
examples:
  eniplan reconcile web.toml --inventory fresh/ --journal out/web.journal
  eniplan reconcile web.toml --inventory fresh/ --journal out/web.journal -o rest
  eniplan send rest/steps.jsonl --journal out/web.journal --accept-changes --again
  eniplan reconcile web.toml --inventory fresh/ --journal out/web.journal --undo undo.jsonl
  eniplan send undo.jsonl --journal undo.journal

After an undo the tokens of the batch are used: to create its ENIs once more, give the plan another name.
"""


def add_reconcile(commands: Commands) -> None:
    """Add the command."""
    about = "compare a plan with what exists now: created, missing, changed, foreign; export the rest"
    add_command(commands, "reconcile", _reconcile, about, _EXAMPLES, options=_options)


def _options(command: argparse.ArgumentParser) -> None:
    command.add_argument("plan", type=file_name, metavar="PLAN.toml", help="the plan file")
    add_sources(command, "API answers recorded after the batch was sent")
    command.add_argument("--journal", type=file_name, metavar="FILE", help="of eniplan send")
    command.add_argument(
        "-o", "--output", type=file_name, metavar="DIR", help="write what is still to send into it, with its tokens"
    )
    command.add_argument(
        "--undo", type=file_name, metavar="FILE", help="write steps that delete what the journal created"
    )
    add_json(command)


def _reconcile(asked: argparse.Namespace) -> int:
    from eniplan.delivery import reconcile

    _check(asked)
    there = read(asked.inventory)
    found = reconcile(asked.plan, there, journal=asked.journal, profile=asked.profile)
    asked.status = FINE if found.ok else REFUSED
    written = [*_write_rest(found, asked.output), *_write_undo(found, asked.undo)]
    if asked.json:
        from eniplan.exchange.outcome_documents import reconciliation_document

        print_document(reconciliation_document(found))
    else:
        from eniplan.report.reconciliation_text import reconciliation_text

        print(reconciliation_text(found))
    for path in written:
        print(f"eniplan: wrote {path}", file=sys.stderr)
    return int(asked.status)


def _check(asked: argparse.Namespace) -> None:
    if not asked.inventory:
        raise EniplanError("reconcile: name what exists now, recorded after the batch was sent: --inventory PATH")
    if asked.undo and not asked.journal:
        raise EniplanError("reconcile: --undo needs --journal, which alone says what the batch created")


def _write_rest(found: Reconciliation, folder: str | None) -> list[Path]:
    from pathlib import Path

    from eniplan.exchange.step_writing import write_steps

    return write_steps(found.to_send, Path(folder)) if folder else []


def _write_undo(found: Reconciliation, path: str | None) -> list[Path]:
    from pathlib import Path

    from eniplan.exchange.step_writing import write_step_file

    return [write_step_file(found.to_delete, Path(path))] if path else []
