"""What is in use in one VSwitch, as the rules may ask it.

Rules and the planner ask this protocol; the pools of :mod:`eniplan.allocation` answer it. So the rules know
no allocator, and one verdict serves a dry check, a plan and the local stand-in of the API.

Addresses are ints (IPv4: 32 bits, IPv6: 128 bits), never offsets.
"""

from __future__ import annotations

from typing import Protocol


class FamilyOccupancy(Protocol):
    """One address family of one VSwitch: its open pool and its reserved pool."""

    @property
    def free_open(self) -> int:
        """Usable addresses that are not in use and lie outside every reserved block."""

    @property
    def free_prefixes(self) -> int:
        """Aligned prefixes (/28, /80) inside Assigned reserved blocks that overlap nothing in use."""

    def is_used(self, address: int) -> bool:
        """Whether the address is in use, by itself or as part of a prefix."""

    def overlaps(self, first: int, last: int) -> bool:
        """Whether anything in use lies between two addresses, both included."""


class Occupancy(Protocol):
    """One VSwitch: both families; ``ipv6`` is None where IPv6 is off."""

    @property
    def ipv4(self) -> FamilyOccupancy:
        """The IPv4 pools."""

    @property
    def ipv6(self) -> FamilyOccupancy | None:
        """The IPv6 pools, where the VSwitch has an IPv6 CIDR."""
