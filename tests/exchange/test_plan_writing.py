"""Writing plan files: canonical, and read back as what was written."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given

import eniplan
from eniplan.errors import SpecError
from eniplan.exchange.plan_file import plan_spec_from, read_plan_file
from eniplan.exchange.plan_writing import write_plan_file
from eniplan.network.security_group import SecurityGroup
from eniplan.planning.spec import Group, PlanSpec, Wish
from tests.exchange.specs import specs
from tests.exchange.test_plan_file import EXPECTED

SMALL = PlanSpec(name="web", region="cn-hangzhou")
GROUP = Group(name="w-{n}", vswitches=("v",), security_groups=("s",))

WHOLE = """\
format = 1
name = "web"
region = "cn-hangzhou"
seed = 3

[profile]
eni_quota = 500

[[vswitch]]
id = "vsw-new-a"
vpc = "vpc-demo"
zone = "ap-southeast-1a"
cidr = "10.0.0.0/20"
ipv6_cidr = "2001:db8:0:1::/64"
reserved = ["10.0.4.0/22", "2001:db8:0:1:4000::/66"]

[[security_group]]
id = "sg-web"
vpc = "vpc-demo"
type = "advanced"

[[group]]
name = "web-{n:03}"
count = 40
vswitches = ["vsw-new-a", "vsw-new-b"]
zone = "cn-hangzhou-h"
placement = "prefix-aware"
security_groups = ["sg-web"]
addressing = "pinned"
draw = "lowest"
secondary_addresses = 9
ipv4_prefixes = 2
ipv6_addresses = 1
ipv6_prefixes = 4
instance_type = "ecs.g7.xlarge"
enis_per_instance = 3
tags = { app = "web", env = "prod" }

[group.parameters]
DeleteOnRelease = true

[[group.eni]]
n = 7
vswitch = "vsw-new-a"
primary = "10.0.0.77"
secondary = ["10.0.0.78"]
ipv4_prefixes = []
ipv6 = ["2001:db8:0:1::7"]
ipv6_prefixes = ["2001:db8:0:1:4000::/80"]
"""


def test_every_key_is_written_in_the_contracts_order() -> None:
    """The whole example, to the letter."""
    assert write_plan_file(EXPECTED) == WHOLE


def test_defaults_are_left_out() -> None:
    """Only what differs is said; what is required always is."""
    expected = (
        'format = 1\nname = "web"\nregion = "cn-hangzhou"\n\n'
        '[[group]]\nname = "w-{n}"\nvswitches = ["v"]\nsecurity_groups = ["s"]\n'
    )
    assert expected == write_plan_file(replace(SMALL, groups=(GROUP,)))


def test_parameters_nest() -> None:
    """Tables inside parameters get their own headers, behind the plain values."""
    parameters = {"A": {"b c": {}, "d": 1}, "E": [{"f": 1.0}, {}], "G": True}
    text = write_plan_file(replace(SMALL, groups=(replace(GROUP, parameters=parameters),)))
    expected = (
        "[group.parameters]\nE = [{ f = 1.0 }, {}]\nG = true\n\n"
        '[group.parameters.A]\nd = 1\n\n[group.parameters.A."b c"]\n'
    )
    assert expected == text.partition('["s"]\n\n')[2]


def test_long_lists_have_an_item_a_line() -> None:
    """A line holds about a hundred characters."""
    short, long = ("v" * 84,), ("v" * 44, "v" * 31)
    text = write_plan_file(replace(SMALL, groups=(replace(GROUP, vswitches=short, security_groups=long),)))
    assert f'vswitches = ["{short[0]}"]\n' in text
    assert f'security_groups = [\n    "{long[0]}",\n    "{long[1]}",\n]\n' in text


@pytest.mark.parametrize("name", ["web.toml", "tight.toml"])
def test_the_examples_lose_comments_only(name: str) -> None:
    """Writing a plan that was read changes nothing else."""
    path = eniplan.examples / name
    spec = read_plan_file(path)
    text = write_plan_file(spec)
    assert spec == plan_spec_from(text)
    assert "#" not in text
    original = tomllib.loads(path.read_text(encoding="utf-8"))
    for group in original["group"]:
        for key, default in {"count": 1, "placement": "spread"}.items():
            if group.get(key) == default:
                del group[key]
    assert original == tomllib.loads(text)


@given(specs())
def test_what_is_written_is_read_back(spec: PlanSpec) -> None:
    """Any plan survives its file, and its file is canonical."""
    text = write_plan_file(spec)
    again = plan_spec_from(text)
    assert spec == again
    assert [group.tags for group in spec.groups] == [group.tags for group in again.groups]
    assert text == write_plan_file(again)
    assert tomllib.loads(text)["format"] == 1
    assert text.encode()


CANNOT: list[tuple[PlanSpec, str, str]] = [
    (replace(SMALL, name="\ud800"), "name", "half a character"),
    (replace(SMALL, seed=2**63), "seed", "beyond 64 bits"),
    (replace(SMALL, profile={"x": None}), "profile.x", "a value of type NoneType is not a text"),
    (
        replace(SMALL, groups=(GROUP, replace(GROUP, tags=(("a", "1"), ("a", "2"))))),
        "group[2].tags",
        "name a key twice",
    ),
    (replace(SMALL, groups=(replace(GROUP, tags=(("\udfff", "1"),)),)), "group[1].tags", "is not a key"),
    (
        replace(SMALL, groups=(replace(GROUP, parameters={"A": [float("nan")]}),)),
        "group[1].parameters.A[1]",
        "nan is not a number",
    ),
    (replace(SMALL, groups=(replace(GROUP, parameters={"A": {1: 2}}),)), "group[1].parameters.A", "1 is not a key"),
    (
        replace(SMALL, groups=(replace(GROUP, enis=(Wish(n=1, primary="\ud800"),)),)),
        "group[1].eni[1].primary",
        "half a character",
    ),
    (replace(SMALL, security_groups=(SecurityGroup(id="s"),)), "security_group[1].type", "NoneType"),
]


@pytest.mark.parametrize(("spec", "key", "words"), CANNOT, ids=[key for _, key, _ in CANNOT])
def test_what_toml_cannot_say_is_refused(spec: PlanSpec, key: str, words: str) -> None:
    """A sentence with the place, instead of a file that nobody can read."""
    with pytest.raises(SpecError) as caught:
        write_plan_file(spec)
    assert key == caught.value.key
    assert words in caught.value.problem
