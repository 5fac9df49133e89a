"""A batch as Terraform: one ``alicloud_ecs_network_interface`` an ENI, in the form that ``terraform fmt`` gives.

Terraform sends no client token: whoever loses an answer may create an ENI twice, and the file says so. Lists of
addresses and security groups are sets there, without order. Texts are normalised to Unicode NFC by Terraform, so a text
in another form is told as something that cannot be said, and so is an argument that excludes another one in the
provider though the API takes both. ``delete_on_release`` is in newer providers only, which of them is not documented:
it is not written.

Source: aliyun/terraform-provider-alicloud, ``resource_alicloud_ecs_network_interface.go`` and its page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import is_normalized

from eniplan.errors import EniplanError
from eniplan.exchange.forms.labels import TERRAFORM, repeated_names
from eniplan.exchange.forms.not_said import NotSaid, has_text, without_words
from eniplan.exchange.quoting import CONTROLS, JOINERS, UNSEEN, Quoting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TextIO

    from eniplan.contract.wire import Value
    from eniplan.planning.plan import Plan
    from eniplan.planning.steps import Step

ARGUMENTS: Final[Mapping[str, str]] = {
    "VSwitchId": "vswitch_id",
    "SecurityGroupIds": "security_group_ids",
    "NetworkInterfaceName": "network_interface_name",
    "Description": "description",
    "ResourceGroupId": "resource_group_id",
    "PrimaryIpAddress": "primary_ip_address",
    "InstanceType": "instance_type",
    "SecondaryPrivateIpAddressCount": "secondary_private_ip_address_count",
    "PrivateIpAddress": "private_ip_addresses",
    "Ipv6Address": "ipv6_addresses",
    "Ipv6AddressCount": "ipv6_address_count",
    "Ipv4Prefix": "ipv4_prefixes",
    "Ipv4PrefixCount": "ipv4_prefix_count",
    "QueueNumber": "queue_number",
    "NetworkInterfaceTrafficMode": "network_interface_traffic_mode",
    "SourceDestCheck": "source_dest_check",
}
"""The argument for each parameter of the API, in the order in which they are written; tags come last."""

_SAID: Final = frozenset({*ARGUMENTS, "SecurityGroupId", "Tag", "RegionId", "ClientToken"})
"""One security group is a list of one, tags are a map, the region is the provider's, a token cannot be sent."""
_ADDRESSES = ("PrivateIpAddress", "SecondaryPrivateIpAddressCount")
_PREFIXES = ("Ipv4Prefix", "Ipv4PrefixCount")

_HEAD = """\
# The network interfaces of a plan, for the provider aliyun/alicloud. Its credentials come from the environment or a
# profile, never from this file. Terraform sends no ClientToken: if an answer is lost, look for the interface before
# you apply again, or there will be two. Inside a configuration that has these two blocks already, leave them out.

terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.223.0"
    }
  }
}
"""
_PROVIDER = """
provider "alicloud" {{
  region = {region}
}}
"""
_COUNTABLE = re.compile("[ -~\u4e00-\u9fff]*")
"""Texts whose width ``terraform fmt`` counts as Python does, one column a character."""
_HCL = Quoting(
    re.compile(f'["\\\\{CONTROLS}{UNSEEN}{JOINERS}]|[$%](?={{)'),
    {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "$": "$$", "%": "%%"},
)


def write_terraform(plan: Plan, stream: TextIO) -> None:
    """Write the configuration of a plan, block by block.

    Raises:
        EniplanError: the plan's requests are of several regions.
    """
    stream.writelines(_lines(plan))


def not_said_by_terraform(step: Step) -> Iterator[NotSaid]:
    """What a configuration cannot say of a call."""
    if step.after is not None:
        yield NotSaid(step.action, "follows a create, and a configuration only creates")
        return
    parameters = step.parameters
    yield from without_words(parameters, _SAID, "Terraform")
    for name in _excluded(parameters):
        yield NotSaid(name, "excludes secondary addresses in Terraform")
    keys = _keys(parameters)
    if len(set(keys)) < len(keys):
        yield NotSaid("Tag", "has a key twice, and Terraform keeps one of them")
    if not is_normalized("NFC", step.line):
        for name, value in parameters.items():
            if has_text(value, lambda text: not is_normalized("NFC", text)):
                yield NotSaid(name, "has letters in a form that Terraform changes (not Unicode NFC)")


def _keys(parameters: Mapping[str, Value]) -> list[str]:
    tags = parameters.get("Tag", [])
    return [str(tag["Key"]) for tag in tags if isinstance(tag, dict)] if isinstance(tags, list) else []


def _excluded(parameters: Mapping[str, Value]) -> list[str]:
    """The prefixes beside secondary addresses: the provider takes one of the two kinds."""
    has_addresses = any(name in parameters for name in _ADDRESSES)
    return [name for name in _PREFIXES if has_addresses and name in parameters]


def quoted(text: str) -> str:
    r"""A text as Terraform reads it back: what would be a template is none, what cannot be seen is escaped.

    >>> print(quoted('${a} %{b} "c"'))
    "$${a} %%{b} \"c\""
    """
    return _HCL.quoted(text)


def _lines(plan: Plan) -> Iterator[str]:
    repeated = repeated_names(plan)
    region = ""
    yield _HEAD
    for step in plan.steps:
        if step.after is not None:
            continue
        parameters = step.parameters
        here = str(parameters.get("RegionId", plan.region))
        if not region:
            region = here
            yield _PROVIDER.format(region=quoted(region))
        if here != region:
            raise EniplanError(f"a Terraform provider is of one region, and the plan is of {region} and {here}")
        yield from _block(TERRAFORM.label_of(step, repeated), parameters)


def _block(label: str, parameters: Mapping[str, Value]) -> Iterator[str]:
    yield "\n"
    yield f'resource "alicloud_ecs_network_interface" "{label}" {{\n'
    yield from _aligned(_arguments(parameters), "  ")
    yield from _tags(parameters)
    yield "}\n"


def _arguments(parameters: Mapping[str, Value]) -> list[tuple[str, str]]:
    one = parameters.get("SecurityGroupId")
    said = {**parameters, **({"SecurityGroupIds": [one]} if one is not None else {})}
    unsaid = _excluded(parameters)
    return [(word, _literal(said[name])) for name, word in ARGUMENTS.items() if name in said and name not in unsaid]


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return quoted(value) if isinstance(value, str) else str(value)


def _aligned(pairs: Iterable[tuple[str, str]], indent: str) -> Iterator[str]:
    known = list(pairs)
    width = max((len(name) for name, _ in known), default=0)
    return (f"{indent}{name:<{width}} = {value}\n" for name, value in known)


def _tags(parameters: Mapping[str, Value]) -> Iterator[str]:
    """The tags, one a line; on one line where the width of a key is not known for sure."""
    tags = parameters.get("Tag", [])
    texts = [tag for tag in tags if isinstance(tag, dict)] if isinstance(tags, list) else []
    pairs = [(quoted(str(tag["Key"])), quoted(str(tag.get("Value", "")))) for tag in texts]
    if not pairs:
        return
    yield "\n"
    if all(_COUNTABLE.fullmatch(key) for key, _ in pairs):
        yield "  tags = {\n"
        yield from _aligned(pairs, "    ")
        yield "  }\n"
    else:
        yield f"  tags = {{ {', '.join(f'{key} = {value}' for key, value in pairs)} }}\n"
