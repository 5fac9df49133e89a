"""The command line as a user meets it: documents, exit statuses, and one plain sentence for everything wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from eniplan.cli import main

EXAMPLES = Path(__file__).parent.parent / "eniplan" / "examples"
ACCOUNT = str(EXAMPLES / "hangzhou")
WEB, TIGHT = str(EXAMPLES / "web.toml"), str(EXAMPLES / "tight.toml")
WEB_H = "vsw-bp1wh3k9c7r2n5x0q4t8m"


class Run:
    """One call of the command line, in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        try:
            self.status = main(arguments)
        except SystemExit as stop:  # argparse leaves so
            self.status = int(stop.code or 0)
        self.out, self.err = capsys.readouterr()

    @property
    def document(self) -> dict[str, object]:
        """Standard output as one JSON document."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


def rows(document: dict[str, object], key: str) -> list[dict[str, object]]:
    """A list of objects in a document."""
    found = document[key]
    assert isinstance(found, list)
    return found


def request(**changes: object) -> str:
    """One line of a requests file that the example account accepts, with changes."""
    members: dict[str, object] = {
        "RegionId": "cn-hangzhou",
        "VSwitchId": WEB_H,
        "SecurityGroupId": "sg-bp1web7d3k9x2m5qt8r4",
        "ClientToken": "t-1",
        **changes,
    }
    return json.dumps({name: value for name, value in members.items() if value is not None})


# ---- the documents of the contract ---------------------------------------------------------------------------------


def test_inventory_document(capsys: pytest.CaptureFixture[str]) -> None:
    """The account's six VSwitches with the members of the contract; 10.20.0.0/22 has 2^10 - 4 usable addresses."""
    run = Run(capsys, "inventory", ACCOUNT, "--json")
    assert run.status == 0
    assert run.document["enis"] == 312
    first = rows(run.document, "vswitches")[0]
    assert {
        "id", "zone", "cidr", "usable_ipv4", "used_ipv4", "unexplained_ipv4", "free_open_ipv4", "reserved_blocks",
        "free_prefixes_ipv4", "free_prefixes_ipv6", "whole_blocks",
    } <= set(first)  # fmt: skip
    assert (first["id"], first["cidr"], first["usable_ipv4"]) == (WEB_H, "10.20.0.0/22", 1020)


