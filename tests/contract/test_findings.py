"""Findings together: a tuple in every respect, which says how many of each severity there are."""

from __future__ import annotations

import pickle
from copy import copy

import pytest

from eniplan.contract.finding import Finding
from eniplan.contract.findings import Findings

ERROR = Finding(code="InvalidIp.Address", severity="error", message="no address")
NOTE = Finding(code="Lint.NotChecked", severity="note", message="not checked")


def test_they_equal_the_tuple_of_the_same_findings() -> None:
    """Equal in both directions, hashed alike, and found in a set of tuples; not equal to others."""
    assert Findings([ERROR, NOTE]) == (ERROR, NOTE)
    assert Findings([ERROR, NOTE]) == (ERROR, NOTE)
    assert Findings([ERROR]) in {(ERROR,)}
    assert Findings([ERROR]) != (NOTE,)


def test_a_slice_can_be_looked_at_and_an_item_is_a_finding() -> None:
    """A part is Findings again."""
    both = Findings([ERROR, NOTE])
    assert type(both[1:]) is Findings
    assert both[1:] == (NOTE,)
    assert both[-1] is NOTE
    assert (*both,) == (ERROR, NOTE)


def test_they_are_immutable() -> None:
    """No attribute can be set."""
    with pytest.raises(AttributeError):
        Findings().severity = "error"  # type: ignore[attr-defined]


@pytest.mark.parametrize("again", [copy, lambda value: pickle.loads(pickle.dumps(value))])  # noqa: S301
def test_copies_keep_their_type(again: type) -> None:
    """Copied or pickled, they are Findings and equal."""
    made = again(Findings([ERROR]))
    assert type(made) is Findings
    assert made == (ERROR,)


def test_the_text_counts_severities() -> None:
    """Errors, warnings and notes, thousands separated; one is not plural."""
    assert repr(Findings([ERROR, *[NOTE] * 1234])) == "<Findings: 1 error, 0 warnings, 1,234 notes>"
    assert list(Findings().by_severity.items()) == [("error", 0), ("warning", 0), ("note", 0)]
