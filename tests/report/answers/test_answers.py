"""Every answer, wherever it is shown: its card, its text, its charts and its document, also with hostile names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from eniplan.capacity.blocks import blocks
from eniplan.capacity.headroom import headroom
from eniplan.capacity.reserve import reserve
from eniplan.capacity.size import size
from eniplan.capacity.zones import zones
from eniplan.exchange.answer_document import answer_document
from eniplan.report.answers.answer_text import answer_text
from eniplan.report.answers.blocks import share
from eniplan.report.lettering import visible
from eniplan.report.views.charts import CHARTS
from eniplan.report.views.offers import tables_of
from tests.planning.ground_kit import A, B, account, group, planned, vswitch
from tests.report.cards.test_cards import ALLOWED, HOSTILE, Page
from tests.report.charts.drawn import overlapping, words

if TYPE_CHECKING:
    from eniplan.capacity.answer import Answer


def groups() -> Answer:
    """Headroom of a usual group, one that is full, and one that a rule refuses."""
    full, barred = group("full-{n}", 13, "c"), group("barred-{n}", 1, "b", ipv6_prefixes=1)
    several = group("several-{n}", 4, "a", "b", "tiny", ipv4_prefixes=0)
    return headroom(planned(several, full, barred))


PODS = planned(group("pod-{n}", 9, "a", "b", ipv4_prefixes=2), group("small-{n}", 1, "c", ipv4_prefixes=1))
ANSWERS: dict[str, Answer] = {
    "headroom": groups(),
    "blocks of a /20": blocks("10.0.0.0/20", used=300, more=200, eni=(4, 1), trials=200),
    "blocks of a /29": blocks("10.0.0.0/29", trials=0),
    "blocks of a /16": blocks("10.0.0.0/16", more=30_000, trials=0),
    "reserve": reserve(PODS),
    "size": size(PODS, vswitches=2, drawn=9),
    "zones": zones(planned(group("web-{n}", 300, "a", "b"), group("edge-{n}", 3, "tiny"))),
    "blocks of an inventory": blocks(account(A, B), "vsw-a", more=3, trials=50),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_card_and_text_say_the_headline_and_what_is_assumed(name: str) -> None:
    """All of it, in both; the text has no line that is only blanks at its end."""
    answer = ANSWERS[name]
    said = [text for _, text in Page(answer._repr_html_()).texts]
    assert answer.headline in said
    text = answer_text(answer)
    joined = " ".join(text.split())
    assert joined.startswith(" ".join(answer.headline.split()))
    for sentence in answer.assumptions:
        assert any(sentence in one for one in said)
        assert sentence in joined
    assert all(line == line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize("name", ANSWERS)
def test_each_row_has_a_cell_for_each_head(name: str) -> None:
    """No table is ragged, and each names a frame that the answer has."""
    for table in tables_of(ANSWERS[name]):
        assert {len(row) for row in table.rows} <= {len(table.heads)}
        assert len(ANSWERS[name].frame(table.frame)) >= 0


@pytest.mark.parametrize("name", ANSWERS)
def test_the_document_is_json_and_has_every_field(name: str) -> None:
    """Three members; numbers that JSON does not have would be refused here."""
    document = json.loads(json.dumps(answer_document(ANSWERS[name]), allow_nan=False))
    assert list(document) == ["question", "answer", "assumptions"]
    assert document["question"] == ANSWERS[name].question
    assert document["assumptions"] == list(ANSWERS[name].assumptions)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ANSWERS)
def test_words_on_charts_keep_apart(name: str, theme: str) -> None:
    """No two words of any chart lie on each other, none reaches out."""
    for chart in CHARTS.of(ANSWERS[name]):
        assert overlapping(ANSWERS[name].chart(chart, theme=theme)) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_do_no_harm(name: str) -> None:
    """A group of that name: escaped in the card, visible in the text and the chart."""
    answer = headroom(planned(group(f"{name}{{n}}", 1, "a")))
    page = Page(answer._repr_html_())
    assert {tag for tag, _ in page.tags} <= ALLOWED
    text = answer_text(answer)
    assert not any(letter in text for letter in "\x00\x1b\u202e")
    assert not any(letter in word for word in words(answer.chart()) for letter in "\x00\x1b\u202e\n")


def test_a_hostile_vswitch_id_does_no_harm() -> None:
    """As the id of the VSwitch that is asked about."""
    hostile = "x<script>\u202e" + "w" * 128
    answer = blocks(account(vswitch(hostile, "10.0.8.0/24")), f"vsw-{hostile}", trials=0)
    assert "<script>" not in answer._repr_html_()
    assert visible(hostile) in answer_text(answer).replace("\n", "")
    assert overlapping(answer.chart()) == []


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.0, "0 %"), (1e-9, "< 0.1 %"), (0.05, "5 %"), (0.1234567, "12.3 %"), (0.9999, "> 99.9 %"), (1.0, "100 %")],
)
def test_no_chance_is_rounded_to_certainty(chance: float, said: str) -> None:
    """What is unlikely is not impossible, what is likely not certain."""
    assert share(chance) == said
