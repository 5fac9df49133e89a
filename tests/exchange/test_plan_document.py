"""The JSON documents: members and order of the contract, and streaming equals building."""

from __future__ import annotations

import io
import json
import tracemalloc
from dataclasses import asdict, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

import eniplan
from eniplan.contract.finding import Finding
from eniplan.exchange.plan_document import check_document, finding_row, inventory_document, write_plan_document

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan

COUNTS = (
    "usable_ipv4 used_ipv4 unexplained_ipv4 free_open_ipv4 reserved_blocks free_prefixes_ipv4 free_prefixes_ipv6 "
    "whole_blocks"
)
VSWITCH_MEMBERS = f"id zone cidr {COUNTS}".split()
PLAN_MEMBERS = ["name", "seed", "enis", "requests", "steps", "refused", "findings", "utilisation"]
ADDRESS_MEMBERS = ["primary", "secondary", "ipv4_prefixes", "ipv6", "ipv6_prefixes"]
ENI_MEMBERS = ["name", "group", "state", "vswitch", "addressing", "illustrative", *ADDRESS_MEMBERS]
REFUSED_MEMBERS = ["group", "count", "placed", "code", "limit", "vswitches", "message"]
ALWAYS = ["code", "severity", "parameter", "message", "source", "raised_at"]

BARE = Finding(code="Lint.X", severity="note", message="m")
FULL = Finding(
    code="InvalidIp.IpPrefixNotStrict",
    severity="error",
    message="m",
    parameter="Ipv4Prefix.2",
    request="web-1",
    line=3,
    vswitch="vsw-1",
    raised_at="attach",
    source="s",
    file="f",
    subject="eni-1",
)


def planned(name: str) -> Plan:
    """The plan of one of the shipped examples."""
    return eniplan.plan(eniplan.examples / name, eniplan.examples / "hangzhou")


def text_of(plan: Plan) -> str:
    """A plan's document."""
    stream = io.StringIO()
    write_plan_document(plan, stream)
    return stream.getvalue()


def built(plan: Plan) -> dict[str, object]:
    """A plan's document, built plainly from the plan's values."""
    zones = {vswitch.id: (vswitch.zone_id, str(vswitch.cidr)) for vswitch in plan.inventory.vswitches.values()}

    def state(vswitch: str, counts: object) -> dict[str, object]:
        zone, cidr = zones[vswitch]
        named = {name: getattr(counts, name) for name in COUNTS.split()}
        return {"id": vswitch, "zone": zone, "cidr": cidr, **named}

    findings = [{k: v for k, v in asdict(f).items() if k in ALWAYS or v not in ("", None)} for f in plan.findings]
    document = {
        "format": 1,
        "name": plan.name,
        "region": "cn-hangzhou",
        "seed": 7,
        "enis": [asdict(eni) for eni in plan.enis],
        "requests": len(list(plan.requests.lines())),
        "steps": len(list(plan.requests.lines())),
        "refused": [asdict(refusal) for refusal in plan.refused],
        "findings": findings,
        "utilisation": [
            {"vswitch": u.vswitch, "before": state(u.vswitch, u.before), "after": state(u.vswitch, u.after)}
            for u in plan.utilisation
        ],
    }
    return cast("dict[str, object]", json.loads(json.dumps(document)))


@pytest.mark.parametrize("name", ["web.toml", "tight.toml"])
def test_streaming_equals_building(name: str) -> None:
    """The streamed text is JSON and says the same as a document built in memory."""
    plan = planned(name)
    assert built(plan) == json.loads(text_of(plan))


def test_members_are_the_contracts() -> None:
    """In its order; further ones are allowed."""
    document = json.loads(text_of(planned("tight.toml")))
    assert [name for name in document if name in PLAN_MEMBERS] == PLAN_MEMBERS
    assert [name for name in document["enis"][0] if name in ENI_MEMBERS] == ENI_MEMBERS
    assert [name for name in document["refused"][0] if name in REFUSED_MEMBERS] == REFUSED_MEMBERS
    assert list(document["utilisation"][0]) == ["vswitch", "before", "after"]
    assert list(document["utilisation"][0]["before"]) == VSWITCH_MEMBERS
    assert list(document["utilisation"][0]["after"]) == VSWITCH_MEMBERS
    assert all(set(ALWAYS) <= set(finding) for finding in document["findings"])
    assert (document["requests"], sum(refusal["enis"] for refusal in document["refused"])) == (9, 16)


