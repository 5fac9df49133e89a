"""What became of each ENI, on accounts made by hand: each fate with its evidence, what to send, what to undo."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.cli import main
from eniplan.errors import EniplanError
from eniplan.exchange.step_file import read_steps
from tests.sending.fake_cloud import FakeCloud

if TYPE_CHECKING:
    from pathlib import Path

    from eniplan.planning.reconciliation import Reconciled
    from eniplan.sending.transport import ApiCall
    from tests.sending.fake_cloud import Fault

PLAN = """\
format = 1
name = "shop"
region = "cn-hangzhou"
[[security_group]]
id = "sg-1"
vpc = "vpc-1"
type = "basic"
[[group]]
name = "shop-{n}"
count = 4
vswitches = ["vsw-1", "vsw-2"]
security_groups = ["sg-1"]
secondary_addresses = 2
tags = { app = "shop" }
"""
VSWITCHES = {
    "VSwitches": {
        "VSwitch": [
            {
                "VSwitchId": f"vsw-{n}",
                "VpcId": "vpc-1",
                "ZoneId": "cn-hangzhou-h",
                "CidrBlock": f"10.0.{n}.0/24",
                "Status": "Available",
            }
            for n in (1, 2)
        ]
    }
}
LIMITS = eniplan.SendLimits(per_minute=100_000, first_wait=0.001, longest_wait=0.002, attempts=2)


def row(eni: str, name: str, vswitch: str, n: int, **differs: object) -> dict[str, object]:
    """One ENI as DescribeNetworkInterfaces lists it, with two secondary addresses of its own."""
    addresses = [f"10.0.{vswitch[-1]}.{10 * n + place}" for place in (1, 2, 3)]
    return {
        "NetworkInterfaceId": eni,
        "NetworkInterfaceName": name,
        "VSwitchId": vswitch,
        "VpcId": "vpc-1",
        "ZoneId": "cn-hangzhou-h",
        "Type": "Secondary",
        "Status": "Available",
        "PrivateIpAddress": addresses[0],
        "PrivateIpSets": {
            "PrivateIpSet": [{"PrivateIpAddress": each, "Primary": each == addresses[0]} for each in addresses]
        },
        "SecurityGroupIds": {"SecurityGroupId": ["sg-1"]},
        "Tags": {"Tag": [{"TagKey": "app", "TagValue": "shop"}]},
        **differs,
    }


class Shop:
    """A plan, a batch of it, a journal, and what DescribeNetworkInterfaces says afterwards."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.journal, self.cloud = folder, folder / "shop.journal", FakeCloud()
        (folder / "shop.toml").write_text(PLAN)
        self.describe([])
        self.steps = tuple(eniplan.plan(folder / "shop.toml", folder / "account.json").steps)
        self.rows = [
            row(f"eni-{place}", step.id.partition("/")[0], str(step.parameters["VSwitchId"]), place + 1)
            for place, step in enumerate(self.steps)
        ]

    def describe(self, rows: list[dict[str, object]]) -> None:
        """Record what exists."""
        enis = {"NetworkInterfaceSets": {"NetworkInterfaceSet": rows}, "TotalCount": len(rows)}
        (self.folder / "account.json").write_text(json.dumps([VSWITCHES, enis]))

    def send(self) -> eniplan.Sent:
        """Send the batch."""
        place = {"endpoint": "127.0.0.1:1", "protocol": "http"}
        return eniplan.send(self.steps, self.journal, transport=self.cloud, limits=LIMITS, **place)  # type: ignore[arg-type]

    def reconciled(self, rows: list[dict[str, object]], *, with_journal: bool = True) -> eniplan.Reconciliation:
        """The plan beside what exists."""
        self.describe(rows)
        journal = self.journal if with_journal else None
        return eniplan.reconcile(self.folder / "shop.toml", self.folder / "account.json", journal=journal)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """Four ENIs in two VSwitches, nothing sent yet."""
    return Shop(tmp_path)


