"""One ENI as calls: a create, and the fewest assign calls for what the create cannot take.

**Theory of operation.** The cloud takes a large ENI in portions: CreateNetworkInterface up to 10 listed addresses and
10 prefixes of a family, AssignPrivateIpAddresses up to 32 listed addresses and 10 prefixes, AssignIpv6Addresses up to
10 of each. The two families need different calls, so each is divided by itself. Inside a family, every call takes as
much as it may of both kinds; as many calls are needed as the kind that needs more of them. With the profile's
``addresses_with_prefixes = "split"`` no call takes both kinds: then the create takes the kind that leaves fewer calls.

A call does not depend on which addresses there are, only on their number: all usual ENIs of a group have the same
calls.

Sources: CreateNetworkInterface page; AssignPrivateIpAddresses and AssignIpv6Addresses of the ECS API 2014-05-26 (SDK
7.11.8) for an ENI in status Available; that an assign call takes 49 by count is the create's limit carried over
(decision). Whether addresses and prefixes of a family may share a call is unconfirmed for
the assign calls as for the create: ``warn`` and ``split`` of the profile hold for all of them.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import zip_longest
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from eniplan.contract.client_token import client_token
from eniplan.contract.parameters import BY_NAME
from eniplan.contract.wire import canonical
from eniplan.planning.pins import NO_PINS, Pins

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eniplan.contract.wire import Value
    from eniplan.network.profile import Profile
    from eniplan.planning.shape import Amount

Action = Literal["CreateNetworkInterface", "AssignPrivateIpAddresses", "AssignIpv6Addresses"]
Sendable = Action | Literal["DeleteNetworkInterface"]
"""What a step may do: a plan's actions, and the one that takes an ENI back."""
CREATE: Final = "CreateNetworkInterface"
DELETE: Final = "DeleteNetworkInterface"

ASSIGN_MOST: Mapping[str, int] = {
    "PrivateIpAddress": 32,
    "SecondaryPrivateIpAddressCount": 49,
    "Ipv4Prefix": 10,
    "Ipv4PrefixCount": 10,
    "Ipv6Address": 10,
    "Ipv6AddressCount": 10,
    "Ipv6Prefix": 10,
    "Ipv6PrefixCount": 10,
}
"""How much of each one assign call takes."""


class Part(NamedTuple):
    """A portion of one kind of address: which of an ENI's amounts, and from where to where in it."""

    kind: int
    start: int
    stop: int


class Call(NamedTuple):
    """One call of an ENI, and the portions it takes."""

    action: Action
    parts: tuple[Part, ...]

    @property
    def is_create(self) -> bool:
        """Whether it is the first one."""
        return self.action == CREATE

    def pins(self, pins: Pins) -> Pins:
        """What the call names of all that the ENI has."""
        if pins is NO_PINS:
            return pins
        taken: list[Sequence[str]] = [(), (), (), ()]
        for kind, start, stop in self.parts:
            taken[kind] = pins[1 + kind][start:stop]
        return Pins(pins.primary if self.is_create else "", *taken)

    def members(self, amounts: Sequence[Amount], pins: Pins = NO_PINS) -> dict[str, Value]:
        """The parameters of its portions: the values that ``pins`` or a wish name, else their number."""
        found: dict[str, Value] = {}
        for kind, start, stop in self.parts:
            amount = amounts[kind]
            values = pins[1 + kind] if amount.pinned else amount.named
            if values is not None:
                found[amount.listed] = list(values[start:stop])
            else:
                found[amount.counted] = stop - start
        return found


_FAMILIES: tuple[tuple[Action, int, int], ...] = (
    ("AssignPrivateIpAddresses", 0, 2),
    ("AssignIpv6Addresses", 1, 3),
)
"""The assign call of each family, and its addresses and prefixes among an ENI's amounts."""


def calls_of(amounts: Sequence[Amount], profile: Profile) -> tuple[Call, ...]:
    """The calls that make an ENI: the create first, then the fewest assign calls.

    Args:
        amounts: secondary addresses, IPv6 addresses, IPv4 prefixes and IPv6 prefixes, as
            :func:`eniplan.planning.shape.amounts` gives them.
        profile: says whether addresses and prefixes of a family may share a call.
    """
    split = profile.addresses_with_prefixes == "split"
    created: list[Part] = []
    further: list[Call] = []
    for action, *kinds in _FAMILIES:
        first, rest = _family([(kind, amounts[kind]) for kind in kinds if amounts[kind].total], split=split)
        created += first
        further += [Call(action, parts) for parts in rest]
    return Call(CREATE, tuple(sorted(created))), *further


Division = tuple[tuple[Part, ...], list[tuple[Part, ...]]]
"""What the create takes of a family, and what each assign call takes."""


