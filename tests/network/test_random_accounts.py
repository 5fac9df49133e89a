"""Random accounts in random shapes read back the same; broken text never raises anything unexpected."""

from __future__ import annotations

import contextlib
import ipaddress
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eniplan.errors import EniplanError
from eniplan.network.cidr import Cidr
from eniplan.network.eni import ENI
from eniplan.network.facts import inventory_of
from eniplan.network.json_text import answers_in
from eniplan.network.vswitch import ReservedBlock, VSwitch
from tests.effort import examples
from tests.network.answers import block, blocks, eni, enis, prefixes, private, vswitch, vswitches

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory

Json = dict[str, Any]


@dataclass
class Account:
    """What exists, as values; it has no contradictions."""

    vswitches: list[VSwitch]
    enis: list[ENI]


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    """VSwitches side by side, each with blocks in its second quarter and ENIs that share nothing."""
    found = Account([], [])
    groups: list[tuple[str, ...]] = [(), ("sg-1",), ("sg-1", "sg-2")]
    tags: list[tuple[tuple[str, str], ...]] = [(), (("k", "v"),)]
    for number in range(draw(st.integers(1, 3))):
        first = (10 << 24) + (number << 16)
        slots = draw(st.lists(st.integers(4, 7), unique=True, max_size=4))
        held = tuple(ReservedBlock(id=f"vcr-{number}-{slot}", cidr=Cidr(4, first + 16 * slot, 28)) for slot in slots)
        key = f"vsw-{number}"
        found.vswitches.append(VSwitch(id=key, cidr=Cidr(4, first, 24), ipv6_cidr=draw(st.sampled_from([None, Cidr(
            6, (0x20010DB8 << 96) + (number << 64), 64)])), vpc_id="vpc-1", zone_id="cn-hangzhou-h",
            region_id="cn-hangzhou", blocks=held, name=draw(st.sampled_from(["", "web", "网"]))))  # fmt: skip
        offsets = iter(draw(st.permutations(range(128, 250))))
        for index in range(draw(st.integers(0, 4))):
            addresses = tuple(first + next(offsets) for _ in range(draw(st.integers(1, 5))))
            has_prefix = bool(slots) and draw(st.booleans())
            taken = (Cidr(4, first + 16 * slots.pop(), 28),) if has_prefix else ()
            found.enis.append(ENI(
                id=f"eni-{number}-{index}", vswitch_id=key, vpc_id="vpc-1", primary=addresses[0],
                secondary=addresses[1:], ipv4_prefixes=taken, name=draw(st.sampled_from(["", "a", "é"])),
                security_group_ids=draw(st.sampled_from(groups)),
                tags=draw(st.sampled_from(tags))))  # fmt: skip
    return found


def text(address: int) -> str:
    """An address as the standard library writes it."""
    return str(ipaddress.IPv4Address(address))


def rows_of(account: Account) -> tuple[list[Json], list[Json], list[Json]]:
    """The account as rows of three answers."""
    first = [vswitch(one.id, str(one.cidr), VSwitchName=one.name, Ipv6CidrBlock=str(one.ipv6_cidr or ""))
             for one in account.vswitches]  # fmt: skip
    second = [block(held.id, str(held.cidr), where=one.id) for one in account.vswitches for held in one.blocks]
    third = [eni(
        one.id, text(one.primary or 0), one.vswitch_id, NetworkInterfaceName=one.name,
        SecurityGroupIds={"SecurityGroupId": list(one.security_group_ids)},
        Tags={"Tag": [{"TagKey": key, "TagValue": value} for key, value in one.tags]},
        **private(*(text(address) for address in one.secondary)), **prefixes(*(str(one) for one in one.ipv4_prefixes)),
    ) for one in account.enis]  # fmt: skip
    return first, second, third


@st.composite
def shaped(draw: st.DrawFn, value: Any) -> Any:  # noqa: ANN401 - JSON
    """The same JSON with some wrapped lists plain, some empty ones null or missing, and unknown members."""
    if isinstance(value, list):
        return [draw(shaped(item)) for item in value]
    if not isinstance(value, dict):
        return value
    found: Json = {"Unknown": {"x": [1]}} if draw(st.booleans()) else {}
    for key, member in value.items():
        inner = next(iter(member.values())) if isinstance(member, dict) and len(member) == 1 else None
        if inner == [] and draw(st.booleans()):
            missing = {} if key not in LISTINGS else {key: None}  # without its member, nobody would know the listing
            found |= draw(st.sampled_from([missing, {key: None}, {key: {}}, {key: []}]))
        elif isinstance(inner, list) and draw(st.booleans()):
            found[key] = draw(shaped(inner))
        elif isinstance(inner, list):
            found[key] = {name: draw(shaped(rows)) for name, rows in member.items()}
        else:
            found[key] = draw(shaped(member))
    return found


