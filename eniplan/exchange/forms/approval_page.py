"""The approval card as a file: one HTML page that stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan


def write_approval(plan: Plan, stream: TextIO) -> None:
    """Write the page."""
    from eniplan.report.approval import approval_card  # noqa: PLC0415 - it draws, and loads what draws

    stream.write(approval_card(plan))
