"""``eniplan whatif`` as a user meets it: text, documents, exit statuses, and one sentence for everything wrong."""

from __future__ import annotations

import pytest

from eniplan.whatif_cli.questions import QUESTIONS
from tests.test_cli import ACCOUNT, TIGHT, WEB, WEB_H, Run


def test_headroom_document(capsys: pytest.CaptureFixture[str]) -> None:
    """Every group of web.toml with its VSwitches and its ranked limits."""
    run = Run(capsys, "whatif", "headroom", "--plan", WEB, "--inventory", ACCOUNT, "--json")
    assert run.status == 0
    assert run.document["question"] == "headroom"
    answer = run.document["answer"]
    assert isinstance(answer, dict)
    assert answer["plan"] == "web"
    for group in answer["groups"]:
        ranked = [limit["fits"] for limit in group["ranking"]]
        assert ranked == sorted(ranked)
        assert group["fits"] <= sum(row["fits"] for row in group["vswitches"])


def test_headroom_text_names_what_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    """One group of tight.toml: its pool has 747 addresses left."""
    run = Run(capsys, "whatif", "headroom", "--plan", TIGHT, "--inventory", ACCOUNT, "--group", "last-{n}")
    assert run.status == 0
    assert run.out.startswith("747 more of last-{n} fit, then InvalidVSwitchId.IpNotEnough\n")
    assert "Assumed" in run.out


def test_blocks_of_a_cidr(capsys: pytest.CaptureFixture[str]) -> None:
    """A /26 after one random address: 2 x 44 / 60 of its 2 whole /28s, and a simulation within 4 standard errors."""
    run = Run(capsys, "whatif", "blocks", "--cidr", "10.0.0.0/26", "--used", "1", "--json")
    answer = run.document["answer"]
    assert isinstance(answer, dict)
    assert (answer["now"], answer["expected"]) == (2, pytest.approx(2 * 44 / 60))
    assert answer["largest_reservable"] == "10.0.0.16/28"
    assert abs(answer["monte_carlo"]["z"]) < 4


def test_blocks_of_an_inventory(capsys: pytest.CaptureFixture[str]) -> None:
    """By the VSwitch's id; the same seed gives the same document."""
    asked = ("whatif", "blocks", "--inventory", ACCOUNT, "--vswitch", WEB_H, "--more", "9", "--eni", "4+1", "--json")
    one, two = Run(capsys, *asked), Run(capsys, *asked)
    assert one.status == 0
    assert one.out == two.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("headroom", "--plan", WEB, "--inventory", ACCOUNT, "--group", "webb"), 'the plan has no group "webb"'),
        (("headroom",), "--plan"),
        (("blocks",), "give --cidr C, or --inventory PATH with --vswitch V"),
        (("blocks", "--cidr", "10.0.0.0/24", "--inventory", ACCOUNT), "give --cidr C, or --inventory"),
        (("blocks", "--cidr", "10.0.0.0/24", "--vswitch", "x"), "--vswitch goes with --inventory"),
        (("blocks", "--inventory", ACCOUNT), "no VSwitch is named; name one of the inventory; known: edge-j, "),
        (("blocks", "--cidr", "10.0.0.0/24", "--eni", "4"), "addresses + prefixes are expected, like 4+1"),
        (("blocks", "--cidr", "10.0.0.0/24", "--more", "300"), "48 addresses too many"),
        (("nothing",), "invalid choice: 'nothing'"),
    ],
)
def test_what_is_wrong_ends_with_2(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str) -> None:
    """One sentence on standard error, nothing on standard output."""
    run = Run(capsys, "whatif", *arguments)
    assert (run.status, run.out) == (2, "")
    assert said in run.err


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_help(capsys: pytest.CaptureFixture[str], question: str) -> None:
    """With an example of its own."""
    run = Run(capsys, "whatif", question, "--help")
    assert run.status == 0
    assert f"eniplan whatif {question} {QUESTIONS[question].example}" in run.out
