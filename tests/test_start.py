"""What a command loads before it does anything: what nobody asked for is what a user waits for.

Not timed: each command runs in a fresh Python, which then says what it has loaded.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import eniplan

if TYPE_CHECKING:
    from collections.abc import Iterable

EXAMPLES: Final = Path(eniplan.examples)
ACCOUNT: Final = str(EXAMPLES / "hangzhou")
RUN: Final = """
import json, sys
from eniplan.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
REQUEST: Final = {"RegionId": "cn-hangzhou", "SecurityGroupId": "sg-web", "NetworkInterfaceName": "one"}

HEAVY: Final = ("netaddr", "numpy", "pandas", "matplotlib", "IPython", "ipywidgets")
REPORT: Final = tuple(f"eniplan.report.{part}" for part in ("address_map", "cards", "charts", "frames", "views"))
GROUPS: Final = (
    "eniplan.session",
    "eniplan.exchange.plan_file",
    *(f"eniplan.planning.{part}" for part in ("group_fold", "keeping", "plan", "planner", "spec", "steps")),
)
OTHERS: Final = (
    "eniplan.capacity",
    "eniplan.sending",
    "eniplan.sweeping",
    "eniplan.ui",
    "eniplan.whatif_cli.questions",
)
ALONE: Final = ("eniplan.allocation", "eniplan.network.reading", "csv", "difflib", "hashlib", "tomllib")
"""What a request that stands alone, with its names spelled right, does not need."""


def said_by(*arguments: str) -> tuple[set[str], str]:
    """The modules that a fresh Python has loaded after one command, and what the command printed."""
    command = [sys.executable, "-c", RUN, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)  # noqa: S603 - our own
    return set(json.loads(ran.stderr.splitlines()[-1])), ran.stdout


def among(loaded: Iterable[str], unwanted: Iterable[str]) -> list[str]:
    """What is loaded of some packages and modules, with all that is inside them."""
    return sorted(name for name in loaded if any(name == one or name.startswith(f"{one}.") for one in unwanted))


@pytest.fixture(scope="module")
def request_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of one request, for the first VSwitch of the example account."""
    vswitch = next(iter(eniplan.read_inventory(ACCOUNT).vswitches))
    file = tmp_path_factory.mktemp("start") / "one.jsonl"
    file.write_text(json.dumps({**REQUEST, "VSwitchId": vswitch}) + "\n", encoding="utf-8")
    return str(file)


def test_help_loads_no_command() -> None:
    """``--help`` lists the commands: it loads none of their options' modules, no core, not even dataclasses."""
    loaded, printed = said_by("--help")
    core = ("eniplan.contract", "eniplan.network", "eniplan.planning")
    assert among(loaded, (*HEAVY, *OTHERS, *core, "dataclasses")) == []
    assert all(word in printed for word in ("inventory", "check", "plan", "whatif", "export", "examples:"))


def test_a_check_loads_what_judges(request_file: str) -> None:
    """A request that stands alone is judged without what plans groups, allocates, reads an account or draws."""
    loaded, printed = said_by("check", request_file)
    assert among(loaded, (*HEAVY, *REPORT, *GROUPS, *OTHERS, *ALONE)) == []
    assert printed.endswith("1 request: 1 without errors, 0 with; 0 errors, 2 warnings, 2 notes\n")


def test_a_check_on_an_account_plans_no_groups(request_file: str) -> None:
    """The allocator takes the request's address, and netaddr carves its VSwitch; nothing else comes with them."""
    loaded, printed = said_by("check", request_file, "--inventory", ACCOUNT)
    assert among(loaded, (*HEAVY[1:], *REPORT, *GROUPS, *OTHERS, "csv", "difflib", "tomllib")) == []
    assert "\n1 request: " in printed


def test_a_plan_loads_no_what_if_and_no_picture() -> None:
    """A plan in a terminal: no charts, frames or cards, no sender, no catalogue, no words for what did not happen."""
    loaded, printed = said_by("plan", str(EXAMPLES / "web.toml"), "--inventory", ACCOUNT)
    unasked = ("eniplan.judging", "eniplan.network.catalogue", "eniplan.planning.changes", "eniplan.report.suggestions")
    assert among(loaded, (*HEAVY[1:], *REPORT, *OTHERS, *unasked, "csv", "difflib")) == []
    assert printed.startswith("Plan web, ")


def test_a_question_loads_no_other_question() -> None:
    """A what-if answer in a terminal: of thirteen questions the one that was asked, and nothing that plans."""
    loaded, printed = said_by("whatif", "blocks", "--cidr", "10.0.0.0/24", "--trials", "0")
    assert among(loaded, ("pandas", "matplotlib", "eniplan.planning.planner", "eniplan.session")) == []
    answers = {name.rpartition(".")[2] for name in among(loaded, ["eniplan.report.answers"])}
    assert answers == {"answers", "answer_table", "answer_text", "blocks"}
    assert "\nAssumed\n" in printed


def test_what_is_unwanted_is_found() -> None:
    """The rule above finds a package by its modules, and nothing that only begins like it."""
    assert among({"a.b", "a", "ab", "c"}, ["a"]) == ["a", "a.b"]
    assert among(set(sys.modules), ["json"]) != []
