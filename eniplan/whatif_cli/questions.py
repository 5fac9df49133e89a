"""The table of questions."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from eniplan.whatif_cli import (
    blocks,
    burst,
    churn,
    compare,
    defragment,
    forecast,
    headroom,
    pin,
    reserve,
    size,
    sweep,
    terway,
    zones,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.whatif_cli.question import Question

QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        "headroom": headroom.QUESTION,
        "blocks": blocks.QUESTION,
        "reserve": reserve.QUESTION,
        "forecast": forecast.QUESTION,
        "zones": zones.QUESTION,
        "size": size.QUESTION,
        "terway": terway.QUESTION,
        "pin": pin.QUESTION,
        "defragment": defragment.QUESTION,
        "churn": churn.QUESTION,
        "burst": burst.QUESTION,
        "compare": compare.QUESTION,
        "sweep": sweep.QUESTION,
    }
)
"""Every question by name, in the order of the help."""
