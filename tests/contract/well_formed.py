"""Random well-formed requests, made from the parameter table: right types, in the page's order, nothing empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from eniplan.contract.parameters import PARAMETERS, Kind

if TYPE_CHECKING:
    from eniplan.contract.parameters import Parameter

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
PLAIN = TEXTS.filter(lambda text: "*" not in text)
SCALARS: dict[Kind, st.SearchStrategy[object]] = {
    Kind.TEXT: TEXTS,
    Kind.INTEGER: st.integers(-5, 100_000),
    Kind.BOOLEAN: st.booleans(),
}


def requests() -> st.SearchStrategy[dict[str, object]]:
    """Some of the 31 parameters, each with a value of its type."""
    return _members(PARAMETERS)


def _members(rows: tuple[Parameter, ...], *, at_least: int = 0) -> st.SearchStrategy[dict[str, object]]:
    chosen = st.lists(st.sampled_from(rows), unique_by=lambda row: row.name, min_size=at_least)
    filled = chosen.flatmap(lambda some: st.fixed_dictionaries({row.name: _value(row) for row in some}))
    return filled.map(lambda members: {row.name: members[row.name] for row in rows if row.name in members})


def _value(row: Parameter) -> st.SearchStrategy[object]:
    one: st.SearchStrategy[object] = SCALARS.get(row.kind, PLAIN)
    if row.kind is Kind.STRUCT:
        one = _members(row.members, at_least=1)
    return st.lists(one, min_size=1, max_size=12) if row.many else one
