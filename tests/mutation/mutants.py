"""The mutants of a module: one small change each, made by Cosmic Ray's operators.

Of each kind of change a few are taken, those that the others imply: a comparison moves its bound or turns round, an
arithmetic operator becomes its opposite. Annotations are left alone, since nothing evaluates them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from tests.mutation.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator

_BINARY: Final = (
    "Add_Sub Sub_Add Mul_Add Mul_FloorDiv FloorDiv_Mul Div_Mul Mod_FloorDiv Pow_Mul "
    "LShift_RShift RShift_LShift BitOr_BitAnd BitAnd_BitOr BitXor_BitOr"
)
_COMPARISON: Final = "Eq_NotEq NotEq_Eq Lt_LtE Lt_GtE LtE_Lt LtE_Gt Gt_GtE Gt_LtE GtE_Gt GtE_Lt Is_IsNot IsNot_Is"
_OTHERS: Final = (
    "ReplaceUnaryOperator_USub_UAdd ReplaceUnaryOperator_Delete_Invert ReplaceUnaryOperator_Delete_Not AddNot "
    "ReplaceTrueWithFalse ReplaceFalseWithTrue ReplaceAndWithOr ReplaceOrWithAnd ReplaceBreakWithContinue "
    "ReplaceContinueWithBreak ExceptionReplacer NumberReplacer RemoveDecorator ZeroIterationForLoop"
)
OPERATORS: Final = frozenset(
    f"core/{name}"
    for name in (
        *(f"ReplaceBinaryOperator_{pair}" for pair in _BINARY.split()),
        *(f"ReplaceComparisonOperator_{pair}" for pair in _COMPARISON.split()),
        *_OTHERS.split(),
    )
)


@dataclass(frozen=True)
class Mutant:
    """One change of one module.

    Args:
        path: the module's file, from the repository's root.
        operator: Cosmic Ray's name of what changes.
        occurrence: which of the places in the module where the operator applies.
        line: the line of the change, from 1.
        function: the qualified name of the function whose body has it; empty for what runs when the module is imported.
    """

    path: str
    operator: str
    occurrence: int
    line: int
    function: str

    @cached_property
    def source(self) -> str:
        """The whole module, changed."""
        changed = mutate_code(
            Path(self.path).read_text(encoding="utf-8"), get_operator(self.operator)(), self.occurrence
        )
        assert isinstance(changed, str)
        return changed

    @property
    def was(self) -> str:
        """The line before the change."""
        return _line(Path(self.path).read_text(encoding="utf-8"), self.line)

    @property
    def becomes(self) -> str:
        """The line after the change."""
        return _line(self.source, self.line)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.was}  ->  {self.becomes}"


def _line(text: str, number: int) -> str:
    return re.sub(r"\s+", " ", text.splitlines()[number - 1]).strip()


def mutants_of(path: str) -> Iterator[Mutant]:
    """All mutants of a module, in the order of the operators."""
    source = Path(path).read_text(encoding="utf-8")
    places, nodes = Places(source), list(ast_nodes(get_ast(source)))
    for name in sorted(OPERATORS.intersection(operator_names())):
        operator = get_operator(name)()
        spots = [start for node in nodes for start, _ in operator.mutation_positions(node)]
        for occurrence, (line, column) in enumerate(spots):
            if not places.is_annotation(line, column):
                yield Mutant(path, name, occurrence, line, places.function_at(line))
