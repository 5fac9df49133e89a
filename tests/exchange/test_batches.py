"""Batches out: formats, flat memory."""

from __future__ import annotations

import io
import json
import tracemalloc
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl, urlencode

import pytest

import eniplan
from eniplan.contract.wire import canonical
from eniplan.errors import EniplanError, OutputError
from eniplan.exchange.batches import FORMATS, export, left_out, write_batch
from eniplan.planning.steps import create_step
from tests.planning.ground_kit import account, group, planned, vswitch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.planning.plan import Plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The shipped example."""
    return eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")


class _Requests(tuple[str, ...]):
    """Requests as far as a writer looks at them."""

    def lines(self) -> Iterator[str]:
        return iter(self)


def plan_of(*lines: str) -> Plan:
    """A plan as far as a writer looks at it."""
    requests = _Requests(lines)
    steps = [create_step("web", line) for line in lines]
    spec = SimpleNamespace(groups=())
    return cast("Plan", SimpleNamespace(requests=requests, steps=steps, needs_steps=False, spec=spec, region="r"))


def test_jsonl_has_the_canonical_lines(plan: Plan, tmp_path: Path) -> None:
    """One request a line, as the plan makes it; 64 new ENIs in the example."""
    path = tmp_path / "requests.jsonl"
    export(plan, path)
    lines = path.read_bytes().decode().removesuffix("\n").split("\n")
    assert list(plan.requests.lines()) == lines
    assert len(lines) == 64
    assert {json.loads(line)["RegionId"] for line in lines} == {"cn-hangzhou"}


def test_lines_end_with_a_line_feed_only(tmp_path: Path) -> None:
    """On every system; other separators inside a text stay."""
    line = '{"Description":"a\u2028網"}'
    export(plan_of(line, line), tmp_path / "a.jsonl")
    assert f"{line}\n{line}\n".encode() == (tmp_path / "a.jsonl").read_bytes()


def test_query_is_flat_and_text_only(tmp_path: Path) -> None:
    """As every official client puts it into the query: lists from 1, true and false in lower case."""
    nested = {
        "VSwitchId": "vsw-1",
        "SecondaryPrivateIpAddressCount": 3,
        "SecurityGroupIds": ["sg-1", "sg-2"],
        "Tag": [{"Key": "a", "Value": ""}, {"Key": "b", "Value": "é"}],
        "DeleteOnRelease": True,
        "SourceDestCheck": False,
        "ConnectionTrackingConfiguration": {"UdpTimeout": 10},
    }
    expected = {
        "VSwitchId": "vsw-1",
        "SecondaryPrivateIpAddressCount": "3",
        "SecurityGroupIds.1": "sg-1",
        "SecurityGroupIds.2": "sg-2",
        "Tag.1.Key": "a",
        "Tag.1.Value": "",
        "Tag.2.Key": "b",
        "Tag.2.Value": "é",
        "DeleteOnRelease": "true",
        "SourceDestCheck": "false",
        "ConnectionTrackingConfiguration.UdpTimeout": "10",
    }
    export(plan_of(canonical(nested)), tmp_path / "out", "query")
    (line,) = (tmp_path / "out").read_text(encoding="utf-8").splitlines()
    assert expected == json.loads(line)
    assert list(expected.items()) == parse_qsl(urlencode(json.loads(line)), keep_blank_values=True)


def test_the_suffix_says_the_format(plan: Plan, tmp_path: Path) -> None:
    """Whatever its case; the argument wins over it."""
    export(plan, tmp_path / "a.QUERY")
    export(plan, tmp_path / "b.jsonl", "query")
    assert (tmp_path / "a.QUERY").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert "SecurityGroupIds.1" in (tmp_path / "b.jsonl").read_text(encoding="utf-8")


def test_an_unknown_format_lists_the_known_ones(plan: Plan, tmp_path: Path) -> None:
    """Nothing is written."""
    with pytest.raises(OutputError, match=r"out\.txt: its suffix names no format; name one of jsonl, steps, query"):
        export(plan, tmp_path / "out.txt")
    known = "cli, csv, html, jsonl, python, query, ros, ros-json, steps, terraform, xlsx"
    with pytest.raises(EniplanError, match=f"xml is not a known format; known: {known}"):
        export(plan, tmp_path / "out.jsonl", "xml")
    with pytest.raises(EniplanError, match="jsonn is not a known format; did you mean jsonl"):
        left_out(plan, "jsonn")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "beginning"),
    [
        ("a.py", "#!/usr/bin/env python3"),
        ("a.SH", "#!/bin/sh"),
        ("a.yaml", "ROSTemplateFormatVersion: "),
        ("a.yml", "ROSTemplateFormatVersion: "),
        ("a.tf", "# The network interfaces of a plan, for the provider aliyun/alicloud."),
    ],
)
def test_the_suffix_of_a_script_or_template_says_the_format(file: str, beginning: str, tmp_path: Path) -> None:
    """The usual suffix of each program's files."""
    export(plan_of(), tmp_path / file)
    assert (tmp_path / file).read_text(encoding="utf-8").startswith(beginning)


