"""``eniplan whatif`` terway, pin, defragment, churn and burst from a shell: documents, exit status, plan files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import eniplan
from eniplan.cli import main

HANGZHOU = ["--inventory", str(eniplan.examples / "hangzhou")]
WEB = ["--plan", str(eniplan.examples / "web.toml"), *HANGZHOU]
HPC = "vsw-bp1hj5m8r1k6y3t0v9z2b"
FULL = "vsw-bp1ej0d2n7u4p8g5s3f1x"

CALLS: dict[str, tuple[list[str], int]] = {
    "terway": (["--nodes", "2", "--instance-type", "ecs.g7.xlarge", "--mode", "prefix", "--pods", "200"], 0),
    "terway too many pods": (["--nodes", "2", "--instance-type", "ecs.g7.xlarge", "--pods", "46"], 1),
    "pin": (WEB, 0),
    "defragment": ([*HANGZHOU, "--vswitch", HPC], 0),
    "defragment in vain": ([*HANGZHOU, "--vswitch", FULL], 1),
    "churn": ([*WEB, "--group", "api-{n:02}", "--unit", "address", "--steps", "5", "--replications", "2"], 0),
    "churn with waiting": ([*WEB, "--group", "rdma-{n}", "--nodes", "50", "--steps", "2", "--replications", "2"], 1),
    "burst": ([*WEB, "--group", "web-{n:02}", "--replications", "2"], 0),
}


@pytest.mark.parametrize("call", CALLS)
def test_text_and_document_say_the_same(call: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Text begins with the answer; with --json stdout is one document; the exit status says whether it fits."""
    options, status = CALLS[call]
    question = call.split(maxsplit=1)[0]
    assert main(["whatif", question, *options]) == status
    text = capsys.readouterr().out
    assert "\nAssumed\n" in text
    assert main(["whatif", question, *options, "--json"]) == status
    document = json.loads(capsys.readouterr().out)
    assert set(document) == {"question", "answer", "assumptions"}
    assert document["question"] == question


def test_a_pinned_plan_is_written_and_planned_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is a plan file: planning it gives the addresses that the answer names."""
    path = tmp_path / "pinned.toml"
    assert main(["whatif", "pin", *WEB, "-o", str(path), "--json"]) == 0
    named = {eni["name"]: eni for eni in json.loads(capsys.readouterr().out)["answer"]["enis"]}
    again = eniplan.plan(path, eniplan.examples / "hangzhou")
    planned = [eni for eni in again.enis if eni.state == "planned"]
    assert len(planned) == len(named) == 64
    assert all(
        (eni.primary, list(eni.secondary)) == (named[eni.name]["primary"], named[eni.name]["secondary"])
        for eni in planned
    )


def test_a_clusters_groups_are_written_as_a_plan(tmp_path: Path) -> None:
    """Two nodes of two ENIs."""
    path, options = tmp_path / "pods.toml", CALLS["terway"][0]
    there = [
        "--region",
        "cn-hangzhou",
        "--vswitch",
        "vsw-bp1ph2v5g9s1b6u8j0n4r",
        "--security-group",
        "sg-bp1pod2g6u1h8e4xm0c7",
    ]
    assert main(["whatif", "terway", *options, *there, "-o", str(path)]) == 0
    made = eniplan.plan(path, eniplan.examples / "hangzhou")
    assert sum(group.count for group in made.spec.groups) == 4


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["terway", "--nodes", "0", "--instance-type", "ecs.g7.xlarge"], "nodes: 0 is not a whole number"),
        (["terway", *CALLS["terway"][0], "-o", "x.toml"], "-o writes a plan file, which needs --region"),
        (["defragment", *HANGZHOU, "--vswitch", "vsw-no"], 'the inventory has no VSwitch "vsw-no"'),
        (["churn", *WEB, "--steps", "0"], "steps: 0 is not a whole number from 1"),
        (["burst", *WEB, "--creations", "-1"], "creations: -1 is not a whole number from 1"),
        (["pin", "--plan", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_wrong_calls_say_so_in_one_sentence(call: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 2, one line on stderr, nothing on stdout."""
    assert main(["whatif", *call]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert shown.err.count("\n") == 1


def test_a_profile_goes_into_the_pinned_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A quota of 3 ENIs refuses all, before and after pinning: nothing is named."""
    profile = tmp_path / "profile.toml"
    profile.write_text("eni_quota = 3\n")
    assert main(["whatif", "pin", *WEB, "--profile", str(profile), "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)["answer"]
    assert (answer["named"], answer["enis"]) == (0, [])
