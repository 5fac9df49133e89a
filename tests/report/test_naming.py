"""Answers with names instead of ids, for the eye."""

from __future__ import annotations

import eniplan
from eniplan.report.cards.answer_card import answer_body
from eniplan.report.naming import named, names_of
from tests.planning.ground_kit import vswitch

HANGZHOU = eniplan.read_inventory(eniplan.examples / "hangzhou")
PLAN = eniplan.plan(eniplan.examples / "web.toml", HANGZHOU)
IDS = [each.id for each in HANGZHOU.vswitches.values()]


def test_every_id_of_an_answer_becomes_its_name_and_nothing_else_changes() -> None:
    """Headroom and the loss of zones, rows in rows: no id is left, and with ids for names the answer is what it was."""
    for answer in (eniplan.headroom(PLAN), eniplan.zones(PLAN)):
        said = named(answer, names_of(HANGZHOU.vswitches.values()))
        assert any(key in answer_body(answer) for key in IDS)
        assert not any(key in answer_body(said) + said.headline + repr(said) for key in IDS)
        back = {each.name: each.id for each in HANGZHOU.vswitches.values()}
        assert named(said, back) == answer


def test_a_name_of_several_has_its_id_beside_it() -> None:
    """Two VSwitches called web stay apart; one without a name keeps its id."""
    several = [vswitch("a", "10.0.0.0/24", name="web"), vswitch("b", "10.0.1.0/24", name="web")]
    assert names_of(several) == {"vsw-a": "web (vsw-a)", "vsw-b": "web (vsw-b)"}
    assert names_of([vswitch("a", "10.0.0.0/24"), vswitch("b", "10.0.1.0/24", name="web")]) == {"vsw-b": "web"}


def test_an_id_inside_a_longer_word_stays() -> None:
    """vsw-a is no part of vsw-a1, and a prefix of it no name."""
    answer = eniplan.headroom(PLAN)
    assert named(answer, {IDS[0][:-1]: "other", "sw": "other"}) == answer
