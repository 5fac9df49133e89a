"""A plan: which addresses every ENI takes, which requests to send, and what is refused. All of it immutable.

A million ENIs stay small: they are kept as columns of machine integers, one set per group, and an ENI or a request is
built when it is looked at.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Literal, overload

from eniplan.contract.findings import Findings
from eniplan.contract.reading import read_request
from eniplan.network.profile import Profile
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

from eniplan.views import Viewable, ViewableTuple

if TYPE_CHECKING:
    from eniplan.contract.request import CreateNetworkInterface
    from eniplan.network.counts import VSwitchCounts
    from eniplan.network.inventory import Inventory
    from eniplan.planning.changes import Changes
    from eniplan.planning.columns import GroupColumns
    from eniplan.planning.limits import GroupLimit
    from eniplan.planning.pins import Pins
    from eniplan.planning.previous import Previous
    from eniplan.planning.spec import Addressing, PlanSpec
    from eniplan.planning.steps import Step

State = Literal["planned", "existing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedENI:
    """One ENI of a plan; addresses and prefixes as texts.

    ``illustrative`` addresses are a drawing only: the cloud will draw others for an automatic request. An ``existing``
    ENI has its real addresses and needs no request. The ``reason`` says why it is where it is: ``vsw-b: most free
    prefixes, 5 left``, of the state just before it was placed. The ``client_token`` is its request's; empty where it
    exists.
    """

    name: str
    group: str
    state: State
    vswitch: str
    addressing: Addressing
    illustrative: bool
    primary: str
    secondary: tuple[str, ...] = ()
    ipv4_prefixes: tuple[str, ...] = ()
    ipv6: tuple[str, ...] = ()
    ipv6_prefixes: tuple[str, ...] = ()
    reason: str = ""
    client_token: str = ""


def planned_eni(
    name: str,
    group: str,
    site: str,
    pins: Pins,
    *,
    addressing: Addressing,
    illustrative: bool,
    reason: str = "",
    token: str = "",
) -> PlannedENI:
    """A new ENI of a group in a VSwitch (``site``), with its addresses as texts, and its request's ClientToken."""
    return PlannedENI(
        name=name,
        group=group,
        state="planned",
        vswitch=site,
        addressing=addressing,
        illustrative=illustrative,
        primary=pins.primary,
        secondary=tuple(pins.secondary),
        ipv4_prefixes=tuple(pins.ipv4_prefixes),
        ipv6=tuple(pins.ipv6),
        ipv6_prefixes=tuple(pins.ipv6_prefixes),
        reason=reason,
        client_token=token,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What a group could not get, by code.

    Args:
        group: the group's name.
        count: how many ENIs the group asks for.
        placed: how many of them have a place (existing ones included).
        code: the code that refuses the others.
        limit: the limit in words, with what is left of it.
        vswitches: the VSwitches that were tried.
        message: one sentence.
        enis: how many ENIs it refuses.
        first: the name of the first of them.
    """

    group: str
    count: int
    placed: int
    code: str
    limit: str
    vswitches: tuple[str, ...]
    message: str
    enis: int
    first: str


class Refused(ViewableTuple[Refusal]):
    """What a plan refuses, in the order of its groups."""

    __slots__ = ()

    @property
    def enis(self) -> int:
        """How many ENIs are refused."""
        return sum(refusal.enis for refusal in self)

    def __repr__(self) -> str:
        return f"<Refused: {counted(self.enis, 'ENI')} for {counted(len(self), 'reason')}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Utilisation:
    """One VSwitch before and after the plan."""

    vswitch: str
    before: VSwitchCounts
    after: VSwitchCounts


class PlannedENIs(Viewable, Sequence[PlannedENI]):
    """The ENIs that have a place, in the order of the plan; each is built when it is looked at."""

    def __init__(self, groups: Sequence[GroupColumns]) -> None:
        self._groups = groups
        self._ends = list(accumulate(len(columns) for columns in groups))

    @property
    def columns(self) -> Sequence[GroupColumns]:
        """What they are built from: the placed ENIs, group by group."""
        return self._groups

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> PlannedENI: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[PlannedENI, ...]: ...
    def __getitem__(self, index: int | slice) -> PlannedENI | tuple[PlannedENI, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        columns, row = _locate(self._groups, self._ends, index)
        return columns.eni(row)

    def __iter__(self) -> Iterator[PlannedENI]:
        for columns in self._groups:
            yield from columns.enis()

    def __repr__(self) -> str:
        return f"<{len(self):,} ENIs>"


class Requests(Viewable, Sequence["CreateNetworkInterface"]):
    """The requests to send, in order; each is built when it is looked at. ``lines()`` is the fast way to them."""

    def __init__(self, groups: Sequence[GroupColumns]) -> None:
        self._groups = groups
        self._ends = list(accumulate(columns.request_count for columns in groups))

    @property
    def columns(self) -> Sequence[GroupColumns]:
        """What they are built from: the placed ENIs, group by group."""
        return self._groups

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> CreateNetworkInterface: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[CreateNetworkInterface, ...]: ...
    def __getitem__(self, index: int | slice) -> CreateNetworkInterface | tuple[CreateNetworkInterface, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        columns, request = _locate(self._groups, self._ends, index)
        return read_request(json.loads(columns.request_line(request))).request

    def __iter__(self) -> Iterator[CreateNetworkInterface]:
        return (read_request(json.loads(line)).request for line in self.lines())

    def lines(self) -> Iterator[str]:
        """The canonical line of each request: nested CamelCase parameters in the page's order, token included."""
        return chain.from_iterable(columns.request_lines() for columns in self._groups)

    def __repr__(self) -> str:
        return f"<{len(self):,} requests>"


class Steps(Viewable, Sequence["Step"]):
    """Every call of the plan, in order: each ENI's create, and the assign calls for what the create cannot take."""

    def __init__(self, groups: Sequence[GroupColumns]) -> None:
        self._groups = groups
        self._ends = list(accumulate(columns.step_count for columns in groups))

    @property
    def columns(self) -> Sequence[GroupColumns]:
        """What they are built from: the placed ENIs, group by group."""
        return self._groups

    @property
    def creates(self) -> int:
        """How many of them create an ENI; all others assign it what its create cannot take."""
        return sum(columns.request_count for columns in self._groups)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Step, ...]: ...
    def __getitem__(self, index: int | slice) -> Step | tuple[Step, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        columns, step = _locate(self._groups, self._ends, index)
        return columns.step(step)

    def __iter__(self) -> Iterator[Step]:
        for columns in self._groups:
            yield from columns.steps()

    def __repr__(self) -> str:
        return f"<{len(self):,} steps: {self.creates:,} creates, {len(self) - self.creates:,} assign calls>"


def _locate(groups: Sequence[GroupColumns], ends: list[int], index: int) -> tuple[GroupColumns, int]:
    total = ends[-1] if ends else 0
    place = index + total if index < 0 else index
    if not 0 <= place < total:
        raise IndexError(f"{index} is not one of {total:,}")
    group = bisect_right(ends, place)
    return groups[group], place - (ends[group - 1] if group else 0)


@dataclass(frozen=True, kw_only=True, repr=False)
class Plan(Viewable):
    """What :func:`eniplan.plan` gives.

    Args:
        name, seed, region: of the plan.
        spec: what was asked for.
        inventory: what existed, with the planned VSwitches and security groups mixed in.
        columns: the placed ENIs, group by group.
        refused: what could not be placed.
        findings: everything worth knowing, the inventory's findings first; refusals are among them as errors.
        utilisation: each VSwitch before and after.
        previous: the earlier plan that this one builds on, if any.
        lost: by ENI name, why something of the earlier plan could not be kept.
        limits: what limits one more ENI of each group after the plan; ready-made requests have none.
        profile: the account's limits that it was made with.
    """

    name: str
    seed: int
    region: str
    spec: PlanSpec
    inventory: Inventory
    columns: tuple[GroupColumns, ...]
    refused: Refused = field(default_factory=Refused)
    findings: Findings = field(default_factory=Findings)
    utilisation: tuple[Utilisation, ...] = field(default=())
    previous: Previous | None = None
    lost: Mapping[str, str] = field(default_factory=dict)
    limits: tuple[GroupLimit, ...] = ()
    profile: Profile = field(default_factory=Profile)

    @cached_property
    def enis(self) -> PlannedENIs:
        """The ENIs that have a place: planned and existing."""
        return PlannedENIs(self.columns)

    @cached_property
    def requests(self) -> Requests:
        """The requests of the planned ENIs."""
        return Requests(self.columns)

    @cached_property
    def steps(self) -> Steps:
        """Every call to send: the creates, and the assign calls of ENIs that one call cannot make."""
        return Steps(self.columns)

    @cached_property
    def changes(self) -> Changes:
        """What becomes of each ENI of the earlier plan, and what is added to it; without one, all is added."""
        from eniplan.planning.changes import Changes  # noqa: PLC0415 - first use only
        from eniplan.planning.previous import Previous  # noqa: PLC0415 - first use only

        return Changes(self, self.previous or Previous(name=self.name), self.lost)

    @property
    def needs_steps(self) -> bool:
        """Whether some ENI takes more than its create: then the requests alone do not make what is planned."""
        return len(self.steps) > len(self.requests)

    @property
    def ok(self) -> bool:
        """Whether nothing is refused and no finding is an error."""
        return not self.refused and not any(finding.is_error for finding in self.findings)

    def __repr__(self) -> str:
        asked = sum(group.count for group in self.spec.groups)
        refused = sum(refusal.enis for refusal in self.refused)
        existing = len(self.enis) - len(self.requests)
        return (
            f"<Plan {self.name}: {asked:,} ENIs asked for, {len(self.requests):,} to create, {existing:,} exist, "
            f"{refused:,} refused>"
        )
