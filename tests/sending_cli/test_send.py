"""``eniplan send``: wrong calls and wrong files end in one sentence, and nothing is begun."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from eniplan.cli import main
from eniplan.sending.sender import RefusedStep, Sent
from eniplan.sending_cli.sent_words import sent_document, sent_lines

if TYPE_CHECKING:
    from pathlib import Path

REQUEST = {"RegionId": "cn-hangzhou", "VSwitchId": "vsw-1", "NetworkInterfaceName": "a", "ClientToken": "t"}


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--per-minute", "0"], "'0' is no whole number from 1 to 1,000,000"),
        (["--concurrency", "65"], "'65' is no whole number from 1 to 64"),
        (["--stop-after", "x"], "'x' is no whole number from 1"),
        (["--minutes", "nan"], "'nan' is no number of minutes above 0"),
        (["--minutes", "-1"], "'-1' is no number of minutes above 0"),
    ],
)
def test_wrong_options(option: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each says what would be accepted; exit 2."""
    with pytest.raises(SystemExit) as left:
        main(["send", "x", "--journal", "y", *option])
    assert left.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        ({"ClientToken": ""}, [], "has no ClientToken"),
        ({"RegionId": ""}, [], "a batch goes to one region, and the calls of this one name none"),
        ({}, ["--protocol", "http"], "--protocol http: anybody on the way"),
        ({}, ["--endpoint", "https://ecs"], "--endpoint https://ecs: HOST or HOST:PORT"),
    ],
)
def test_wrong_batches_and_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, str], options: list[str], said: str
) -> None:
    """One sentence, exit 2, no journal."""
    batch, journal = tmp_path / "batch.jsonl", tmp_path / "journal"
    batch.write_text(json.dumps({**REQUEST, **change}) + "\n")
    assert main(["send", str(batch), "--journal", str(journal), *options]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert not journal.exists()


def test_words_and_document() -> None:
    """Everything that is told stands in the document too; what others wrote drives no terminal."""
    sent = Sent(
        steps=9, created=3, done=4, refused=(RefusedStep("a/1", "Forbidden.X", "no\x1b[31m"),), unknown=("b/1",),
        left=("c/1", "c/2", "d/1"), calls=7, throttled=2, full={"vsw-1": "prefixes"}, stopped="it was asked to",
    )  # fmt: skip
    text = "\n".join(sent_lines(sent, "j"))
    assert "\x1b" not in text
    assert "3 ENIs created; 4 of 9 steps done" in text
    assert "7 calls in this run, 2 of them throttled" in text
    assert "a/1: Forbidden.X" in text
    assert "vsw-1 has no more prefixes" in text
    assert "1 step without an answer: b/1" in text
    assert "4 steps left: the same command" in text
    document = sent_document(sent)
    assert (document["created"], document["left"]) == (3, ["c/1", "c/2", "d/1"])
    assert document["refused"] == [{"step": "a/1", "code": "Forbidden.X", "message": "no\x1b[31m"}]
