"""The address book of a VSwitch has exactly what the plan's ENIs and the inventory hold there."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given

from eniplan.errors import QuestionError
from eniplan.network.eni import ENI
from eniplan.network.inventory import Inventory
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import PlanSpec, Wish
from eniplan.report.address_book import Held, address_book, range_of
from tests.planning.ground_kit import ACCOUNT, A, account, eni, group, planned, vswitch
from tests.planning.random_plans import inventories, specs
from tests.report.holding import Share, number, shares


def owner_of(held: Held) -> str:
    """The id of an existing ENI, the name of a planned one."""
    return held.owner.id if isinstance(held.owner, ENI) else held.owner.eni.name


@given(inventories(), specs())
def test_it_agrees_with_the_plans_enis(there: Inventory, wanted: PlanSpec) -> None:
    """The same owners hold the same things, by kind and whether they exist, in every VSwitch."""
    plan = plan_groups(wanted, there)
    for key in plan.inventory.vswitches:
        book = address_book(plan, key)
        found = Counter(Share(h.kind, h.first, h.last, owner_of(h), exists=h.state == "existing") for h in book.held)
        assert found == Counter(shares(plan, key))


def test_what_a_request_names_is_planned_and_the_rest_illustrative() -> None:
    """An automatic ENI with a named primary address; a pinned one; an automatic one without wishes."""
    wish = Wish(n=1, primary="10.0.0.20")
    plan = planned(group("auto-{n}", 2, secondary_addresses=1, enis=(wish,)), group("pin-{n}", 1, addressing="pinned"))
    states = {(owner_of(held), held.kind): held.state for held in address_book(plan, "vsw-a").held}
    assert states == {
        ("auto-1", "primary"): "planned",
        ("auto-1", "secondary"): "illustrative",
        ("auto-2", "primary"): "illustrative",
        ("auto-2", "secondary"): "illustrative",
        ("pin-1", "primary"): "planned",
    }


def test_an_eni_that_exists_is_held_once() -> None:
    """A plan that wants what the inventory has adds nothing to the book."""
    there = account(A, enis=[eni("web-1", "a", "10.0.0.5")])
    book = address_book(planned(group("web-{n}", 1), on=there), "vsw-a")
    assert [(owner_of(held), held.state) for held in book.held] == [("eni-web-1", "existing")]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("vsw-aa", "no VSwitch vsw-aa here; did you mean vsw-a?"),
        ("alpha", "no VSwitch alpha here; alpha is the name of vsw-x"),
        ("\x1b[2J", r"no VSwitch \x1b[2J here; known: vsw-a, vsw-b, vsw-c, vsw-tiny, vsw-x"),
    ],
)
def test_an_unknown_vswitch_is_one_sentence(asked: str, said: str) -> None:
    """With the nearest id, or the id behind a name; nothing of it drives a terminal."""
    there = account(*ACCOUNT.vswitches.values(), vswitch("x", "10.0.9.0/24", name="alpha"))
    with pytest.raises(QuestionError) as caught:
        address_book(there, asked)
    assert str(caught.value) == said


def test_without_vswitches_the_sentence_says_so() -> None:
    """There is no nearest one."""
    with pytest.raises(QuestionError, match="no VSwitch vsw-a here, there are none at all"):
        address_book(Inventory(), "vsw-a")


@pytest.mark.parametrize("text", ["10.0.3.77", "10.0.3.64/28", "2001:db8::1", "2001:db8::/80"])
def test_ranges_are_those_of_python(text: str) -> None:
    """First and last address as ipaddress counts them; host bits and words are nothing."""
    family = 6 if ":" in text else 4
    assert range_of(text) == (family, *number(text))
    assert range_of("10.0.3.65/28") is None
    assert range_of("ten") is None
