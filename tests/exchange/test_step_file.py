"""Batches read back: what was exported is what is sent, and nothing that could be carried out twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.errors import MalformedFile
from eniplan.exchange.step_file import read_steps
from eniplan.exchange.step_writing import write_step_file, write_steps

if TYPE_CHECKING:
    from pathlib import Path

CREATE = {"id": "a/1", "action": "CreateNetworkInterface", "parameters": {"ClientToken": "t"}, "after": None}
ASSIGN = {"id": "a/2", "action": "AssignIpv6Addresses", "parameters": {"ClientToken": "u"}, "after": "a/1"}


@pytest.fixture(scope="module")
def plan() -> eniplan.Plan:
    """A plan with one ENI of three calls and two of one."""
    spec = eniplan.read_plan_text(
        'format = 1\nname = "p"\nregion = "cn-hangzhou"\n'
        '[[vswitch]]\nid = "vsw-1"\nvpc = "vpc-1"\nzone = "cn-hangzhou-h"\ncidr = "10.0.0.0/20"\n'
        '[[security_group]]\nid = "sg-1"\nvpc = "vpc-1"\ntype = "basic"\n'
        '[[group]]\nname = "large"\nvswitches = ["vsw-1"]\nsecurity_groups = ["sg-1"]\n'
        'secondary_addresses = 45\naddressing = "pinned"\n'
        '[[group]]\nname = "small-{n}"\ncount = 2\nvswitches = ["vsw-1"]\nsecurity_groups = ["sg-1"]\n'
    )
    return eniplan.plan(spec)


def test_exported_steps_come_back(plan: eniplan.Plan, tmp_path: Path) -> None:
    """steps.jsonl is read as the very steps of the plan, by its content and not by its name."""
    eniplan.export(plan, tmp_path / "batch.txt", "steps")
    assert read_steps(tmp_path / "batch.txt") == tuple(plan.steps)
    assert len(plan.steps) > len(plan.requests)


def test_exported_requests_come_back_as_creates(plan: eniplan.Plan, tmp_path: Path) -> None:
    """requests.jsonl is read as the creates of the plan, with the same ids as in steps.jsonl."""
    eniplan.export(plan, tmp_path / "requests.jsonl")
    assert read_steps(tmp_path / "requests.jsonl") == tuple(step for step in plan.steps if step.after is None)


def test_steps_are_written_as_they_are_exported(plan: eniplan.Plan, tmp_path: Path) -> None:
    """What reconcile writes of a whole plan is what export writes of it."""
    eniplan.export(plan, tmp_path / "requests.jsonl")
    written = write_steps(tuple(plan.steps), tmp_path / "rest")
    assert [path.name for path in written] == ["requests.jsonl", "steps.jsonl"]
    assert all(path.read_bytes() == (tmp_path / path.name).read_bytes() for path in written)
    assert read_steps(write_step_file(tuple(plan.steps), tmp_path / "one")) == tuple(plan.steps)


def test_two_enis_of_one_name(tmp_path: Path) -> None:
    """Ready-made requests may share a name, or have none: their ids still differ."""
    requests = [{"NetworkInterfaceName": "web", "ClientToken": str(n)} for n in range(3)] + [{"ClientToken": "9"}]
    path = tmp_path / "requests.jsonl"
    path.write_text("".join(json.dumps(request) + "\n" for request in requests))
    assert len({step.id for step in read_steps(path)}) == 4


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "has no request; one on each line is expected"),
        ([{"RegionId": "cn-hangzhou"}], "line 1: has no ClientToken, so that a retry could create a second ENI"),
        ([{"ClientToken": 7}], "line 1: has no ClientToken"),
        ([{"ClientToken": "t"}, {"ClientToken": "t"}], "line 2: has the ClientToken of line 1"),
        ([CREATE, {"ClientToken": "x"}], "line 2: a batch has either steps or requests"),
        ([CREATE, CREATE], "line 2: has the ClientToken of line 1"),
        ([CREATE, {**CREATE, "parameters": {"ClientToken": "x"}}], "line 2: has the id of line 1"),
        ([ASSIGN], "line 1: after: the id of an earlier step that creates an ENI is expected"),
        ([{**CREATE, "after": "a/0"}], "line 1: after: null, since it follows no step is expected"),
        ([{**CREATE, "action": "CreateNetworkInterfaces"}], "is not one that is sent; did you mean CreateNetworkI"),
        ([{**CREATE, "parameters": []}], "line 1: parameters: the nested parameters"),
        ([{**CREATE, "id": ""}], "line 1: id: a text is expected"),
        ([{**CREATE, "when": "now"}], "line 1: a step has id, action, parameters and after, not when"),
        ([{**CREATE, "action": "DeleteNetworkInterface"}], "line 1: NetworkInterfaceId: the id of the ENI to delete"),
    ],
)
def test_what_cannot_be_sent_safely_is_refused(tmp_path: Path, lines: list[dict[str, object]], said: str) -> None:
    """One sentence with the line: no token, a token twice, a step that follows nothing."""
    path = tmp_path / "batch.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    with pytest.raises(MalformedFile) as refused:
        read_steps(path)
    assert said in str(refused.value)
