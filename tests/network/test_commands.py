"""The read-only commands that write an inventory folder."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from eniplan.errors import SpecError
from eniplan.network.commands import inventory_commands
from eniplan.network.shapes import KINDS


def test_every_listing_is_asked_for_and_nothing_is_changed() -> None:
    """Each answer that is read has its command, but the usage of single blocks; all operations only read."""
    lines = inventory_commands("cn-hangzhou").splitlines()
    operations = [shlex.split(line)[2] for line in lines if line.startswith("aliyun ")]
    assert {kind.action for kind in KINDS} - {"GetVSwitchCidrReservationUsage"} == set(operations)
    assert all(operation.startswith(("Describe", "List", "Get")) for operation in operations)
    assert lines[-1] == "eniplan inventory account"


def test_pages_and_parameters() -> None:
    """Listings that page by number switch the command line's NextToken off; both families of blocks are asked for."""
    lines = {
        Path(line.split(" > ")[1]).name: shlex.split(line) for line in inventory_commands("cn-x", "vpc-1").splitlines()
        if " > " in line
    }  # fmt: skip
    assert {"vswitches.json", "resource-groups.json"} == {
        name for name, words in lines.items() if "NextToken=" in words
    }
    assert {"account-attributes.json"} == {name for name, words in lines.items() if "--pager" not in words}
    assert "path=NetworkInterfaceSets.NetworkInterfaceSet[]" in lines["enis.json"]
    assert lines["enis.json"][lines["enis.json"].index("--MaxResults") + 1 :][:1] == ["500"]
    assert ("IPv4" in lines["reserved-blocks-ipv4.json"], "IPv6" in lines["reserved-blocks-ipv6.json"]) == (True, True)
    with_vpc = {name for name, words in lines.items() if "--VpcId" in words}
    assert {"vswitches.json", "enis.json", "security-groups.json", "instances.json"} == with_vpc
    assert "--VpcId" not in inventory_commands("cn-x")


def test_a_shell_runs_the_lines_as_they_are_meant(tmp_path: Path) -> None:
    """With a stand-in for both commands, a shell writes one file for each line into a folder with an odd name."""
    for name in ("aliyun", "eniplan"):
        (tmp_path / name).write_text('#!/bin/sh\necho "$0" "$#"\n')
        (tmp_path / name).chmod(0o755)
    folder = "it's $HOME; `x`"
    script = inventory_commands("cn-hangzhou", "vpc-1", folder)
    path = f"{tmp_path}:/usr/bin:/bin"
    done = subprocess.run(["/bin/sh", "-ec", script], cwd=tmp_path, env={"PATH": path}, capture_output=True, check=True)  # noqa: S603
    assert re.fullmatch(rb"\S*eniplan 2\n", done.stdout)
    assert script.count(" > ") == len(list((tmp_path / folder).iterdir()))


@pytest.mark.parametrize("value", ["", "a b", "a;b", "$(x)", "a\nb", "é", "a'b", "--x", "a/b", "cn-hangzhou\n"])
def test_region_and_vpc_are_ids(value: str) -> None:
    """They go into a shell line: letters, digits, - and _ only."""
    with pytest.raises(SpecError, match="region"):
        inventory_commands(value)
    with pytest.raises(SpecError, match="vpc"):
        inventory_commands("cn-hangzhou", value)


@pytest.mark.parametrize("folder", ["", "a\nb", "\0"])
def test_folder_has_a_name(folder: str) -> None:
    """An empty name or one with control characters is refused."""
    with pytest.raises(SpecError, match="folder"):
        inventory_commands("cn-hangzhou", folder=folder)


def test_folder_that_looks_like_an_option() -> None:
    """A leading dash gets ./ in front."""
    assert inventory_commands("cn-hangzhou", folder="-x").splitlines()[0] == "mkdir -p ./-x"
