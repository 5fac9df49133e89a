"""The tables: the one place that says which columns each frame has, in which dtype, and what they mean.

Ids, names, addresses and codes are strings; counts are whole numbers; what has few values is a category. Addresses are
counted in addresses, prefixes in prefixes (a /28 or a /80). To sort addresses or prefixes of both families by number,
sort by ``high`` and ``low``: texts sort 10.0.0.10 before 10.0.0.9.
"""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

from eniplan.contract.finding import RaisedAt
from eniplan.contract.findings import SEVERITIES
from eniplan.network.counts import VSwitchCounts
from eniplan.planning.changes import SIGNS
from eniplan.planning.plan import State
from eniplan.planning.spec import Addressing
from eniplan.planning.steps import Action
from eniplan.report.frames.column import Column, Table

FAMILIES = ("IPv4", "IPv6")
KINDS = ("primary", "secondary", "ipv6")
WHENS = ("before", "after")
STATES: tuple[str, ...] = get_args(State)
ADDRESSINGS: tuple[str, ...] = get_args(Addressing)
ACTIONS: tuple[str, ...] = get_args(Action)
CHANGE_ACTIONS: tuple[str, ...] = tuple(SIGNS)


def _text(name: str, meaning: str) -> Column:
    return Column(name=name, kind="string", meaning=meaning)


def _count(name: str, meaning: str) -> Column:
    return Column(name=name, kind="int64", meaning=meaning)


def _flag(name: str, meaning: str) -> Column:
    return Column(name=name, kind="bool", meaning=meaning)


def _choice(name: str, categories: tuple[str, ...], meaning: str, *, ordered: bool = False) -> Column:
    return Column(name=name, kind="category", meaning=meaning, categories=categories, ordered=ordered)


_HOLDS = (
    _text("primary", "primary private address; empty where it is not known"),
    _count("secondary_addresses", "secondary private addresses, in addresses"),
    _count("ipv4_prefixes", "IPv4 prefixes, in /28s"),
    _count("ipv6_addresses", "IPv6 addresses, in addresses"),
    _count("ipv6_prefixes", "IPv6 prefixes, in /80s"),
)
_HOLDER = (
    _text("eni", "ENI that has it: its name in a plan, its id in an inventory"),
    _text("group", "group of the plan that the ENI belongs to; empty in an inventory"),
    _choice("state", STATES, "whether the ENI is planned or exists already"),
    _flag("illustrative", "a drawing only: the cloud will draw another one"),
)
_NUMBER = (
    Column(name="high", kind="uint64", meaning="upper 64 bits of the (first) address as a number; 0 for IPv4"),
    Column(name="low", kind="uint64", meaning="lower 64 bits of the (first) address as a number"),
)
_ILLUSTRATIVE = _flag("illustrative", "its addresses are a drawing only: the cloud will draw others")

