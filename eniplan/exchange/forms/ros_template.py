"""A batch as a template of Resource Orchestration Service (ROS): one ALIYUN::ECS::NetworkInterface an ENI.

A stack belongs to one region and is kept up to date by ROS, so the template names no region and no client token. What
the resource type has no property for, and calls that follow a create, are refused or left out with a finding. A text
with ``{{resolve:`` in it would be looked up by ROS, so it is left out too.

Sources: property names as ros-cdk-ecs 1.15.0 has them; limits of ROS: "Limits" (alibabacloud.com, doc-detail/28854).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from eniplan.errors import EniplanError
from eniplan.exchange.forms.labels import ROS, repeated_names
from eniplan.exchange.forms.not_said import NotSaid, has_text, without_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TextIO

    from eniplan.planning.plan import Plan
    from eniplan.planning.steps import Step

MOST_RESOURCES: Final = 300
"""Resources of one stack."""
MOST_BYTES: Final = 512 * 1024
"""The size of a template."""

PROPERTIES: Final[Mapping[str, str]] = {
    "Tag": "Tags",
    "ResourceGroupId": "ResourceGroupId",
    "VSwitchId": "VSwitchId",
    "PrimaryIpAddress": "PrimaryIpAddress",
    "SecurityGroupId": "SecurityGroupId",
    "NetworkInterfaceName": "NetworkInterfaceName",
    "Description": "Description",
    "SecondaryPrivateIpAddressCount": "SecondaryPrivateIpAddressCount",
    "QueueNumber": "QueueNumber",
    "NetworkInterfaceTrafficMode": "NetworkInterfaceTrafficMode",
    "SecurityGroupIds": "SecurityGroupIds",
    "PrivateIpAddress": "PrivateIpAddresses",
    "Ipv6Address": "Ipv6Addresses",
    "Ipv6AddressCount": "Ipv6AddressCount",
    "Ipv4Prefix": "Ipv4Prefixes",
    "Ipv4PrefixCount": "Ipv4PrefixCount",
    "Ipv6Prefix": "Ipv6Prefixes",
    "Ipv6PrefixCount": "Ipv6PrefixCount",
    "DeleteOnRelease": "DeleteOnRelease",
    "TxQueueSize": "TxQueueSize",
    "RxQueueSize": "RxQueueSize",
}
"""The property for each parameter of the API."""

_UNNAMED = ("RegionId", "ClientToken")
"""The stack has the region, and knows by itself what it created."""
_TYPE = "ALIYUN::ECS::NetworkInterface"
_ID = "NetworkInterfaceId"


def write_ros_yaml(plan: Plan, stream: TextIO) -> None:
    """Write the template of a plan as YAML.

    Raises:
        EniplanError: a plan that is too large for one stack, or of several regions.
    """
    from eniplan.exchange.forms.yaml_text import yaml_of  # noqa: PLC0415 - PyYAML is loaded when it is needed

    _write(plan, stream, yaml_of)


def write_ros_json(plan: Plan, stream: TextIO) -> None:
    """Write the template of a plan as JSON; raises what :func:`write_ros_yaml` does."""
    _write(plan, stream, lambda template: json.dumps(template, ensure_ascii=False, indent=2) + "\n")


def not_said_by_ros(step: Step) -> Iterator[NotSaid]:
    """What a ROS template cannot say of a call."""
    if step.after is not None:
        yield NotSaid(step.action, "follows a create, and a template only creates")
        return
    yield from without_words(step.parameters, {*PROPERTIES, *_UNNAMED}, "ROS")
    for name in _looked_up(step):
        yield NotSaid(name, "holds {{resolve:, which ROS would look up")


def _looked_up(step: Step) -> list[str]:
    return [name for name, value in step.parameters.items() if has_text(value, lambda text: "{{resolve:" in text)]


def _write(plan: Plan, stream: TextIO, dump: Callable[[Mapping[str, object]], str]) -> None:
    _check_count(len(plan.requests))
    text = dump(template_of(plan))
    if (size := len(text.encode())) > MOST_BYTES:
        raise EniplanError(
            f"the ROS template has {size:,} bytes, and {MOST_BYTES:,} are possible; make it several plans"
        )
    stream.write(text)


def _check_count(count: int) -> None:
    if count > MOST_RESOURCES:
        problem = f"a ROS stack has at most {MOST_RESOURCES} resources, and the plan creates {count:,} ENIs"
        raise EniplanError(f"{problem}; make it several plans, or choose python, cli or terraform")


def template_of(plan: Plan) -> dict[str, object]:
    """The template as nested values.

    Raises:
        EniplanError: the plan's requests are of several regions.
    """
    creates = [step for step in plan.steps if step.after is None]
    regions = sorted({str(step.parameters.get("RegionId", plan.region)) for step in creates})
    if len(regions) > 1:
        raise EniplanError(f"a ROS stack is in one region, and the plan is of {len(regions)}: {', '.join(regions)}")
    repeated = repeated_names(plan)
    resources = {ROS.label_of(step, repeated): _resource(step) for step in creates}
    where = f"for region {regions[0]}" if regions else "without ENIs"
    return {
        "ROSTemplateFormatVersion": "2015-09-01",
        "Description": f"{len(creates)} network interfaces, {where}",
        "Resources": resources,
        "Outputs": {label: {"Value": {"Fn::GetAtt": [label, _ID]}} for label in resources},
    }


def _resource(step: Step) -> dict[str, object]:
    unsaid = _looked_up(step)
    members = {name: value for name, value in step.parameters.items() if name in PROPERTIES and name not in unsaid}
    return {"Type": _TYPE, "Properties": {PROPERTIES[name]: value for name, value in members.items()}}
