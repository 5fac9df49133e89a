"""A plan as a form holds it: edits that share, and every problem with its place."""

from __future__ import annotations

import copy
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eniplan
from eniplan.exchange.plan_file import read_plan_file
from eniplan.exchange.toml_writing import under
from eniplan.ui.document import Document, Problem, document_of, path_of, read_document, value_at, with_value, without
from tests.exchange.specs import specs

WEB = tomllib.loads((eniplan.examples / "web.toml").read_text(encoding="utf-8"))
GROUP = {"name": "a-{n}", "vswitches": ["vsw-a"], "security_groups": ["sg-a"]}
BASE: Document = {"format": 1, "name": "p", "region": "cn-hangzhou", "group": [GROUP, {**GROUP, "name": "b-{n}"}]}


def test_a_plan_is_read_from_its_document() -> None:
    """The example file, read as tables, is the example plan."""
    reading = read_document(WEB)
    assert reading.spec == read_plan_file(eniplan.examples / "web.toml")
    assert reading.problems == ()


@given(specs())
def test_a_plan_and_its_document_are_the_same(spec: eniplan.PlanSpec) -> None:
    """Any plan, written as a document and read again, but for what a plan file has no key for."""
    document = document_of(spec)
    again = read_document(document).spec
    assert again is not None
    assert document_of(again) == document


PROBLEMS: dict[str, tuple[Document, list[tuple[tuple[str | int, ...], str]]]] = {
    "a count that is no number": (with_value(BASE, ("group", 0, "count"), "abc"),
        [(("group", 0, "count"), '"abc" is not a whole number from 1 to 1,000,000')]),
    "two in one group, one in the other": (
        with_value(with_value(with_value(BASE, ("group", 0, "count"), "abc"), ("group", 0, "draw"), "best"),
            ("group", 1, "count"), 0),
        [(("group", 0, "draw"), '"best" is not one of random, lowest'),
         (("group", 0, "count"), '"abc" is not a whole number from 1 to 1,000,000'),
         (("group", 1, "count"), "0 is not a whole number from 1 to 1,000,000")]),
    "no VSwitches": (with_value(BASE, ("group", 1, "vswitches"), []),
        [(("group", 1, "vswitches"), "is missing or empty; name at least one id")]),
    "a key that is not there": (without(BASE, ("group", 0, "vswitches")),
        [(("group", 0, "vswitches"), "is missing; expected: a list of VSwitch ids")]),
    "an unknown parameter": (with_value(BASE, ("group", 1, "parameters", "Foo"), 3),
        [(("group", 1, "parameters", "Foo"), "is no parameter of CreateNetworkInterface")]),
    "no name": (with_value(BASE, ("name",), ""), [(("name",), "is missing; every plan needs a name")]),
    "a wish's address": (with_value(BASE, ("group", 0, "eni"), [{"n": 1, "secondary": ["10.0.0.1", 3]}]),
        [(("group", 0, "eni", 0, "secondary", 1), "3 is not a text")]),
}  # fmt: skip


@pytest.mark.parametrize("case", PROBLEMS)
def test_every_problem_has_its_place(case: str) -> None:
    """All at once; the groups without problems are the plan."""
    document, expected = PROBLEMS[case]
    reading = read_document(document)
    found = {problem.path: problem.message for problem in reading.problems}
    assert set(found) == {path for path, _ in expected}
    assert all(found[path].startswith(message) for path, message in expected)
    wrong = {problem.group for problem in reading.problems}
    names = [each["name"] for place, each in enumerate(document["group"]) if place not in wrong]  # type: ignore[arg-type, var-annotated]
    assert (reading.spec is None) == (None in wrong)
    assert reading.spec is None or [group.name for group in reading.spec.groups] == names


def test_a_clash_is_a_problem_of_the_second_group() -> None:
    """Two groups of one name: the second one is left out, the first one stays."""
    document = with_value(BASE, ("group", 1, "name"), "a-{n}")
    reading = read_document(document)
    assert [problem.path for problem in reading.problems] == [("group", 1, "name")]
    assert reading.spec is not None
    assert [group.name for group in reading.spec.groups] == ["a-{n}"]


def test_edits_share_and_change_nothing() -> None:
    """The earlier document is as it was, and what an edit leaves alone is the same object."""
    before = copy.deepcopy(BASE)
    after = with_value(BASE, ("group", 0, "parameters", "ConnectionTrackingConfiguration", "UdpTimeout"), 30)
    assert before == BASE
    assert value_at(after, ("group", 0, "parameters")) == {"ConnectionTrackingConfiguration": {"UdpTimeout": 30}}
    assert value_at(after, ("group", 1)) is value_at(BASE, ("group", 1))
    path = ("group", 0, "parameters", "ConnectionTrackingConfiguration", "UdpTimeout")
    assert without(after, path) == BASE


WRITABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.one_of(st.integers(0, 99), WRITABLE), min_size=1, max_size=5))
def test_places_are_read_back(steps: list[int | str]) -> None:
    """As messages write them: keys quoted where they have to be, positions from 1."""
    place = ""
    for step in ("group", *steps):
        place = f"{place}[{step + 1}]" if isinstance(step, int) else under(place, step)
    assert path_of(place) == ("group", *steps)


def test_a_place_with_other_quotes_is_still_one() -> None:
    """What stands between quotes and is no TOML text is taken as it stands."""
    assert path_of('parameters."\\q"') == ("parameters", "\\q")


def test_a_problem_knows_its_group() -> None:
    """By position; the plan's own keys belong to none."""
    assert Problem(("group", 3, "count"), "").group == 3
    assert Problem(("name",), "").group is None
    assert Problem(("group",), "").group is None


@pytest.mark.parametrize("value", [5, "x", {"name": "web"}, [7]])
def test_groups_that_are_none(value: object) -> None:
    """What stands in their place is one problem with that place, not a crash."""
    reading = read_document({**BASE, "group": value})
    assert [problem.path[0] for problem in reading.problems] == ["group"]
