"""W6: what a user waits for before anything happens: the import, ``--help``, ``check`` of one request.

Each run is a fresh process. Times are the processor's, of the child process, so that other work does not count.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import eniplan
from tests.speed.fresh import process, said
from tests.speed.table import Contender, Figure, Table, Target, raced, ratios

if TYPE_CHECKING:
    from collections.abc import Iterator

MORE_ROUNDS: Final = 11
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


def check(file: Path, inventory: Path) -> None:
    """``eniplan check`` of one request; what it answers does not matter here."""
    command = [sys.executable, "-m", "eniplan", "check", str(file), "--inventory", str(inventory)]
    done = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - our own command
    if done.returncode not in {0, 1}:
        raise AssertionError(done.stderr.decode())


def import_milliseconds(module: str) -> float:
    """The cumulative time that ``-X importtime`` says of a module."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-X", "importtime", "-c", f"import {module}"], check=True, capture_output=True, text=True
    )
    last = next(line for line in reversed(done.stderr.splitlines()) if line.rpartition("|")[2].strip() == module)
    return int(last.split("|")[1]) / 1000


def third_party(work: str) -> int:
    """How many packages that are neither Python's nor ours some work loads."""
    return len(said(BARE + FOREIGN.format(work=work))[0])


def contenders(folder: Path) -> Iterator[Contender]:
    """Fresh processes; a unit is one of them."""
    file = folder / "one.jsonl"
    file.write_text(json.dumps(REQUEST) + "\n", encoding="utf-8")
    account = Path(eniplan.examples) / "hangzhou"
    yield Contender("import eniplan", partial(process, "-c", "import eniplan"), 1, "python -c")
    yield Contender("bare Python", partial(process, "-c", "pass"), 1, "python -c pass")
    yield Contender("import netaddr", partial(process, "-c", "import netaddr"), 1, "python -c")
    yield Contender("eniplan --help", partial(process, "-m", "eniplan", "--help"), 1, "python -m eniplan")
    yield Contender("eniplan --version", partial(process, "-m", "eniplan", "--version"), 1, "python -m eniplan")
    yield Contender("eniplan check", partial(check, file, account), 1, "one request, the example account")


def measured(rounds: int) -> Iterator[Table]:
    """The table of W6."""
    with tempfile.TemporaryDirectory() as folder:
        rows = raced(list(contenders(Path(folder))), max(rounds, MORE_ROUNDS), children)
    found = ratios(rows)
    bare = found["bare Python"]
    over = (1 - bare) / (found["import netaddr"] - bare)
    yield Table(
        key="W6", title="start, fresh processes", unit="process", rows=rows,
        figures=(
            Figure("import eniplan, by -X importtime", import_milliseconds("eniplan"), "ms"),
            Figure("import netaddr, by -X importtime", import_milliseconds("netaddr"), "ms"),
            Figure("eniplan.cli, by -X importtime", import_milliseconds("eniplan.cli"), "ms"),
        ),
        targets=(
            Target("T19", "import eniplan / import netaddr, over bare Python", over, "<=", 0.75),
            Target("T19", "third-party packages that import eniplan loads", third_party("import eniplan"), "<=", 0),
            Target("T20", "--help / bare Python", found["eniplan --help"] / bare, "<=", 4),
            Target("T20", "--version / bare Python", found["eniplan --version"] / bare, "<=", 4),
        ),
    )  # fmt: skip