def test_check_document(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """One finding per fault with its line; the system address .253 of a /22 is refused, a plain request is not."""
    file = tmp_path / "requests.jsonl"
    lines = [request(), request(PrimaryIpAddress="10.20.3.253", ClientToken="t-2")]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = Run(capsys, "check", str(file), "--inventory", ACCOUNT, "--json")
    errors = [finding for finding in rows(run.document, "findings") if finding["severity"] == "error"]
    assert run.status == 1
    assert run.document["requests"] == 2
    assert [(e["line"], e["code"], e["parameter"]) for e in errors] == [
        (2, "InvalidVSwitchId.IpInvalid", "PrimaryIpAddress")
    ]
    assert all({"line", "code", "severity", "parameter", "message", "source", "raised_at"} <= set(f) for f in errors)


def test_plan_document_and_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """web.toml: 68 ENIs, 4 of them exist, nothing refused; the files hold what the document says."""
    run = Run(capsys, "plan", WEB, "--inventory", ACCOUNT, "--json", "-o", str(tmp_path / "out"))
    assert run.status == 0
    assert run.document["requests"] == 64
    enis = rows(run.document, "enis")
    assert len(enis) == 68
    assert sum(eni["state"] == "existing" for eni in enis) == 4
    assert run.document["refused"] == []
    files = {path.name for path in (tmp_path / "out").iterdir()}
    charts = {"utilisation.svg", "reserved-blocks.svg", "limits.svg"}
    named = {
        "hj5m8r1k6y3t0v9z2b",
        "ph2v5g9s1b6u8j0n4r",
        "pi7a4f0q3x9c2w6d8k",
        "wh3k9c7r2n5x0q4t8m",
        "wi6t0z8d4m1y7e3k5p",
    }
    maps = {f"map-vsw-bp1{key}.svg" for key in named}
    assert files == {"plan.json", "requests.jsonl", "steps.jsonl", "vpc.svg", *charts, *maps}
    assert json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8")) == run.document
    names = [json.loads(line)["NetworkInterfaceName"] for line in _lines(tmp_path / "out" / "requests.jsonl")]
    assert names == [eni["name"] for eni in enis if eni["state"] == "planned"]


LARGE = """\
format = 1
name = "large"
region = "cn-hangzhou"
[[vswitch]]
id = "vsw-x"
vpc = "vpc-x"
zone = "cn-hangzhou-h"
cidr = "10.0.0.0/20"
reserved = ["10.0.4.0/22"]
[[security_group]]
id = "sg-x"
vpc = "vpc-x"
type = "basic"
[[group]]
name = "big-{n}"
count = 2
vswitches = ["vsw-x"]
security_groups = ["sg-x"]
ipv4_prefixes = 14
"""
"""Two ENIs of 14 prefixes: a create with 10 and an assign call with 4 each."""


@pytest.mark.parametrize("command", [["plan"], ["export", "--format", "jsonl"]])
def test_large_enis_are_said_on_stderr(capsys: pytest.CaptureFixture[str], tmp_path: Path, command: list[str]) -> None:
    """Two requests, four steps, both files, and one line that says so."""
    (tmp_path / "large.toml").write_text(LARGE, encoding="utf-8")
    output = tmp_path / "out" if command == ["plan"] else tmp_path / "requests.jsonl"
    run = Run(capsys, *command, str(tmp_path / "large.toml"), "-o", str(output))
    assert run.status == 0
    assert "some ENIs take more than one call: the requests only create them" in run.err
    folder = output if command == ["plan"] else tmp_path
    assert (len(_lines(folder / "requests.jsonl")), len(_lines(folder / "steps.jsonl"))) == (2, 4)
    steps = [json.loads(line) for line in _lines(folder / "steps.jsonl")]
    assert [(step["id"], step["after"]) for step in steps[:2]] == [("big-1/1", None), ("big-1/2", "big-1/1")]
    assert [step["parameters"]["Ipv4PrefixCount"] for step in steps] == [10, 4, 10, 4]
    document = Run(capsys, "plan", str(tmp_path / "large.toml"), "--json").document
    assert (document["requests"], document["steps"]) == (2, 4)


@pytest.mark.parametrize(
    ("command", "where"),
    [
        (["plan", "-o", "out"], "steps.jsonl has every call (4 in order)"),
        (["plan"], "export --format steps writes every call (4 in order)"),
        (["export", "--format", "jsonl", "-o", "out.jsonl"], "steps.jsonl has every call (4 in order)"),
        (["export", "--format", "query", "-o", "out.jsonl"], "export --format steps writes every call (4 in order)"),
        (["export", "--format", "jsonl", "-o", "-"], "export --format steps writes every call (4 in order)"),
    ],
)
def test_where_all_calls_are(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    where: str,
) -> None:
    """A file of steps is named only where there is one, and the summary leads to it, not to the creates alone."""
    (tmp_path / "large.toml").write_text(LARGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run = Run(capsys, command[0], "large.toml", *command[1:])
    assert where in run.err
    assert bool(list(tmp_path.rglob("steps.jsonl"))) == where.startswith("steps.jsonl")
    if command[0] == "plan":
        step = "Next: 4 calls ready in out/steps.jsonl, one call a line" if command[1:] else "Next: 4 calls ready"
        assert step in run.out


def test_refusals_end_with_1_and_what_fits_is_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """tight.toml: 16 of 25 are refused; the other 9 are written."""
    run = Run(capsys, "plan", TIGHT, "--inventory", ACCOUNT, "-o", str(tmp_path))
    assert run.status == 1
    assert len(_lines(tmp_path / "requests.jsonl")) == 9


def test_the_plans_own_requests_pass_the_check(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What plan writes, check accepts on the same account: no error in any line."""
    Run(capsys, "plan", WEB, "--inventory", ACCOUNT, "-o", str(tmp_path))
    run = Run(capsys, "check", str(tmp_path / "requests.jsonl"), "--inventory", ACCOUNT, "--json")
    assert (run.status, run.document["requests"]) == (0, 64)


def test_export_forms(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Jsonl is nested; query is flattened, text to text, booleans in lower case."""
    for form in ("jsonl", "query"):
        assert (
            Run(capsys, "export", WEB, "--inventory", ACCOUNT, "--format", form, "-o", str(tmp_path / form)).status == 0
        )
    nested, flat = (json.loads(_lines(tmp_path / form)[0]) for form in ("jsonl", "query"))
    assert nested["Tag"][0] == {"Key": "app", "Value": "gateway"}
    assert (flat["Tag.1.Key"], flat["Tag.1.Value"], flat["SourceDestCheck"]) == ("app", "gateway", "false")
    assert all(isinstance(value, str) for value in flat.values())


def test_commands_are_read_only(capsys: pytest.CaptureFixture[str]) -> None:
    """Every printed cloud call reads: its action begins with Describe, List or Get."""
    run = Run(capsys, "inventory", "--commands", "--region", "cn-hangzhou", "--vpc", "vpc-1")
    calls = [line.split()[2] for line in run.out.splitlines() if line.strip().startswith("aliyun ")]
    assert run.status == 0
    assert calls
    assert all(call.startswith(("Describe", "List", "Get")) for call in calls)


def test_same_input_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    """The document is the same byte for byte; another seed draws other addresses."""
    first, again = (Run(capsys, "plan", WEB, "--inventory", ACCOUNT, "--json").out for _ in range(2))
    other = Run(capsys, "plan", WEB, "--inventory", ACCOUNT, "--json", "--seed", "8").out
    assert first == again
    assert first != other


# ---- what is wrong gets one sentence and exit status 2, and leaves nothing behind ----------------------------------

GOOD = """format = 1
name = "x"
region = "cn-hangzhou"
[[group]]
name = "a-{n}"
count = 2
vswitches = ["vsw-bp1wh3k9c7r2n5x0q4t8m"]
security_groups = ["sg-bp1web7d3k9x2m5qt8r4"]
"""
BAD_PLANS = {
    "no TOML": (GOOD.replace("count = 2", "count = = 2"), "line 6"),
    "unknown key": (GOOD.replace("count =", "cuont ="), "did you mean count"),
    "count 0": (GOOD.replace("count = 2", "count = 0"), "count"),
    "count negative": (GOOD.replace("count = 2", "count = -1"), "count"),
    "count 10 million": (GOOD.replace("count = 2", "count = 10000000"), "1,000,000"),
    "no number in the name": (GOOD.replace("a-{n}", "a"), "{n}"),
    "names twice": (GOOD + GOOD[GOOD.index("[[group]]") :], "a-1"),
    "format 2": (GOOD.replace("format = 1", "format = 2"), "format"),
    "no name": (GOOD.replace('name = "x"\n', ""), "name"),
    "VSwitch too large": (GOOD + '[[vswitch]]\nid = "v"\nvpc = "p"\nzone = "z-a"\ncidr = "10.0.0.0/15"\n', "16"),
    "host bits": (GOOD + '[[vswitch]]\nid = "v"\nvpc = "p"\nzone = "z-a"\ncidr = "10.0.0.1/24"\n', "10.0.0.0/24"),
}


@pytest.mark.parametrize("name", BAD_PLANS)
def test_a_bad_plan_file(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    """The sentence names the file and what would be accepted; no folder appears."""
    text, told = BAD_PLANS[name]
    file = tmp_path / "plan.toml"
    file.write_text(text, encoding="utf-8")
    run = Run(capsys, "plan", str(file), "--inventory", ACCOUNT, "-o", str(tmp_path / "out"))
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith(f"eniplan: {file}")
    assert told in run.err
    assert len(run.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


BAD_ACCOUNTS = {
    "missing": (None, "no such"),
    "empty folder": ("", "empty"),
    "no JSON": ('{"VSwitches": [}', "line 1"),
    "unknown shape": ('{"Hello": 1}', "DescribeVSwitches"),
    "masked": ('{"VSwitches":{"VSwitch":[{"VSwitchId":"vsw-1","CidrBlock":"172.17.**.**"}]}}', "172.17.**.**"),
    "mask 15": ('{"VSwitches":{"VSwitch":[{"VSwitchId":"vsw-1","CidrBlock":"10.0.0.0/15"}]}}', "16"),
    "NaN": ('{"VSwitches":{"VSwitch":[]},"PageSize":NaN}', "NaN"),
    "5,000 digits": ('{"VSwitches":{"VSwitch":[]},"PageSize":' + "9" * 5000 + "}", "digits"),
    "10,000 levels": ("[" * 10_000 + "]" * 10_000, "nest"),
}


@pytest.mark.parametrize("name", BAD_ACCOUNTS)
def test_a_bad_account(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    """Broken answers are one sentence that names the file or folder."""
    text, told = BAD_ACCOUNTS[name]
    folder = tmp_path / "account"
    if text is not None:
        folder.mkdir()
    if text:
        (folder / "a.json").write_text(text, encoding="utf-8")
    run = Run(capsys, "inventory", str(folder), "--json")
    assert (run.status, run.out) == (2, "")
    assert str(folder) in run.err
    assert told.lower() in run.err.lower()
    assert len(run.err.splitlines()) == 1


def test_contradictions_are_findings_not_crashes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Host bits, two owners of one address, an unknown VSwitch: warnings with the file and the id."""
    eni = '{{"NetworkInterfaceId":"{}","VSwitchId":"{}","PrivateIpAddress":"10.0.0.5"}}'
    enis = ",".join(eni.format(*pair) for pair in (("eni-1", "vsw-1"), ("eni-2", "vsw-1"), ("eni-3", "vsw-9")))
    (tmp_path / "v.json").write_text(
        '{"VSwitches":[{"VSwitchId":"vsw-1","CidrBlock":"10.0.0.1/24"}]}', encoding="utf-8"
    )
    (tmp_path / "e.json").write_text(f'{{"NetworkInterfaceSets":[{enis}]}}', encoding="utf-8")
    run = Run(capsys, "inventory", str(tmp_path), "--json")
    found = {finding["code"]: finding for finding in rows(run.document, "findings")}
    assert run.status == 0
    assert {"Lint.CidrHostBits", "Lint.TwoOwners", "Lint.UnknownVSwitch"} <= set(found)
    assert str(found["Lint.TwoOwners"]["file"]).endswith("e.json")
    assert "eni-1" in str(found["Lint.TwoOwners"]["message"])
    assert "eni-2" in str(found["Lint.TwoOwners"]["message"])


@pytest.mark.parametrize(
    "text", ["{", "[]", "5", '{"RegionId": NaN}', "[" * 10_000, '{"RegionId": ' + "9" * 5000 + "}"]
)
def test_a_bad_requests_file(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str) -> None:
    """A line that is no JSON object is one sentence with the file and the line."""
    file = tmp_path / "requests.jsonl"
    file.write_text(request() + "\n" + text + "\n", encoding="utf-8")
    run = Run(capsys, "check", str(file), "--json")
    assert (run.status, run.out) == (2, "")
    assert f"{file}, line 2" in run.err
    assert len(run.err.splitlines()) == 1


def test_an_unknown_vswitch_and_a_group_that_fits_nowhere(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Both are refusals with a code, and the plan stands."""
    file = tmp_path / "plan.toml"
    file.write_text(GOOD.replace(WEB_H, "vsw-nowhere"), encoding="utf-8")
    run = Run(capsys, "plan", str(file), "--inventory", ACCOUNT, "--json")
    assert run.status == 1
    assert [(r["code"], r["count"], r["placed"]) for r in rows(run.document, "refused")] == [
        ("InvalidVSwitchId.NotFound", 2, 0)
    ]


def test_an_output_folder_that_cannot_be_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A file stands where the folder should be: one sentence, and the file is as it was."""
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    run = Run(capsys, "plan", WEB, "--inventory", ACCOUNT, "-o", str(tmp_path / "out"))
    assert run.status == 2
    assert str(tmp_path / "out") in run.err
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "arguments",
    [
        ["inventory"],
        ["inventory", "--commands"],
        ["inventory", "--commands", "--region", "a; rm -rf /"],
        ["export", WEB, "--inventory", ACCOUNT, "--format", "fax", "-o", "x"],
        ["plan", "nowhere.toml"],
        ["plan", WEB, "--inventory", ACCOUNT, "--profile", "nowhere.toml"],
        ["plan", WEB, "--inventory", ACCOUNT, "--seed", "x"],
        ["plan", WEB, "--inventory", ACCOUNT, "-o", ""],
        ["plan", WEB, "--inventory", ACCOUNT, "--previous", ""],
        ["export", WEB, "--inventory", ACCOUNT, "--format", "jsonl", "-o", ""],
        ["check", "nowhere.jsonl"],
        ["fly"],
    ],
)
def test_a_wrong_call(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """Exit status 2, a sentence on standard error, nothing on standard output."""
    run = Run(capsys, *arguments)
    assert (run.status, run.out) == (2, "")
    assert "eniplan" in run.err


# ---- as a process --------------------------------------------------------------------------------------------------


def _with_output(output: int, *arguments: str) -> tuple[int, str]:
    """Exit status and standard error of a fresh process that writes to a descriptor, buffered as a user's does."""
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-E", "-m", "eniplan", *arguments],
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        cwd=EXAMPLES.parent.parent,
    )
    return run.returncode, run.stderr


@pytest.mark.parametrize(("arguments", "status"), [((WEB,), 0), ((TIGHT,), 1), ((TIGHT, "--json"), 1)])
def test_a_closed_pipe_changes_nothing(arguments: tuple[str, ...], status: int) -> None:
    """``eniplan plan ... | head -1``: the status is the plan's, and nothing is complained about."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert _with_output(writer, "plan", *arguments, "--inventory", ACCOUNT) == (status, "")
    finally:
        os.close(writer)


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_terminal_without_unicode_gets_escapes_and_json_stays_utf8(form: list[str], tmp_path: Path) -> None:
    """A group named in Chinese on an ASCII terminal: no traceback; the JSON document holds the name as it is."""
    file = tmp_path / "plan.toml"
    file.write_text(GOOD.replace("a-{n}", "网卡-{n}"), encoding="utf-8")
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "eniplan", "plan", str(file), "--inventory", ACCOUNT, *form],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert ("网卡-1" if form else "\\u7f51\\u5361-{n}") in run.stdout.decode("utf-8" if form else "ascii")


def test_output_that_cannot_be_written_is_said() -> None:
    """``eniplan inventory ... > /dev/full``: one sentence and exit status 2."""
    with Path("/dev/full").open("wb") as full:
        status, told = _with_output(full.fileno(), "inventory", ACCOUNT)
    assert (status, len(told.splitlines())) == (2, 1)
    assert told.startswith("eniplan: standard output cannot be written")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_what_does_not_go_together_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing asked for is silently left out: --commands with --json or paths, --region without --commands."""
    for arguments in (
        ["--commands", "--region", "r", "--json"],
        ["--commands", "--region", "r", ACCOUNT],
        [ACCOUNT, "--region", "r"],
    ):
        assert Run(capsys, "inventory", *arguments).status == 2
