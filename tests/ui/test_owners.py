"""Whose a request is, by its name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eniplan.planning.spec import Group
from eniplan.ui.owners import NOBODY, Owner, Owners

GROUPS = [Group(name=name, vswitches=("v",), security_groups=("s",)) for name in ("web-{n:03}", "web-{n}-x", "lone")]
NAMES = ("web-007", "web-7-x", "lone", "web-{n:03}", "web-7", "lone-1", "web-000", "")


@given(st.lists(st.sampled_from(NAMES)))
def test_an_owner_is_found_by_pattern_whatever_was_asked_before(asked: list[str]) -> None:
    """Each ENI's name by its pattern, a pattern itself as the whole group; what no pattern gives is nobody's."""
    wanted = {"web-007": Owner("web-{n:03}", 7), "web-7-x": Owner("web-{n}-x", 7), "lone": Owner("lone", 1)}
    wanted |= {"web-{n:03}": Owner("web-{n:03}", 0)}
    owners = Owners(GROUPS)
    assert [owners.of(name) for name in asked] == [wanted.get(name, NOBODY) for name in asked]


def test_no_groups_own_nothing() -> None:
    """There is no plan yet."""
    assert Owners().of("web-1") == NOBODY
