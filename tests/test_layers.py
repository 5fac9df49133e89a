"""The direction of imports, and what the core may not touch.

One step of a plan's way is one folder; imports point to earlier steps only, also those inside functions and under
``TYPE_CHECKING``. Each heavy package has named owners. The core reads no clock, no file, no environment and no global
random state. Every check takes ``{module: source}`` and returns sentences, so each is shown failing below.
"""

from __future__ import annotations

import ast
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Sources = Mapping[str, str]
    Check = Callable[[Sources], list[str]]

PACKAGE = Path(__file__).parent.parent / "eniplan"

TIERS: tuple[frozenset[str], ...] = (
    frozenset({"errors", "spelling", "views", "shipped", "_version"}),
    frozenset({"contract"}),
    frozenset({"network"}),
    frozenset({"validation", "allocation"}),
    frozenset({"planning"}),
    frozenset({"capacity"}),
    frozenset({"report"}),
    frozenset({"exchange", "sending", "progress_bar"}),
    frozenset({"sweeping"}),
    frozenset({"given"}),
    frozenset({"session", "judging", "delivery", "lab"}),
    frozenset({"cli_options"}),
    frozenset({"whatif_cli", "sending_cli"}),
    frozenset({"ui", "cli"}),
    frozenset({"", "__main__"}),
)
"""From the bottom up; ``""`` is the face, ``eniplan/__init__.py``. Names of one tier do not know each other."""

TIER_OF = {name: tier for tier, names in enumerate(TIERS) for name in names}

OWNERS: dict[str, tuple[str, ...]] = {
    "netaddr": ("eniplan.network.cidr",),
    "numpy": ("eniplan.allocation.bulk_draw", "eniplan.capacity", "eniplan.report.block_use", "eniplan.report.frames"),
    "pandas": ("eniplan.report", "eniplan.capacity", "eniplan.exchange"),
    "matplotlib": ("eniplan.report",),
    "ipywidgets": ("eniplan.ui",),
    "anywidget": ("eniplan.ui",),
    "traitlets": ("eniplan.ui",),
    "tqdm": ("eniplan.progress_bar",),
    "alibabacloud_credentials": ("eniplan.sending.sdk_transport", "eniplan.exchange.forms.batch_program"),
    "alibabacloud_ecs20140526": ("eniplan.sending.sdk_transport", "eniplan.exchange.forms.batch_program"),
    "alibabacloud_tea_openapi": ("eniplan.sending.sdk_transport", "eniplan.exchange.forms.batch_program"),
    "darabonba": ("eniplan.sending.sdk_transport",),
    "xlsxwriter": ("eniplan.exchange.forms.xlsx_sheet",),
    "pyarrow": ("eniplan.sweeping.part_rows",),
    "yaml": ("eniplan.exchange.forms.yaml_text",),
    "Tea": ("eniplan.exchange.forms.batch_program",),
}
"""Who may import what is not Python's own; a package without an owner may be imported by nobody."""

SDK = ("Tea", "alibabacloud_credentials", "alibabacloud_ecs20140526", "alibabacloud_tea_openapi", "darabonba")
ON_FIRST_USE = frozenset({"netaddr", "numpy", "pyarrow", "tqdm", *SDK})
"""Imported inside the functions that need them: loading one costs more than the rest of the core."""

FIRST_USED = "eniplan.report.frames"
"""Loaded by a door when a frame is first asked for, with pandas, which loads numpy anyway: it imports at the top."""

DOORS = frozenset({"eniplan", "eniplan.views", "eniplan.report.views.offers"})
"""Modules that load others by name when first used; what they load by name, and types they name, is not judged: the
face, the base class of values that show frames, charts and rich display, and what shows the answer to a question."""

CORE = frozenset().union(*TIERS[:7])
"""Up to and with report."""

