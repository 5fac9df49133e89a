"""Blocks to reserve as JSON lines: the parameters of one CreateVSwitchCidrReservation call a line, ready to send."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from eniplan.exchange.files import write_whole

if TYPE_CHECKING:
    from eniplan.capacity.reserve import ReserveAnswer
    from eniplan.network.input_file import AnyPath


def write_reservations(answer: ReserveAnswer, path: AnyPath) -> None:
    """Write the requests of an answer, in the order to send them; an older file is replaced.

    Raises:
        OutputError: it cannot be written; what was there before is untouched.
    """
    lines = (json.dumps(request, ensure_ascii=False) + "\n" for request in answer.requests)
    write_whole(path, lambda stream: stream.writelines(lines))
