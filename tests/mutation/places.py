"""What stands where in a module: annotations and what only type checkers see, and the bodies of functions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Position = tuple[int, int]
"""Line, from 1, and column, from 0."""


class Places:
    """The places of one module.

    Args:
        source: its text.
    """

    def __init__(self, source: str) -> None:
        tree = ast.parse(source)
        self._annotations = [_span(part) for node in ast.walk(tree) if (part := _annotation(node)) is not None]
        self._bodies = list(_bodies(tree, ""))

    def is_annotation(self, line: int, column: int) -> bool:
        """Whether a place is in an annotation, or asks whether a type checker reads."""
        return any(start <= (line, column) < end for start, end in self._annotations)

    def function_at(self, line: int) -> str:
        """The outermost function whose body has a line; empty for none."""
        return next((name for name, first, last in self._bodies if first <= line <= last), "")


def _annotation(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return node.test
    if isinstance(node, (ast.arg, ast.AnnAssign)):
        return node.annotation
    return node.returns if isinstance(node, ast.FunctionDef) else None


def _span(node: ast.expr) -> tuple[Position, Position]:
    return (node.lineno, node.col_offset), (node.end_lineno or node.lineno, node.end_col_offset or 0)


def _bodies(node: ast.Module | ast.ClassDef, within: str) -> Iterator[tuple[str, int, int]]:
    for part in node.body:
        if isinstance(part, ast.ClassDef):
            yield from _bodies(part, f"{within}{part.name}.")
        elif isinstance(part, ast.FunctionDef):
            yield f"{within}{part.name}", part.body[0].lineno, part.end_lineno or part.lineno