MAY_USE_FILES = frozenset(
    {
        "eniplan.contract.error_codes",  # its own table, shipped beside it
        "eniplan.network.catalogue",  # likewise
        "eniplan.network.reading",
        "eniplan.network.input_file",
    }
)

IMPURE: dict[str, str] = {
    "builtins.open": "files",
    "builtins.input": "the console",
    "builtins.print": "the console",
    "sys.stdin": "the console",
    "sys.stdout": "the console",
    "sys.stderr": "the console",
    "os.environ": "the environment",
    "os.getenv": "the environment",
    "time": "the clock",
    "datetime.datetime.now": "the clock",
    "datetime.datetime.today": "the clock",
    "datetime.datetime.utcnow": "the clock",
    "datetime.date.today": "the clock",
    "random": "global random state",
    "secrets": "global random state",
    "os.urandom": "global random state",
    "uuid.uuid1": "global random state",
    "uuid.uuid4": "global random state",
}
FILE_METHODS = frozenset({"open", "read_text", "read_bytes", "write_text", "write_bytes"})
SEEDED = "random.Random"


class Import(NamedTuple):
    """One name that a module imports: ``eniplan.network.cidr.Cidr``, ``pandas``, ``.errors``."""

    target: str
    line: int
    deferred: bool
    """Inside a function, or for types only."""
    typing_only: bool


def read_sources(folder: Path = PACKAGE) -> dict[str, str]:
    """All modules below a package's folder, by their dotted names."""
    return {_module_name(path, folder): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))}


