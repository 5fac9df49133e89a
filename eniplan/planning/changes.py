"""What a plan changes in an earlier one, ENI by ENI: added, kept, changed or removed, and why.

Two ENIs are the same if they have the same name. A change is anything that the cloud or a reader would notice: the
VSwitch, an address, a prefix, whether the plan names them, and every other parameter (by the client token, which is a
hash of them all).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, overload

from eniplan.views import Viewable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.planning.plan import Plan, PlannedENI
    from eniplan.planning.previous import Previous

Action = Literal["add", "keep", "change", "remove"]

SIGNS: Mapping[Action, str] = {"add": "+", "keep": "=", "change": "~", "remove": "-"}
"""The sign of each action, as ``terraform plan`` has them."""

_KINDS = (
    ("secondary", "secondary addresses"),
    ("ipv4_prefixes", "IPv4 prefixes"),
    ("ipv6", "IPv6 addresses"),
    ("ipv6_prefixes", "IPv6 prefixes"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one ENI.

    Args:
        name: the ENI's name.
        action: ``add``, ``keep``, ``change`` or ``remove``.
        group: its group, of the new plan where it is in it.
        vswitch: its VSwitch now; empty for a removed one.
        was: its VSwitch in the earlier plan; empty for an added one.
        existing: whether it exists in the cloud.
        reason: what changed and why, in words; empty where there is nothing to say.
    """

    name: str
    action: Action
    group: str
    vswitch: str = ""
    was: str = ""
    existing: bool = False
    reason: str = ""


class Changes(Viewable, Sequence[Change]):
    """The changes in the order of the plan, then what is removed; each is worked out when it is looked at.

    Args:
        plan: the new plan.
        previous: the earlier one.
        lost: by ENI name, why something could not be kept.
    """

    def __init__(self, plan: Plan, previous: Previous, lost: Mapping[str, str]) -> None:
        self._plan, self._previous, self._lost = plan, previous, lost

    def __len__(self) -> int:
        return len(self._plan.enis) + len(self._removed)

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Change, ...]: ...
    def __getitem__(self, index: int | slice) -> Change | tuple[Change, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"{index} is not one of {len(self):,}")
        planned = len(self._plan.enis)
        return (
            self._change(self._plan.enis[place]) if place < planned else self._removal(self._removed[place - planned])
        )

    def __iter__(self) -> Iterator[Change]:
        yield from map(self._change, self._plan.enis)
        yield from map(self._removal, self._removed)

    def __repr__(self) -> str:
        said = ", ".join(f"{self.counts[action]:,} {word}" for action, word in _WORDS.items())
        return f"<{len(self):,} changes: {said}>"

    @property
    def counts(self) -> Counter[Action]:
        """How many ENIs each action has."""
        return self._counts.copy()

    @cached_property
    def _counts(self) -> Counter[Action]:
        return Counter(change.action for change in self)

    @cached_property
    def _removed(self) -> list[PlannedENI]:
        """The earlier ENIs that are not in the plan."""
        names = {eni.name for eni in self._plan.enis}
        return [eni for name, eni in self._previous.enis.items() if name not in names]

    def _change(self, now: PlannedENI) -> Change:
        was = self._previous.enis.get(now.name)
        action, reason = _judged(was, now)
        if action == "change" and (why := self._lost.get(now.name)):
            reason = f"{reason} ({why})"
        return Change(
            name=now.name,
            action=action,
            group=now.group,
            vswitch=now.vswitch,
            was=was.vswitch if was else "",
            existing=now.state == "existing",
            reason=reason,
        )

    def _removal(self, was: PlannedENI) -> Change:
        there = self._plan.inventory.enis_by_name.get(was.name, ())
        refused = self._wanted(was.name)
        why = f"{refused} has no place for it now" if refused else "no group asks for it now"
        exists = f"; it exists as {there[0].id}, and eniplan deletes nothing" if there else ""
        return Change(
            name=was.name,
            action="remove",
            group=refused or was.group,
            was=was.vswitch,
            existing=bool(there),
            reason=why + exists,
        )

    def _wanted(self, name: str) -> str:
        """The group that still asks for an ENI of that name; empty for none."""
        groups = self._plan.spec.groups
        found = (each.name for each in groups if (number := each.names.number_of(name)) and number <= each.count)
        return next(found, "")


_WORDS: Mapping[Action, str] = {"add": "added", "keep": "kept", "change": "changed", "remove": "removed"}


def _judged(was: PlannedENI | None, now: PlannedENI) -> tuple[Action, str]:
    """What becomes of an ENI, and what differs in words."""
    if was is None:
        return "add", "it exists already" if now.state == "existing" else ""
    if now.state == "planned" and was.state == "existing":
        return "add", "it existed and is in no file of the inventory now"
    if now.state == "existing" and was.state == "planned" and was.illustrative:
        moved = f", in {now.vswitch} instead of {was.vswitch}" if now.vswitch != was.vswitch else ""
        return "keep", f"it exists now, with addresses that the cloud drew{moved}"
    differences = [*_differences(was, now)]
    if not differences and now.state == "existing":
        return "keep", "it exists now" if was.state == "planned" else ""
    if not differences and was.client_token and was.client_token != now.client_token:
        differences = ["other parameters in its request"]
    return ("change", "; ".join(differences)) if differences else ("keep", "")


def _differences(was: PlannedENI, now: PlannedENI) -> Iterator[str]:
    if was.vswitch != now.vswitch:
        yield f"VSwitch {was.vswitch} -> {now.vswitch}"
    if was.primary != now.primary:
        yield f"primary address {was.primary} -> {now.primary}"
    for kind, words in _KINDS:
        before, after = getattr(was, kind), getattr(now, kind)
        if len(before) != len(after):
            yield f"{words} {len(before)} -> {len(after)}"
        if gone := [text for text in before[: len(after)] if text not in after]:
            yield f"{words} without {_some(gone)}"
    if now.state == "planned" and was.addressing != now.addressing:
        yield f"addressing {was.addressing} -> {now.addressing}"


def _some(texts: Sequence[str]) -> str:
    return ", ".join(texts[:3]) + (f" and {len(texts) - 3:,} more" if len(texts) > 3 else "")
