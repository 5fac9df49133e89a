"""Blocks to reserve, sizes and losses in words, frames, cards and documents: equal figures, hostile names safe."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from eniplan.capacity.reserve import reserve
from eniplan.capacity.size import size
from eniplan.capacity.zones import zones
from eniplan.exchange.answer_document import answer_document
from eniplan.planning.planner import plan_groups
from eniplan.report.answers.answer_text import answer_text
from eniplan.report.frames.column import Frame
from eniplan.report.views.frames import FRAMES
from tests.planning.ground_kit import account, group, planned, spec, vswitch
from tests.report.charts.drawn import HOSTILE

if TYPE_CHECKING:
    from eniplan.capacity.answer import Answer

SMALL, HALF, TINY = vswitch("s", "10.0.0.0/26"), vswitch("h", "10.0.1.0/25", zone="i"), vswitch("t", "10.0.2.0/27")
PLAN = planned(
    group("pod-{n}", 5, "h", ipv4_prefixes=1),
    group("job-{n}", 2, "t", ipv4_prefixes=1),
    group("web-{n}", 20, "s", "t"),
    on=account(SMALL, HALF, TINY),
)
ANSWERS: dict[str, Answer] = {
    "reserve": reserve(PLAN),
    "size": size(PLAN, drawn=10, vswitches=2),
    "zones": zones(
        planned(group("pod-{n}", 2, "h", ipv4_prefixes=1), group("web-{n}", 90, "s", "h"), on=PLAN.inventory)
    ),
}
QUIET: dict[str, Answer] = {
    "reserve": reserve(planned(group("x-{n}", 1, "a", ipv4_prefixes=1))),
    "size": size([group()]),
    "zones": zones(planned(group("x-{n}", 1, "a", "b"))),
}
"""Answers with as little in them as there can be."""


def hostile(name: str) -> tuple[Answer, ...]:
    """Answers about a plan and VSwitches with a name that should do no harm."""
    whole = name.replace("\ud800", "")  # no id of a VSwitch has half a character in it
    site, other = replace(SMALL, id=whole), replace(TINY, id=f"{whole}2", zone_id=name)
    wanted = replace(group("pod-{n}", 3, ipv4_prefixes=1), vswitches=(site.id, other.id))
    named = whole.replace("\0", "")
    plan = plan_groups(replace(spec(wanted), name=named), account(site, other))
    return reserve(plan), zones(plan), size(plan)


def test_the_text_of_blocks() -> None:
    """The sentence, a row for each block, what no block helps with its reason, and what was assumed."""
    lines = answer_text(ANSWERS["reserve"]).splitlines()
    assert lines[0] == "reserve 3 blocks with 5 prefixes: 5 more ENIs of 27 fit; 2 remain refused"
    assert [line.split()[:5] for line in lines if line.startswith("  10.0.1")] == [
        ["10.0.1.32/27", "vsw-h", "2", "32", "+2"],
        ["10.0.1.64/27", "vsw-h", "2", "32", "+2"],
        ["10.0.1.16/28", "vsw-h", "1", "16", "+1"],
    ]
    assert any("vsw-t is a /27, which can never hold a prefix" in line for line in lines)
    assert lines[lines.index("Assumed") + 1].startswith("  - what each block buys is planned")


def test_the_text_of_a_size() -> None:
    """The masks around the answer, each with its verdict, and the chance, since addresses are drawn before."""
    text = answer_text(ANSWERS["size"])
    assert "the smallest that holds" in text
    assert "too small: " in text
    assert "10 single addresses are drawn before the blocks are reserved" in " ".join(text.split())


def test_the_text_of_losses() -> None:
    """Each loss with what it refuses, and the groups that no longer fit."""
    lines = answer_text(ANSWERS["zones"]).splitlines()
    heads = [line for line in lines if line and not line.startswith(" ")]
    assert heads == [ANSWERS["zones"].headline, "Losses, in ENIs", "Groups that no longer fit", "Assumed"]
    assert any(line.split()[:2] == ["zone", "cn-hangzhou-h"] for line in lines)


@pytest.mark.parametrize("question", ANSWERS)
def test_frames_are_what_their_tables_say(question: str) -> None:
    """Full or nearly empty: the same columns and dtypes; each column is described."""
    full, quiet = ANSWERS[question], QUIET[question]
    for name, frame in FRAMES.of(full).items():
        if name == "columns":
            continue
        assert isinstance(frame, Frame)
        for made in (full.frame(name), quiet.frame(name)):
            assert list(made.columns) == [column.name for column in frame.table.columns]
            assert [str(dtype) for dtype in made.dtypes] == [column.kind for column in frame.table.columns]
        assert name in set(full.frame("columns")["frame"])


def test_frames_have_the_answers_figures() -> None:
    """Sums of the frames are those of the answers."""
    blocks, gains = ANSWERS["reserve"].frame(), ANSWERS["reserve"].frame("gains")
    assert (blocks["prefixes"].sum(), blocks["open_addresses"].sum(), gains["enis"].sum()) == (5, 80, 5)
    losses, groups = ANSWERS["zones"].frame(), ANSWERS["zones"].frame("groups")
    assert losses["refused"].sum() == groups["refused"].sum() > 0
    sizes = ANSWERS["size"].frame()
    assert list(sizes["mask"]) == list(range(29, 15, -1))
    assert sizes["holds"].sum() == sum(option.chance >= 0.95 for option in size(PLAN, drawn=10, vswitches=2).sizes)


@pytest.mark.parametrize("question", ANSWERS)
def test_documents_are_json(question: str) -> None:
    """The three members of the contract; requests stand in the document of blocks."""
    document = json.loads(json.dumps(answer_document(ANSWERS[question])))
    assert list(document) == ["question", "answer", "assumptions"]
    assert document["question"] == question
    if question == "reserve":
        assert [each["VSwitchCidrReservationCidr"] for each in document["answer"]["requests"]] == [
            each["block"] for each in document["answer"]["blocks"]
        ]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_do_no_harm(name: str) -> None:
    """In cards they are escaped, in text visible: no tag, no control character, no change of direction."""
    for answer in hostile(name):
        card, text = answer._repr_html_(), answer_text(answer)
        assert "<script>alert" not in card
        assert not any(sign in card + text for sign in ("\x00", "\x1b", "\ufffe", "\ud800"))


@pytest.mark.parametrize("question", ANSWERS)
def test_cards_have_tables_with_heads(question: str) -> None:
    """A title, the sentence, and a caption for each table."""
    card = ANSWERS[question]._repr_html_()
    assert f"What if: {question}" in card
    assert card.count("<caption>") >= 2
    assert "Assumed: " in card
