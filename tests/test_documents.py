"""Every example runs, every link leads somewhere, and nothing that is kept names one machine.

Each check is a small function over text that returns sentences, or the blocks it found; each is shown failing.
"""

from __future__ import annotations

import csv
import doctest
import importlib
import json
import os
import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

import eniplan
from eniplan._version import __version__

ROOT = Path(__file__).parent.parent
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
TAGS = ("[NEW]", "[FIX]", "[CHANGE]", "[BREAKING]", "[DOCS]")

# ---- documents: blocks, commands, links ---------------------------------------------------------------------------

FENCE = re.compile(
    r"(?P<unrun><!-- not run: [^\n]+ -->\n+)?^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
EXIT = re.compile(r"\s+# exit (\d+)$")
LINK = re.compile(r"\]\(([^()\s]+)\)")


class Command(NamedTuple):
    """A command shown after ``$ ``, the exit status it should end with, and what it should print (empty: not shown)."""

    line: str
    status: int
    shown: str


def blocks(text: str, *languages: str) -> list[str]:
    """The fenced blocks of these languages that run: all but those below ``<!-- not run: the reason -->``."""
    return [match["body"] for match in FENCE.finditer(text) if match["language"] in languages and not match["unrun"]]


def commands(block: str) -> list[Command]:
    """The commands of a console block; a line that ends in a backslash goes on in the next."""
    parts = re.split(r"^\$ ", block.replace("\\\n", " "), flags=re.MULTILINE)[1:]
    return [_command(*part.partition("\n")[::2]) for part in parts]


def _command(line: str, shown: str) -> Command:
    status = EXIT.search(line)
    return Command(EXIT.sub("", line).strip(), int(status[1]) if status else 0, shown.strip("\n"))


def problem_of(command: Command, folder: Path) -> str:
    """Runs a command in a folder; what differs from what the document shows, or empty."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    run = subprocess.run(  # noqa: S602 - a line of our own README, as a reader would type it
        command.line,
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "120", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    if command.status != run.returncode:
        return f"$ {command.line}\nexit {run.returncode}, not {command.status}:\n{run.stdout}"
    if command.shown and not matches(command.shown, run.stdout):
        return f"$ {command.line}\nshown:\n{command.shown}\nprinted:\n{run.stdout}"
    return ""


def matches(shown: str, printed: str) -> bool:
    """Whether what is printed is what is shown; ``...`` stands for anything, blanks at line ends for nothing."""
    want, got = ("\n".join(line.rstrip() for line in text.strip("\n").splitlines()) + "\n" for text in (shown, printed))
    return doctest.OutputChecker().check_output(want, got, doctest.ELLIPSIS)


def python_problems(text: str) -> list[str]:
    """Runs the python blocks in order in one namespace: those with ``>>>`` as doctests, the others as they are."""
    names: dict[str, object] = {}
    told: list[str] = []
    for number, block in enumerate(blocks(text, "python", "pycon"), 1):
        if ">>>" in block:
            example = doctest.DocTestParser().get_doctest(block, {}, f"python block {number}", None, 0)
            example.globs = names
            doctest.DocTestRunner(optionflags=OPTIONS).run(example, out=told.append, clear_globs=False)
        else:
            exec(compile(block, f"python block {number}", "exec"), names)  # noqa: S102 - a block of our own README
    return told


def dead_links(text: str, folder: Path) -> list[str]:
    """Links to files that are not there."""
    targets = (target.partition("#")[0] for target in LINK.findall(FENCE.sub("", text)) if ":" not in target)
    return [target for target in targets if target and not (folder / target).exists()]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the files that the documents' examples read, where a clone has them."""
    ignored = shutil.ignore_patterns("*.py", "__pycache__")
    shutil.copytree(ROOT / "eniplan" / "examples", tmp_path / "eniplan" / "examples", ignore=ignored)
    return tmp_path


def read(name: str) -> str:
    """A document at the repository's top."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_readmes_commands_do_what_it_shows(clone: Path) -> None:
    """Each ``$ eniplan ...`` of the README ends as shown and prints what is shown, all in one folder, in order."""
    shown = [command for block in blocks(read("README.md"), "console") for command in commands(block)]
    ours = [command for command in shown if command.line.split()[0] == "eniplan"]
    assert [problem for command in ours if (problem := problem_of(command, clone))] == []


def test_the_readmes_python_does_what_it_shows(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's Python runs from top to bottom and prints what is shown."""
    monkeypatch.chdir(clone)
    assert "".join(python_problems(read("README.md"))) == ""


@pytest.mark.parametrize("target", ["plan", "lab", "test"])
def test_the_readme_names_the_commands(target: str) -> None:
    """A reader finds how to see it work, here and in a notebook, and how to test it; the Makefile has all three."""
    assert f"make {target}" in read("README.md")
    assert re.search(rf"^{target}:", read("Makefile"), re.MULTILINE)


def test_the_readme_names_every_command() -> None:
    """What ``eniplan --help`` lists stands in the README's table, and the other way round."""
    help_text = subprocess.run(
        [sys.executable, "-m", "eniplan", "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    listed = set(re.findall(r"^    ([a-z]+)(?: |$)", help_text, re.MULTILINE))
    assert listed == set(re.findall(r"^\| `eniplan ([a-z]+)", read("README.md"), re.MULTILINE))


def test_the_readme_counts_the_codes_as_the_table_does() -> None:
    """By what decides them: rows of ``error_codes.csv``, counted here."""
    with (ROOT / "eniplan" / "contract" / "error_codes.csv").open(encoding="utf-8", newline="") as stream:
        decided = Counter(row["decided_by"] for row in csv.DictReader(stream))
    told = [int(cell) for cell in re.findall(r"^\| [^|]+ \| (\d+) \| ", read("README.md"), re.MULTILINE)]
    rules = decided["request"] + decided["inventory"] + decided["profile"]
    assert told == [rules, decided["instance_type"], decided["service"], decided["other_call"]]
    assert f"{rules + decided['instance_type']} of {sum(decided.values())} codes" in read("README.md")


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_to_files(document: str) -> None:
    """Links to files of the repository lead to files that are there."""
    assert dead_links(read(document), ROOT) == []


def test_blocks_are_found_by_language() -> None:
    """Blocks of the language asked for, but not those that say why they do not run."""
    text = "```console\n$ a\n```\n\n```python\n1\n```\n<!-- not run: needs an account -->\n```console\n$ b\n```\n"
    assert blocks(text, "console") == ["$ a\n"]
    assert blocks(text, "python") == ["1\n"]


def test_commands_are_read() -> None:
    """A command has its status and its output; a long one may go on in the next line."""
    assert commands("$ eniplan plan x  # exit 1\na\n$ b \\\n  c\n") == [
        Command("eniplan plan x", 1, "a"),
        Command("b    c", 0, ""),
    ]


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (Command("echo one two", 0, "one ..."), ""),
        (Command("echo one", 0, ""), ""),
        (Command("exit 3", 3, ""), ""),
        (Command("echo one", 0, "two"), "$ echo one\nshown:\ntwo\nprinted:\none\n"),
        (Command("echo one; exit 3", 0, "one"), "$ echo one; exit 3\nexit 3, not 0:\none\n"),
        (Command("no-such-command-here", 127, ""), ""),
    ],
)
def test_a_command_is_judged(command: Command, problem: str, tmp_path: Path) -> None:
    """A wrong status and another output are told, with both."""
    assert problem_of(command, tmp_path) == problem


def test_python_is_judged() -> None:
    """Blocks share their names, and an example that prints something else is told."""
    assert python_problems("```python\n>>> a = 2\n```\n```python\nb = a + 1\n```\n```python\n>>> b\n3\n```\n") == []
    assert "Got:\n    2" in "".join(python_problems("```python\n>>> 1 + 1\n3\n```\n"))


def test_a_dead_link_is_told(tmp_path: Path) -> None:
    """A file that is missing is told; addresses, anchors and what stands in a block are not judged."""
    (tmp_path / "there.md").touch()
    text = "[a](there.md#b) [c](gone.md) ![d](gone.svg) [e](https://example.org) [f](#g)\n```text\n[h](i)\n```\n"
    assert dead_links(text, tmp_path) == ["gone.md", "gone.svg"]


# ---- docstrings ---------------------------------------------------------------------------------------------------


def _broken(name: str) -> None:
    raise ImportError(name)


MODULES = ["eniplan", *(module.name for module in pkgutil.walk_packages(eniplan.__path__, "eniplan.", _broken))]


def docstring_problems(module: object, name: str) -> list[str]:
    """What the examples in a module's docstrings print otherwise than shown."""
    told: list[str] = []
    for example in doctest.DocTestFinder(exclude_empty=True).find(module, name):
        doctest.DocTestRunner(optionflags=OPTIONS).run(example, out=told.append)
    return told


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_docstring_examples_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example in a docstring prints what it shows."""
    monkeypatch.chdir(tmp_path)
    assert "".join(docstring_problems(importlib.import_module(name), name)) == ""


def test_a_wrong_docstring_example_is_told() -> None:
    """An example that prints something else is found."""
    wrong = type("Wrong", (), {"__doc__": ">>> 1 + 1\n3\n", "__module__": "made_up"})
    assert "Got:\n    2" in "".join(docstring_problems(wrong, "Wrong"))


# ---- the changelog ------------------------------------------------------------------------------------------------


def untagged(text: str) -> list[str]:
    """Items of a changelog that do not begin with a tag."""
    return [line for line in text.splitlines() if line.startswith(("- ", "* ")) and not line[2:].startswith(TAGS)]


def test_changes_are_tagged() -> None:
    """Each change says what kind it is, and this version has its section."""
    assert untagged(read("CHANGELOG.md")) == []
    assert f"## {__version__}" in read("CHANGELOG.md")


def test_an_untagged_change_is_told() -> None:
    """An item without a known tag is found; its second line is not an item."""
    assert untagged("## 1\n\n- [NEW] a\n  b\n- [MISC] c\n- d\n") == ["- [MISC] c", "- d"]


# ---- pins ---------------------------------------------------------------------------------------------------------

PIN = re.compile(r"[A-Za-z0-9][\w.-]*==[0-9][\w.!+]*")
ADDRESS = re.compile(r"://|\d+\.\d+\.\d+\.\d+:\d|(?<!\w)[/~]\w")


def not_pins(text: str) -> list[str]:
    """Lines that are neither a comment nor ``name==version``, and comments with an address or a path."""
    return [
        line
        for line in text.splitlines()
        if line and (ADDRESS.search(line) if line.startswith("#") else not PIN.fullmatch(line))
    ]


def unpinned(text: str, requirements: list[str]) -> list[str]:
    """Requirements that the pins do not name, or pin to a version that is refused."""
    pins = dict(line.split("==") for line in text.splitlines() if PIN.fullmatch(line))
    versions = {canonicalize_name(name): version for name, version in pins.items()}
    return [str(one) for one in map(Requirement, requirements) if one.name != "eniplan" and not _pinned(one, versions)]


def _pinned(requirement: Requirement, versions: dict[NormalizedName, str]) -> bool:
    version = versions.get(canonicalize_name(requirement.name))
    return version is not None and requirement.specifier.contains(version)


def test_constraints_are_pins() -> None:
    """Only names and exact versions: no address, no path, no option."""
    assert not_pins(read("constraints.txt")) == []


def test_everything_asked_for_is_pinned() -> None:
    """Each dependency of pyproject.toml has a pin that satisfies it."""
    project = tomllib.loads(read("pyproject.toml"))["project"]
    extras = [line for extra in project["optional-dependencies"].values() for line in extra]
    assert unpinned(read("constraints.txt"), [*project["dependencies"], *extras]) == []


def test_a_line_that_is_no_pin_is_told() -> None:
    """Ranges, options, addresses and paths are found."""
    good = ["# Refreshed with: make pins", "", "a==1.0", "b-c==2.0rc1"]
    bad = ["a>=1", "--pre", "a @ file:///b", "a==1 ; python_version<'3'", "# from http://a", "# 10.0.0.1:80", "# /a/b"]
    assert not_pins("\n".join(good + bad)) == bad


def test_a_missing_pin_is_told() -> None:
    """A requirement without a pin, or with one that it refuses, is found."""
    assert unpinned("A_b==1.0\nc==1.0\n", ["a-b>=1", "c>=2", "d"]) == ["c>=2", "d"]


# ---- everything that is kept --------------------------------------------------------------------------------------

FOREIGN: dict[str, re.Pattern[str]] = {
    "a package registry": re.compile(
        r"\b(pypi\.(org|io|python)|(files\.)?pythonhosted\.org|registry\.(npmjs|yarnpkg)|(deb|security)\.debian\.org)"
    ),
    "a package index": re.compile(r"--?(extra[-]index|index[-]url|find[-]links)"),
    "one machine's path": re.compile(r"(?<![\w.*>})/-])/(work|root|tmp|opt/pypi|opt/wheels|(home|Users)/\w+)(?![\w-])"),
}


def kept_files() -> list[Path]:
    """The files that git keeps, or would keep; files of other kinds than text are left out."""
    listing = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return [path for name in sorted(set(run.stdout.split("\0"))) if name and (path := ROOT / name).is_file()]


def foreign(text: str) -> list[str]:
    """What in a text belongs to one machine or one registry."""
    return [f"{kind}: {match[0]}" for kind, pattern in FOREIGN.items() for match in pattern.finditer(text)]


def filled_cells(notebook: str) -> list[int]:
    """The numbers of a notebook's cells, from 1, that are stored with outputs or an execution count."""
    cells = json.loads(notebook)["cells"]
    return [number for number, cell in enumerate(cells, 1) if cell.get("outputs") or cell.get("execution_count")]


in_a_clone = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="git tells which files are kept")


