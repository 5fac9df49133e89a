"""The calls that look: ENIs, VSwitches, reserved blocks and instance types, in pages as the API gives them.

Two ways of paging exist: MaxResults with NextToken (a listing that goes on where the last page ended, whatever is
created or deleted meanwhile), and PageNumber with PageSize. Limits: ECS and VPC API (SDKs 7.11.8 and 7.2.2).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from eniplan.sending.standin.asked import Asked
from eniplan.sending.standin.eni_rows import eni_row
from eniplan.sending.standin.refused import refuse
from eniplan.sending.standin.vswitch_rows import block_row, type_row, vswitch_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eniplan.network.vswitch import VSwitch
    from eniplan.sending.standin.account import Account, Interface

Body = dict[str, object]
Test = Callable[["Interface"], bool]
Filter = Callable[[Asked], Test | None]
"""From what a call asks to a test of an ENI; None where it does not ask."""
T = TypeVar("T")

_MOST_PAGES = 10**6


class Paging(NamedTuple):
    """How long the pages of a listing may be.

    Args:
        results: the most MaxResults; 0 where the action does not have it.
        size: the most PageSize; 0 where the action does not have it.
    """

    results: int
    size: int


ENI_PAGES = Paging(500, 500)
VSWITCH_PAGES = Paging(0, 50)
BLOCK_PAGES = Paging(100, 0)
TYPE_PAGES = Paging(100, 0)
_USUAL = 10


def describe_enis(account: Account, sent: Mapping[str, str], _now: float) -> Body:
    """DescribeNetworkInterfaces."""
    asked = Asked(sent)
    asked.required("RegionId")
    rows = list(_enis(account, asked))
    page, more = _page(asked, rows, ENI_PAGES, serial=lambda interface: interface.serial)
    return {**more, "NetworkInterfaceSets": {"NetworkInterfaceSet": [eni_row(interface) for interface in page]}}


def describe_vswitches(account: Account, sent: Mapping[str, str], _now: float) -> Body:
    """DescribeVSwitches."""
    asked = Asked(sent)
    if not asked.text("RegionId") and not asked.text("VpcId"):
        raise refuse("MissingParameter", "RegionId or VpcId is missing; one of them is needed")
    rows = [vswitch for vswitch in account.vswitches.values() if _is_asked_vswitch(vswitch, asked)]
    page, more = _page(asked, rows, VSWITCH_PAGES)
    return {**more, "VSwitches": {"VSwitch": [vswitch_row(vswitch, account) for vswitch in page]}}


def describe_vswitch(account: Account, sent: Mapping[str, str], _now: float) -> Body:
    """DescribeVSwitchAttributes."""
    asked = Asked(sent)
    vswitch = account.vswitches.get(asked.required("VSwitchId"))
    if vswitch is None or not _in_region(vswitch.region_id, asked):
        raise refuse("InvalidVSwitchId.NotFound", f"there is no VSwitch {asked.text('VSwitchId')}")
    return vswitch_row(vswitch, account)


def list_blocks(account: Account, sent: Mapping[str, str], _now: float) -> Body:
    """ListVSwitchCidrReservations."""
    asked = Asked(sent)
    asked.required("RegionId")
    wanted, version = asked.text("VSwitchId"), asked.text("IpVersion").casefold()
    ids = asked.texts("VSwitchCidrReservationId")
    rows = [
        row
        for vswitch in account.vswitches.values()
        if _in_region(vswitch.region_id, asked) and wanted in ("", vswitch.id)
        for block in vswitch.blocks
        if version in ("", f"ipv{block.cidr.family}") and (not ids or block.id in ids)
        for row in (block_row(block, vswitch, account),)
    ]
    page, more = _page(asked, rows, BLOCK_PAGES)
    return {**more, "VSwitchCidrReservations": list(page)}


def describe_types(account: Account, sent: Mapping[str, str], _now: float) -> Body:
    """DescribeInstanceTypes: those that the inventory lists."""
    asked = Asked(sent)
    wanted = asked.texts("InstanceTypes")
    rows = [kind for key, kind in account.ground.inventory.instance_types.items() if not wanted or key in wanted]
    page, more = _page(asked, rows, TYPE_PAGES)
    return {
        "NextToken": more.get("NextToken", ""),
        "InstanceTypes": {"InstanceType": [type_row(kind) for kind in page]},
    }


def _enis(account: Account, asked: Asked) -> Iterator[Interface]:
    """The ENIs that a call's filters let through, in the order of their creation."""
    ids = asked.texts("NetworkInterfaceId")
    listed: Iterable[Interface] = account.interfaces.values()
    if ids:
        found = (account.interfaces.get(key) for key in ids)
        listed = sorted((one for one in found if one is not None), key=lambda one: one.serial)
    filters = [test for test in (make(asked) for make in _ENI_FILTERS) if test is not None]
    return (one for one in listed if _in_region(one.region, asked) and all(test(one) for test in filters))


