"""The frames of a plan's ENIs and requests."""

from __future__ import annotations

from json import JSONDecoder
from typing import TYPE_CHECKING

import numpy as np

from eniplan.report.frames import tables
from eniplan.report.frames.holdings import holdings
from eniplan.report.frames.placed import AMOUNTS, eni_rows, primary_texts, reason_texts, with_prefixes

if TYPE_CHECKING:
    from pandas import DataFrame

    from eniplan.report.frames.column import Values
    from eniplan.report.frames.holdings import Holdings
    from eniplan.report.frames.placed import ENIRows, Placed

_OF_ENI = ("name", "group", "state", "vswitch", "addressing", "illustrative")
_MEMBER = '"ClientToken":"'
_read_json = JSONDecoder().raw_decode


@tables.PLAN_ENIS.documents
def enis_frame(placed: Placed) -> DataFrame:
    """The ENIs of a plan."""
    rows = eni_rows(placed)
    return tables.PLAN_ENIS.frame(
        {
            **{name: getattr(rows, name) for name in _OF_ENI},
            "primary": primary_texts(placed),
            **{name: rows.amounts[:, place] for place, name in enumerate(AMOUNTS)},
            "reason": reason_texts(placed),
        }
    )


@tables.ADDRESSES.documents
def addresses_frame(placed: Placed) -> DataFrame:
    """The single addresses of a plan's ENIs."""
    rows, found = eni_rows(placed), holdings(placed, "addresses")
    return tables.ADDRESSES.frame({"address": found.texts(), "kind": found.kind, **_held(rows, found)})


@tables.PREFIXES.documents
def prefixes_frame(placed: Placed) -> DataFrame:
    """The prefixes of a plan's ENIs."""
    groups = with_prefixes(placed)
    rows, found = eni_rows(groups), holdings(groups, "prefixes")
    return tables.PREFIXES.frame({"prefix": found.prefix_texts(), **_held(rows, found)})


def _held(rows: ENIRows, found: Holdings) -> dict[str, Values]:
    """What addresses and prefixes have in common."""
    return {
        "vswitch": rows.vswitch[found.eni],
        "eni": rows.name[found.eni],
        "group": rows.group[found.eni],
        "state": rows.state[found.eni],
        "illustrative": rows.illustrative[found.eni],
        "family": found.family,
        "high": found.high,
        "low": found.low,
    }


@tables.REQUESTS.documents
def requests_frame(placed: Placed) -> DataFrame:
    """The requests of a plan, as they are sent; writing their lines takes most of the time."""
    rows = eni_rows(placed)
    lines = [line for columns in placed.columns for line in columns.request_lines()]
    sent = np.flatnonzero(rows.state == tables.STATES.index("planned"))
    return tables.REQUESTS.frame(
        {
            **{name: getattr(rows, name)[sent] for name in ("name", "group", "vswitch", "addressing")},
            **{name: rows.amounts[sent, place] for place, name in enumerate(AMOUNTS)},
            "client_token": [token_in(line) for line in lines],
            "line": lines,
        }
    )


def token_in(line: str) -> str:
    """The ClientToken of a canonical line; inside other values its quotes would be escaped."""
    start = line.index(_MEMBER) + len(_MEMBER)
    token = line[start : line.index('"', start)]
    return str(_read_json(line, start - 1)[0]) if "\\" in token else token
