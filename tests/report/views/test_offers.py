"""The choice from what a type offers."""

from __future__ import annotations

import pytest

from eniplan.errors import EniplanError
from eniplan.report.views.offers import Offers

OFFERS: Offers[str] = Offers("view", {int: {"first": str, "hex": hex}})


def test_a_name_or_none_chooses() -> None:
    """None is the first; a subclass (bool is one of int) offers what its base does."""
    assert (OFFERS.make(255), OFFERS.make(255, "hex"), OFFERS.make(True, "hex")) == ("255", "0xff", "0x1")  # noqa: FBT003


def test_what_is_not_offered_is_told() -> None:
    """A wrong name, and a type that offers nothing."""
    with pytest.raises(EniplanError, match=r'^int has no view "hx"; did you mean hex\?$'):
        OFFERS.make(1, "hx")
    with pytest.raises(EniplanError, match=r"^str has no view$"):
        OFFERS.make("1", "hex")
