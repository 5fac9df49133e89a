"""The house in figures: how long files and functions are. ``python -m tests.test_house`` prints them.

A file is as long as its lines, a function as its lines without its docstring. What is longer than the rest stands in a
table with its reason, and nothing else may become so.
"""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = Path(__file__).parent.parent / "eniplan"
MOST_LINES: Final = 300
MOST_FUNCTION_LINES: Final = 52
LONGER: Final = {
    "allocation/family_pool.py": "one pool, whose methods are all that can be done with it",
    "allocation/slots.py": "likewise, for its densest form",
    "contract/parameters.py": "a table: every parameter of the page",
    "examples/make_hangzhou.py": "makes the example account; a table mostly",
    "planning/plan.py": "the plan and its sequences, which are read together",
    "validation/case.py": "what every rule may ask",
}
"""Files that are longer, and why."""


class Function(NamedTuple):
    """A function: where it stands, its lines without its docstring, and whether a public one has none."""

    where: str
    lines: int
    lacks_docstring: bool


def sources() -> dict[str, str]:
    """Every module by its path below the package."""
    return {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}


def functions(name: str, source: str) -> Iterator[Function]:
    """The functions of a module, methods and inner ones too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            has = ast.get_docstring(node) is not None
            told = (node.body[0].end_lineno or 0) - node.body[0].lineno + 1 if has else 0
            lines = (node.end_lineno or 0) - node.lineno + 1 - told
            yield Function(f"{name}:{node.name}", lines, not has and not node.name.startswith("_"))


def figures() -> str:
    """The figures as a text."""
    lengths = sorted(source.count("\n") for source in sources().values())
    bodies = sorted(each.lines for name, source in sources().items() for each in functions(name, source))
    return (
        f"{len(lengths)} files, median {median(lengths):.0f} lines, longest {lengths[-1]}; {len(bodies):,} functions, "
        f"median {median(bodies):.0f} lines, 95 of 100 at most {bodies[len(bodies) * 95 // 100]}, longest {bodies[-1]}"
    )


def test_no_file_is_long_without_a_reason() -> None:
    """More than 300 lines only where the table says why; and the table names no shorter one."""
    longer = {name for name, source in sources().items() if source.count("\n") > MOST_LINES}
    assert longer == set(LONGER)


def test_no_function_is_long() -> None:
    """One thought each."""
    long = [each for name, source in sources().items() for each in functions(name, source)]
    assert [each for each in long if each.lines > MOST_FUNCTION_LINES] == []
    assert sorted(each.lines for each in long)[len(long) * 95 // 100] <= 20


def test_a_long_function_is_seen() -> None:
    """Its docstring does not count, its lines do."""
    body = "\n".join(f"    x = {number}" for number in range(60))
    [found] = functions("a.py", f'def f():\n    """One.\n\n    Two.\n    """\n{body}\n')
    assert found == Function("a.py:f", 61, lacks_docstring=False)


if __name__ == "__main__":
    print(figures())
