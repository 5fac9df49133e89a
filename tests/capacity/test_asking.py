"""What several questions refuse: each in one sentence that says what would be accepted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eniplan.capacity.asking import check_counts, check_group, chosen_one, cidr_named, groups_of, vswitch_named
from eniplan.capacity.defragment import defragment
from eniplan.errors import QuestionError
from eniplan.planning.planner import plan_groups
from tests.planning.ground_kit import account, eni, spec, vswitch

NAMED = replace(vswitch("a", "10.0.0.0/24"), name="web")
THERE = account(NAMED, vswitch("b", "10.0.1.0/24"), enis=[eni("1", "a", "10.0.0.20")])


def test_a_vswitch_has_an_id_and_a_name() -> None:
    """Either will do, and a question answers by the id."""
    assert vswitch_named(THERE, "vsw-a") == vswitch_named(THERE, "web") == NAMED
    by_id, by_name = (defragment(THERE, asked, recreate=True) for asked in ("vsw-a", "web"))
    assert by_id == by_name
    assert by_name.vswitch == "vsw-a"


def test_a_name_that_two_have_is_refused() -> None:
    """As is one that none has, with the nearest."""
    twins = account(NAMED, replace(vswitch("b", "10.0.1.0/24"), name="web"))
    with pytest.raises(QuestionError, match=r"^2 VSwitches are named web; give the id of one$"):
        vswitch_named(twins, "web")
    with pytest.raises(QuestionError, match=r'^the inventory has no VSwitch "wob"; did you mean web\?$'):
        vswitch_named(THERE, "wob")


def test_numbers_choices_groups_and_cidrs() -> None:
    """The first number that means nothing is named; a choice is one of a few; a plan of requests has no groups."""
    check_counts(nodes=1, steps=2)
    with pytest.raises(QuestionError, match=r"^steps: 0 is not a whole number from 1$"):
        check_counts(nodes=1, steps=0)
    assert chosen_one("unit", "eni", ("address", "eni")) == "eni"
    with pytest.raises(QuestionError, match=r'^unit: "zebra" is not one of address, eni$'):
        chosen_one("unit", "zebra", ("address", "eni"))
    with pytest.raises(QuestionError, match=r'^the plan has no group "web"'):
        check_group("web", ["pod"])
    with pytest.raises(QuestionError, match=r"^the plan has no groups, and ready-made requests say nothing$"):
        groups_of(plan_groups(spec(), THERE), "say nothing")
    for text, said in (("10.0.0.0/9", "its mask may be 16 to 29$"), ("10.0.0.1/24", "no IPv4 CIDR without host bits")):
        with pytest.raises(QuestionError, match=said):
            cidr_named(text)