def of(found: eniplan.Reconciliation, name: str) -> list[Reconciled]:
    """The rows of a name."""
    return [each for each in found.enis if each.name == name]


def test_everything_as_planned(shop: Shop) -> None:
    """All four exist: nothing is left, and each could be taken back."""
    assert shop.send().ok
    found = shop.reconciled(shop.rows)
    assert (found.ok, dict(found.counts), found.to_send) == (True, {"created": 4}, ())
    assert {each.evidence for each in found.enis} == {"by its name and the journal's id"}
    assert [step.parameters["NetworkInterfaceId"] for step in found.to_delete] == [f"eni-{n}" for n in range(4)]


def test_without_a_journal_the_name_is_the_evidence(shop: Shop) -> None:
    """Names alone tell what exists; nothing can be taken back, for nobody says who made it."""
    found = shop.reconciled(shop.rows[:3], with_journal=False)
    assert dict(found.counts) == {"created": 3, "missing": 1}
    assert len(found.to_send) == 1
    assert found.to_delete == ()


def test_what_is_missing_is_sent_with_the_tokens_it_had(shop: Shop) -> None:
    """One was refused, one has no answer: both are to be sent, by the journal's very requests."""

    def fault(_number: int, call: ApiCall) -> Fault:
        return "lost before" if call.parameters["NetworkInterfaceName"] == "shop-4" else ""

    shop.cloud.fault = fault
    shop.cloud.refuses = lambda call: "Forbidden.X" if call.parameters["NetworkInterfaceName"] == "shop-2" else ""
    shop.send()
    found = shop.reconciled([shop.rows[0], shop.rows[2]])
    assert [(each.name, each.fate) for each in found.enis if each.fate != "foreign"][1::2] == [
        ("shop-2", "missing"),
        ("shop-4", "unknown"),
    ]
    assert found.to_send == (shop.steps[1], shop.steps[3])
    assert "it was refused: Forbidden.X" in of(found, "shop-2")[0].evidence
    assert "has no answer since" in of(found, "shop-4")[0].evidence
    assert not found.ok


def test_what_was_created_and_is_gone_is_said(shop: Shop) -> None:
    """Two of four: deleted since, or the inventory is older than the batch; their tokens make no second ENI."""
    assert shop.send().ok
    found = shop.reconciled(shop.rows[:2])
    assert dict(found.counts) == {"created": 2, "missing": 2}
    assert found.note.startswith("2 ENIs (shop-3 first) that the journal created are gone; record the inventory again")
    assert "a plan of another name" in found.note
    assert shop.reconciled(shop.rows).note == ""


def test_the_requests_of_the_journal_stand(shop: Shop) -> None:
    """A plan that was edited since would ask otherwise, under another token: what was journalled is sent, and said."""
    shop.cloud.refuses = lambda call: "Forbidden.X" if call.parameters["NetworkInterfaceName"] == "shop-4" else ""
    shop.send()
    (shop.folder / "shop.toml").write_text(PLAN.replace("secondary_addresses = 2", "secondary_addresses = 3"))
    found = shop.reconciled(shop.rows[:3])
    assert found.to_send == (shop.steps[3],)
    assert found.note == (
        "1 ENI (shop-4 first) would be requested otherwise by the plan today; the journal's requests stand"
    )
    assert [each.differs for each in found.enis][:3] == ["2 secondary addresses instead of 3"] * 3


def test_what_differs_is_named_field_by_field(shop: Shop) -> None:
    """Another group, a lost tag, addresses that are gone."""
    shop.send()
    shop.rows[1]["SecurityGroupIds"] = {"SecurityGroupId": ["sg-2"]}
    shop.rows[2]["Tags"] = {"Tag": [{"TagKey": "app", "TagValue": "bar"}]}
    shop.rows[3]["PrivateIpSets"] = {"PrivateIpSet": []}
    found = shop.reconciled(shop.rows)
    assert [each.fate for each in found.enis] == ["created", "changed", "changed", "changed"]
    assert [each.differs for each in found.enis][1:] == [
        "SecurityGroupIds: sg-2 instead of sg-1",
        "Tag app: bar instead of shop",
        "0 secondary addresses instead of 2",
    ]
    assert not found.ok


