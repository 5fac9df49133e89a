"""The form's fields: every parameter of the API is reachable, and what is typed is what a plan file would say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.contract.parameters import PARAMETERS
from eniplan.exchange.plan_keys import GROUP_KEYS
from eniplan.ui.fields import BASIC, SECTIONS, Field, field_of, group_fields, wish_fields

ALL = [row.name for row in PARAMETERS] + [f"{row.name}.{inner.name}" for row in PARAMETERS for inner in row.members]
BY = {(field.path): field for field in group_fields()}


def test_all_31_and_14_parameters_are_reachable() -> None:
    """By a field of the group or of one ENI's wishes; the region is the plan's, the token follows from the name."""
    assert len(ALL) == 31 + 14
    reached = {name for field in (*group_fields(), *wish_fields()) for name in field.parameters}
    assert set(ALL) - reached == {"RegionId"}


def test_every_key_of_a_group_has_a_field() -> None:
    """But the tables: wishes have fields of their own, parameters one each."""
    assert {field.path[0] for field in group_fields()} == {key.name for key in GROUP_KEYS} - {"eni"}
    assert len({field.path for field in group_fields()}) == len(group_fields())


def test_sections_go_from_basic_to_advanced() -> None:
    """The order of the form is the table's; a field's help says what is accepted."""
    order = list(SECTIONS)
    places = [order.index(field.section) for field in group_fields()]
    assert places == sorted(places)
    assert {"Group", "Addresses"} == set(BASIC)
    assert BY["count",].help == "how many ENIs; a whole number from 1 to 1,000,000"
    assert "excludes PrivateIpAddress" in BY["secondary_addresses",].help
    timeout = BY["parameters", "ConnectionTrackingConfiguration", "UdpTimeout"]
    assert timeout.help.startswith("one of 10, 20, 30, 60, 80, 100; seconds")
    assert timeout.choices == ("10", "20", "30", "60", "80", "100")
    assert BY["parameters", "BusinessType"].status == "deprecated"
    assert BY["parameters", "EnhancedNetwork", "EnableRss"].status == "by invitation"


TYPED: list[tuple[tuple[str, ...], str, object]] = [
    (("count",), "40", 40),
    (("count",), " 40 ", 40),
    (("count",), "forty", "forty"),
    (("count",), "4.0", "4.0"),
    (("count",), "", None),
    (("vswitches",), "vsw-a, vsw-b vsw-c", ["vsw-a", "vsw-b", "vsw-c"]),
    (("tags",), "app=web, env=prod", {"app": "web", "env": "prod"}),
    (("tags",), "app=web\nempty=", {"app": "web", "empty": ""}),
    (("tags",), "app", "app"),
    (("parameters", "DeleteOnRelease"), "true", True),
    (("parameters", "DeleteOnRelease"), "yes", "yes"),
    (("parameters", "QueueNumber"), "-1", -1),
    (("parameters", "ConnectionTrackingConfiguration", "UdpTimeout"), "30", 30),
    (("parameters", "ConnectionTrackingConfiguration", "UdpTimeout"), "31", "31"),
    (("parameters", "Description"), "30", "30"),
    (("placement",), "fill", "fill"),
]


@pytest.mark.parametrize(("path", "typed", "value"), TYPED)
def test_what_is_typed_becomes_a_value(path: tuple[str, ...], typed: str, value: object) -> None:
    """Wrong values stay as they are typed, nothing is clamped or guessed."""
    made = BY[path].value_of(typed)
    assert made == value
    assert type(made) is type(value)


@given(st.sampled_from(group_fields()), st.text(max_size=20))
def test_typing_what_is_shown_changes_nothing(field: Field, typed: str) -> None:
    """A value, shown and typed again, is the value: so a form that is only looked at edits nothing."""
    value = field.value_of(typed)
    assert field.value_of(field.typed(value)) == value


LEADS = {
    "Ipv4Prefix.2": ("eni", "ipv4_prefixes"),
    "Ipv4PrefixCount": ("ipv4_prefixes",),
    "Tag.1.Key": ("tags",),
    "VSwitchId": ("vswitches",),
    "SecurityGroupIds.3": ("security_groups",),
    "PrimaryIpAddress": ("eni", "primary"),
    "ConnectionTrackingConfiguration.UdpTimeout": ("parameters", "ConnectionTrackingConfiguration", "UdpTimeout"),
    "NetworkInterfaceName": ("name",),
    "ClientToken": ("name",),
    "": ("name",),
}


@pytest.mark.parametrize("parameter", LEADS)
def test_a_finding_leads_to_its_field(parameter: str) -> None:
    """By the parameter that it names."""
    assert field_of(parameter) == LEADS[parameter]
