"""The shell script, run by dash and bash with a stub ``aliyun`` that writes down its arguments."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eniplan.contract.wire import flatten
from eniplan.errors import EniplanError
from eniplan.exchange.batches import left_out, write_batch
from tests.effort import examples
from tests.exchange.forms.hostile import TEXTS, WITH_NUL, assign, create, plan_of, tagged, texts
from tests.exchange.test_sdk import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.planning.steps import Step

SHELLS = [shell for shell in ("dash", "bash") if shutil.which(shell)]
SHELLCHECK = Path(sys.executable).with_name("shellcheck")

STUB = r"""#!/bin/sh
printf '%s\0' "$#" "$@" >>record
printf 'x' >>calls
number=$(wc -c <calls)
cat >/dev/null
if [ -e answer ]; then cat answer; else
  printf '{\n\t"Description": "\\"NetworkInterfaceId\\": \\"eni-evil\\"",\n'
  printf '\t"NetworkInterfaceId": "eni-%d",\n\t"RequestId": "1"\n}\n' "$number"
fi
[ ! -e fails ] || [ "$number" -lt "$(cat fails)" ]
"""
"""Records the number of its arguments and each of them, ended by NUL, and gives each call an id: eni-1, eni-2. It fails
from the call on whose number a file says."""


class Ran(NamedTuple):
    """What a script did."""

    status: int
    out: str
    err: str
    calls: list[list[str]]


def script(*steps: Step) -> str:
    """The shell script of these calls."""
    stream = io.StringIO()
    write_batch(plan_of(*steps), "cli", stream, leave_out=True)
    return stream.getvalue()


def run(folder: Path, text: str, shell: str = SHELLS[0], **files: str) -> Ran:
    """Run a script in a folder of its own with the stub first on the path; ``files`` tell the stub what to do."""
    for name, content in {"aliyun": STUB, "script.sh": text, "record": "", "calls": "", **files}.items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
    (folder / "aliyun").chmod(0o755)
    env = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run([shell, "script.sh"], cwd=folder, env=env, capture_output=True, timeout=60, check=False)  # noqa: S603
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode(), list(recorded(folder)))


def recorded(folder: Path) -> Iterator[list[str]]:
    """The calls that the stub wrote down."""
    words = (folder / "record").read_bytes().decode().split("\0")[:-1]
    while words:
        count = int(words[0])
        yield words[1 : count + 1]
        words = words[count + 1 :]


def options(words: list[str]) -> dict[str, str]:
    """The options as ``aliyun`` reads them (aliyun-cli, cli/parser.go).

    A word that begins with two dashes is a name up to the first ``=`` or ``:``, and a value behind it; without one the
    next word is the value, and must not begin with a dash.
    """
    found: dict[str, str] = {}
    waiting = ""
    for word in words:
        if word.startswith("-"):
            assert not waiting, f"{waiting} has no value"
            ends = [place for place in (word.find("="), word.find(":")) if place >= 0]
            name = word[: min(ends)] if ends else word
            assert name.startswith("--")
            assert name not in found
            value = word[len(name) + 1 :]
            found[name] = value
            waiting = "" if value or name == "--force" else name
        else:
            assert waiting, f"{word} belongs to no option"
            found[waiting], waiting = word, ""
    return found


def expected(step: Step, eni_id: str) -> dict[str, str]:
    """The flattened parameters as options, and what every call has."""
    flat = flatten(step.parameters) | ({"NetworkInterfaceId": eni_id} if step.after else {})
    general = {"--region": str(step.parameters["RegionId"]), "--method": "POST", "--force": ""}
    return {f"--{name}": value for name, value in flat.items()} | general


def assert_called(ran: Ran, steps: list[Step]) -> None:
    """Every call arrived as planned; an assign call has the id of the create before it."""
    assert (ran.status, len(ran.calls)) == (0, len(steps)), ran.err
    eni_id = ""
    for number, (words, step) in enumerate(zip(ran.calls, steps, strict=True), 1):
        eni_id = eni_id if step.after else f"eni-{number}"
        assert words[:2] == ["ecs", step.action]
        assert options(words[2:]) == expected(step, eni_id)


@pytest.mark.parametrize("shell", SHELLS)
def test_every_text_arrives_as_it_is(shell: str, tmp_path: Path) -> None:
    """Whatever a name, a description or a tag holds is one argument of ``aliyun``; nothing of it is run."""
    steps = [tagged(f"web-{number}", text, "plain") for number, text in enumerate(TEXTS)]
    ran = run(tmp_path, script(*steps), shell)
    assert_called(ran, steps)
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("shell", SHELLS)
def test_every_parameter_and_the_assign_calls(shell: str, tmp_path: Path) -> None:
    """All parameters of the page with 20 tags, then an ENI of three calls, then a plain one: each with its own id."""
    tags = [{"Key": f"k{number}", "Value": ""} for number in range(1, 21)]
    whole = create("all", **{**EVERYTHING, "Tag": tags})
    assigned = [assign("big", place, PrivateIpAddress=["10.0.0.9", "10.0.0.10"]) for place in (2, 3)]
    steps = [whole, create("big"), *assigned, create("small")]
    ran = run(tmp_path, script(*steps), shell)
    assert_called(ran, steps)
    assert ran.out.splitlines() == ["all eni-1", "big eni-2", "small eni-5"]
    assert ran.err.splitlines()[-1] == "3 made"


@given(st.lists(texts, min_size=40, max_size=40, unique=True))
@settings(max_examples=examples(4), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_text_arrives_as_it_is(tmp_path: Path, values: list[str]) -> None:
    """Forty random texts a run: as name, description, tags and as the ENI's own name."""
    steps = [tagged(value.replace("/", "_"), value, values[0]) for value in values[1:]]
    assert_called(run(tmp_path, script(*steps)), steps)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("{}", "the answer has no NetworkInterfaceId"),
        ("", "the answer has no NetworkInterfaceId"),
        ('{"NetworkInterfaceId": ""}', "the answer has no NetworkInterfaceId"),
        ('{"NetworkInterfaceId": "a b; touch pwned"}', "the answer has no NetworkInterfaceId"),
    ],
)
def test_an_answer_without_an_id_ends_the_script(answer: str, sentence: str, tmp_path: Path) -> None:
    """One sentence with the ENI's name, status 1, and no call after it."""
    ran = run(tmp_path, script(create("a"), assign("a"), create("b")), answer=answer)
    assert (ran.status, len(ran.calls), ran.out) == (1, 1, "")
    assert ran.err.splitlines()[-1] == f"a: {sentence}; after 0 made, run the script again to go on"