LISTINGS = ("VSwitches", "NetworkInterfaceSets", "VSwitchCidrReservations")


@st.composite
def files(draw: st.DrawFn, account: Account) -> list[bytes]:
    """The account as files: pages of random size, as arrays, JSON lines or one file each, perhaps with a mark."""
    pages = []
    for make, rows in zip((vswitches, blocks, enis), rows_of(account), strict=True):
        size = draw(st.integers(1, 4))
        parts = [rows[start : start + size] for start in range(0, max(len(rows), 1), size)]
        pages += [draw(shaped(make(*part, TotalCount=len(rows), PageNumber=n))) for n, part in enumerate(parts, 1)]
    mark = draw(st.sampled_from(["", "\ufeff"]))
    how = draw(st.sampled_from(["array", "lines", "pretty", "files"]))
    if how == "array":
        return [(mark + json.dumps(pages)).encode()]
    if how == "files":
        return [(mark + json.dumps(page, ensure_ascii=False)).encode() for page in pages]
    indent = 1 if how == "pretty" else None
    return [(mark + "\n".join(json.dumps(page, indent=indent) for page in pages)).encode()]


def read(contents: list[bytes]) -> Inventory:
    """The inventory of some files."""
    return inventory_of(answer for n, content in enumerate(contents) for answer in answers_in(f"{n}.json", content))


@given(st.data())
@settings(
    max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_random_account_reads_back(data: st.DataObject) -> None:
    """Whatever the shape, the same VSwitches and ENIs in the same order, and nothing to remark."""
    account = data.draw(accounts())
    found = read(data.draw(files(account)))
    assert account.vswitches == list(found.vswitches.values())
    assert account.enis == list(found.enis.values())
    assert found.findings == ()


EXAMPLE = json.dumps([
    vswitches(vswitch(AvailableIpAddressCount=200, Ipv6CidrBlock="2001:db8::/64"), TotalCount=1),
    blocks(block(), NextToken=""),
    enis(eni(**private("10.0.0.6", "10.0.0.7"), **prefixes("10.0.0.64/28", "2001:db8::/80"),
             Tags={"Tag": [{"TagKey": "a", "TagValue": "b"}]}), TotalCount=1),
    {"Instances": {"Instance": [
        {"InstanceId": "i-1", "VpcAttributes": {"PrivateIpAddress": {"IpAddress": ["1.2.3.4"]}}}]}},
    {"AccountAttributeItems": {"AccountAttributeItem": [
        {"AttributeName": "max-elastic-network-interfaces", "AttributeValues": {"ValueItem": [{"Value": "9"}]}}]}},
    {"Code": "x", "Message": "y"},
]).encode()  # fmt: skip


@given(
    st.lists(st.tuples(st.integers(0, len(EXAMPLE)), st.integers(0, 12), st.binary(max_size=6)), min_size=1, max_size=4)
)
@settings(max_examples=examples(1500), deadline=None)
def test_broken_text_is_read_or_refused(edits: list[tuple[int, int, bytes]]) -> None:
    """Bytes deleted and replaced anywhere: an inventory or a plain refusal, both of which can be shown."""
    content = bytearray(EXAMPLE)
    for place, count, bytes_ in edits:
        content[place : place + count] = bytes_
    shown(bytes(content))


MEMBERS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=3)
    | st.sampled_from(["10.0.0.0/24", "10.0.0.9", "\ud800", "a*", "2001:db8::/64", "-1", "true"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["Tag", "Key", "VSwitch"]), inner),
    max_leaves=4,
)  # fmt: skip


@given(st.data())
@settings(max_examples=examples(600), deadline=None)
def test_any_value_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    """Any JSON value in place of any member: an inventory or a plain refusal."""
    document = json.loads(EXAMPLE)
    here: Any = document
    while isinstance(here, dict | list) and here:
        key = data.draw(st.sampled_from(list(here) if isinstance(here, dict) else range(len(here))))
        if not isinstance(here[key], dict | list) or not here[key] or data.draw(st.integers(0, 3)) == 0:
            here[key] = data.draw(MEMBERS)
            break
        here = here[key]
    shown(json.dumps(document).encode())


def shown(content: bytes) -> None:
    """Read it; whatever comes out has to be UTF-8 text."""
    with contextlib.suppress(EniplanError):
        for finding in read([content]).findings:
            str(finding).encode()
        return
    try:
        read([content])
    except EniplanError as refusal:
        str(refusal).encode()
