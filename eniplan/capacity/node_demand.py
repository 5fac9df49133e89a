"""What one Kubernetes node asks of a VSwitch, by Terway's four modes: pure arithmetic on the limits of its ECS type.

With E = EniQuantity and A = EniPrivateIpAddressQuantity (both count the primary one), the most pods of a node are

=========  =======================  ========================================================================
mode       most pods                one more pod takes
=========  =======================  ========================================================================
exclusive  E - 1                    a secondary ENI with its primary address
shared     (E - 1) x A              an address of a secondary ENI, its primary one included
prefix     (E - 1) x (A - 1) x 16   a sixteenth of a /28; a prefix takes a slot, as the primary address does
trunk      min(T - E, T - 2)        a member ENI with its primary address, behind the node's one trunk ENI
=========  =======================  ========================================================================

T is EniTotalQuantity. Sources: Terway pkg/aliyun/client/limit.go and docs/ip-prefix.md (2026); ECS documentation
"IP prefixes" (2026-05).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from eniplan.errors import QuestionError
from eniplan.network.cidr import PREFIX_SIZE

if TYPE_CHECKING:
    from eniplan.network.instance_type import InstanceType

Mode = Literal["exclusive", "shared", "prefix", "trunk"]
MODES: tuple[Mode, ...] = get_args(Mode)

PODS_PER_PREFIX = PREFIX_SIZE[4]
HEADROOM_PERCENT = 20
"""Terway's advice: reserve a fifth more prefixes than the pods need (docs/ip-prefix.md, best practice)."""


@dataclass(frozen=True, slots=True)
class Room:
    """What one node of a type can hold in a mode.

    Args:
        enis: ENIs that may be attached besides the primary one; in trunk mode the members.
        per_eni: pods' addresses or prefixes on each.
        pods: the most pods.
    """

    enis: int
    per_eni: int
    pods: int


@dataclass(frozen=True, slots=True)
class Part:
    """Equal ENIs of one node: how many, and what each has beside its primary address."""

    enis: int
    secondary: int = 0
    prefixes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeDemand:
    """What one node takes at its peak.

    Args:
        room: what its type can hold.
        pods: the pods it runs.
        idle_least, idle_most: warm units beside the pods' own: addresses, or ENIs where each pod has one.
        prefixes: /28 prefixes, headroom included; 0 in other modes.
        needed_prefixes: those that the pods fill.
        parts: its ENIs, the larger ones first; in trunk mode the members.
    """

    room: Room
    pods: int
    idle_least: int = 0
    idle_most: int = 0
    prefixes: int = 0
    needed_prefixes: int = 0
    parts: tuple[Part, ...] = ()

    @property
    def enis(self) -> int:
        """Its ENIs, members of a trunk included, without the primary one and the trunk."""
        return sum(part.enis for part in self.parts)

    @property
    def addresses(self) -> int:
        """Single addresses of the open pool: primary and secondary ones."""
        return sum(part.enis * (1 + part.secondary) for part in self.parts)


def room_of(kind: InstanceType, mode: Mode) -> Room:
    """What one node of a type can hold.

    Raises:
        QuestionError: the type's limits are not known, or it cannot run the mode at all.
    """
    enis = _known(kind, "eni_quantity", kind.eni_quantity)
    if mode == "trunk":
        return _trunk_room(kind, enis)
    others = enis - 1
    if mode == "exclusive":
        room = Room(others, 1, others)
    else:
        slots = _known(kind, "ipv4_per_eni", kind.ipv4_per_eni)
        room = (
            Room(others, slots, others * slots)
            if mode == "shared"
            else Room(others, slots - 1, others * (slots - 1) * PODS_PER_PREFIX)
        )
    if room.pods < 1:
        raise QuestionError(
            kind.id, f"{kind.id} holds no pod in {mode} mode; choose a type with more ENIs or addresses"
        )
    return room


def _trunk_room(kind: InstanceType, enis: int) -> Room:
    if kind.trunk_supported is False:
        raise QuestionError(kind.id, f"{kind.id} takes no trunk ENIs; choose another mode or type")
    total = _known(kind, "eni_total_quantity", kind.eni_total_quantity)
    members = min(total - enis, total - 2)
    if members < 1:
        raise QuestionError(kind.id, f"{kind.id} has no room for members of a trunk ENI: {total} ENIs in all")
    return Room(members, 1, members)


def _known(kind: InstanceType, limit: str, figure: int | None) -> int:
    if figure is None:
        message = f"{limit} of {kind.id} is not known; give it, or an inventory with DescribeInstanceTypes"
        raise QuestionError(kind.id, message)
    return figure


def node_demand(room: Room, mode: Mode, pods: int, warm: tuple[int, int]) -> NodeDemand:
    """What one node takes.

    Args:
        room: what its type can hold.
        mode: how pods get addresses.
        pods: how many it runs, at most ``room.pods``.
        warm: the warm pool's minimum and maximum, in addresses (or ENIs); prefix mode has none and keeps headroom.
    """
    if mode == "prefix":
        return _prefix_demand(room, pods)
    least, most = (min(idle, room.pods - pods) for idle in warm)
    units = pods + most
    enis = -(-units // room.per_eni)
    parts = tuple(Part(each.enis, secondary=each.secondary - 1) for each in _evenly(units, enis))
    return NodeDemand(room=room, pods=pods, idle_least=least, idle_most=most, parts=parts)


def _prefix_demand(room: Room, pods: int) -> NodeDemand:
    needed = -(-pods // PODS_PER_PREFIX)
    with_headroom = -(-needed * (100 + HEADROOM_PERCENT) // 100)
    prefixes = min(with_headroom, room.enis * room.per_eni)
    enis = -(-prefixes // room.per_eni)
    parts = tuple(Part(each.enis, prefixes=each.secondary) for each in _evenly(prefixes, enis))
    return NodeDemand(room=room, pods=pods, prefixes=prefixes, needed_prefixes=needed, parts=parts)


def _evenly(units: int, enis: int) -> list[Part]:
    """Units spread over ENIs as evenly as it goes, the larger ones first; the units stand in ``secondary``."""
    if not enis:
        return []
    each, more = divmod(units, enis)
    shares = [Part(more, each + 1), Part(enis - more, each)]
    return [share for share in shares if share.enis]
