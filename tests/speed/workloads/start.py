"""W6: what a user waits for before anything happens: the import, ``--help``, ``check`` of one request, a small plan.

Each run is a fresh process with its byte-code at hand, as an installed package has it. Times are the processor's, of
the child process, so that other work does not count. Where eniplan is installed for working on it, the finder of that
installation loads ``re``, ``typing`` and ``pathlib`` into every Python of the environment: ``-S`` leaves it out.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import eniplan
from tests.speed.fresh import said
from tests.speed.table import Contender, Figure, Table, Target, raced, ratios

if TYPE_CHECKING:
    from collections.abc import Iterator

MORE_ROUNDS: Final = 11
IMPORT_TIME: Final = ("-X", "importtime", "-c")
FOREIGN: Final = """
import sys
{work}
own = set(sys.stdlib_module_names) | {{"eniplan", "__main__"}}
there = {{name.partition(".")[0] for name in sys.modules}}
said = sorted(there - own - before)
"""
BARE: Final = "import sys\nbefore = {name.partition('.')[0] for name in sys.modules}\n"
REQUEST: Final = {
    "RegionId": "cn-hangzhou", "VSwitchId": "vsw-web-a", "SecurityGroupId": "sg-web", "NetworkInterfaceName": "one",
    "ClientToken": "0" * 32,
}  # fmt: skip


def children() -> float:
    """Processor seconds of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def started(bytecode: Path, *arguments: str) -> str:
    """What one fresh Python says on its standard error; whether a command finds errors does not matter here."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(bytecode)
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *arguments], check=False, capture_output=True, text=True, env=environment
    )
    if done.returncode not in {0, 1}:
        raise AssertionError(done.stderr)
    return done.stderr


def import_milliseconds(bytecode: Path, module: str) -> float:
    """The cumulative time that ``-X importtime`` says of a module, the median of several starts."""
    return median(_cumulative(started(bytecode, *IMPORT_TIME, f"import {module}"), module) for _ in range(MORE_ROUNDS))


def _cumulative(told: str, module: str) -> float:
    last = next(line for line in reversed(told.splitlines()) if line.rpartition("|")[2].strip() == module)
    return int(last.split("|")[1]) / 1000


def third_party(work: str) -> int:
    """How many packages that are neither Python's nor ours some work loads."""
    return len(said(BARE + FOREIGN.format(work=work))[0])


def contenders(folder: Path, bytecode: Path) -> Iterator[Contender]:
    """Fresh processes; a unit is one of them."""
    file, examples = folder / "one.jsonl", Path(eniplan.examples)
    file.write_text(json.dumps(REQUEST) + "\n", encoding="utf-8")
    account = ("--inventory", str(examples / "hangzhou"))
    for name, how, *arguments in (
        ("import eniplan", "python -c", "-c", "import eniplan"),
        ("bare Python", "python -c pass", "-c", "pass"),
        ("bare Python without site packages", "python -S -c pass", "-S", "-c", "pass"),
        ("import netaddr", "python -c", "-c", "import netaddr"),
        ("eniplan --help", "python -m eniplan", "-m", "eniplan", "--help"),
        ("eniplan --version", "python -m eniplan", "-m", "eniplan", "--version"),
        ("eniplan check", "one request", "-m", "eniplan", "check", str(file)),
        ("eniplan check --inventory", "the example account", "-m", "eniplan", "check", str(file), *account),
        ("eniplan plan", "the example plan", "-m", "eniplan", "plan", str(examples / "web.toml"), *account),
    ):
        yield Contender(name, partial(started, bytecode, *arguments), 1, how)


def measured(rounds: int) -> Iterator[Table]:
    """The table of W6."""
    with tempfile.TemporaryDirectory() as folder:
        bytecode = Path(folder) / "bytecode"
        rows = raced(list(contenders(Path(folder), bytecode)), max(rounds, MORE_ROUNDS), children)
        modules = ("eniplan", "netaddr", "eniplan.cli", "eniplan.judging", "eniplan.session")
        milliseconds = {module: import_milliseconds(bytecode, module) for module in modules}
    found = ratios(rows)
    bare = found["bare Python"]
    over = (1 - bare) / (found["import netaddr"] - bare)
    yield Table(
        key="W6", title="start, fresh processes", unit="process", rows=rows,
        figures=tuple(Figure(f"import {name}, by -X importtime", took, "ms") for name, took in milliseconds.items()),
        targets=(
            Target("T19", "import eniplan / import netaddr, over bare Python", over, "<=", 0.75),
            Target("T19", "third-party packages that import eniplan loads", third_party("import eniplan"), "<=", 0),
            Target("T20", "--help / bare Python", found["eniplan --help"] / bare, "<=", 4),
            Target("T20", "--version / bare Python", found["eniplan --version"] / bare, "<=", 4),
            Target("W6", "check of one request / bare Python", found["eniplan check"] / bare, "<=", 4),
            Target("W6", "plan of the example / bare Python", found["eniplan plan"] / bare, "<=", 8),
        ),
    )  # fmt: skip
