r"""The read-only commands of the ``aliyun`` command line that write an inventory folder.

``--pager`` merges all pages. Since version 3.0.83 it follows NextToken by default, and where an operation pages by
number it would stop after the first page (aliyun-cli issue 512); ``NextToken=`` switches it back. Merged output has
no TotalCount, so a listing that was cut short would not show: the page sizes are the largest that each API takes.

ListVSwitchCidrReservations lists one address family, IPv4 unless asked; so it is called twice. It has no filter by
VPC. GetVSwitchCidrReservationUsage takes one block at a time and is not needed where all ENIs are listed.
"""

from __future__ import annotations

import re
import shlex
from typing import NamedTuple

from eniplan.errors import SpecError

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}", re.ASCII)


class Command(NamedTuple):
    """One operation: product, name, the file it writes, its own parameters, and where its rows are."""

    product: str
    operation: str
    file: str
    rows: str = ""
    parameters: tuple[str, ...] = ()
    has_region: bool = True
    has_vpc: bool = False
    by_number: bool = False


COMMANDS = (
    Command(
        "vpc", "DescribeVSwitches", "vswitches.json", "VSwitches.VSwitch[]", ("--PageSize", "50"),
        has_vpc=True, by_number=True,
    ),
    Command(
        "vpc", "ListVSwitchCidrReservations", "reserved-blocks-ipv4.json", "VSwitchCidrReservations[]",
        ("--IpVersion", "IPv4", "--MaxResults", "100"),
    ),
    Command(
        "vpc", "ListVSwitchCidrReservations", "reserved-blocks-ipv6.json", "VSwitchCidrReservations[]",
        ("--IpVersion", "IPv6", "--MaxResults", "100"),
    ),
    Command(
        "ecs", "DescribeNetworkInterfaces", "enis.json", "NetworkInterfaceSets.NetworkInterfaceSet[]",
        ("--MaxResults", "500"), has_vpc=True,
    ),
    Command(
        "ecs", "DescribeSecurityGroups", "security-groups.json", "SecurityGroups.SecurityGroup[]",
        ("--MaxResults", "100"), has_vpc=True,
    ),
    Command(
        "ecs", "DescribeInstances", "instances.json", "Instances.Instance[]", ("--MaxResults", "100"), has_vpc=True,
    ),
    Command(
        "ecs", "DescribeInstanceTypes", "instance-types.json", "InstanceTypes.InstanceType[]",
        ("--MaxResults", "100"), has_region=False,  # was 1,600 until 2023-11-15 (the API's page, 2026-01)
    ),
    Command(
        "ecs", "DescribeAccountAttributes", "account-attributes.json",
        parameters=("--AttributeName.1", "max-elastic-network-interfaces"),
    ),
    Command(
        "resourcemanager", "ListResourceGroups", "resource-groups.json", "ResourceGroups.ResourceGroup[]",
        ("--PageSize", "100"), has_region=False, by_number=True,
    ),
)  # fmt: skip
"""Every command, in the order in which they are printed."""


def inventory_commands(region: str, vpc: str | None = None, folder: str = "account") -> str:
    """Shell lines that write the inventory of a region, perhaps of one VPC, into a folder.

    They only read. Reserved blocks, instance types, resource groups and the quota are listed for the whole account or
    region, whatever the VPC.

    Raises:
        SpecError: a region or VPC id with anything but letters, digits, - and _, or an empty folder name.
    """
    region, vpc = _checked("region", region), None if vpc is None else _checked("vpc", vpc)
    if not folder or not folder.isprintable():
        raise SpecError("folder", f"{folder!r} is no name of a folder")
    place = f"./{folder}" if folder.startswith("-") else folder
    lines = [f"mkdir -p {shlex.quote(place)}"]
    lines += [_line(command, region, vpc, place.rstrip("/") or "/") for command in COMMANDS]
    return "\n".join([*lines, f"eniplan inventory {shlex.quote(place)}", ""])


def _line(command: Command, region: str, vpc: str | None, folder: str) -> str:
    words = ["aliyun", command.product, command.operation]
    words += ["--region", region, "--RegionId", region] if command.has_region else ["--region", region]
    words += ["--VpcId", vpc] if vpc is not None and command.has_vpc else []
    words += command.parameters
    if command.rows:
        words += ["--pager", f"path={command.rows}", *(["NextToken="] if command.by_number else [])]
    return f"{shlex.join(words)} > {shlex.quote(f'{folder}/{command.file}')}"


def _checked(name: str, value: str) -> str:
    if not _ID.fullmatch(value):
        raise SpecError(name, f"{value!r} is no id; only letters, digits, - and _ are possible")
    return value
