"""VSwitches and reserved blocks, from DescribeVSwitches, DescribeVSwitchAttributes and ListVSwitchCidrReservations.

What a file says that cannot be, and what becomes of it:

* a CIDR with host bits: its network is used (a decision), with a warning;
* a reserved block that the VPC API would never have made (:func:`~eniplan.network.vswitch.block_problem`), or one
  that overlaps another one of its VSwitch: a warning, and the block is left out, since no pool could be made of it
  (of two that overlap, the larger stays, of two equal ones the first);
* a block of a VSwitch that no file shows: a warning, and it is left out.

A Released block is gone. One without Status is taken as Assigned (a decision), with a note.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from eniplan.network.cidr import VSWITCH_MASKS, Cidr, Family, cidr_of
from eniplan.network.inventory import region_of_zone
from eniplan.network.members import MemberProblem, Row, cidr, flag, identifier, number, required, text
from eniplan.network.remarks import VPC_DOCUMENTATION, remark
from eniplan.network.vswitch import ASSIGNED, AVAILABLE, ReservedBlock, VSwitch, block_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eniplan.contract.finding import Finding

RELEASED = "Released"
_FAMILIES: dict[str, Family] = {"ipv4": 4, "ipv6": 6}


@dataclass(frozen=True, slots=True)
class VSwitchRow:
    """A VSwitch, and its CIDRs as they were written where they have host bits."""

    vswitch: VSwitch
    host_bits: tuple[str, ...]
    file: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A reserved block, the VSwitch it says it is in, and what was odd about the row."""

    block: ReservedBlock
    vswitch_id: str
    host_bits: str
    has_status: bool
    file: str = field(compare=False)


def vswitch_of(row: Row, file: str) -> tuple[str, VSwitchRow]:
    """One VSwitch of an answer, without its blocks."""
    key, zone_id = required(row, "VSwitchId"), identifier(row, "ZoneId")
    ipv4, ipv6 = _vswitch_cidr(row, "CidrBlock", 4), _vswitch_cidr(row, "Ipv6CidrBlock", 6)
    is_off = flag(row, "EnabledIpv6") is False
    if ipv4 is None:
        raise MemberProblem("CidrBlock", "is missing")
    odd = (("CidrBlock", ipv4), ("Ipv6CidrBlock", ipv6))
    vswitch = VSwitch(
        id=key,
        cidr=ipv4[0],
        ipv6_cidr=None if ipv6 is None or is_off else ipv6[0],
        name=text(row, "VSwitchName"),
        vpc_id=identifier(row, "VpcId"),
        zone_id=zone_id,
        region_id=identifier(row, "RegionId") or region_of_zone(zone_id),
        status=text(row, "Status") or AVAILABLE,
        observed_free=number(row, "AvailableIpAddressCount"),
    )
    return key, VSwitchRow(vswitch, tuple(text(row, name) for name, found in odd if found and found[1]), file)


def block_of(row: Row, file: str) -> tuple[str, BlockRow]:
    """One reserved block of an answer."""
    key, status = required(row, "VSwitchCidrReservationId"), text(row, "Status")
    name = "VSwitchCidrReservationCidr"
    found = cidr(row, name, _block_family(row, name))
    if found is None:
        raise MemberProblem(name, "is missing")
    block = ReservedBlock(id=key, cidr=found[0], status=status or ASSIGNED)
    written = text(row, name) if found[1] else ""
    return key, BlockRow(block, required(row, "VSwitchId"), written, bool(status), file)


def with_blocks(
    vswitches: Mapping[str, VSwitchRow], blocks: Iterable[BlockRow]
) -> tuple[dict[str, VSwitch], tuple[Finding, ...]]:
    """The VSwitches with their reserved blocks, and what was odd about either."""
    rows = [row for row in blocks if row.block.status != RELEASED]
    findings = [*_host_bits(vswitches.values(), rows), *_without_status(rows), *_homeless(vswitches, rows)]
    by_vswitch: dict[str, list[BlockRow]] = {}
    for row in rows:
        by_vswitch.setdefault(row.vswitch_id, []).append(row)
    known = {}
    for key, listed in vswitches.items():
        kept, problems = _possible(listed.vswitch, by_vswitch.get(key, []))
        known[key] = replace(listed.vswitch, blocks=kept)
        findings += problems
    return known, tuple(findings)