def test_renamed_twice_and_foreign(shop: Shop) -> None:
    """A renamed one and a second one are orphaned; what is nobody's is foreign, and never to be deleted."""
    shop.send()
    shop.rows[0]["NetworkInterfaceName"] = "else"
    second = row("eni-x", "shop-2", str(shop.rows[1]["VSwitchId"]), 7)
    foreign = row("eni-y", "theirs", "vsw-1", 8)
    found = shop.reconciled([*shop.rows, second, foreign])
    assert (of(found, "shop-1")[0].fate, of(found, "shop-1")[0].eni) == ("orphaned", "eni-0")
    assert "which is called else now" in of(found, "shop-1")[0].evidence
    assert [(each.fate, each.eni) for each in of(found, "shop-2")] == [("created", "eni-1"), ("orphaned", "eni-x")]
    assert of(found, "theirs")[0].fate == "foreign"
    assert {str(step.parameters["NetworkInterfaceId"]) for step in found.to_delete} == {f"eni-{n}" for n in range(4)}
    assert found.to_send == ()


def test_attached_ones_are_not_deleted(shop: Shop) -> None:
    """An instance has it: it stays, and is named."""
    shop.send()
    shop.rows[2] |= {"Status": "InUse", "InstanceId": "i-1"}
    found = shop.reconciled(shop.rows)
    assert found.attached == ("eni-2",)
    assert len(found.to_delete) == 3


def test_it_shows_itself(shop: Shop) -> None:
    """A frame with one row an ENI, a card that escapes what others wrote, and a line of text."""
    shop.send()
    shop.rows[0]["NetworkInterfaceName"] = "<script>alert(1)</script>"
    found = shop.reconciled(shop.rows[:3])
    frame = found.frame()
    assert frame["fate"].tolist() == ["orphaned", "created", "created", "missing"]
    assert "<script>alert" not in found._repr_html_()
    assert "orphaned" in found._repr_html_()
    assert repr(found) == "<Reconciliation of shop: 1 orphaned, 2 created, 1 missing; 1 step to send>"


def test_the_command_writes_what_is_left(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    """-o writes the requests that are still to send, --undo the deletions; exit 1, since something is left."""
    shop.cloud.refuses = lambda call: "Forbidden.X" if call.parameters["NetworkInterfaceName"] == "shop-3" else ""
    shop.send()
    shop.rows[3]["NetworkInterfaceId"] = "eni-2"  # the third that was created
    shop.describe([shop.rows[0], shop.rows[1], shop.rows[3]])
    rest, undo = shop.folder / "rest", shop.folder / "undo.jsonl"
    sources = [str(shop.folder / "shop.toml"), "--inventory", str(shop.folder / "account.json")]
    journal = ["--journal", str(shop.journal)]
    assert main(["reconcile", *sources, *journal, "-o", str(rest), "--undo", str(undo)]) == 1
    said = capsys.readouterr().out
    assert "3 ENIs created, 1 ENI missing: 1 step to send" in said
    assert "+ shop-3 missing in" in said
    assert read_steps(rest / "requests.jsonl") == read_steps(rest / "steps.jsonl") == (shop.steps[2],)
    assert [step.action for step in read_steps(undo)] == ["DeleteNetworkInterface"] * 3


def test_wrong_calls(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    """No inventory, or an undo without a journal: one sentence, exit 2."""
    plan = str(shop.folder / "shop.toml")
    assert main(["reconcile", plan]) == 2
    assert main(["reconcile", plan, "--inventory", str(shop.folder), "--undo", "x"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said == [
        "eniplan: reconcile: name what exists now, recorded after the batch was sent: --inventory PATH",
        "eniplan: reconcile: --undo needs --journal, which alone says what the batch created",
    ]
    with pytest.raises(EniplanError):
        eniplan.reconcile(plan, shop.folder / "account.json", journal=shop.folder / "account.json")
