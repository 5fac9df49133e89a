"""``eniplan serve`` and ``eniplan rehearse`` as a shell runs them."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

import eniplan
from eniplan import progress_bar
from eniplan.cli import main

HANGZHOU = str(eniplan.examples / "hangzhou")
WEB = str(eniplan.examples / "web.toml")
SERVE = [sys.executable, "-m", "eniplan", "serve"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_says_where_and_ends_on_a_signal(number: signal.Signals) -> None:
    """One line of JSON when it is ready, nothing else; status 0 and no traceback when it is told to stop."""
    command = [*SERVE, "--inventory", HANGZHOU, "--access-key-id", "id", "--access-key-secret", "s"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:  # noqa: S603
        assert running.stdout is not None
        ready = json.loads(running.stdout.readline())
        assert list(ready) == ["endpoint", "access_key_id", "access_key_secret"]
        assert (ready["access_key_id"], ready["access_key_secret"]) == ("id", "s")
        host, _, port = ready["endpoint"].partition(":")
        assert host == "127.0.0.1"
        socket.create_connection((host, int(port)), timeout=20).close()
        running.send_signal(number)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (0, "", "")


def test_serve_refuses_what_cannot_be(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A port in use, half a key pair, a file of faults that means nothing: status 2 and one sentence each."""
    faults = tmp_path / "faults.toml"
    faults.write_text('[[fault]]\naction = "CreateNetworkInterface"\nnth = 1\nkind = "slwo"\n', encoding="utf-8")
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = str(held.getsockname()[1])
        for options, words in (
            (["--port", port], f"127.0.0.1:{port}: cannot be listened on: Address already in use; give another port"),
            (["--access-key-id", "x"], "go together"),
            (["--faults", str(faults)], "did you mean slow?"),
            (["--inventory", str(tmp_path / "none")], "no such file"),
        ):
            assert main(["serve", *options]) == 2
            out, err = capsys.readouterr()
            assert out == ""
            assert words in err
            assert err.count("\n") == 1


@pytest.mark.parametrize(
    "options", [["--port", "65536"], ["--port", "x"], ["--access-key-id", "a b"], ["--calls-per-minute", "-1"]]
)
def test_serve_refuses_options_that_mean_nothing(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With the usage, as for every command, and what would be accepted."""
    with pytest.raises(SystemExit) as end:
        main(["serve", *options])
    assert end.value.code == 2
    assert f"argument {options[0]}" in capsys.readouterr().err


def test_rehearse_prints_a_text_or_a_document(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Status 0 where all is carried out; with a fault 1, and --json prints one document with every step."""
    assert main(["rehearse", WEB, "--inventory", HANGZHOU]) == 0
    assert "64 steps: 64 carried out" in capsys.readouterr().out
    faults = tmp_path / "faults.toml"
    faults.write_text('[[fault]]\naction = "CreateNetworkInterface"\nnth = 2\nkind = "Throttling"\n', encoding="utf-8")
    assert main(["rehearse", WEB, "--inventory", HANGZHOU, "--faults", str(faults), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["outcomes"] == {"done": 63, "refused": 1, "no id": 0, "no answer": 0, "not sent": 0}
    assert [(step["code"], step["status"]) for step in document["steps"][:2]] == [("", 200), ("Throttling", 400)]
    assert main(["rehearse", WEB, "--inventory", HANGZHOU, "--faults", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_rehearse_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The bar, which a person at a terminal sees, hears of each of the 64 calls; a pipe gets nothing of it."""
    assert main(["rehearse", WEB, "--inventory", HANGZHOU]) == 0
    assert capsys.readouterr().err == ""
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(progress_bar, "progress_bar", lambda *_: nullcontext(lambda *far: told.append(far)))
    assert main(["rehearse", WEB, "--inventory", HANGZHOU]) == 0
    assert told == [(calls, 64) for calls in range(1, 65)]


def test_rehearse_is_1_where_the_plan_itself_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    """What has no place is not sent, and said."""
    assert main(["rehearse", str(eniplan.examples / "tight.toml"), "--inventory", HANGZHOU]) == 1
    assert "the plan itself refuses 16 ENIs" in capsys.readouterr().out
