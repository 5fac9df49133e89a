"""The map's two acts: reserve the block around a selection, pin an ENI at an address."""

from __future__ import annotations

import eniplan
from tests.planning.ground_kit import A, B, account, eni
from tests.ui.planner_kit import new, press, typed


def offered(planner: eniplan.Planner) -> list[tuple[str, bool]]:
    """What the map's buttons say, and whether they can be pressed."""
    return [(label, enabled) for label, _, enabled in planner.place.map.offers]


def on_map(planner: eniplan.Planner, **content: object) -> None:
    """What the browser sends about the map."""
    planner.place.map._handle_custom_msg(content, [])


def refused(planner: eniplan.Planner) -> int:
    """How many ENIs have no place."""
    assert planner.plan is not None
    return planner.plan.refused.enis


def test_nothing_is_offered_without_a_selection() -> None:
    """The buttons are there, and say what would make them work; pressing them does nothing."""
    planner = new()
    press(planner, "Add")
    assert offered(planner) == [("Reserve a block", False), ("Pin an ENI here", False)]
    before = planner.state.document
    for place in (0, 1, 7, -1):
        on_map(planner, act=place)
    assert planner.state.document == before


def test_a_block_is_reserved_around_a_selection() -> None:
    """Six prefixes do not fit into the block of four; with a /26 more they do. Undo takes it back."""
    planner = new()
    press(planner, "Add")
    typed(planner.groups.form, "count", "6")
    typed(planner.groups.form, "ipv4_prefixes", "1")
    assert refused(planner) == 2
    planner.place.map.selected = ("10.0.0.130", "10.0.0.190")
    assert offered(planner)[0] == ("Reserve 10.0.0.128/26", True)
    on_map(planner, act=0)
    assert refused(planner) == 0
    assert "with_reserved_block(inventory, 'vsw-a', '10.0.0.128/26')" in planner.state.code()
    assert offered(planner)[0] == ("Reserve a block", False)
    press(planner, "Undo")
    assert refused(planner) == 2


def test_an_eni_is_pinned_at_an_address() -> None:
    """A click names the address, the wishes' form says which ENI; the plan gives it that address."""
    planner = new()
    press(planner, "Add")
    typed(planner.groups.form, "count", "3")
    typed(planner.groups.wishes, "n", "2")
    on_map(planner, pick="10.0.0.9")
    assert offered(planner)[1] == ("Pin group-2 at 10.0.0.9", True)
    on_map(planner, act=1)
    assert planner.plan is not None
    assert planner.plan.enis[1].primary == "10.0.0.9"
    assert planner.groups.wishes.values["primary"] == {"typed": "10.0.0.9", "problem": ""}
    planner.place.map.selected = ("10.0.0.20", "10.0.0.20")
    assert offered(planner)[1] == ("Pin group-2 at 10.0.0.20", True)
    planner.place.map.selected = ("10.0.0.20", "10.0.0.21")
    assert offered(planner)[1] == ("Pin an ENI here", False)


def test_a_block_and_another_vswitch_forget_the_click() -> None:
    """A click on a /28 names no address; nor does one on a VSwitch that is no longer shown."""
    planner = new()
    press(planner, "Add")
    on_map(planner, pick="10.0.0.9")
    on_map(planner, pick="10.0.0.0/28")
    assert offered(planner)[1] == ("Pin an ENI here", False)
    on_map(planner, pick="10.0.0.9")
    planner.state.select_vswitch("vsw-b")
    assert offered(planner)[1] == ("Pin an ENI here", False)


def test_nobody_is_pinned_where_somebody_is() -> None:
    """A system address, one in use: the button stays off; a free one beside them turns it on."""
    there = account(A, B, enis=[eni("x", "a", "10.0.0.40")])
    planner = eniplan.Planner(there, save=None, strict=True)
    press(planner, "Add")
    for address, can_be in (("10.0.0.0", False), ("10.0.0.255", False), ("10.0.0.40", False), ("10.0.0.41", True)):
        on_map(planner, pick=address)
        assert offered(planner)[1][1] is can_be