@in_a_clone
def test_no_kept_file_names_one_machine() -> None:
    """No file names a package registry's host, an index option or a path of the machine it was written on."""
    texts = {path: path.read_bytes().decode("utf-8", errors="ignore") for path in kept_files()}
    assert [f"{path.relative_to(ROOT)}: {found}" for path, text in texts.items() for found in foreign(text)] == []


@in_a_clone
def test_notebooks_are_stored_empty() -> None:
    """Notebooks keep no outputs: they differ on each run and hide what a reader should see happen."""
    notebooks = [path for path in kept_files() if path.suffix == ".ipynb"]
    assert {path.name: cells for path in notebooks if (cells := filled_cells(path.read_text(encoding="utf-8")))} == {}


@in_a_clone
def test_kept_files_are_found() -> None:
    """The checks above read the whole repository."""
    assert {"README.md", "pyproject.toml"} <= {path.name for path in kept_files()}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://py|pi.org/simple", ["a package registry: py|pi.org"]),
        ("https://files.python|hosted.org/x", ["a package registry: files.python|hosted.org"]),
        ("pip install --index|-url x", ["a package index: --index|-url"]),
        ("see /|work/main", ["one machine's path: /|work"]),
        ("'/|tmp/x'", ["one machine's path: /|tmp"]),
        ("/|home/ann/x", ["one machine's path: /|home/ann"]),
        ("https://example.org/work/x a/tmp/b ../tmp/c 10.0.0.0/20 /workers", []),
    ],
)
def test_what_belongs_to_one_machine_is_told(text: str, found: list[str]) -> None:
    """Hosts, options and paths are found; addresses of pages and relative paths are not.

    The bar keeps this file itself from naming what it looks for.
    """
    assert foreign(text.replace("|", "")) == [one.replace("|", "") for one in found]


def test_a_filled_cell_is_told() -> None:
    """A cell with an output, or one that was run, is found by its number."""
    cells = [{"cell_type": "markdown"}, {"outputs": [1]}, {"outputs": [], "execution_count": 4}, {"outputs": []}]
    assert filled_cells(json.dumps({"cells": cells})) == [2, 3]
