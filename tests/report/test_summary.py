"""The text summaries, whole on a small plan, and in parts where something special happens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from eniplan.contract.finding import Finding
from eniplan.contract.findings import Findings
from eniplan.network.eni import ENI
from eniplan.network.inventory import Inventory
from eniplan.report.lettering import cells
from eniplan.report.summary import inventory_summary, plan_summary
from tests.report.hand_made import BARE, BASE, ROOM, group, placed, plan, refusal, vswitch

A, B = vswitch("vsw-a", "alpha"), vswitch("vsw-b", "beta", number=1)
SHORT = "InvalidVSwitchId.IpPrefixNotEnough"


def test_a_plan_with_a_refusal_as_a_whole() -> None:
    """Nine asked for: 4 to create, 3 exist, 2 refused; 148 - 4 x 2 addresses and 4 - 4 prefixes are left."""
    wanted = group("pod-{n}", count=9, vswitches=("vsw-a",), secondary_addresses=1, ipv4_prefixes=1)
    after = replace(ROOM, free_open_ipv4=140, free_prefixes_ipv4=0)
    findings = [
        Finding(code=SHORT, severity="error", message="1 needed, 0 left", request="pod-{n}"),
        Finding(code="Lint.CountsMayUnderReport", severity="note", message="counts may be too low"),
    ]
    made = plan(
        placed(wanted, {"vsw-a": 4}, {"vsw-a": 3}),
        pools=[(A, ROOM, after), (B, BARE, BARE)],
        refused=[refusal(SHORT, wanted, placed=7, enis=2, limit="free IPv4 prefixes: 0 left, 1 an ENI")],
        findings=findings,
    )
    expected = """\
        Plan demo, cn-hangzhou, seed 7
        9 ENIs asked for: 4 to create, 3 exist already, 2 refused; 4 requests

          Group    ENIs  create  exist  refused  each takes       ENIs in VSwitches
          ─────────────────────────────────────────────────────────────────────────
          pod-{n}     9       4      3        2  2 IPv4, 1 * /28  alpha 7

        VSwitches before → after
                   free in the      of  whole /28s  reserved      free
          VSwitch    open pool  usable  to reserve    blocks  prefixes  of
          ────────────────────────────────────────────────────────────────
          alpha      148 → 140     188           7    1 IPv4     4 → 0   4
          vsw-a
          Whole /28s after: for the addresses drawn here; the cloud will draw others for automatic ENIs
          1 more VSwitch unchanged

        Refused: 2 of 9 ENIs
          InvalidVSwitchId.IpPrefixNotEnough
            pod-{n}: 7 of 9 placed, 2 refused (pod-8 and after)
            why   free IPv4 prefixes: 0 left, 1 an ENI
            next  reserve another block (alpha has 7 whole /28s left); or lower count to 7

        Findings: 0 errors, 0 warnings, 1 note
          note     Lint.CountsMayUnderReport: counts may be too low

        Next: fix or accept the refusals: 7 of 9 ENIs are ready"""
    assert plan_summary(made) == dedent(expected).replace("*", "\N{MULTIPLICATION SIGN}")


def test_a_plan_without_refusals_says_what_to_do_with_its_requests() -> None:
    """Where they are written, or how to write them; and where the other files are."""
    made = plan(placed(group(count=2), {"vsw-a": 2}), pools=[(A, ROOM, replace(ROOM, free_open_ipv4=146))])
    assert plan_summary(made).splitlines()[-1] == "Next: 2 requests ready to export: -o DIR writes them"
    names = ["plan.json", "requests.jsonl", *(f"map-{n}.svg" for n in range(6))]
    lines = plan_summary(made, [Path("out") / name for name in names]).splitlines()
    assert lines[-2:] == [
        "Next: 2 requests ready in out/requests.jsonl, one call a line",
        "Written to out: plan.json, requests.jsonl, map-0.svg, map-1.svg, map-2.svg, map-3.svg and 2 more",
    ]
    assert "Refused:" not in "\n".join(lines)
    assert "Findings" not in "\n".join(lines)


def test_accepted_refusals_say_where_the_ready_requests_are() -> None:
    """One of two is ready, in the file."""
    wanted = group(count=2)
    made = plan(placed(wanted, {"vsw-a": 1}), refused=[refusal("MaxEniCountExceeded", wanted, placed=1, enis=1)])
    assert plan_summary(made, [Path("out/requests.jsonl")]).splitlines()[-2] == (
        "Next: fix or accept the refusals: 1 of 2 ENIs are ready in out/requests.jsonl, one call a line"
    )


def test_an_empty_plan_and_one_whose_enis_all_exist_have_nothing_to_create() -> None:
    """Neither has a table of VSwitches, for none changes."""
    assert plan_summary(plan()).splitlines() == [
        "Plan demo, cn-hangzhou, seed 7",
        "0 ENIs asked for: 0 to create, 0 exist already, 0 refused; 0 requests",
        "",
        "Next: nothing to create",
    ]
    there = plan(placed(group(count=2), {}, {"vsw-a": 2}), pools=[(A, ROOM, ROOM)])
    assert plan_summary(there).splitlines()[-3:] == [
        "  1 VSwitch unchanged",
        "",
        "Next: nothing to create, 2 ENIs exist already",
    ]


def test_errors_that_are_told_as_refusals_are_not_told_twice_and_others_are() -> None:
    """An error of another code stands among the findings."""
    wanted = group()
    findings = [Finding(code=code, severity="error", message="no") for code in (SHORT, "InvalidIp.Address")]
    refused = [refusal(SHORT, wanted, placed=0, enis=1)]
    text = plan_summary(plan(placed(wanted, {}), refused=refused, findings=findings))
    assert "Findings: 1 error, 0 warnings, 0 notes\n  error    InvalidIp.Address: no" in text


HOSTILE = ["\x1b[31mred\x1b[0m", "a\nb\rc", "\u202egnp.exe", "\u05d0\u05d1\u05d2", "\u4e2d" * 128, "w" * 128]


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name[:8]))
def test_hostile_names_neither_drive_the_terminal_nor_break_the_table(name: str) -> None:
    """Group, VSwitch and plan carry the name; every line of the table has its numbers in the same cells."""
    wanted = group(name, count=2, vswitches=("vsw-a", "vsw-b"))
    after = replace(ROOM, free_open_ipv4=147)
    pools = [(replace(A, name=name), ROOM, after), (B, ROOM, after)]
    made = plan(placed(wanted, {"vsw-a": 1, "vsw-b": 1}), pools=pools, name=name)
    text = plan_summary(made)
    assert not {"\x1b", "\r", "\u202e"} & set(text)
    lines = text.splitlines()
    assert max(map(cells, lines)) <= 100
    numbers = [line for line in lines if "148 → 147" in line]
    assert len(numbers) == 2
    assert len({cells(line[: line.index("148")]) for line in numbers}) == 1


def test_a_thousand_vswitches_stay_a_page() -> None:
    """20 of 600 touched ones are shown, with two lines each; 580 and the 400 unchanged are counted."""
    wanted = group(count=600, vswitches=tuple(f"vsw-{n}" for n in range(1_000)))
    after = replace(ROOM, free_open_ipv4=147)
    pools = [(vswitch(f"vsw-{n}", f"n{n}", number=n), ROOM, after if n < 600 else ROOM) for n in range(1_000)]
    lines = plan_summary(plan(placed(wanted, {f"vsw-{n}": 1 for n in range(600)}), pools=pools)).splitlines()
    assert "  580 more with more room: --json has all" in lines
    assert "  400 more VSwitches unchanged" in lines
    assert any(line.endswith("n0 1, n1 1, n2 1, n3 1, 596 more") for line in lines)
    assert len(lines) < 70


def test_many_refusals_are_counted_after_twenty() -> None:
    """A plan of ready-made requests may have one for each."""
    wanted = group(count=25)
    refused = [refusal("InvalidIp.Address", wanted, placed=0, enis=1)] * 25
    text = plan_summary(plan(placed(wanted, {}), refused=refused))
    assert text.count("  InvalidIp.Address\n") == 20
    assert "\n  and 5 more refusals: --json has all\n" in text


def test_an_inventory_as_a_whole() -> None:
    """One address of 188 is in use. 16 /28s: 4 reserved, the first and last have system addresses, one is in use."""
    holder = ENI(id="eni-1", vswitch_id="vsw-a", primary=BASE + 40)
    remark = Finding(code="Lint.TwoOwners", severity="warning", message="10.0.0.40 has two", file="enis.json")
    there = Inventory(vswitches={"vsw-a": A}, enis={"eni-1": holder}, findings=Findings([remark]))
    expected = """\
        cn-hangzhou: 1 VSwitch, 1 ENI, 0 security groups

        VSwitches now
                   free in the      of  whole /28s  reserved      free
          VSwitch    open pool  usable  to reserve    blocks  prefixes  of
          ────────────────────────────────────────────────────────────────
          alpha            187     188           9    1 IPv4         4   4
          vsw-a

        Findings: 0 errors, 1 warning, 0 notes
          warning  Lint.TwoOwners: 10.0.0.40 has two

        Next: write a plan file and plan it: eniplan plan PLAN.toml --inventory PATH"""
    assert inventory_summary(there) == dedent(expected)


def test_an_empty_inventory_says_how_to_fill_it() -> None:
    """No VSwitches: the next step is to import some."""
    assert inventory_summary(Inventory()).splitlines() == [
        "region unknown: 0 VSwitches, 0 ENIs, 0 security groups",
        "",
        "Next: import DescribeVSwitches and DescribeNetworkInterfaces; eniplan inventory --commands prints",
        "the commands",
    ]
