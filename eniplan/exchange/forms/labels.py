"""Names for what a template declares: legal, unique, and dependent on the ENI's own name alone.

A label must not change when other ENIs are added: whoever keeps the state by label would delete one ENI and create
another. A name that is legal as it is stands for itself; any other is spelled with what is legal, and gets a hash of
the whole name behind it. Names of ready-made requests may repeat; then the client token is part of the hash.
"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan
    from eniplan.planning.steps import Step

_LONGEST = 60
_HASH_BYTES = 8


class Spelling(NamedTuple):
    """What a label may be: as it is, what is replaced in it and by what, what stands before and between."""

    legal: re.Pattern[str]
    illegal: re.Pattern[str]
    filler: str
    first: str
    joint: str

    def label_of(self, step: Step, repeated: frozenset[str]) -> str:
        """The label of a create's ENI, among whose names some are repeated."""
        return self.label(step.eni, str(step.parameters.get("ClientToken", "")) if step.eni in repeated else "")

    def label(self, name: str, token: str = "") -> str:
        """The label of a name; with a token, of one of the ENIs that share the name."""
        if not token and self.legal.fullmatch(name) and not _LIKE_HASHED.search(name):
            return name
        digest = blake2b(f"{name}\0{token}".encode(), digest_size=_HASH_BYTES).hexdigest()
        safe = self.illegal.sub(self.filler, name[:_LONGEST])
        start = safe if safe[:1].isalpha() else f"{self.first}{safe}"
        return f"{start}{self.joint}{digest}"


_LIKE_HASHED = re.compile(r"[x_][0-9a-f]{16}$")
"""A name that could be mistaken for another one's label is hashed too."""

TERRAFORM = Spelling(re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,127}"), re.compile(r"[^A-Za-z0-9_-]"), "_", "eni_", "_")
ROS = Spelling(re.compile(r"[A-Za-z][A-Za-z0-9]{0,127}"), re.compile(r"[^A-Za-z0-9]"), "", "Eni", "x")


def repeated_names(plan: Plan) -> frozenset[str]:
    """The names that several of the plan's ENIs have; only ready-made requests, which no group places, can repeat."""
    if all(group.vswitches for group in plan.spec.groups):
        return frozenset()
    names = Counter(step.eni for step in plan.steps if step.after is None)
    return frozenset(name for name, count in names.items() if count > 1)
