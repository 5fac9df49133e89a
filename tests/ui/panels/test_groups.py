"""The groups' acts and the wishes of single ENIs."""

from __future__ import annotations

from eniplan.ui.fields import wish_fields
from tests.ui.planner_kit import chosen, kept_messages, new, press, typed


def test_groups_are_added_copied_moved_and_deleted() -> None:
    """Each act is one row of the table; without a group only one can be added."""
    planner = new()
    assert [button.disabled for button in planner.groups._of_group] == [True] * 4
    for label in ("Add", "Copy", "Up"):
        press(planner, label)
    assert [row[0] for row in planner.groups.table.rows] == ["group-2-{n}", "group-{n}"]
    assert planner.groups.table.selected == 0
    press(planner, "Down")
    press(planner, "Delete")
    assert [row[0] for row in planner.groups.table.rows] == ["group-{n}"]


def test_every_wish_is_typed_and_shown() -> None:
    """Each field of one ENI's wishes goes into the plan's document and comes back; another ENI has none."""
    planner = new()
    press(planner, "Add")
    typed(planner.groups.form, "count", "2")
    values = {
        "vswitch": "vsw-a",
        "primary": "10.0.0.9",
        "secondary": "10.0.0.10, 10.0.0.11",
        "ipv4_prefixes": "10.0.0.64/28",
        "ipv6": "2001:db8::5",
        "ipv6_prefixes": "2001:db8:0:1::/80",
    }
    assert {str(field.path[0]) for field in wish_fields()} == set(values)
    typed(planner.groups.wishes, "n", "2")
    for key, value in values.items():
        typed(planner.groups.wishes, key, value)
        assert planner.groups.wishes.values[key]["typed"] == value
    assert planner.state.groups[0]["eni"] == [
        {"n": 2, "vswitch": "vsw-a", "primary": "10.0.0.9", "secondary": ["10.0.0.10", "10.0.0.11"],
         "ipv4_prefixes": ["10.0.0.64/28"], "ipv6": ["2001:db8::5"], "ipv6_prefixes": ["2001:db8:0:1::/80"]}
    ]  # fmt: skip
    typed(planner.groups.wishes, "n", "1")
    assert {planner.groups.wishes.values[key]["typed"] for key in values} == {""}
    typed(planner.groups.wishes, "n", "nobody")
    assert planner.state.eni == 1


def test_a_wrong_wish_is_explained_where_it_stands() -> None:
    """Beside its field, for the ENI that has it; the finding leads to that ENI and that field."""
    planner = new()
    press(planner, "Add")
    typed(planner.groups.form, "count", "5")
    typed(planner.groups.wishes, "n", "4")
    typed(planner.groups.wishes, "primary", "10.0.0.999")
    assert "10.0.0.999" in planner.groups.wishes.values["primary"]["problem"]
    typed(planner.groups.wishes, "n", "1")
    assert planner.groups.wishes.values["primary"] == {"typed": "", "problem": ""}
    sent = kept_messages(planner.groups.wishes)
    chosen(planner.findings.table, 0)
    assert planner.state.eni == 4
    assert [message["key"] for message in sent if message["type"] == "focus"] == ["primary"]


def test_a_refused_wish_leads_to_its_eni() -> None:
    """An address that is the system's: the finding is the plan's, the field the wish's."""
    planner = new()
    press(planner, "Add")
    typed(planner.groups.form, "count", "3")
    typed(planner.groups.wishes, "n", "3")
    typed(planner.groups.wishes, "primary", "10.0.0.255")
    typed(planner.groups.wishes, "n", "1")
    sent = kept_messages(planner.groups.wishes)
    row = next(place for place, row in enumerate(planner.findings.table.rows) if "10.0.0.255" in row[2])
    chosen(planner.findings.table, row)
    assert planner.state.eni == 3
    assert ("focus", "primary") in [(message["type"], message.get("key")) for message in sent]


def test_what_the_plan_refuses_stands_beside_its_field() -> None:
    """Too many for the pool: beside the VSwitches of that group, and of no other."""
    planner = new()
    press(planner, "Add")
    press(planner, "Add")
    typed(planner.groups.form, "count", "300")
    said = planner.groups.form.values["vswitches"]["problem"]
    assert "(InvalidVSwitchId.IpNotEnough)" in said
    chosen(planner.groups.table, 0)
    assert planner.groups.form.values["vswitches"]["problem"] == ""
