"""The cases of the error table as data: what raises each code, and the nearest neighbour that does not.

A neighbour differs from its case in one thing: one member of the request (``but``) or one fact (``but_in``). Cases and
neighbours name every error they give, so that a rule that says too much turns red as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.validation.world import PLAIN, Json, World

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.contract.finding import RaisedAt, Severity


@dataclass(frozen=True, kw_only=True)
class Example:
    """One case.

    Args:
        code: the code it raises.
        cause: which of the code's causes, in a few words.
        request: what it changes of the base request; None takes a member out.
        at: the parameter the finding names.
        world: what it changes of the account.
        but: what the neighbour changes of the case's request.
        but_in: the neighbour's account, where the request stays the same.
        also: the other errors of the case.
        left: the errors of the neighbour.
    """

    code: str
    cause: str
    request: Json
    at: str
    world: World = PLAIN
    but: Mapping[str, object] = field(default_factory=dict)
    but_in: World | None = None
    also: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    severity: Severity = "error"
    raised_at: RaisedAt = "create"

    @property
    def neighbour(self) -> Json:
        """The neighbour's changes of the base request."""
        return {**self.request, **self.but}

    @property
    def neighbour_world(self) -> World:
        """The neighbour's account."""
        return self.but_in or self.world

    def __str__(self) -> str:
        return f"{self.code}: {self.cause}"


def only(*codes: str) -> frozenset[str]:
    """A set of codes."""
    return frozenset(codes)
