"""CIDRs and addresses: the one door to netaddr, and the one definition of *usable*.

Text becomes an int here, once; everything behind works on ints. netaddr carves VSwitches into pools (it merges and
subtracts ranges well); it is imported on first use, since importing it costs more than the rest of eniplan.

System addresses of a VSwitch: IPv4 the first and the last three, IPv6 the first and the last nine (VPC documentation,
"System reserved IP addresses", 2025-11).
"""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Family = Literal[4, 6]
FAMILIES: tuple[Family, Family] = (4, 6)
BITS: dict[Family, int] = {4: 32, 6: 128}
PREFIX_MASK: dict[Family, int] = {4: 28, 6: 80}
"""The only mask of an ENI's prefix (ECS documentation, "IP prefixes", 2026-05)."""
PREFIX_SIZE: dict[Family, int] = {4: 1 << 4, 6: 1 << 48}
SYSTEM: dict[Family, tuple[int, int]] = {4: (1, 3), 6: (1, 9)}
"""System addresses of a VSwitch: how many first, how many last."""
VSWITCH_MASKS: dict[Family, range] = {4: range(16, 30), 6: range(64, 65)}
"""Masks a VSwitch may have (VPC API, CreateVSwitch)."""

_SOCKET_FAMILY = {4: socket.AF_INET, 6: socket.AF_INET6}
_MASK = re.compile(r"0|[1-9][0-9]{0,2}", re.ASCII)


class Cidr(NamedTuple):
    """An aligned block of addresses: family (4, 6), first address, mask length."""

    family: Family
    first: int
    mask: int

    @property
    def last(self) -> int:
        """The last address."""
        return self.first + self.size - 1

    @property
    def size(self) -> int:
        """How many addresses it has, system addresses included."""
        return 1 << (BITS[self.family] - self.mask)

    @property
    def prefixes(self) -> int:
        """How many ENI prefixes (/28, /80) it has as a reserved block, which is as long as one at least."""
        return 1 << (PREFIX_MASK[self.family] - self.mask)

    def __contains__(self, address: object) -> bool:
        return isinstance(address, int) and self.first <= address <= self.last

    def holds(self, other: Cidr) -> bool:
        """Whether the other block lies inside this one."""
        return self.family == other.family and self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Cidr) -> bool:
        """Whether the two share an address."""
        return self.family == other.family and self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        return f"{address_text(self.family, self.first)}/{self.mask}"


def address_text(family: Family, address: int) -> str:
    """The address in its usual notation (IPv6: RFC 5952)."""
    return socket.inet_ntop(_SOCKET_FAMILY[family], address.to_bytes(BITS[family] // 8, "big"))


def prefix_text(family: Family, first: int) -> str:
    """The prefix of an ENI that begins at an address: ``10.0.3.16/28``."""
    return f"{address_text(family, first)}/{PREFIX_MASK[family]}"


def parse_address(text: str, family: Family) -> int | None:
    """The address as an int, or None where the text is no address of that family.

    Judged to the letter: no blanks, no leading zeros in IPv4, no zone id.
    """
    try:
        return int.from_bytes(socket.inet_pton(_SOCKET_FAMILY[family], text), "big")
    except (OSError, ValueError):  # ValueError: NUL or a lone surrogate inside the text
        return None


def split_cidr(text: str, family: Family) -> tuple[int, int] | None:
    """Address and mask length of ``address/mask``, host bits allowed; None where it is no CIDR of that family."""
    head, slash, tail = text.partition("/")
    address = parse_address(head, family)
    if not slash or address is None or not _MASK.fullmatch(tail) or int(tail) > BITS[family]:
        return None
    return address, int(tail)


def cidr_of(family: Family, address: int, mask: int) -> Cidr:
    """The block of that mask that holds the address."""
    shift = BITS[family] - mask
    return Cidr(family, address >> shift << shift, mask)


def parse_cidr(text: str, family: Family) -> Cidr | None:
    """A CIDR without host bits, or None."""
    parts = split_cidr(text, family)
    if parts is None:
        return None
    block = cidr_of(family, *parts)
    return block if block.first == parts[0] else None


def prefix_at(family: Family, address: int) -> Cidr:
    """The aligned prefix (/28, /80) that holds the address."""
    return cidr_of(family, address, PREFIX_MASK[family])


def usable(vswitch: Cidr) -> tuple[int, int]:
    """First and last usable address of a VSwitch: all but the system's. This definition stands nowhere else."""
    head, tail = SYSTEM[vswitch.family]
    return vswitch.first + head, vswitch.last - tail


def usable_count(vswitch: Cidr) -> int:
    """How many usable addresses a VSwitch has."""
    return vswitch.size - sum(SYSTEM[vswitch.family])


def is_system(vswitch: Cidr, address: int) -> bool:
    """Whether the address is one of the VSwitch's system addresses."""
    first, last = usable(vswitch)
    return address in vswitch and not first <= address <= last


def has_system_address(vswitch: Cidr, block: Cidr) -> bool:
    """Whether a block inside the VSwitch contains one of its system addresses."""
    first, last = usable(vswitch)
    return block.first < first or block.last > last


def open_ranges(vswitch: Cidr, blocks: Iterable[Cidr]) -> tuple[tuple[int, int], ...]:
    """The ranges of usable addresses outside the blocks: the VSwitch's open pool, as (first, last) pairs."""
    return subtract(usable(vswitch), blocks, vswitch.family)


def subtract(whole: tuple[int, int], blocks: Iterable[Cidr], family: Family) -> tuple[tuple[int, int], ...]:
    """What is left of a range of addresses without the blocks, as (first, last) pairs."""
    if not (blocks := list(blocks)):  # most VSwitches have none, and a set of one range costs more than its pool
        return (whole,)
    from netaddr import IPAddress, IPNetwork, IPRange, IPSet  # noqa: PLC0415 - heavy, first use only

    first, last = (IPAddress(address, family) for address in whole)
    taken = IPSet(IPNetwork(str(block)) for block in blocks)
    left = IPSet(IPRange(first, last)) - taken
    return tuple((int(part.first), int(part.last)) for part in left.iter_ipranges())


def merge(blocks: Iterable[Cidr]) -> tuple[tuple[int, int], ...]:
    """The addresses of blocks of one family as disjoint (first, last) ranges, in order."""
    if not (blocks := list(blocks)):
        return ()
    from netaddr import IPNetwork, IPSet  # noqa: PLC0415 - heavy, first use only

    union = IPSet(IPNetwork(str(block)) for block in blocks)
    return tuple((int(part.first), int(part.last)) for part in union.iter_ipranges())
