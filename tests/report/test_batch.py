"""How long a batch takes, by arithmetic; and the digest of its files."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.report.batch import batch_digests, send_schedule

if TYPE_CHECKING:
    from pathlib import Path

BIG = eniplan.plan(
    eniplan.PlanSpec(
        name="big",
        region="cn-hangzhou",
        groups=(
            eniplan.Group(
                name="b-{n}",
                vswitches=("vsw-bp1ph2v5g9s1b6u8j0n4r",),
                security_groups=("sg-bp1web7d3k9x2m5qt8r4",),
                count=3,
                addressing="pinned",
                secondary_addresses=45,
            ),
        ),
    ),
    eniplan.examples / "hangzhou",
)
"""45 listed addresses an ENI: 10 in the create, then 32 and 3 in assign calls."""


def test_minutes_are_calls_by_calls_a_minute() -> None:
    """3 creates at 2 a minute are 2 minutes, 6 assign calls at 4 a minute too; the longest comes first."""
    pace = {"CreateNetworkInterface": 2, "AssignPrivateIpAddresses": 1}
    rows = [(row.action, row.calls, row.per_minute, row.minutes) for row in send_schedule(BIG, pace)]
    assert rows == [("AssignPrivateIpAddresses", 6, 1, 6), ("CreateNetworkInterface", 3, 2, 2)]


def test_creates_alone_go_at_500_a_minute() -> None:
    """64 requests: one minute; none: no row."""
    web = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")
    assert [tuple(row) for row in send_schedule(web)] == [("CreateNetworkInterface", 64, 500, 1)]
    empty = eniplan.plan(eniplan.PlanSpec(name="none", region="cn-hangzhou"), eniplan.Inventory())
    assert send_schedule(empty) == []


@pytest.mark.parametrize("plan", [BIG, eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")])
def test_the_digest_is_what_sha256sum_says(plan: eniplan.Plan, tmp_path: Path) -> None:
    """Of each file that is exported, with its number of lines."""
    eniplan.export(plan, tmp_path / "requests.jsonl")
    digests = list(batch_digests(plan))
    assert [digest.file for digest in digests] == sorted(path.name for path in tmp_path.iterdir())
    for digest in digests:
        path = tmp_path / digest.file
        command = ["sha256sum", "--", str(path)]
        said = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own
        assert digest.sha256 == said.stdout.split()[0]
        assert digest.lines == len(path.read_text(encoding="utf-8").splitlines())
