"""The commands of this folder, in the order in which a batch meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.sending_cli.export import add_export
from eniplan.sending_cli.reconcile import add_reconcile
from eniplan.sending_cli.rehearse import add_rehearse
from eniplan.sending_cli.send import add_send
from eniplan.sending_cli.serve import add_serve

if TYPE_CHECKING:
    from eniplan.cli_options import Commands


def add_sending(commands: Commands) -> None:
    """Add all of them."""
    add_export(commands)
    add_serve(commands)
    add_rehearse(commands)
    add_send(commands)
    add_reconcile(commands)
