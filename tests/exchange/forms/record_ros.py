"""Writes ros_recorded.json: what the official ROS CDK makes of the parameters that a template can say.

The CDK judges properties itself and runs on node. It asks for versions (attrs below 24, typeguard 2) that JupyterLab's
packages have left behind, so it cannot stand in the environment of the tests; its import alone takes 5 s. Its answers
are recorded instead, in an environment of its own::

    python -m venv ros && ros/bin/pip install ros-cdk-ecs==1.15.0
    ros/bin/python -m tests.exchange.forms.record_ros
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

RECORDED = Path(__file__).with_name("ros_recorded.json")

WORDS = {
    "VSwitchId": "v_switch_id",
    "SecurityGroupId": "security_group_id",
    "SecurityGroupIds": "security_group_ids",
    "NetworkInterfaceName": "network_interface_name",
    "Description": "description",
    "ResourceGroupId": "resource_group_id",
    "PrimaryIpAddress": "primary_ip_address",
    "PrivateIpAddress": "private_ip_addresses",
    "SecondaryPrivateIpAddressCount": "secondary_private_ip_address_count",
    "Ipv6Address": "ipv6_addresses",
    "Ipv6AddressCount": "ipv6_address_count",
    "Ipv4Prefix": "ipv4_prefixes",
    "Ipv4PrefixCount": "ipv4_prefix_count",
    "Ipv6Prefix": "ipv6_prefixes",
    "Ipv6PrefixCount": "ipv6_prefix_count",
    "QueueNumber": "queue_number",
    "NetworkInterfaceTrafficMode": "network_interface_traffic_mode",
    "DeleteOnRelease": "delete_on_release",
    "TxQueueSize": "tx_queue_size",
    "RxQueueSize": "rx_queue_size",
}
"""The CDK's argument for each parameter of the API; tags are values of their own."""

_USUAL: dict[str, object] = {"VSwitchId": "vsw-1", "SecurityGroupIds": ["sg-1"]}
CASES: list[dict[str, object]] = [
    {**_USUAL, "SecurityGroupIds": ["sg-1", "sg-2"]},
    {"VSwitchId": "vsw-1", "SecurityGroupId": "sg-1"},
    {
        **_USUAL,
        "NetworkInterfaceName": "web-1",
        "Description": "two\nlines: 'yes' # é 弹性网卡 🚀",
        "ResourceGroupId": "rg-1",
    },
    {**_USUAL, "Tag": [{"Key": "a", "Value": "yes"}, {"Key": "1e3", "Value": ""}, {"Key": "*a", "Value": "!!x"}]},
    {**_USUAL, "PrimaryIpAddress": "10.0.0.9", "PrivateIpAddress": ["10.0.0.10", "10.0.0.11"]},
    {**_USUAL, "SecondaryPrivateIpAddressCount": 49, "Ipv6AddressCount": 10},
    {**_USUAL, "Ipv6Address": ["2001:db8::5"], "Ipv4Prefix": ["10.0.0.16/28"], "Ipv6Prefix": ["2001:db8:0:1::/80"]},
    {**_USUAL, "Ipv4PrefixCount": 10, "Ipv6PrefixCount": 1, "QueueNumber": 8, "DeleteOnRelease": False},
    {**_USUAL, "NetworkInterfaceTrafficMode": "HighPerformance", "DeleteOnRelease": True},
    {**_USUAL, "TxQueueSize": 8192, "RxQueueSize": 16384},
]
"""Every parameter that a template can say, at least once."""


def synthesised(cases: list[dict[str, object]]) -> dict[str, Any]:
    """The template that the CDK makes of them, each property judged by it."""
    import ros_cdk_core as core  # noqa: PLC0415 - only where it is recorded
    import ros_cdk_ecs as ecs  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        app = core.App(outdir=folder)
        stack = core.Stack(app, "recorded")
        for number, case in enumerate(cases):
            named = {WORDS[name]: value for name, value in case.items() if name in WORDS}
            tags: Any = case.get("Tag", [])
            if tags:
                made = [ecs.RosNetworkInterface.TagsProperty(key=tag["Key"], value=tag["Value"]) for tag in tags]
                named["tags"] = made
            ecs.NetworkInterface(stack, f"Eni{number}", ecs.NetworkInterfaceProps(**named), False)  # noqa: FBT003
        app.synth()
        text = Path(folder, "recorded.template.json").read_text(encoding="utf-8")
    template: dict[str, Any] = json.loads(text)
    return template


def main() -> None:
    """Record."""
    template = synthesised(CASES)
    recorded = {
        "format": template["ROSTemplateFormatVersion"],
        "cases": [
            {"parameters": case, "resource": template["Resources"][f"Eni{number}"]} for number, case in enumerate(CASES)
        ],
    }
    RECORDED.write_text(json.dumps(recorded, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
