"""A batch as the sender sees it: steps by their keys, which of them follow which, and what differs from an earlier one.

A step's key is what makes it safe to send again: the ClientToken, or for DeleteNetworkInterface, which takes none, the
ENI's id. A changed request has another token, so it is another step; the earlier one's ENI stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, overload

from eniplan.contract.wire import canonical, flatten
from eniplan.errors import EniplanError
from eniplan.planning.steps import DELETE
from eniplan.sending.transport import ApiCall
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eniplan.planning.steps import Step

_NAMED = ("PrimaryIpAddress", "PrivateIpAddress", "Ipv6Address", "Ipv4Prefix", "Ipv6Prefix")
_PREFIXES = ("Ipv4Prefix", "Ipv4PrefixCount", "Ipv6Prefix", "Ipv6PrefixCount")


class Outgoing(NamedTuple):
    """One step on its way.

    Args:
        step: what is sent.
        key: its ClientToken, or the id of the ENI that it deletes.
        vswitch: the VSwitch of its ENI; empty for a deletion.
        has_prefixes: whether it asks for prefixes.
        is_named: whether it names an address or a prefix that it must have; all others are the cloud's choice.
        root: the key of the create whose ENI it changes; empty for a create and a deletion.
    """

    step: Step
    key: str
    vswitch: str
    has_prefixes: bool
    is_named: bool
    root: str = ""

    def call(self, eni: str) -> ApiCall:
        """The call; ``eni`` is the id that the create before it gave, empty where there is none."""
        parameters = dict(self.step.parameters)
        if eni:
            parameters["NetworkInterfaceId"] = eni
        return ApiCall(self.step.action, flatten(parameters))


def key_of(step: Step) -> str:
    """What makes a step safe to send again; empty where nothing does."""
    parameters = step.parameters
    found = parameters.get("ClientToken") or (parameters.get("NetworkInterfaceId") if step.action == DELETE else "")
    return found if isinstance(found, str) else ""


class Batch(Sequence[Outgoing]):
    """Steps in the order they are sent.

    Args:
        steps: the steps; each create before what follows it.

    Raises:
        EniplanError: a step without a token, a token or an id used twice, a step that follows none.
    """

    def __init__(self, steps: Iterable[Step]) -> None:
        self.by_key: dict[str, Outgoing] = {}
        self.by_id: dict[str, Outgoing] = {}
        for step in steps:
            self._add(step._replace(line=canonical(step.parameters)))  # one line, however it was written
        self._items = tuple(self.by_key.values())

    def _add(self, step: Step) -> None:
        root = self.by_id.get(step.after) if step.after is not None else None
        key = key_of(step)
        if not key:
            raise EniplanError(f"{step.id}: has no ClientToken, and could be carried out twice; give it one of its own")
        if key in self.by_key:
            earlier = self.by_key[key].step.id
            raise EniplanError(f"{step.id}: has the ClientToken of {earlier}; each call needs one of its own")
        if step.id in self.by_id:
            raise EniplanError(f"{step.id}: is the id of two steps; each needs its own")
        if step.after is not None and root is None:
            raise EniplanError(f"{step.id}: follows {step.after}, which is no earlier step")
        parameters = step.parameters
        made = Outgoing(
            step,
            key,
            root.vswitch if root else str(parameters.get("VSwitchId", "")),
            any(name in parameters for name in _PREFIXES),
            any(name in parameters for name in _NAMED),
            root.key if root else "",
        )
        self.by_key[key] = self.by_id[step.id] = made

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> Outgoing: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Outgoing, ...]: ...
    def __getitem__(self, index: int | slice) -> Outgoing | tuple[Outgoing, ...]:
        return self._items[index]

    @cached_property
    def followers(self) -> Mapping[str, tuple[Outgoing, ...]]:
        """By the key of a create, the steps that change its ENI."""
        found: dict[str, list[Outgoing]] = {}
        for each in self._items:
            if each.root:
                found.setdefault(each.root, []).append(each)
        return {key: tuple(steps) for key, steps in found.items()}

    @cached_property
    def digest(self) -> str:
        """32 hexadecimal digits that two batches share only if all their steps are the same, in the same order."""
        made = blake2b(digest_size=16)
        for each in self._items:
            made.update(each.step.json().encode() + b"\n")
        return made.hexdigest()


@dataclass(frozen=True, slots=True)
class BatchChanges:
    """What differs between the batch that a journal began with and the one that is to be sent; step ids.

    Args:
        kept: how many steps are the same, with the same token.
        added: ids that are new.
        changed: ids that are in both with different requests.
        removed: ids that are no longer there.
        mistaken: ids whose token is the same and whose request is not: the cloud would refuse them.
    """

    kept: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    mistaken: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.changed or self.removed or self.mistaken)

    def told(self) -> str:
        """In words: ``2 steps added (a/1, b/1), 1 step removed (c/1)``."""
        parts = [("added", self.added), ("changed", self.changed), ("removed", self.removed)]
        return ", ".join(f"{counted(len(ids), 'step')} {word} ({some(ids)})" for word, ids in parts if ids)


def changes_between(began: Batch, now: Batch) -> BatchChanges:
    """What differs between two batches."""
    same = [each for each in now if each.key in began.by_key]
    return BatchChanges(
        kept=len(same),
        added=tuple(each.step.id for each in now if each.key not in began.by_key and each.step.id not in began.by_id),
        changed=tuple(each.step.id for each in now if each.key not in began.by_key and each.step.id in began.by_id),
        removed=tuple(each.step.id for each in began if each.key not in now.by_key and each.step.id not in now.by_id),
        mistaken=tuple(each.step.id for each in same if began.by_key[each.key].step.line != each.step.line),
    )


def some(ids: Sequence[str], most: int = 3) -> str:
    """The first of some ids, and how many more there are."""
    more = f" and {len(ids) - most:,} more" if len(ids) > most else ""
    return ", ".join(ids[:most]) + more