def _family(wanted: list[tuple[int, Amount]], *, split: bool) -> Division:
    if split and len(wanted) > 1:
        orders = (wanted, wanted[::-1])
        return min((_apart(*order) for order in orders), key=lambda division: len(division[1]))
    portions = [_portions(kind, amount) for kind, amount in wanted]
    first = tuple(parts[0] for parts in portions)
    rest = zip_longest(*(parts[1:] for parts in portions))
    return first, [tuple(part for part in parts if part) for parts in rest]


def _apart(created: tuple[int, Amount], assigned: tuple[int, Amount]) -> Division:
    """One kind in the create, the other in calls of its own."""
    first, *rest = _portions(*created)
    return (first,), [(part,) for part in (*rest, *_portions(*assigned, in_create=False))]


def _portions(kind: int, amount: Amount, *, in_create: bool = True) -> list[Part]:
    """One kind in portions, each as large as its call takes."""
    row, later = BY_NAME[amount.parameter], ASSIGN_MOST[amount.parameter]
    most = (row.most_items if row.many else row.most) or amount.total
    ends = [min(most if in_create else later, amount.total)]
    while ends[-1] < amount.total:
        ends.append(min(ends[-1] + later, amount.total))
    return [Part(kind, start, stop) for start, stop in zip([0, *ends], ends, strict=False)]


class Step(NamedTuple):
    """One call of a batch, in the order they are sent.

    Args:
        id: the ENI's name, a slash and the call's place among the ENI's calls, from 1; no name has a slash.
        action: the API's action.
        line: its nested parameters as one canonical line of JSON, ClientToken included.
        after: the id of the step whose NetworkInterfaceId it takes; None for a create.
    """

    id: str
    action: Sendable
    line: str
    after: str | None = None

    @property
    def eni(self) -> str:
        """The name of its ENI; the id of a step that is no call of a plan."""
        name, slash, _ = self.id.rpartition("/")
        return name if slash else self.id

    @property
    def parameters(self) -> Mapping[str, Value]:
        """The nested parameters; an assign call takes NetworkInterfaceId from the answer to ``after``."""
        found: dict[str, Value] = json.loads(self.line)
        return found

    def json(self) -> str:
        """The step as one line of ``steps.jsonl``."""
        made, after = encode_basestring(self.id), encode_basestring(self.after) if self.after is not None else "null"
        return f'{{"id":{made},"action":"{self.action}","parameters":{self.line},"after":{after}}}'


def step_with(steps: Sequence[Step], parameters: tuple[str, str], place: int) -> Step:
    """The step of an ENI that brings one of its addresses.

    Args:
        steps: all calls of the ENI.
        parameters: the parameter that names such addresses, and the one that counts them.
        place: the address's place among those of its kind, from 0.
    """
    listed, counted = parameters
    for step in steps:
        named, number = step.parameters.get(listed), step.parameters.get(counted)
        brought = len(named) if isinstance(named, list) else number if isinstance(number, int) else 0
        if place < brought:
            return step
        place -= brought
    return steps[0]


def create_step(eni: str, line: str) -> Step:
    """The step that creates an ENI, from its request's line."""
    return Step(f"{eni}/1", CREATE, line)


class Recipe(NamedTuple):
    """How ENIs of one shape are made.

    Args:
        plan: the plan's name, part of every client token.
        region: the region of all calls.
        amounts: what an ENI has beside its primary address.
        calls: the calls that make it.
    """

    plan: str
    region: str
    amounts: tuple[Amount, ...]
    calls: tuple[Call, ...]

    @property
    def has_one_call(self) -> bool:
        """Whether the create makes all of it."""
        return len(self.calls) == 1

    @property
    def created_counts(self) -> tuple[int, int, int, int]:
        """How many of each kind the create takes: a portion of a call that comes first begins at the first."""
        taken = {part.kind: part.stop for part in self.calls[0].parts}
        secondary, ipv6, prefixes4, prefixes6 = (taken.get(kind, 0) for kind in range(4))
        return secondary, ipv6, prefixes4, prefixes6

    def created(self, pins: Pins = NO_PINS) -> dict[str, Value]:
        """What the create asks for beside the primary address."""
        return self.calls[0].members(self.amounts, pins)

    def further(self, eni: str, pins: Pins = NO_PINS) -> tuple[Step, ...]:
        """The steps of an ENI after its create; ``pins`` has all that the plan names for it."""
        return tuple(self._further(eni, pins))

    def _further(self, eni: str, pins: Pins) -> Iterator[Step]:
        for place, call in enumerate(self.calls[1:], 2):
            made = f"{eni}/{place}"
            parameters: dict[str, Value] = {"RegionId": self.region, **call.members(self.amounts, pins)}
            parameters["ClientToken"] = client_token(self.plan, made, canonical(parameters))
            yield Step(made, call.action, canonical(parameters), f"{eni}/1")

    def told(self) -> str:
        """The calls in words: ``CreateNetworkInterface, then 2 times AssignPrivateIpAddresses``."""
        counts = Counter(call.action for call in self.calls[1:])
        times = [action if count == 1 else f"{count} times {action}" for action, count in counts.items()]
        return f"{CREATE}, then {' and '.join(times)}"