def _vswitch_cidr(row: Row, name: str, family: Family) -> tuple[Cidr, bool] | None:
    found, masks = cidr(row, name, family), VSWITCH_MASKS[family]
    if found is not None and found[0].mask not in masks:
        accepted = f"from {masks[0]} to {masks[-1]}" if len(masks) > 1 else f"{masks[0]}"
        raise MemberProblem(name, f"'{text(row, name)}' has mask {found[0].mask}; a VSwitch's is {accepted}")
    return found


def _block_family(row: Row, name: str) -> Family:
    said = text(row, "IpVersion")
    if not said:
        return 6 if ":" in identifier(row, name) else 4
    if said.casefold() not in _FAMILIES:
        raise MemberProblem("IpVersion", f"'{said}' is neither IPv4 nor IPv6")
    return _FAMILIES[said.casefold()]


def _possible(vswitch: VSwitch, rows: Sequence[BlockRow]) -> tuple[tuple[ReservedBlock, ...], list[Finding]]:
    kept: dict[Cidr, ReservedBlock] = {}
    findings = []
    for row in sorted(rows, key=lambda row: row.block.cidr.mask):
        problem = block_problem(vswitch.family_cidr(row.block.cidr.family), row.block.cidr)
        problem = problem or _overlap(row.block.cidr, kept)
        if problem is None:
            kept[row.block.cidr] = row.block
        else:
            findings.append(_bad(vswitch, row, problem))
    return tuple(row.block for row in rows if kept.get(row.block.cidr) == row.block), findings


def _overlap(block: Cidr, kept: Mapping[Cidr, ReservedBlock]) -> str | None:
    """Blocks that overlap nest, so the larger one is found by its mask."""
    around = (cidr_of(block.family, block.first, mask) for mask in range(16, block.mask + 1))
    twin = next((kept[larger] for larger in around if larger in kept), None)
    return None if twin is None else f"{block} overlaps {twin.id} ({twin.cidr})"


def _bad(vswitch: VSwitch, row: BlockRow, problem: str) -> Finding:
    message = f"reserved block {row.block.id} of {vswitch.id} is left out: {problem}"
    place = {"file": row.file, "subject": row.block.id, "vswitch": vswitch.id}
    return remark("Lint.BadReservedBlock", message, source="VPC API, CreateVSwitchCidrReservation", **place)


def _host_bits(vswitches: Iterable[VSwitchRow], blocks: Iterable[BlockRow]) -> Iterator[Finding]:
    for row in vswitches:
        for written in row.host_bits:
            network = row.vswitch.ipv6_cidr if ":" in written else row.vswitch.cidr
            used = f"; its network {network} is used" if network else ""
            message = f"{written} of {row.vswitch.id} has host bits{used}"
            yield remark("Lint.CidrHostBits", message, file=row.file, subject=row.vswitch.id, vswitch=row.vswitch.id)
    for block in blocks:
        if block.host_bits:
            message = f"{block.host_bits} of {block.block.id} has host bits; its network {block.block.cidr} is used"
            yield remark(
                "Lint.CidrHostBits", message, file=block.file, subject=block.block.id, vswitch=block.vswitch_id
            )


def _without_status(rows: Iterable[BlockRow]) -> Iterator[Finding]:
    by_file: dict[str, list[str]] = {}
    for row in rows:
        if not row.has_status:
            by_file.setdefault(row.file, []).append(row.block.id)
    for file, keys in by_file.items():
        many = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
        message = f"reserved block {keys[0]}{many} without Status: taken as {ASSIGNED}"
        yield remark("Lint.StatusMissing", message, file=file, subject=keys[0])


def _homeless(vswitches: Mapping[str, VSwitchRow], rows: Iterable[BlockRow]) -> Iterator[Finding]:
    strays: dict[str, list[BlockRow]] = {}
    for row in rows:
        if row.vswitch_id not in vswitches:
            strays.setdefault(row.vswitch_id, []).append(row)
    for key, found in strays.items():
        message = f"{len(found)} reserved block(s), {found[0].block.id} first, in {key}, which no file shows: left out"
        yield remark(
            "Lint.UnknownVSwitch", message, file=found[0].file, subject=key, vswitch=key, source=VPC_DOCUMENTATION
        )