def _module_name(path: Path, folder: Path) -> str:
    parts = path.relative_to(folder.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(source: str) -> list[Import]:
    """Everything that a source imports, wherever it stands."""
    return list(_imports(ast.parse(source), deferred=False, typing_only=False))


def _imports(node: ast.AST, *, deferred: bool, typing_only: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(alias.name, node.lineno, deferred, typing_only)
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            yield Import(f"{'.' * node.level}{node.module or ''}.{alias.name}", node.lineno, deferred, typing_only)
    elif isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
        for child in node.body:
            yield from _imports(child, deferred=True, typing_only=True)
        for child in node.orelse:
            yield from _imports(child, deferred=deferred, typing_only=typing_only)
    else:
        deferred = deferred or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.iter_child_nodes(node):
            yield from _imports(inner, deferred=deferred, typing_only=typing_only)


def _folder(name: str, sources: Sources) -> str:
    """The step a dotted name belongs to: its second part, or the face for a name that the face gives."""
    second = name.split(".")[1] if "." in name else ""
    return second if second in TIER_OF or second == "examples" or f"eniplan.{second}" in sources else ""


def _inside(module: str, owner: str) -> bool:
    return module == owner or module.startswith(f"{owner}.")


def upward(sources: Sources) -> list[str]:
    """Imports that point up, sideways or at the examples, and modules without a place."""
    found = []
    for module, source in sources.items():
        importer = _folder(module, sources)
        if importer not in TIER_OF and importer != "examples":
            found.append(f"{module} has no place in TIERS")
        found += [
            f"{module}:{line} imports {target}: {problem}"
            for target, line, *_ in imports(source)
            if _inside(target, "eniplan") and (problem := _wrong_way(importer, _folder(target, sources)))
        ]
    return found


def _wrong_way(importer: str, imported: str) -> str:
    if imported == "examples":
        return "examples are data and scripts, nobody imports them"
    if importer == imported or importer not in TIER_OF or imported not in TIER_OF:
        return ""
    if TIER_OF[imported] == TIER_OF[importer]:
        return "the two do not know each other"
    return "that is upward" if TIER_OF[imported] > TIER_OF[importer] else ""


def relative(sources: Sources) -> list[str]:
    """Relative imports: a reader should see the folder in the line."""
    return [
        f"{module}:{found.line} imports {found.target}: write it absolute"
        for module, source in sources.items()
        for found in imports(source)
        if found.target.startswith(".")
    ]


def cycle(sources: Sources) -> list[str]:
    """A ring of modules that import each other; names for types only do not load anything and do not count."""
    graph = {
        module: {_module_of(found.target, sources) for found in imports(source) if not found.typing_only} - {module, ""}
        for module, source in sources.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [" <- ".join(error.args[1])]
    return []


def _module_of(target: str, sources: Sources) -> str:
    """The module that an imported name stands in: the longest beginning of it that is one."""
    parts = target.split(".")
    beginnings = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in beginnings if name in sources), "")


def misplaced_packages(sources: Sources) -> list[str]:
    """Third-party packages imported by others than their owners, or before their first use."""
    return [
        f"{module}:{found.line} imports {found.target}: {problem}"
        for module, source in sources.items()
        for found in imports(source)
        if not (module in DOORS and found.typing_only) and (problem := _misplaced(module, found))
    ]


def _misplaced(module: str, found: Import) -> str:
    package = found.target.split(".")[0]
    if package in sys.stdlib_module_names or package in {"", "eniplan"}:
        return ""
    owners = OWNERS.get(package, ())
    if not any(_inside(module, owner) for owner in owners):
        return f"its owners are {', '.join(owners) or 'nobody yet'}"
    if found.target.startswith("matplotlib.pyplot"):
        return "pyplot keeps figures alive; make a Figure"
    if package in ON_FIRST_USE and not found.deferred and not _inside(module, FIRST_USED):
        return "import it inside the function that needs it"
    return ""


def impure(sources: Sources) -> list[str]:
    """Uses of files, the console, the clock, the environment or global random state in the core."""
    return [
        f"{module}:{line} uses {what}: {name}"
        for module, source in sources.items()
        if _folder(module, sources) in CORE
        for line, name, what in sorted(_impurities(ast.parse(source)))
        if not (what == "files" and module in MAY_USE_FILES)
    ]


def _impurities(tree: ast.Module) -> set[tuple[int, str, str]]:
    origins = _origins(tree)
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FILE_METHODS:
            found.add((node.lineno, f".{node.func.attr}()", "files"))
        if isinstance(node, ast.Call) and _origin(node.func, origins) == SEEDED and not node.args + node.keywords:
            found.add((node.lineno, f"{SEEDED}() without a seed", "global random state"))
        if isinstance(node, ast.Name | ast.Attribute) and (name := _impure_name(_origin(node, origins))):
            found.add((node.lineno, name, IMPURE[name]))
    return found


def _origins(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for: ``from time import sleep as rest`` gives ``{"rest": "time.sleep"}``."""
    origins = {name: f"builtins.{name}" for name in ("open", "print", "input")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            origins |= {alias.asname or alias.name.split(".")[0]: _bound(alias) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            origins |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return origins


def _bound(alias: ast.alias) -> str:
    return alias.name if alias.asname else alias.name.split(".")[0]


def _origin(node: ast.AST, origins: dict[str, str]) -> str:
    """The dotted name of an expression, or empty where it does not begin with an imported name."""
    if isinstance(node, ast.Attribute):
        base = _origin(node.value, origins)
        return f"{base}.{node.attr}" if base else ""
    return origins.get(node.id, "") if isinstance(node, ast.Name) else ""


def _impure_name(origin: str) -> str:
    """The entry of IMPURE that a dotted name falls under; a bare module (``import time``) is no use of it yet."""
    if _inside(origin, SEEDED):
        return ""
    bare = {"time", "random", "secrets"}
    return next((name for name in IMPURE if _inside(origin, name) and not (origin == name and name in bare)), "")


def loaded_by_name(sources: Sources) -> list[str]:
    """Calls of import_module and __import__ outside the doors: they would step over every rule above."""
    return [
        f"{module}:{node.lineno} loads a module by name"
        for module, source in sources.items()
        if module not in DOORS
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"__import__", "import_module", "importlib.import_module"}
    ]


CHECKS: tuple[Check, ...] = (upward, relative, cycle, misplaced_packages, impure, loaded_by_name)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_package_keeps_the_rule(check: Check) -> None:
    """Every module of eniplan keeps each rule."""
    assert check(read_sources()) == []


def test_the_sources_are_found() -> None:
    """The rules above judge the whole package, not an empty folder."""
    modules = read_sources()
    assert {"eniplan", "eniplan.errors", "eniplan.network", "eniplan.network.cidr"} <= modules.keys()


BAD: dict[str, tuple[Check, dict[str, str], str]] = {
    "up": (
        upward,
        {"eniplan.network.eni": "from eniplan.planning.plan import Plan"},
        "eniplan.network.eni:1 imports eniplan.planning.plan.Plan: that is upward",
    ),
    "up in a function": (
        upward,
        {"eniplan.contract.wire": "def f():\n    import eniplan.report"},
        "eniplan.contract.wire:2 imports eniplan.report: that is upward",
    ),
    "up for types": (
        upward,
        {"eniplan.errors": "if TYPE_CHECKING:\n    from eniplan.contract import finding"},
        "eniplan.errors:2 imports eniplan.contract.finding: that is upward",
    ),
    "up to the face": (
        upward,
        {"eniplan": "", "eniplan.cli": "from eniplan import plan"},
        "eniplan.cli:1 imports eniplan.plan: that is upward",
    ),
    "sideways": (
        upward,
        {"eniplan.validation.rules": "from eniplan.allocation import pools"},
        "eniplan.validation.rules:1 imports eniplan.allocation.pools: the two do not know each other",
    ),
    "examples": (
        upward,
        {"eniplan.cli": "import eniplan.examples.make_hangzhou"},
        "eniplan.cli:1 imports eniplan.examples.make_hangzhou: examples are data and scripts, nobody imports them",
    ),
    "no place": (upward, {"eniplan.odds": ""}, "eniplan.odds has no place in TIERS"),
    "relative": (
        relative,
        {"eniplan.network.eni": "from ..errors import SpecError"},
        "eniplan.network.eni:1 imports ..errors.SpecError: write it absolute",
    ),
    "relative to the folder": (
        relative,
        {"eniplan.network.eni": "from . import cidr"},
        "eniplan.network.eni:1 imports ..cidr: write it absolute",
    ),
    "cycle": (
        cycle,
        {
            "eniplan.network.a": "from eniplan.network.b import B",
            "eniplan.network.b": "def f():\n    from eniplan.network import a",
        },
        "eniplan.network.a <- eniplan.network.b <- eniplan.network.a",
    ),
    "not the owner": (
        misplaced_packages,
        {"eniplan.planning.plan": "def f():\n    import pandas as pd"},
        "eniplan.planning.plan:2 imports pandas: its owners are eniplan.report, eniplan.capacity, eniplan.exchange",
    ),
    "not the owner, for types": (
        misplaced_packages,
        {"eniplan.planning.plan": "if TYPE_CHECKING:\n    from matplotlib import figure"},
        "eniplan.planning.plan:2 imports matplotlib.figure: its owners are eniplan.report",
    ),
    "no owner": (
        misplaced_packages,
        {"eniplan.sending.sender": "import requests"},
        "eniplan.sending.sender:1 imports requests: its owners are nobody yet",
    ),
    "too early": (
        misplaced_packages,
        {"eniplan.network.cidr": "from netaddr import IPSet"},
        "eniplan.network.cidr:1 imports netaddr.IPSet: import it inside the function that needs it",
    ),
    "too early for a door": (
        misplaced_packages,
        {"eniplan.views": "from pandas import DataFrame"},
        "eniplan.views:1 imports pandas.DataFrame: its owners are eniplan.report, eniplan.capacity, eniplan.exchange",
    ),
    "pyplot": (
        misplaced_packages,
        {"eniplan.report.charts": "from matplotlib import pyplot as plt"},
        "eniplan.report.charts:1 imports matplotlib.pyplot: pyplot keeps figures alive; make a Figure",
    ),
    "open": (impure, {"eniplan.planning.spec": "open('x')"}, "eniplan.planning.spec:1 uses files: builtins.open"),
    "read_text": (
        impure,
        {"eniplan.network.eni": "def f(path):\n    return path.read_text()"},
        "eniplan.network.eni:2 uses files: .read_text()",
    ),
    "print": (impure, {"eniplan.report.card": "print(1)"}, "eniplan.report.card:1 uses the console: builtins.print"),
    "time": (
        impure,
        {"eniplan.capacity.sweep": "import time\ntime.monotonic()"},
        "eniplan.capacity.sweep:2 uses the clock: time",
    ),
    "time under another name": (
        impure,
        {"eniplan.capacity.sweep": "from time import monotonic as m\nm()"},
        "eniplan.capacity.sweep:2 uses the clock: time",
    ),
    "now": (
        impure,
        {"eniplan.network.reading": "from datetime import UTC, datetime\ndatetime.now(UTC)"},
        "eniplan.network.reading:2 uses the clock: datetime.datetime.now",
    ),
    "global random": (
        impure,
        {"eniplan.allocation.pools": "import random\nrandom.seed(1)"},
        "eniplan.allocation.pools:2 uses global random state: random",
    ),
    "unseeded": (
        impure,
        {"eniplan.allocation.pools": "from random import Random\nRandom()"},
        "eniplan.allocation.pools:2 uses global random state: random.Random() without a seed",
    ),
    "environment": (
        impure,
        {"eniplan.validation.rules": "import os\nos.environ.get('X')"},
        "eniplan.validation.rules:2 uses the environment: os.environ",
    ),
    "by name": (
        loaded_by_name,
        {"eniplan.network.eni": "import importlib\nimportlib.import_module('eniplan.report')"},
        "eniplan.network.eni:2 loads a module by name",
    ),
}


@pytest.mark.parametrize(("check", "sources", "expected"), BAD.values(), ids=BAD.keys())
def test_a_rule_that_is_broken_is_told(check: Check, sources: Sources, expected: str) -> None:
    """Each rule finds its own bad example, and says where and why."""
    assert [expected] == check(sources)


GOOD: dict[str, dict[str, str]] = {
    "downward": {"eniplan.planning.plan": "from eniplan.network.inventory import Inventory\nimport eniplan.errors"},
    "own folder": {
        "eniplan.network": "from eniplan.network.eni import ENI",
        "eniplan.network.eni": "from eniplan.network.cidr import Cidr",
        "eniplan.network.cidr": "def f():\n    from netaddr import IPSet",
    },
    "the face loads by name": {
        "eniplan": "from importlib import import_module\n"
        "if TYPE_CHECKING:\n    from eniplan.cli import main\n"
        "def __getattr__(name):\n    return import_module('eniplan.planning')"
    },
    "the door to views names types": {"eniplan.views": "if TYPE_CHECKING:\n    from pandas import DataFrame"},
    "frames are loaded when they are first used": {"eniplan.report.frames.texts": "import numpy as np"},
    "seeded": {
        "eniplan.allocation.pools": "from random import Random\ndef f(random):\n    Random(1).random(random.seed)"
    },
    "files where they belong": {"eniplan.network.reading": "def f(path):\n    return path.read_text()"},
    "outside the core": {"eniplan.cli": "import time\nprint(open('x'), time.time())"},
    "scripts": {"eniplan.examples.make_hangzhou": "import random\nprint(random.random(), open('x'))"},
    "a pool called open": {"eniplan.allocation.pools": "def f(pool):\n    return pool.open.free"},
}


@pytest.mark.parametrize("sources", GOOD.values(), ids=GOOD.keys())
def test_what_is_allowed_is_not_told(sources: Sources) -> None:
    """What the design allows breaks no rule."""
    assert [problem for check in CHECKS for problem in check(sources)] == []
