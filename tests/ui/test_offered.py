"""What the form offers by name: VSwitches, security groups, zones and types of the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.planning.ground_kit import account, vswitch
from tests.ui.planner_kit import HANGZHOU, HOSTILE, WEB, of

if TYPE_CHECKING:
    from eniplan.ui.form_widget import FormWidget

import eniplan


def values(form: FormWidget, key: str) -> list[str]:
    """What a field offers, as it would be typed."""
    return [value for value, _ in form.offered.get(key, [])]


def test_what_the_account_has_is_offered_by_name() -> None:
    """Every VSwitch, security group, zone and type of the inventory; the label has the name, the value the id."""
    planner = of(WEB)
    form, wishes = planner.groups.form, planner.groups.wishes
    assert values(form, "vswitches") == values(wishes, "vswitch") == list(HANGZHOU.vswitches)
    assert values(form, "security_groups") == list(HANGZHOU.security_groups)
    assert set(values(form, "zone")) == {each.zone_id for each in HANGZHOU.vswitches.values()}
    assert values(form, "instance_type") == sorted(HANGZHOU.instance_types)
    label = form.offered["vswitches"][0][1]
    assert [part in label for part in ("web-h", "cn-hangzhou-h", "10.20.0.0/22")] == [True] * 3
    assert set(form.offered) <= set(planner.groups._fields)


def test_nothing_known_offers_nothing() -> None:
    """An empty planner has no list to choose from; another inventory brings its own."""
    planner = eniplan.Planner(save=None, strict=True)
    assert planner.groups.form.offered == {}
    planner.state.take_inventory(HANGZHOU)
    assert values(planner.groups.form, "vswitches") == list(HANGZHOU.vswitches)


def test_hostile_names_are_safe_to_print() -> None:
    """Markup stays letters, directions are escaped, and long names are cut."""
    names = [HOSTILE, "x" * 128, "\u202eabc"]
    there = account(*(vswitch(f"{n}", f"10.0.{n}.0/24", name=name) for n, name in enumerate(names)))
    planner = eniplan.Planner(there, save=None, strict=True)
    labels = [label for _, label in planner.groups.form.offered["vswitches"]]
    assert HOSTILE in labels[0]
    assert len(labels[1]) < 128
    assert "\u202e" not in labels[2]