PLAN_ENIS = Table(
    "One row per ENI that has a place, in the order of the plan.",
    (
        _text("name", "name of the ENI"),
        _text("group", "group it belongs to"),
        _choice("state", STATES, "whether it is planned or exists already"),
        _text("vswitch", "id of its VSwitch"),
        _choice("addressing", ADDRESSINGS, "who picks the addresses: the cloud (automatic) or the plan (pinned)"),
        _ILLUSTRATIVE,
        *_HOLDS,
        _text("reason", "why it is in its VSwitch, as it looked just before it was placed"),
    ),
)
INVENTORY_ENIS = Table(
    "One row per ENI, in the order of the files; last come instances whose addresses no listed ENI explains.",
    (
        _text("id", "id; an instance's id where only the instance is known"),
        _text("name", "name; empty where it has none"),
        _text("vswitch", "id of its VSwitch"),
        _text("zone", "id of its zone; empty where it is not known"),
        _text("type", "Primary, Secondary, Trunk or what the API says"),
        _text("status", "what the API says"),
        _text("instance", "instance it is attached to; empty where it is not"),
        _flag("listed", "a listed ENI; false for an instance"),
        *_HOLDS,
    ),
)
ADDRESSES = Table(
    "One row per single address, ENI by ENI: the primary one, the secondary ones, the IPv6 ones.",
    (
        _text("vswitch", "id of the VSwitch"),
        _text("address", "address in its usual notation"),
        _choice("family", FAMILIES, "family of the address"),
        _choice("kind", KINDS, "what it is to its ENI"),
        *_HOLDER,
        *_NUMBER,
    ),
)
PREFIXES = Table(
    "One row per prefix of an ENI, ENI by ENI: IPv4 before IPv6.",
    (
        _text("vswitch", "id of the VSwitch"),
        _text("prefix", "prefix as a CIDR: a /28 (16 addresses) or a /80 (2^48 addresses)"),
        _choice("family", FAMILIES, "family of the prefix"),
        *_HOLDER,
        *_NUMBER,
    ),
)
BLOCKS = Table(
    "One row per reserved block, VSwitch by VSwitch; before and after are equal where nothing is planned.",
    (
        _text("vswitch", "id of the VSwitch"),
        _text("block", "reserved block as a CIDR"),
        _choice("family", FAMILIES, "family of the block"),
        _text("status", "Assigned, or what the API says: only an Assigned block gives prefixes"),
        _text("id", "id of the reservation; empty for a planned one"),
        _count("prefixes", "aligned prefixes that it gives, in prefixes; 0 unless it is Assigned"),
        _count("used_before", "of these, overlapped by something in use before the plan, in prefixes"),
        _count("used_after", "of these, overlapped by something in use after the plan, in prefixes"),
        _count("free_before", "of these, free before the plan, in prefixes"),
        _count("free_after", "of these, free after the plan, in prefixes"),
    ),
)
_COUNTED = {
    "usable_ipv4": "IPv4 addresses but the system's, in addresses",
    "used_ipv4": "of the usable ones, in use singly or inside a prefix, in addresses",
    "unexplained_ipv4": "taken by something that the files do not show, in addresses",
    "free_open_ipv4": "free in the open pool, unexplained ones among them, in addresses",
    "reserved_blocks": "Assigned reserved blocks of both families, in blocks",
    "free_prefixes_ipv4": "free in the reserved pool, in /28s",
    "free_prefixes_ipv6": "free in the reserved pool, in /80s",
    "whole_blocks": "whole in the open pool, so that they can still be reserved, in /28s",
}
COUNTED = tuple(field.name for field in fields(VSwitchCounts))
_COUNTS = tuple(_count(name, _COUNTED[name]) for name in COUNTED)

