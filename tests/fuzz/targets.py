"""What is fuzzed: everything that reads what somebody else wrote.

A target takes random numbers, makes an input of them and reads it. It may find the input right, or refuse it with one
of our own exceptions in words that can be printed; anything else that it raises is a failure.

The limits that keep an input from filling the memory, each named when it is hit: 512 MiB of an inventory file, 1 GiB
of an earlier plan, 64 MiB of a TOML or growth file, 1 MiB of a line of requests and 20 levels inside it, numbers of
4,300 digits, an HTTP body of 1 MiB, headers of 32 KiB, 1,000 parameters, lists of 100 places and paths of 4 parts.
"""

from __future__ import annotations

import io
import json
import tempfile
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import eniplan
from eniplan.errors import EniplanError
from eniplan.exchange.plan_document import write_plan_document
from eniplan.exchange.plan_file import plan_spec_from
from eniplan.exchange.previous_file import read_previous
from eniplan.exchange.step_file import read_steps
from eniplan.network.facts import inventory_of
from eniplan.network.json_text import answers_in
from eniplan.network.profile_file import read_profile
from eniplan.planning.planner import plan_groups
from eniplan.sending.journal_lines import sealed_all
from eniplan.sending.journal_record import check_whole, read_record
from eniplan.sending.standin.faults import read_faults
from tests.fuzz.http_target import http_request
from tests.fuzz.mutations import changed_bytes, changed_value, json_bytes
from tests.sending.fake_cloud import FakeCloud
from tests.sending.rig import assign, create, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

    from eniplan.planning.spec import PlanSpec

    Target = Callable[[Random], None]
    """Raises what the code under test should not have raised."""

_HANGZHOU = eniplan.examples / "hangzhou"
_MOST_ENIS = 100
"""A plan of more is read and not made: its size is what was asked for."""
_ROWS = 3
"""Of a long listing: more say nothing new and take longer."""


def inventory_file(random: Random) -> None:
    """One file of API answers, and a second one as it was."""
    changed = random.choice(_answers())
    content = _changed_json(changed, random)
    try:
        found = inventory_of(
            answer for name, each in (("a", content), ("b", _vswitches())) for answer in answers_in(name, each)
        )
    except EniplanError as refusal:
        _printed([refusal])
        return
    _printed(found.findings)
    spec = plan_spec_from(_toml_documents()[0])
    if random.random() < 0.05:
        _refusable(lambda: _make(spec, found))


def plan_file(random: Random) -> None:
    """A plan file as bytes or by its keys; what can be read is planned on the example account."""
    if random.random() < 0.5:
        path = _file("plan.toml", changed_bytes(random.choice(_toml_texts()), random))
        spec = _refusable(lambda: eniplan.read_plan_file(path))
    else:
        document = _toml_like(changed_value(random.choice(_toml_documents()), random))
        spec = _refusable(lambda: plan_spec_from(document))
    if spec is not None and random.random() < 0.1:
        _refusable(lambda: _make(spec, _account()))


def request_file(random: Random) -> None:
    """Requests and steps, a line of them changed; checked by themselves or against the example account."""
    lines = list(random.choice(_batches()))
    place = random.randrange(len(lines))
    lines[place] = _changed_json(json.loads(lines[place]), random).replace(b"\n", b" ")
    content = b"\n".join(lines) if random.random() < 0.9 else changed_bytes(b"\n".join(lines), random)
    path = _file("requests.jsonl", content)
    _refusable(lambda: read_steps(path))
    account = _small_account() if random.random() < 0.1 else None  # its pools are opened for each check
    report = _refusable(lambda: eniplan.check(path, account))
    if report is not None:
        _printed(report.findings)


def journal(random: Random) -> None:
    """A journal with lines changed, doubled, swapped or gone, under checksums that are right; or with bytes changed."""
    lines = list(_journal_lines())
    for _ in range(random.randint(0, 2)):
        place, other = random.randrange(len(lines)), random.randrange(len(lines))
        changed = json.dumps(changed_value(json.loads(lines[place]), random), separators=(",", ":"))
        line = random.choice((changed, lines[other], lines[place]))
        lines[place : place + random.choice((0, 1, 1, 2))] = [line] if line.endswith("}") else []
        lines = lines or [changed]
    content = sealed_all(lines, 0)[0]
    if random.random() < 0.2:
        content = changed_bytes(content, random)
    _refusable(lambda: check_whole(read_record(content, "journal"), "journal"))


