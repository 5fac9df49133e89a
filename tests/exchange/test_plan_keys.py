"""The table of a plan file's keys against the values that it sets and the documents that promise it."""

from __future__ import annotations

from dataclasses import MISSING, fields

import pytest

from eniplan.exchange.plan_keys import (
    ENI_KEYS,
    GROUP_KEYS,
    PLAN_KEYS,
    SECURITY_GROUP_KEYS,
    VSWITCH_KEYS,
    Kind,
    PlanKey,
    every_key,
)
from eniplan.network.security_group import SecurityGroup
from eniplan.network.vswitch import VSwitch
from eniplan.planning.spec import Group, PlanSpec, Wish

CONTRACT = {
    "": "format name region seed profile vswitch security_group group",
    "vswitch.": "id vpc zone cidr ipv6_cidr reserved",
    "security_group.": "id vpc type",
    "group.": "name count vswitches zone placement security_groups addressing draw secondary_addresses ipv4_prefixes "
    "ipv6_addresses ipv6_prefixes instance_type enis_per_instance tags parameters eni",
    "group.eni.": "n vswitch primary secondary ipv4_prefixes ipv6 ipv6_prefixes",
}
"""The keys of each table, as the contract lists them."""


def test_keys_are_the_contracts() -> None:
    """Every key of the contract is in the table, in its order, and no other."""
    expected = [f"{inside}{name}" for inside, names in CONTRACT.items() for name in names.split()]
    assert sorted(expected) == sorted(path for path, _ in every_key())
    for inside, names in CONTRACT.items():
        found = [path for path, _ in every_key() if path.rpartition(".")[0] == inside.rstrip(".")]
        assert [f"{inside}{name}" for name in names.split()] == found


VALUES: dict[type, tuple[tuple[PlanKey, ...], set[str]]] = {
    PlanSpec: (PLAN_KEYS, set()),
    Group: (GROUP_KEYS, set()),
    Wish: (ENI_KEYS, set()),
    VSwitch: (VSWITCH_KEYS, {"name", "region_id", "status", "observed_free", "unexplained_ipv4", "planned"}),
    SecurityGroup: (SECURITY_GROUP_KEYS, {"managed", "rule_count", "name", "planned"}),
}
"""Each value, the keys that set it, and the attributes that no key sets."""


@pytest.mark.parametrize("made", VALUES, ids=lambda made: made.__name__)
def test_every_attribute_has_its_key(made: type) -> None:
    """No attribute of a plan is left without a key, and no key sets what is not there."""
    keys, without = VALUES[made]
    assert {field.name for field in fields(made)} - without == {key.field for key in keys if key.field}


def _default(made: type, name: str) -> object:
    field = next(field for field in fields(made) if field.name == name)
    return field.default if field.default_factory is MISSING else field.default_factory()


@pytest.mark.parametrize("made", VALUES, ids=lambda made: made.__name__)
def test_defaults_are_the_attributes(made: type) -> None:
    """A missing key leaves what the value itself would have; a group of unknown type is planned as a basic one."""
    optional = [key for key in VALUES[made][0] if key.field and not key.required]
    expected = {key.field: _default(made, key.field) for key in optional}
    if made is SecurityGroup:
        expected["type"] = "basic"
    assert expected == {key.field: key.default for key in optional}


@pytest.mark.parametrize(("path", "key"), list(every_key()), ids=lambda given: given if isinstance(given, str) else "")
def test_every_key_says_what_it_is(path: str, key: PlanKey) -> None:
    """Documentation and messages have words for each key; choices and inner keys stand where they belong."""
    assert key.meaning, path
    assert key.accepts, path
    assert (key.kind is Kind.CHOICE) == bool(key.choices)
    assert (key.kind is Kind.TABLES) == bool(key.members)


def test_choices_are_accepted_by_name() -> None:
    """A message about a choice lists them all."""
    draw = next(key for key in GROUP_KEYS if key.name == "draw")
    assert draw.accepts == "one of random, lowest"
