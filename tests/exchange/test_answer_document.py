"""An answer's document is made of its fields, whatever they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf, nan
from typing import ClassVar

import pytest

from eniplan.capacity.answer import Answer
from eniplan.exchange.answer_document import answer_document
from tests.planning.ground_kit import block


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row with what JSON has no word for."""

    day: date
    where: object
    figures: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Made(Answer):
    """An answer of the test."""

    question: ClassVar[str] = "made"
    derived: ClassVar[tuple[str, ...]] = ("days",)

    rows: tuple[Row, ...]
    by_mask: dict[int, int | None]

    @property
    def days(self) -> int:
        """How many rows it has."""
        return len(self.rows)


def test_fields_and_what_is_derived_stand_in_their_order() -> None:
    """A date and a CIDR are texts, what is not finite is null, keys are texts, assumptions stand apart."""
    row = Row(day=date(2026, 11, 20), where=block("10.0.0.0/24"), figures=(1.5, nan, inf))
    document = answer_document(Made(assumptions=("so it is",), rows=(row,), by_mask={28: 3, 27: None}))
    assert document == {
        "question": "made",
        "answer": {
            "rows": [{"day": "2026-11-20", "where": "10.0.0.0/24", "figures": [1.5, None, None]}],
            "by_mask": {"28": 3, "27": None},
            "days": 1,
        },
        "assumptions": ["so it is"],
    }


def test_what_has_no_place_in_json_is_the_maker_s_mistake() -> None:
    """Found by whoever adds such a field, not by a user."""
    row = Row(day=date(2026, 11, 20), where=object(), figures=())
    with pytest.raises(TypeError, match="object has no place in a document"):
        answer_document(Made(assumptions=(), rows=(row,), by_mask={}))