def _equal(name: str, value: Callable[[Interface], str]) -> Filter:
    """A filter by one text."""

    def make(asked: Asked) -> Test | None:
        wanted = asked.text(name)
        return (lambda interface: value(interface) == wanted) if wanted else None

    return make


def _any_of(name: str, values: Callable[[Mapping[str, object]], Iterable[object]]) -> Filter:
    """A filter by a list: one of the ENI's own values is in it."""

    def make(asked: Asked) -> Test | None:
        wanted = asked.texts(name)
        return (lambda interface: not wanted.isdisjoint(map(str, values(eni_row(interface))))) if wanted else None

    return make


def _tagged(asked: Asked) -> Test | None:
    wanted = asked.tags()
    if not wanted:
        return None
    return lambda interface: all(
        any(key == has and value in (None, holds) for has, holds in interface.eni.tags) for key, value in wanted
    )


def _in_group(asked: Asked) -> Test | None:
    wanted = asked.text("SecurityGroupId")
    return (lambda interface: wanted in interface.eni.security_group_ids) if wanted else None


def _inner(outer: str, inner: str, member: str) -> Callable[[Mapping[str, object]], Iterable[object]]:
    def values(row: Mapping[str, object]) -> Iterable[object]:
        wrapped = row[outer]
        assert isinstance(wrapped, dict)  # noqa: S101 - eni_row made it
        return (item[member] for item in wrapped[inner])

    return values


_ENI_FILTERS = (
    _equal("VSwitchId", lambda one: one.eni.vswitch_id),
    _equal("VpcId", lambda one: one.eni.vpc_id),
    _equal("Status", lambda one: one.eni.status),
    _equal("Type", lambda one: one.eni.eni_type),
    _equal("InstanceId", lambda one: one.eni.instance_id),
    _equal("NetworkInterfaceName", lambda one: one.eni.name),
    _equal("ResourceGroupId", lambda one: one.request.resource_group_id or ""),
    _equal("PrimaryIpAddress", lambda one: str(eni_row(one)["PrivateIpAddress"])),
    _any_of("PrivateIpAddress", _inner("PrivateIpSets", "PrivateIpSet", "PrivateIpAddress")),
    _any_of("Ipv6Address", _inner("Ipv6Sets", "Ipv6Set", "Ipv6Address")),
    _in_group,
    _tagged,
)


def _is_asked_vswitch(vswitch: VSwitch, asked: Asked) -> bool:
    wanted = (
        ("VpcId", vswitch.vpc_id),
        ("ZoneId", vswitch.zone_id),
        ("VSwitchName", vswitch.name),
        ("VSwitchId", vswitch.id),
    )
    return _in_region(vswitch.region_id, asked) and all(asked.text(name) in ("", value) for name, value in wanted)


def _in_region(region: str, asked: Asked) -> bool:
    """Whether something is in the region that a call names; what has no known region is in each."""
    wanted = asked.text("RegionId")
    return not (region and wanted) or region == wanted


def _page(
    asked: Asked, rows: Sequence[T], paging: Paging, serial: Callable[[T], int] | None = None
) -> tuple[Sequence[T], Body]:
    """One page of a listing, and what the answer says about further ones."""
    if paging.results and (not paging.size or asked.text("MaxResults") or asked.text("NextToken")):
        return _after_token(asked, rows, paging.results, serial)
    size = asked.number("PageSize", paging.size, _USUAL)
    number = asked.number("PageNumber", _MOST_PAGES, 1)
    page = rows[(number - 1) * size : number * size]
    return page, {"PageNumber": number, "PageSize": size, "TotalCount": len(rows)}


def _after_token(
    asked: Asked, rows: Sequence[T], most: int, serial: Callable[[T], int] | None
) -> tuple[Sequence[T], Body]:
    size, last = asked.number("MaxResults", most, _USUAL), asked.number("NextToken", 10**9 - 1, 0)
    numbered = ((serial(row) if serial else place, row) for place, row in enumerate(rows, 1))
    page = list(islice(((at, row) for at, row in numbered if at > last), size + 1))
    token = str(page[size - 1][0]) if len(page) > size else ""
    return [row for _, row in page[:size]], {"MaxResults": size, "NextToken": token, "TotalCount": len(rows)}
