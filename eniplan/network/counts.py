"""How many addresses and prefixes of a VSwitch are free, counted plainly from what holds them.

AvailableIpAddressCount is an observed number. Let d = usable - used - observed and R = the free addresses inside
Assigned reserved blocks; whether the count leaves those out is unconfirmed. d = 0 or d = R explains it. Otherwise the
smallest of d and d - R that is not negative are addresses taken by something the files do not show.

*Used* is a union: an address inside a prefix in use counts once, and only usable addresses of the VSwitch count.
Blocks that are not Assigned give no prefixes, and their addresses are not in the open pool either (a decision).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eniplan.network.cidr import PREFIX_SIZE, Cidr, usable, usable_count
from eniplan.network.remarks import remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eniplan.contract.finding import Finding
    from eniplan.network.eni import ENI
    from eniplan.network.vswitch import VSwitch


@dataclass(frozen=True, slots=True, kw_only=True)
class VSwitchCounts:
    """What one VSwitch has.

    Args:
        usable_ipv4: all addresses but the system's.
        used_ipv4: usable addresses in use, singly or inside a prefix.
        unexplained_ipv4: addresses taken by something that the files do not show.
        free_open_ipv4: usable, not used, outside every reserved block; unexplained ones are not subtracted.
        reserved_blocks: Assigned reserved blocks, both families.
        free_prefixes_ipv4, free_prefixes_ipv6: aligned prefixes in Assigned blocks that overlap nothing in use.
        whole_blocks: aligned /28 without an address in use or a system address, outside every reserved block.
    """

    usable_ipv4: int
    used_ipv4: int
    unexplained_ipv4: int
    free_open_ipv4: int
    reserved_blocks: int
    free_prefixes_ipv4: int
    free_prefixes_ipv6: int
    whole_blocks: int


def vswitch_counts(vswitch: VSwitch, holders: Iterable[ENI]) -> VSwitchCounts:
    """Count what is used and free in a VSwitch, given everything that holds addresses in it."""
    holders = tuple(holders)
    marks = _used_marks(vswitch.cidr, holders)
    blocks = tuple(block.cidr for block in vswitch.blocks_of(4))
    assigned = tuple(block.cidr for block in vswitch.assigned_blocks(4))
    taken = _taken_marks(vswitch.cidr, marks, blocks)
    return VSwitchCounts(
        usable_ipv4=usable_count(vswitch.cidr),
        used_ipv4=_used_count(vswitch.cidr, marks),
        unexplained_ipv4=vswitch.unexplained_ipv4,
        free_open_ipv4=taken.count(0),
        reserved_blocks=sum(block.is_assigned for block in vswitch.blocks),
        free_prefixes_ipv4=sum(_whole(marks, *_span(vswitch.cidr, block)) for block in assigned),
        free_prefixes_ipv6=_free_prefixes_ipv6(vswitch, holders),
        whole_blocks=_whole(taken, 0, len(taken)),
    )


def open_pool_marks(vswitch: VSwitch, holders: Iterable[ENI]) -> bytearray:
    """One byte for each IPv4 address of a VSwitch, from its first: 0 where the open pool has it free, else 1."""
    blocks = tuple(block.cidr for block in vswitch.blocks_of(4))
    return _taken_marks(vswitch.cidr, _used_marks(vswitch.cidr, holders), blocks)


def unexplained(vswitch: VSwitch, holders: Iterable[ENI], file: str = "") -> tuple[int, Finding | None]:
    """Addresses that AvailableIpAddressCount says are taken and no holder explains, with the warning about it."""
    if vswitch.observed_free is None:
        return 0, None
    marks = _used_marks(vswitch.cidr, holders)
    in_blocks = sum(
        marks.count(0, *_span(vswitch.cidr, block.cidr)) for block in vswitch.assigned_blocks(4)
    )  # no block holds a system address
    total, used = usable_count(vswitch.cidr), _used_count(vswitch.cidr, marks)
    difference = total - used - vswitch.observed_free
    if difference in (0, in_blocks):
        return 0, None
    count = min((number for number in (difference, difference - in_blocks) if number >= 0), default=0)
    sums = f"{total:,} usable - {used:,} used - {vswitch.observed_free:,} observed as available = {difference:,}"
    return count, _unexplained_warning(vswitch, file, sums, count, in_blocks)


def _unexplained_warning(vswitch: VSwitch, file: str, sums: str, count: int, in_blocks: int) -> Finding:
    kept = f" ({in_blocks:,} of them free inside reserved blocks, if the count leaves those out)" if in_blocks else ""
    verdict = (
        f"so {count:,} are taken by something the files do not show"
        if count
        else "so the files show more than is in use"
    )
    message = f"{vswitch.id}: {sums}{kept}, {verdict}"
    return remark("Lint.UnexplainedAddresses", message, file=file, subject=vswitch.id, vswitch=vswitch.id)


def _used_marks(block: Cidr, holders: Iterable[ENI]) -> bytearray:
    """One byte for each address of a VSwitch, 1 where something holds it."""
    marks, first, last = bytearray(block.size), block.first, block.last
    for holder in holders:
        for address in holder.ipv4:
            if first <= address <= last:
                marks[address - first] = 1
        for prefix in holder.ipv4_prefixes:
            if block.overlaps(prefix):
                start, stop = _span(block, prefix)
                marks[start:stop] = b"\1" * (stop - start)
    return marks


def _used_count(block: Cidr, marks: bytearray) -> int:
    low, high = usable(block)
    return marks.count(1, low - block.first, high - block.first + 1)


def _taken_marks(block: Cidr, used: bytearray, reserved: Sequence[Cidr]) -> bytearray:
    """1 where an address is used, the system's or inside a reserved block: what the open pool does not have."""
    taken = bytearray(used)
    low, high = usable(block)
    system = ((0, low - block.first), (high - block.first + 1, block.size))
    for start, stop in (*system, *(_span(block, inner) for inner in reserved)):
        taken[start:stop] = b"\1" * (stop - start)
    return taken


def _span(block: Cidr, part: Cidr) -> tuple[int, int]:
    """Where a part lies inside a VSwitch, as a slice; a part that reaches outside is cut."""
    return max(part.first, block.first) - block.first, min(part.last, block.last) + 1 - block.first


def _whole(taken: bytearray, start: int, stop: int) -> int:
    """How many aligned prefixes of a slice have no mark; VSwitches smaller than a prefix have none."""
    size = PREFIX_SIZE[4]
    return sum(taken.count(0, place, place + size) == size for place in range(start, stop, size))


def _free_prefixes_ipv6(vswitch: VSwitch, holders: Iterable[ENI]) -> int:
    blocks = [block.cidr for block in vswitch.assigned_blocks(6)]
    total = sum(block.prefixes for block in blocks)
    spoiled = {address // PREFIX_SIZE[6] for holder in holders for address in _ipv6_starts(holder)}
    return total - sum(any(prefix * PREFIX_SIZE[6] in block for block in blocks) for prefix in spoiled)


def _ipv6_starts(holder: ENI) -> Iterator[int]:
    yield from holder.ipv6
    yield from (prefix.first for prefix in holder.ipv6_prefixes)
