"""Flattened parameters read back: the inverse of flattening, and what no client sends does no harm."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.contract.reading import read_request
from eniplan.contract.unflatten import MOST_PLACES, read_flattened, unflatten
from eniplan.contract.wire import flatten
from tests.contract.well_formed import requests

NAMES = st.text("abcAB", min_size=1, max_size=4)
NESTED = st.recursive(
    st.text(max_size=3),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(NAMES, inner, min_size=1, max_size=3),
    max_leaves=8,
)
PATHS = st.lists(st.sampled_from(["Tag", "Key", "1", "2", "0", "101", "x", ""]), min_size=1, max_size=6).map(".".join)


def depth(value: Any) -> int:  # noqa: ANN401 - any nesting
    """How many lists and objects stand around the innermost text."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(depth, inside), default=0) if isinstance(value, dict | list) else 0


@given(st.dictionaries(NAMES, NESTED, max_size=4))
def test_it_undoes_flattening(nested: dict[str, object]) -> None:
    """Lists and objects of texts come back as they were, up to four parts deep."""
    if depth(nested) <= 4:
        assert unflatten(flatten(nested)).members == nested


@given(requests())
def test_a_request_comes_back_as_it_was(members: dict[str, object]) -> None:
    """A well-formed request is read the same from its nested form and from the wire, numbers and booleans included."""
    nested, wire = read_request(members), read_flattened(flatten(members))
    assert wire.request == nested.request
    assert [finding.code for finding in wire.findings if finding.is_error] == []


@pytest.mark.parametrize("spelled", ["true", "True", "TRUE"])
def test_case_of_a_boolean_does_not_matter(spelled: str) -> None:
    """The Python SDKs write True, the others true; neither is remarked on, since the wire knows texts only."""
    read = read_flattened({"DeleteOnRelease": spelled, "Ipv4PrefixCount": "3"})
    assert (read.request.delete_on_release, read.request.ipv4_prefix_count, read.findings) == (True, 3, ())


@pytest.mark.parametrize(
    ("name", "value", "at"),
    [
        ("Ipv4PrefixCount", "3.0", "Ipv4PrefixCount"),
        ("Ipv4PrefixCount", "007", "Ipv4PrefixCount"),
        ("Ipv4PrefixCount", "٣", "Ipv4PrefixCount"),
        ("DeleteOnRelease", "yes", "DeleteOnRelease"),
        ("SecurityGroupIds", "sg-1", "SecurityGroupIds"),
        ("PrivateIpAddress.2", "10.0.0.9", "PrivateIpAddress.1"),
        ("Tag", "[object Object]", "Tag"),
        ("Tag.0.Key", "app", "Tag.0.Key"),
        ("Tag.101.Key", "app", "Tag.101.Key"),
        ("Tag.999999999999.Key", "app", "Tag.999999999999.Key"),
        ("Tag.1.Key.x", "app", "Tag.1.Key"),
    ],
)
def test_what_is_wrong_is_invalid_with_its_place(name: str, value: str, at: str) -> None:
    """Clients send all of these; each is InvalidParameter at the parameter that a person would look at."""
    found = [(finding.code, finding.parameter) for finding in read_flattened({name: value}).findings]
    assert ("InvalidParameter", at) in found


@given(st.dictionaries(PATHS, st.text(max_size=3), max_size=12))
def test_no_names_do_harm(parameters: dict[str, str]) -> None:
    """Whatever the names, reading ends, and no list gets longer than its highest place may be."""
    members = unflatten(parameters).members
    assert all(len(value) <= MOST_PLACES for value in members.values() if isinstance(value, list))
    read_flattened(parameters)


def test_a_deep_name_is_refused_and_not_followed() -> None:
    """A name of a million dots costs no recursion and makes nothing."""
    name = ".".join(["Tag"] * (10 * sys.getrecursionlimit()))
    nested = unflatten({name: "x"})
    assert (dict(nested.members), [finding.code for finding in nested.findings]) == ({}, ["InvalidParameter"])


def test_unknown_parameters_are_passed_over() -> None:
    """As the cloud does: other products' clients send members of their own."""
    assert read_flattened({"Foo": "1", "Bar.1.X": "2"}).findings == ()