def test_an_answer_on_one_line_is_read(tmp_path: Path) -> None:
    """Compact JSON does as well, wherever the member stands in it."""
    ran = run(tmp_path, script(create("a")), answer='{"A":1,"NetworkInterfaceId":"eni-bp1_x","B":"z"}')
    assert (ran.status, ran.out) == (0, "a eni-bp1_x\n")


@pytest.mark.parametrize(
    ("fails", "sentence"),
    [("1", "a: the create call failed; after 0 made"), ("2", "a: the assign call failed; after 1 made")],
)
def test_a_call_that_fails_ends_the_script(fails: str, sentence: str, tmp_path: Path) -> None:
    """The status of ``aliyun`` counts, also that of an assign call; nothing is called after it."""
    ran = run(tmp_path, script(create("a"), assign("a"), create("b")), fails=fails)
    assert (ran.status, len(ran.calls)) == (1, int(fails))
    assert ran.err.splitlines()[-1].startswith(sentence)


def test_the_same_script_sends_the_same_tokens(tmp_path: Path) -> None:
    """It is safe to run twice: every call has a token, and both runs send the same ones."""
    text = script(create("a"), assign("a"), create("b"))
    first, second = run(tmp_path, text), run(tmp_path, text)
    assert first.calls == second.calls
    tokens = [options(words[2:])["--ClientToken"] for words in first.calls]
    assert tokens == ["token of a", "token 2 of a", "token of b"]


def test_shellcheck_has_nothing_against_it(tmp_path: Path) -> None:
    """Also with every hostile text in it, read as plain POSIX sh."""
    steps = [tagged(text.replace("/", "_"), text) for text in TEXTS]
    path = tmp_path / "script.sh"
    path.write_text(script(*steps, create("a"), assign("a")), encoding="utf-8", newline="\n")
    done = subprocess.run(  # noqa: S603
        [SHELLCHECK, "--norc", "--shell=sh", path], capture_output=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout.decode()) == (0, "")


def test_a_plan_without_requests_is_a_script_that_does_nothing(tmp_path: Path) -> None:
    """Valid, and says so."""
    assert run(tmp_path, script()) == (0, "", "0 made\n", [])


def test_a_nul_is_refused_or_left_out(tmp_path: Path) -> None:
    """No argument can hold it: the parameter is named, and left out where that is asked for."""
    steps = [create("a", Description=WITH_NUL, NetworkInterfaceName="a"), create("b")]
    (finding,) = left_out(plan_of(*steps), "cli")
    assert (finding.code, finding.severity, finding.parameter) == ("Lint.NotExpressed", "warning", "Description")
    with pytest.raises(EniplanError, match="cli cannot say all of this plan: Description of a holds a NUL character"):
        write_batch(plan_of(*steps), "cli", io.StringIO())
    ran = run(tmp_path, script(*steps))
    assert ran.status == 0
    assert "--Description" not in options(ran.calls[0][2:])
    assert options(ran.calls[0][2:])["--NetworkInterfaceName"] == "a"
