"""The commands that ``eniplan inventory --commands`` prints, carried out on the stand-in: what they record is imported.

The pager of the aliyun command line asks page after page, by NextToken or by number, and writes one object in which the
list of its path has all rows (aliyun-cli, openapi/pager.go). That is done here; the stand-in answers each page.
"""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any, NamedTuple

import eniplan
from eniplan.contract.wire import flatten
from eniplan.network.commands import inventory_commands
from eniplan.planning.steps import CREATE
from eniplan.sending.standin.actions import ACTS
from eniplan.sending.standin.simulator import Simulator
from eniplan.sending.transport import ApiCall

if TYPE_CHECKING:
    from pathlib import Path

HANGZHOU = eniplan.read_inventory(eniplan.examples / "hangzhou")


class Command(NamedTuple):
    """One printed line."""

    action: str
    parameters: dict[str, str]
    path: list[str]
    file: str


def commands() -> list[Command]:
    """The printed lines whose actions the stand-in answers."""
    found = []
    for words in map(shlex.split, inventory_commands("cn-hangzhou").splitlines()):
        if words[0] != "aliyun" or words[2] not in ACTS:
            continue
        flags = dict(zip(words[3:-2:2], words[4:-2:2], strict=False))
        path = flags.pop("--pager").removeprefix("path=").removesuffix("[]").split(".")
        del flags["--region"]
        sent = {name[2:]: value for name, value in flags.items() if name.startswith("--")}
        found.append(Command(words[2], sent, path, words[-1].rpartition("/")[2]))
    return found


def recorded(simulator: Simulator, command: Command) -> dict[str, Any]:
    """All pages of a command, in one object."""
    rows: list[Any] = []
    parameters, pages = dict(command.parameters), 0
    while pages == 0 or parameters.get("NextToken") or (rows and "PageNumber" in parameters):
        pages += 1
        reply = simulator.send(ApiCall(command.action, parameters))
        assert reply.ok, reply.body
        listed: Any = reply.body
        for name in command.path:
            listed = listed[name]
        if not listed and "PageNumber" in parameters:
            break
        rows += listed
        parameters["NextToken"] = str(reply.body.get("NextToken", ""))
        if "PageSize" in parameters:
            parameters["PageNumber"] = str(pages + 1)
    whole: Any = rows
    for name in reversed(command.path):
        whole = {name: whole}
    return dict(whole)


def test_the_printed_commands_record_what_the_stand_in_has(tmp_path: Path) -> None:
    """After a batch of 64 ENIs: the folder is imported to the same VSwitches, blocks, ENIs and types."""
    simulator = Simulator(HANGZHOU)
    for step in eniplan.plan(eniplan.examples / "web.toml", HANGZHOU).steps:
        assert simulator.send(ApiCall(CREATE, flatten(step.parameters))).ok
    asked = commands()
    assert {command.action for command in asked} == {
        "DescribeVSwitches", "ListVSwitchCidrReservations", "DescribeNetworkInterfaces", "DescribeInstanceTypes",
    }  # fmt: skip
    for command in asked:
        (tmp_path / command.file).write_text(json.dumps(recorded(simulator, command)), encoding="utf-8")
    found, there = eniplan.read_inventory(tmp_path), simulator.inventory()
    assert dict(found.enis) == dict(there.enis)
    assert dict(found.vswitches) == dict(there.vswitches)
    assert dict(found.instance_types) == dict(there.instance_types)
    assert [finding for finding in found.findings if finding.is_error] == []