def test_an_empty_plan_is_a_document() -> None:
    """Lists without items are lists."""
    plan = eniplan.plan([], eniplan.Inventory())
    document = json.loads(text_of(plan))
    expected = {"enis": [], "requests": 0, "steps": 0, "refused": [], "utilisation": []}
    assert expected == {name: document[name] for name in expected}


def test_one_eni_is_one_line() -> None:
    """So that two plans can be compared line by line."""
    lines = text_of(planned("web.toml")).splitlines()
    assert len([line for line in lines if line.startswith('{"name": ')]) == 68
    assert lines[:2] == ["{", '"format": 1,']


def test_a_million_enis_cost_no_memory() -> None:
    """ENIs are made while they are written: 10,000 pass through less than a megabyte."""
    eni = planned("web.toml").enis[0]
    passed = 0

    class Sink(io.TextIOBase):
        def write(self, text: str) -> int:
            nonlocal passed
            passed += len(text)
            return len(text)

    many = SimpleNamespace(
        name="n",
        region="r",
        seed=0,
        enis=(replace(eni, name=str(n)) for n in range(10_000)),
        requests=(),
        steps=(),
        previous=None,
        refused=(),
        findings=(),
        utilisation=(),
    )
    tracemalloc.start()
    write_plan_document(cast("Plan", many), cast("io.StringIO", Sink()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert passed > 2_000_000
    assert peak < 1_000_000


# ---- findings -----------------------------------------------------------------------------------------------------


def test_findings_have_their_main_members_always() -> None:
    """The others are there when they say something."""
    assert list(finding_row(BARE)) == ALWAYS
    expected = {
        "code": "InvalidIp.IpPrefixNotStrict",
        "severity": "error",
        "parameter": "Ipv4Prefix.2",
        "message": "m",
        "source": "s",
        "raised_at": "attach",
        "request": "web-1",
        "line": 3,
        "vswitch": "vsw-1",
        "file": "f",
        "subject": "eni-1",
    }
    assert expected == finding_row(FULL)


def test_the_check_document_has_a_line_always() -> None:
    """Null where a finding is about no line: the inventory's own."""
    document = check_document(2, [FULL, BARE])
    assert document["requests"] == 2
    rows = cast("list[dict[str, object]]", document["findings"])
    assert [row["line"] for row in rows] == [3, None]
    assert ["line", *ALWAYS] == list(rows[1])


# ---- inventories --------------------------------------------------------------------------------------------------


def test_the_inventory_document() -> None:
    """Members of the contract, and figures of the example account: edge-j, a /26, has 64 - 4 usable addresses."""
    document = inventory_document(eniplan.read_inventory(eniplan.examples / "hangzhou"))
    assert list(document) == ["vswitches", "enis", "findings"]
    rows = cast("list[dict[str, object]]", document["vswitches"])
    assert all(list(row) == VSWITCH_MEMBERS for row in rows)
    edge = next(row for row in rows if row["id"] == "vsw-bp1ej0d2n7u4p8g5s3f1x")
    assert (
        edge["zone"],
        edge["cidr"],
        edge["usable_ipv4"],
        edge["free_open_ipv4"],
    ) == ("cn-hangzhou-j", "10.20.49.0/26", 60, 5)
    listed = [json.loads(path.read_text()) for path in sorted((eniplan.examples / "hangzhou").glob("enis-*.json"))]
    assert document["enis"] == sum(len(page["NetworkInterfaceSets"]["NetworkInterfaceSet"]) for page in listed)
    assert json.loads(json.dumps(document)) == document


def test_an_empty_inventory_is_a_document() -> None:
    """Nothing known."""
    assert inventory_document(eniplan.Inventory()) == {"vswitches": [], "enis": 0, "findings": []}
