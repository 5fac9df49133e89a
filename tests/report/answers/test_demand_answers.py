"""Demand, pinning, defragmentation, churn and bursts in words: figures of the answer, and names that do no harm."""

from __future__ import annotations

import json

import pytest

from eniplan.capacity.burst import BurstAnswer
from eniplan.capacity.churn import ChurnAnswer
from eniplan.capacity.defragment import DefragmentAnswer
from eniplan.capacity.terway import TerwayAnswer
from eniplan.exchange.answer_document import answer_document
from eniplan.report.answers.answer_text import answer_text
from tests.report.charts.drawn import HOSTILE
from tests.report.demand_answers import QUESTIONS, answers

ANSWERS = answers()


@pytest.mark.parametrize("question", QUESTIONS)
def test_text_and_card_say_the_answer_and_what_it_assumes(question: str) -> None:
    """Headline, every table's caption and every assumption; a card never cuts the headline of a small answer."""
    answer = ANSWERS[question]
    text, card = answer_text(answer), answer._repr_html_()
    assert text.startswith(answer.headline)
    assert f"What if: {question}" in card
    for sentence in answer.assumptions:
        assert (
            " ".join(sentence.split()) in " ".join(text.replace("- ", "").split()).replace("- ", "") or sentence in card
        )


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_others_do_no_harm(question: str, name: str) -> None:
    """No markup, no control character and no turned direction comes through, in text or card."""
    answer = answers(name)[question]
    text, card = answer_text(answer), answer._repr_html_()
    assert "<script>" not in card
    for shown in (text, card):
        assert not {"\x00", "\x1b", "\u202e", "\ud800"} & set(shown)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_document_is_plain_json_and_has_the_figures(question: str) -> None:
    """Every answer can be written; question and assumptions stand beside it."""
    document = json.loads(json.dumps(answer_document(ANSWERS[question])))
    assert document["question"] == question
    assert document["assumptions"] == list(ANSWERS[question].assumptions)


def test_documents_name_what_scripts_ask_for() -> None:
    """The members by which a script would judge: figures of the example, counted by hand where that is short."""
    documents = {question: answer_document(answer)["answer"] for question, answer in ANSWERS.items()}
    terway, pin = documents["terway"], documents["pin"]
    assert isinstance(terway, dict)
    # 70 pods: 5 prefixes, 6 with headroom; 6 - 1 slots an ENI: 2 ENIs on each of 3 nodes
    assert (terway["enis"], terway["addresses"], terway["prefixes"], terway["holds"]) == (6, 6, 18, True)
    assert terway["node"]["room"] == {"enis": 2, "per_eni": 5, "pods": 2 * 5 * 16}
    assert isinstance(pin, dict)
    assert (pin["named"], pin["lost_pinned"]) == (24, 0)
    assert "plan" not in pin


def test_terms_stand_below_their_captions() -> None:
    """The sum of a node, of the cluster and of the VSwitch; a term off is shown with its sign."""
    answer = ANSWERS["terway"]
    assert isinstance(answer, TerwayAnswer)
    text = answer_text(answer)
    for caption in ("One node", "All nodes together", "One VSwitch, empty, for this demand alone", "Groups for a plan"):
        assert f"\n{caption}\n" in text
    assert "-4  addresses" in text


def test_the_blast_radius_and_the_obstacles_are_told() -> None:
    """Secondary addresses move in order; the blocks in the way say why."""
    answer = ANSWERS["defragment"]
    assert isinstance(answer, DefragmentAnswer)
    text = answer_text(answer)
    assert "no smaller set does the same" in text
    assert text.index(answer.moves[0].address) < text.index(answer.moves[-1].address)


def test_bands_are_shown_only_where_replications_differ() -> None:
    """``now`` is the same in all of them; a policy's counts stand beside its name."""
    churn, burst = ANSWERS["churn"], ANSWERS["burst"]
    assert isinstance(churn, ChurnAnswer)
    assert isinstance(burst, BurstAnswer)
    now = next(line for line in answer_text(churn).splitlines() if line.startswith("  now"))
    assert "to" not in now.split()
    ordered = next(line for line in answer_text(burst).splitlines() if line.startswith("  ordered"))
    assert f" {burst.policies[0].first_refusal} " in ordered