def test_a_json_file_could_be_several_formats(tmp_path: Path) -> None:
    """By itself it is refused; as ros it is the template in JSON."""
    with pytest.raises(
        OutputError, match=r"a\.json: its suffix names more than one format; name the format: jsonl has"
    ):
        export(plan_of(), tmp_path / "a.json")
    assert list(tmp_path.iterdir()) == []
    export(plan_of(), tmp_path / "a.json", "ros")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["Resources"] == {}


def test_what_a_format_cannot_say_writes_no_file(plan: Plan, tmp_path: Path) -> None:
    """Refused in one sentence; asked for, the file is there and the findings say what is not in it."""
    with pytest.raises(EniplanError, match=r"ros cannot say all of this plan: .*QueuePairNumber of rdma-1 and 5 more"):
        export(plan, tmp_path / "a.yaml")
    assert list(tmp_path.iterdir()) == []
    export(plan, tmp_path / "a.yaml", leave_out=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]
    named = ["ConnectionTrackingConfiguration", "QueuePairNumber"]
    assert [finding.parameter for finding in left_out(plan, "ros")] == named
    assert [len(left_out(plan, name)) for name in ("jsonl", "steps", "query", "python", "cli")] == [0] * 5


def large_plan() -> Plan:
    """One ENI of 11 prefixes: two calls."""
    made = group("big", ipv4_prefixes=11)
    return planned(made, on=account(vswitch("a", "10.0.0.0/22", "10.0.1.0/24")))


def test_steps_stand_beside_requests_that_need_them(tmp_path: Path) -> None:
    """Jsonl writes both files; a file named steps.jsonl has the steps; requests cannot take its name."""
    export(large_plan(), tmp_path / "batch.jsonl")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["batch.jsonl", "steps.jsonl"]
    assert len((tmp_path / "batch.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    steps = (tmp_path / "steps.jsonl").read_bytes()
    assert [json.loads(line)["id"] for line in steps.splitlines()] == ["big/1", "big/2"]
    (tmp_path / "steps.jsonl").unlink()
    export(large_plan(), tmp_path / "steps.jsonl")
    assert (tmp_path / "steps.jsonl").read_bytes() == steps
    with pytest.raises(OutputError, match=r"steps\.jsonl: is where the assign calls of these ENIs go"):
        export(large_plan(), tmp_path / "steps.jsonl", "jsonl")


def test_requests_and_steps_appear_together_or_not_at_all(tmp_path: Path) -> None:
    """Where the steps cannot be written, the requests are not written either."""
    (tmp_path / "steps.jsonl").mkdir()
    with pytest.raises(OutputError, match=r"steps\.jsonl: is a folder"):
        export(large_plan(), tmp_path / "batch.jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["steps.jsonl"]


@pytest.mark.parametrize("name", [name for name in FORMATS if not (name.startswith("ros") or FORMATS[name].is_review)])
def test_writing_takes_no_memory(name: str) -> None:
    """A hundred thousand requests are never held at once: 20 MB pass through less than 1. ROS takes 300 of them."""
    line = json.dumps({"VSwitchId": "vsw-1", "Description": "x" * 200})
    passed = 0

    class Sink(io.TextIOBase):
        def write(self, text: str) -> int:
            nonlocal passed
            passed += len(text)
            return len(text)

    count = 100_000 if name in {"jsonl", "steps", "python"} else 10_000
    lines: Iterator[str] = (line for _ in range(count))
    steps = (create_step("web", line) for _ in range(count))
    spec = SimpleNamespace(groups=())
    many = cast(
        "Plan", SimpleNamespace(requests=SimpleNamespace(lines=lambda: lines), steps=steps, spec=spec, region="")
    )
    write_batch(plan_of(line), name, io.StringIO())  # what is made once is not counted
    tracemalloc.start()
    write_batch(many, name, cast("io.TextIOWrapper", Sink()), leave_out=True)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert passed > 2_000_000
    assert peak < 1_000_000
