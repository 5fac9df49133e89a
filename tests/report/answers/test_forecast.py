"""Forecasts in words: dates, orders, and names that do no harm."""

from __future__ import annotations

import json

import pytest

from eniplan.exchange.answer_document import answer_document
from eniplan.report.answers.answer_text import answer_text
from tests.report.charts.drawn import HOSTILE
from tests.report.forecasts import KINDS, forecasts

ANSWERS = forecasts()


@pytest.mark.parametrize("kind", KINDS)
def test_text_card_and_document_say_the_answer(kind: str) -> None:
    """Headline first; every group's growth; the document is plain JSON."""
    answer = ANSWERS[kind]
    text, card = answer_text(answer), answer._repr_html_()
    assert text.startswith(answer.headline)
    assert "What if: forecast" in card
    for group in answer.groups:
        assert group.growth in text
    assert json.loads(json.dumps(answer_document(answer)))["question"] == "forecast"


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_others_do_no_harm(name: str) -> None:
    """No markup, no control character and no turned direction comes through, in text or card."""
    for answer in forecasts(name).values():
        text, card = answer_text(answer), answer._repr_html_()
        assert "<script>" not in card
        for shown in (text, card):
            assert not {"\x00", "\x1b", "\u202e", "\ud800"} & set(shown)


def test_an_order_that_is_late_says_so() -> None:
    """280 addresses less 17: 5 days of 50 ENIs fit, not 6; 90 days before 2026-11-29."""
    text = answer_text(ANSWERS["late"])
    assert "which is past" in text.splitlines()[0]
    assert "2026-08-31 (past)" in text


def test_what_fits_has_nothing_to_order() -> None:
    """No table of orders, and none of limits."""
    text = answer_text(ANSWERS["fitting"])
    assert "What must be ordered" not in text
    assert "Limits that refuse" not in text


def test_a_band_is_shown_where_growth_is_uncertain() -> None:
    """A column of its own, which a certain forecast does not have."""
    assert "p05 to p95  " in answer_text(ANSWERS["uncertain"])
    assert "p05 to p95  " not in answer_text(ANSWERS["certain"])