VSWITCHES = Table(
    "One row per VSwitch, in the order of the inventory; counts are those after the plan.",
    (
        _text("id", "id of the VSwitch"),
        _text("name", "name; empty where it has none"),
        _text("vpc", "id of its VPC; empty where it is not known"),
        _text("zone", "id of its zone; empty where it is not known"),
        _text("region", "id of its region; empty where it is not known"),
        _text("cidr", "IPv4 CIDR"),
        _text("ipv6_cidr", "IPv6 CIDR; empty where IPv6 is off"),
        _text("status", "Available, or what the API says"),
        _flag("planned", "described by the plan file, does not exist yet"),
        _count("open_pool_ipv4", "usable addresses outside every reserved block, in addresses"),
        _count("prefixes_ipv4", "inside Assigned reserved blocks, in /28s"),
        _count("prefixes_ipv6", "inside Assigned reserved blocks, in /80s"),
        *_COUNTS,
    ),
)
UTILISATION = Table(
    "Two rows per VSwitch, before and after the plan, in the order of the inventory.",
    (
        _text("vswitch", "id of the VSwitch"),
        _choice("when", WHENS, "before or after the plan", ordered=True),
        *_COUNTS,
    ),
)
REQUESTS = Table(
    "One row per request to send, in the order of the plan.",
    (
        _text("name", "name of the ENI"),
        _text("group", "group it belongs to"),
        _text("vswitch", "id of its VSwitch"),
        _choice("addressing", ADDRESSINGS, "who picks the addresses: the cloud (automatic) or the request (pinned)"),
        *_HOLDS[1:],
        _text("client_token", "ClientToken, which makes a retry safe"),
        _text("line", "the whole request as one line of JSON, as it is exported"),
    ),
)
STEPS = Table(
    "One row per call, in the order they are sent: each ENI's create, then what the create cannot take.",
    (
        _text("id", "the ENI's name, a slash, and the call's place among the ENI's calls, from 1"),
        _choice("action", ACTIONS, "action of the API"),
        _text("eni", "name of the ENI"),
        _text("vswitch", "id of its VSwitch"),
        _text("after", "id of the step whose answer gives NetworkInterfaceId; empty for a create"),
        _count("secondary_addresses", "secondary private addresses that the call asks for, in addresses"),
        _count("ipv4_prefixes", "IPv4 prefixes that the call asks for, in /28s"),
        _count("ipv6_addresses", "IPv6 addresses that the call asks for, in addresses"),
        _count("ipv6_prefixes", "IPv6 prefixes that the call asks for, in /80s"),
        _text("client_token", "ClientToken, which makes a retry safe"),
        _text("line", "its parameters as one line of JSON; an assign call's without NetworkInterfaceId"),
    ),
)
CHANGES = Table(
    "One row per ENI of the plan or of the earlier one: in the order of the plan, then what is removed.",
    (
        _text("name", "name of the ENI"),
        _choice("action", CHANGE_ACTIONS, "what becomes of it; without an earlier plan all are added"),
        _choice("sign", tuple(SIGNS.values()), "the action as terraform plan has it"),
        _text("group", "group it belongs to"),
        _text("vswitch", "id of its VSwitch now; empty for a removed one"),
        _text("was", "id of its VSwitch in the earlier plan; empty for an added one"),
        _flag("existing", "it exists in the cloud"),
        _text("reason", "what changed and why; empty where there is nothing to say"),
    ),
)
FINDINGS = Table(
    "One row per finding, in their order.",
    (
        _choice("severity", SEVERITIES, "error: it would be refused; from the gravest to the mildest", ordered=True),
        _text("code", "code of the API page's table, or Lint.*"),
        _text("parameter", "parameter as the wire names it; empty where it is about none"),
        _text("request", "name of the ENI or group; empty where it is about none"),
        Column(name="line", kind="Int64", meaning="line of the requests file, counted from 1; missing where none"),
        _text("vswitch", "id of the VSwitch; empty where it is about none"),
        _choice("raised_at", get_args(RaisedAt), "call that would raise it"),
        _text("message", "one sentence: what is wrong and what would be accepted"),
        _text("source", "where the rule is written, with its date"),
        _text("file", "inventory file; empty where it is about none"),
        _text("subject", "id of the ENI, VSwitch or block it is about; empty where it is about none"),
    ),
)
REFUSED = Table(
    "One row per group and code that refuses some of its ENIs, in the order of the groups.",
    (
        _text("group", "name of the group"),
        _text("code", "code that refuses them"),
        _count("enis", "refused for it, in ENIs"),
        _count("placed", "of the group, have a place, in ENIs"),
        _count("count", "asked for by the group, in ENIs"),
        _text("first", "name of the first refused one"),
        _text("limit", "the limit in words, with what is left of it"),
        _text("vswitches", "ids of the VSwitches that were tried, separated by blanks"),
        _text("message", "one sentence"),
    ),
)
COLUMNS = Table(
    "One row per column of each other frame of the value.",
    (
        _text("frame", "name of the frame"),
        _text("column", "name of the column"),
        _text("dtype", "its dtype"),
        _text("meaning", "what it says, with its unit"),
    ),
)