def other_files(random: Random) -> None:
    """An earlier plan, faults and a profile."""
    reader, content = random.choice(_others())
    if random.random() < 0.5 and content.startswith(b"{") and content.count(b"\n") < 2:
        content = _changed_json(json.loads(content), random)
    else:
        content = changed_bytes(content, random)
    path = _file("other", content)
    _refusable(lambda: reader(path))


TARGETS: dict[str, Target] = {
    "inventory files": inventory_file,
    "plan files": plan_file,
    "request files": request_file,
    "HTTP requests": http_request,
    "journals": journal,
    "other files": other_files,
}
"""The targets by what they make."""


def _refusable(act: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever it gives
    """What an act gives; None where it refuses the input in words that can be printed."""
    try:
        return act()
    except EniplanError as refusal:
        _printed([refusal])
        return None


def _printed(items: Iterable[object]) -> None:
    for item in items:
        str(item).encode()


def _make(spec: PlanSpec, account: eniplan.Inventory) -> None:
    if sum(group.count for group in spec.groups) <= _MOST_ENIS:
        plan = plan_groups(spec, account)
        _printed(plan.findings)
        _printed(plan.requests.lines())


def _changed_json(document: Any, random: Random) -> bytes:  # noqa: ANN401 - a document of any shape
    """A document changed by its branches, by its bytes, or by both."""
    which = random.randrange(3)
    content = json_bytes(changed_value(document, random) if which else document, random)
    return content if which == 1 else changed_bytes(content, random)


def _toml_like(value: Any) -> Any:  # noqa: ANN401 - a document of any shape
    """A table as a TOML text can say it: no null, no half characters."""
    text = json.dumps(value if isinstance(value, dict) else {"plan": value}, ensure_ascii=False)
    return json.loads(text.replace("null", "{}").encode(errors="replace"))


def _file(name: str, content: bytes) -> Path:
    path = Path(_folder().name, name)
    path.write_bytes(content)
    return path


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


@cache
def _answers() -> tuple[Any, ...]:
    return tuple(_shortened(json.loads(path.read_bytes())) for path in sorted(_HANGZHOU.glob("*.json")))


def _shortened(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return {key: _shortened(item) for key, item in value.items()}
    return [_shortened(item) for item in value[:_ROWS]] if isinstance(value, list) else value


@cache
def _vswitches() -> bytes:
    return (_HANGZHOU / "vswitches.json").read_bytes()


@cache
def _account() -> eniplan.Inventory:
    return eniplan.read_inventory(_HANGZHOU)


@cache
def _small_account() -> eniplan.Inventory:
    return eniplan.read_inventory(_HANGZHOU / "vswitches.json", _HANGZHOU / "reservations.json")


@cache
def _toml_texts() -> tuple[bytes, ...]:
    return tuple((eniplan.examples / name).read_bytes() for name in ("web.toml", "tight.toml"))


@cache
def _toml_documents() -> tuple[Any, ...]:
    return tuple(tomllib.loads(text.decode()) for text in _toml_texts())


@cache
def _batches() -> tuple[tuple[bytes, ...], ...]:
    plan = eniplan.plan(eniplan.examples / "web.toml", _account())
    names = {"requests.jsonl": "jsonl", "steps.jsonl": "steps"}
    for name, form in names.items():
        eniplan.export(plan, Path(_folder().name, name), format=form)
    return tuple(tuple(Path(_folder().name, name).read_bytes().splitlines()[::20]) for name in names)


@cache
def _others() -> tuple[tuple[Callable[[Path], object], bytes], ...]:
    """Readers of other files, and a file for each."""
    here = Path(__file__).parent
    written = io.StringIO()
    write_plan_document(eniplan.plan(eniplan.examples / "web.toml", _account()), written)
    rows = _shortened(json.loads(written.getvalue()))
    return (
        (lambda path: read_previous(path, "web"), json.dumps(rows).encode()),
        (read_faults, (here / "faults.toml").read_bytes()),
        (read_profile, (here / "profile.toml").read_bytes()),
    )


@cache
def _journal_lines() -> tuple[str, ...]:
    """The lines of a journal with a retry, without their checksums."""
    path = Path(_folder().name, "whole.journal")
    cloud = FakeCloud(fault=lambda number, _call: "lost after" if number == 1 else "")
    run([create("a"), assign("a"), create("b")], cloud, path)
    return tuple(line.rpartition(',"crc"')[0] + "}" for line in path.read_text(encoding="utf-8").splitlines())
