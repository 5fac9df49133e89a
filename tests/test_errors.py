"""The tree of what eniplan raises: drawn as it is."""

from __future__ import annotations

import re
from inspect import getmembers, isclass

import pytest

from eniplan import errors

DRAWN = re.findall(r"[├└]── (\w+) ", errors.__doc__ or "")
DEFINED = [name for name, made in getmembers(errors, isclass) if made.__module__ == errors.__name__]


def test_every_exception_is_drawn() -> None:
    """The picture at the head of the module has each class once, and no other."""
    assert sorted(["EniplanError", *DRAWN]) == sorted(DEFINED)


@pytest.mark.parametrize("name", DRAWN)
def test_each_hangs_on_the_root(name: str) -> None:
    """Whoever catches the root catches all."""
    assert issubclass(getattr(errors, name), errors.EniplanError)


def test_another_kind_is_one_sentence() -> None:
    """What was given, and what is expected; Python's own type of error too."""
    error = errors.WrongKind("plan", 3, "a Plan")
    assert str(error) == "plan: a Plan is expected, not a value of type int"
    assert (isinstance(error, TypeError), error.argument) == (True, "plan")
