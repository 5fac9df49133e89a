"""What no network could give is refused before planning: the key, and what would be accepted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from eniplan.contract.parameters import PARAMETERS
from eniplan.errors import SpecError
from eniplan.planning.spec import Group, PlanSpec, Wish
from eniplan.planning.spec_check import GROUP_KEY_OF, check_spec
from tests.planning.ground_kit import group, spec

if TYPE_CHECKING:
    from collections.abc import Mapping

GOOD = group("web-{n}", 3, "a", "b")
WRONG: dict[str, tuple[Mapping[str, Any], str, str]] = {
    "no ENI": ({"count": 0}, "count", "0 is not a whole number from 1 to 1,000,000"),
    "too many": ({"count": 1_000_001}, "count", "1000001 is not"),
    "braces": ({"name": "web-{m}"}, "name", "no other braces"),
    "one name for three": ({"name": "web"}, "name", "needs {n} in it to name 3 ENIs"),
    "no VSwitch": ({"vswitches": ()}, "vswitches", "missing or empty"),
    "no security group": ({"security_groups": ()}, "security_groups", "missing or empty"),
    "a VSwitch twice": ({"vswitches": ("vsw-a", "vsw-a")}, "vswitches", "names a VSwitch twice"),
    "no ENI an instance": ({"enis_per_instance": 0}, "enis_per_instance", "0 is not"),
    "negative": ({"secondary_addresses": -1}, "secondary_addresses", "-1 is not"),
    "negative prefixes": ({"ipv6_prefixes": -1}, "ipv6_prefixes", "-1 is not"),
    "placement": ({"placement": "best"}, "placement", "is not one of spread, fill, most-free, prefix-aware"),
    "addressing": ({"addressing": "Pinned"}, "addressing", "is not one of automatic, pinned"),
    "draw": ({"draw": "first"}, "draw", "is not one of random, lowest"),
    "a key twice": ({"parameters": {"Ipv4PrefixCount": 1}}, "parameters.Ipv4PrefixCount", "ipv4_prefixes says"),
    "unknown": ({"parameters": {"Descripton": "x"}}, "parameters.Descripton", "Description"),
    "a wish for nobody": ({"enis": (Wish(n=4),)}, "eni[1].n", "4 is not a number from 1 to the group's count, 3"),
    "a wish for number 0": ({"enis": (Wish(n=0),)}, "eni[1].n", "0 is not"),
    "two wishes": ({"enis": (Wish(n=1), Wish(n=1))}, "eni[2].n", "1 has wishes already"),
    "a wish elsewhere": ({"enis": (Wish(n=1, vswitch="vsw-c"),)}, "eni[1].vswitch", "not among the group's"),
}


@pytest.mark.parametrize("case", WRONG)
def test_impossible_groups(case: str) -> None:
    """Each is refused with its key in the second group, and the sentence says why."""
    changes, key, why = WRONG[case]
    with pytest.raises(SpecError) as error:
        check_spec(spec(group("other"), replace(GOOD, **changes)))
    assert error.value.key == f"group[2].{key}"
    assert why in str(error.value)


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (PlanSpec(name="", region="r"), "name"),
        (PlanSpec(name="a\0b", region="r"), "name"),
        (PlanSpec(name="a\ud800", region="r"), "name"),
        (PlanSpec(name="a", region=""), "region"),
    ],
)
def test_impossible_plans(made: PlanSpec, key: str) -> None:
    """A plan has a name, of which tokens can be made, and a region."""
    with pytest.raises(SpecError) as error:
        check_spec(made)
    assert error.value.key == key


def test_two_groups_with_one_name() -> None:
    """The name that two groups give is told, with both groups."""
    with pytest.raises(SpecError, match=r'"web-2" and "web-\{n\}" of group\[1\] both name an ENI web-2'):
        check_spec(spec(GOOD, group("web-2")))


def test_good_groups_pass() -> None:
    """The edges are accepted: the largest count, a single name, every number of a wish."""
    big = group("big-{n}", 1_000_000, enis=(Wish(n=1), Wish(n=1_000_000)))
    check_spec(spec(GOOD, group("single"), big, Group(name="ab", vswitches=("v",), security_groups=("s",))))


def test_every_parameter_is_free_or_set_by_a_key() -> None:
    """What a group may give by API name is every parameter that no key of the plan file sets; keys name real ones."""
    names = {row.name for row in PARAMETERS}
    assert set(GROUP_KEY_OF) <= names
    assert names - set(GROUP_KEY_OF) == {
        "ResourceGroupId", "Description", "Visible", "InstanceType", "BusinessType", "QueueNumber",
        "NetworkInterfaceTrafficMode", "QueuePairNumber", "DeleteOnRelease", "TxQueueSize", "RxQueueSize",
        "NetworkInterfaceTrafficConfig", "ConnectionTrackingConfiguration", "EnhancedNetwork", "SourceDestCheck",
    }  # fmt: skip
