"""``eniplan whatif`` reserve, size and zones: text, documents, files, statuses, one sentence for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eniplan.cli import main

EXAMPLES = Path(__file__).parent.parent.parent / "eniplan" / "examples"
ACCOUNT, WEB, TIGHT = (str(EXAMPLES / name) for name in ("hangzhou", "web.toml", "tight.toml"))


def test_blocks_are_written_ready_to_send(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A line of parameters for each block, as in the document; exit 1, since two ENIs remain refused."""
    target = tmp_path / "reservations.jsonl"
    arguments = ["whatif", "reserve", "--plan", TIGHT, "--inventory", ACCOUNT, "--json", "-o", str(target)]
    assert main(arguments) == 1
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert lines == json.loads(out)["answer"]["requests"]
    assert [line["VSwitchCidrReservationCidr"] for line in lines] == ["10.20.4.32/28", "10.20.6.48/28"]
    assert err == f"eniplan: 2 requests written to {target}\n"


def test_statuses_and_text(capsys: pytest.CaptureFixture[str]) -> None:
    """0 where everything fits, 1 where a loss refuses ENIs; the first line is the answer."""
    given = ["--plan", WEB, "--inventory", ACCOUNT]
    assert main(["whatif", "reserve", *given]) == 0
    assert capsys.readouterr().out.startswith("no block is needed: every ENI that asks for prefixes has a place\n")
    assert main(["whatif", "size", *given, "--vswitches", "3"]) == 0
    assert capsys.readouterr().out.startswith("3 VSwitches of /24 hold 68 ENIs with reserved blocks: 2 of /26\n")
    assert main(["whatif", "zones", *given]) == 1
    assert capsys.readouterr().out.startswith("without cn-hangzhou-h, where 37 ENIs are, 12 find no place")


WRONG = {
    "a confidence of 2.0 is no chance: above 0 and below 1 is expected": ["size", "--confidence", "2"],
    "-1 drawn addresses: from 0 to the demand's 264 are expected": ["size", "--drawn", "-1"],
    "0 VSwitches: from 1 to 100 are expected": ["size", "--vswitches", "0"],
    "its folder does not exist": ["reserve", "-o", "/nowhere/at/all.jsonl"],
}


@pytest.mark.parametrize("said", WRONG)
def test_what_is_wrong_is_one_sentence(said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, nothing on standard output."""
    question, *options = WRONG[said]
    assert main(["whatif", question, "--plan", WEB, "--inventory", ACCOUNT, *options]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err
