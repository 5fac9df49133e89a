"""What is wanted: groups of ENIs, and the network that does not exist yet. The value behind a plan file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from eniplan.planning.names import NamePattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.network.security_group import SecurityGroup
    from eniplan.network.vswitch import VSwitch

Placement = Literal["spread", "fill", "most-free", "prefix-aware"]
Addressing = Literal["automatic", "pinned"]
Draw = Literal["random", "lowest"]

MOST_ENIS = 1_000_000
"""The largest count of one group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One ENI's own wishes, by its number in the group; None leaves what the group says.

    Args:
        n: the ENI's number, counted from 1.
        vswitch: the VSwitch it must be in.
        primary: its primary address, as text.
        secondary, ipv6: its addresses, as texts.
        ipv4_prefixes, ipv6_prefixes: its prefixes, as texts.
    """

    n: int
    vswitch: str | None = None
    primary: str | None = None
    secondary: tuple[str, ...] | None = None
    ipv4_prefixes: tuple[str, ...] | None = None
    ipv6: tuple[str, ...] | None = None
    ipv6_prefixes: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group of equal ENIs.

    Args:
        name: the name of its ENIs; ``{n}`` or ``{n:03}`` is the number, counted from 1.
        count: how many.
        vswitches: the VSwitches they may be in, in order of preference.
        zone: only VSwitches of that zone; empty for any.
        placement: ``spread`` (fewest of this group, existing ones counted), ``fill`` (listed order), ``most-free``
            (largest open pool now) or ``prefix-aware`` (most free prefixes, or the one that loses fewest whole /28s).
        security_groups: the security group ids.
        addressing: ``automatic`` (the cloud picks) or ``pinned`` (the plan names every address).
        draw: how pinned and illustrative addresses are chosen: ``random`` or ``lowest``.
        secondary_addresses, ipv4_prefixes, ipv6_addresses, ipv6_prefixes: how many each ENI has.
        instance_type: the ECS type whose limits hold; empty for none.
        enis_per_instance: consecutive ENIs that form one instance and stay in one zone.
        tags: (key, value) pairs.
        parameters: further API parameters, by API name.
        enis: wishes of single ENIs.
    """

    name: str
    vswitches: tuple[str, ...]
    security_groups: tuple[str, ...]
    count: int = 1
    zone: str = ""
    placement: Placement = "spread"
    addressing: Addressing = "automatic"
    draw: Draw = "random"
    secondary_addresses: int = 0
    ipv4_prefixes: int = 0
    ipv6_addresses: int = 0
    ipv6_prefixes: int = 0
    instance_type: str = ""
    enis_per_instance: int = 1
    tags: tuple[tuple[str, str], ...] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)
    enis: tuple[Wish, ...] = ()

    @cached_property
    def names(self) -> NamePattern:
        """The names of its ENIs."""
        return NamePattern(self.name)

    @cached_property
    def wishes(self) -> Mapping[int, Wish]:
        """The wishes by number."""
        return {wish.n: wish for wish in self.enis}

    @property
    def pinned(self) -> bool:
        """Whether the plan names every address."""
        return self.addressing == "pinned"


@dataclass(frozen=True, kw_only=True)
class PlanSpec:
    """A plan file as a value.

    Args:
        name: part of every client token.
        region: the region of all requests.
        seed: same file, inventory and seed: the same plan, byte for byte.
        groups: what is wanted, in order.
        vswitches, security_groups: what the inventory does not have yet.
        profile: keys of the account's profile that the plan sets.
    """

    name: str
    region: str
    seed: int = 0
    groups: tuple[Group, ...] = ()
    vswitches: tuple[VSwitch, ...] = ()
    security_groups: tuple[SecurityGroup, ...] = ()
    profile: Mapping[str, object] = field(default_factory=dict)
