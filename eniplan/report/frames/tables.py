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
from eniplan.planning.reconciliation import Fate
from eniplan.planning.rehearsal import OUTCOMES as REHEARSED_OUTCOMES
from eniplan.planning.spec import Addressing
from eniplan.planning.steps import Action
from eniplan.report.frames.column import Column, Table, choice, count, flag, maybe, text

FAMILIES = ("IPv4", "IPv6")
KINDS = ("primary", "secondary", "ipv6")
WHENS = ("before", "after")
STATES: tuple[str, ...] = get_args(State)
ADDRESSINGS: tuple[str, ...] = get_args(Addressing)
ACTIONS: tuple[str, ...] = get_args(Action)
OUTCOMES: tuple[str, ...] = REHEARSED_OUTCOMES
CHANGE_ACTIONS: tuple[str, ...] = tuple(SIGNS)
FATES: tuple[str, ...] = get_args(Fate)


_HOLDS = (
    text("primary", "primary private address; empty where it is not known"),
    count("secondary_addresses", "secondary private addresses, in addresses"),
    count("ipv4_prefixes", "IPv4 prefixes, in /28s"),
    count("ipv6_addresses", "IPv6 addresses, in addresses"),
    count("ipv6_prefixes", "IPv6 prefixes, in /80s"),
)
_HOLDER = (
    text("eni", "ENI that has it: its name in a plan, its id in an inventory"),
    text("group", "group of the plan that the ENI belongs to; empty in an inventory"),
    choice("state", STATES, "whether the ENI is planned or exists already"),
    flag("illustrative", "a drawing only: the cloud will draw another one"),
)
_NUMBER = (
    Column(name="high", kind="uint64", meaning="upper 64 bits of the (first) address as a number; 0 for IPv4"),
    Column(name="low", kind="uint64", meaning="lower 64 bits of the (first) address as a number"),
)
_ILLUSTRATIVE = flag("illustrative", "its addresses are a drawing only: the cloud will draw others")

PLAN_ENIS = Table(
    "One row per ENI that has a place, in the order of the plan.",
    (
        text("name", "name of the ENI"),
        text("group", "group it belongs to"),
        choice("state", STATES, "whether it is planned or exists already"),
        text("vswitch", "id of its VSwitch"),
        choice("addressing", ADDRESSINGS, "who picks the addresses: the cloud (automatic) or the plan (pinned)"),
        _ILLUSTRATIVE,
        *_HOLDS,
        text("reason", "why it is in its VSwitch, as it looked just before it was placed"),
    ),
)
INVENTORY_ENIS = Table(
    "One row per ENI, in the order of the files; last come instances whose addresses no listed ENI explains.",
    (
        text("id", "id; an instance's id where only the instance is known"),
        text("name", "name; empty where it has none"),
        text("vswitch", "id of its VSwitch"),
        text("zone", "id of its zone; empty where it is not known"),
        text("type", "Primary, Secondary, Trunk or what the API says"),
        text("status", "what the API says"),
        text("instance", "instance it is attached to; empty where it is not"),
        flag("listed", "a listed ENI; false for an instance"),
        *_HOLDS,
    ),
)
ADDRESSES = Table(
    "One row per single address, ENI by ENI: the primary one, the secondary ones, the IPv6 ones.",
    (
        text("vswitch", "id of the VSwitch"),
        text("address", "address in its usual notation"),
        choice("family", FAMILIES, "family of the address"),
        choice("kind", KINDS, "what it is to its ENI"),
        *_HOLDER,
        *_NUMBER,
    ),
)
PREFIXES = Table(
    "One row per prefix of an ENI, ENI by ENI: IPv4 before IPv6.",
    (
        text("vswitch", "id of the VSwitch"),
        text("prefix", "prefix as a CIDR: a /28 (16 addresses) or a /80 (2^48 addresses)"),
        choice("family", FAMILIES, "family of the prefix"),
        *_HOLDER,
        *_NUMBER,
    ),
)
BLOCKS = Table(
    "One row per reserved block, VSwitch by VSwitch; before and after are equal where nothing is planned.",
    (
        text("vswitch", "id of the VSwitch"),
        text("block", "reserved block as a CIDR"),
        choice("family", FAMILIES, "family of the block"),
        text("status", "Assigned, or what the API says: only an Assigned block gives prefixes"),
        text("id", "id of the reservation; empty for a planned one"),
        count("prefixes", "aligned prefixes that it gives, in prefixes; 0 unless it is Assigned"),
        count("used_before", "of these, overlapped by something in use before the plan, in prefixes"),
        count("used_after", "of these, overlapped by something in use after the plan, in prefixes"),
        count("free_before", "of these, free before the plan, in prefixes"),
        count("free_after", "of these, free after the plan, in prefixes"),
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
_COUNTS = tuple(count(name, _COUNTED[name]) for name in COUNTED)

VSWITCHES = Table(
    "One row per VSwitch, in the order of the inventory; counts are those after the plan.",
    (
        text("id", "id of the VSwitch"),
        text("name", "name; empty where it has none"),
        text("vpc", "id of its VPC; empty where it is not known"),
        text("zone", "id of its zone; empty where it is not known"),
        text("region", "id of its region; empty where it is not known"),
        text("cidr", "IPv4 CIDR"),
        text("ipv6_cidr", "IPv6 CIDR; empty where IPv6 is off"),
        text("status", "Available, or what the API says"),
        flag("planned", "described by the plan file, does not exist yet"),
        count("open_pool_ipv4", "usable addresses outside every reserved block, in addresses"),
        count("prefixes_ipv4", "inside Assigned reserved blocks, in /28s"),
        count("prefixes_ipv6", "inside Assigned reserved blocks, in /80s"),
        *_COUNTS,
    ),
)
UTILISATION = Table(
    "Two rows per VSwitch, before and after the plan, in the order of the inventory.",
    (
        text("vswitch", "id of the VSwitch"),
        choice("when", WHENS, "before or after the plan", ordered=True),
        *_COUNTS,
    ),
)
REQUESTS = Table(
    "One row per request to send, in the order of the plan.",
    (
        text("name", "name of the ENI"),
        text("group", "group it belongs to"),
        text("vswitch", "id of its VSwitch"),
        choice("addressing", ADDRESSINGS, "who picks the addresses: the cloud (automatic) or the request (pinned)"),
        *_HOLDS[1:],
        text("client_token", "ClientToken, which makes a retry safe"),
        text("line", "the whole request as one line of JSON, as it is exported"),
    ),
)
STEPS = Table(
    "One row per call, in the order they are sent: each ENI's create, then what the create cannot take.",
    (
        text("id", "the ENI's name, a slash, and the call's place among the ENI's calls, from 1"),
        choice("action", ACTIONS, "action of the API"),
        text("eni", "name of the ENI"),
        text("vswitch", "id of its VSwitch"),
        text("after", "id of the step whose answer gives NetworkInterfaceId; empty for a create"),
        count("secondary_addresses", "secondary private addresses that the call asks for, in addresses"),
        count("ipv4_prefixes", "IPv4 prefixes that the call asks for, in /28s"),
        count("ipv6_addresses", "IPv6 addresses that the call asks for, in addresses"),
        count("ipv6_prefixes", "IPv6 prefixes that the call asks for, in /80s"),
        text("client_token", "ClientToken, which makes a retry safe"),
        text("line", "its parameters as one line of JSON; an assign call's without NetworkInterfaceId"),
    ),
)
REHEARSED = Table(
    "One row per step, in the order they were sent to the stand-in.",
    (
        text("id", "the ENI's name, a slash, and the call's place among the ENI's calls, from 1"),
        choice("action", ACTIONS, "action of the API"),
        text("eni", "name of the ENI"),
        text("group", "group it belongs to"),
        text("vswitch", "id of its VSwitch"),
        choice("outcome", OUTCOMES, "what the answer says; not sent: the create it follows gave no id"),
        maybe("status", "HTTP status; missing where there was no answer"),
        text("code", "code of the refusal; empty for none"),
        text("message", "Message of the refusal, as the API words it; empty for none"),
        text("cause", "the finding behind it; empty where a fault was asked for"),
        text("fix", "nearest thing to do about it; empty for none"),
        text("fault", "kind of the fault that the step met; empty for none"),
        text("eni_id", "NetworkInterfaceId that the stand-in gave; empty for an assign call"),
        text("primary", "primary address that the stand-in gave; the cloud may draw another one"),
    ),
)
CHANGES = Table(
    "One row per ENI of the plan or of the earlier one: in the order of the plan, then what is removed.",
    (
        text("name", "name of the ENI"),
        choice("action", CHANGE_ACTIONS, "what becomes of it; without an earlier plan all are added"),
        choice("sign", tuple(SIGNS.values()), "the action as terraform plan has it"),
        text("group", "group it belongs to"),
        text("vswitch", "id of its VSwitch now; empty for a removed one"),
        text("was", "id of its VSwitch in the earlier plan; empty for an added one"),
        flag("existing", "it exists in the cloud"),
        text("reason", "what changed and why; empty where there is nothing to say"),
    ),
)
RECONCILED = Table(
    "One row per ENI: the plan's in its order, then orphaned ones, then foreign ones.",
    (
        text("name", "name in the plan; what the inventory calls it where it is in no plan"),
        choice("fate", FATES, "what became of it"),
        text("group", "group it belongs to; empty where it is in none"),
        text("eni", "id of the ENI; empty where it does not exist"),
        text("vswitch", "id of the VSwitch it is in, or would be"),
        text("evidence", "how that is known"),
        text("differs", "what differs from the plan; empty where nothing does"),
    ),
)
FINDINGS = Table(
    "One row per finding, in their order.",
    (
        choice("severity", SEVERITIES, "error: it would be refused; from the gravest to the mildest", ordered=True),
        text("code", "code of the API page's table, or Lint.*"),
        text("parameter", "parameter as the wire names it; empty where it is about none"),
        text("request", "name of the ENI or group; empty where it is about none"),
        maybe("line", "line of the requests file, counted from 1; missing where none"),
        text("vswitch", "id of the VSwitch; empty where it is about none"),
        choice("raised_at", get_args(RaisedAt), "call that would raise it"),
        text("message", "one sentence: what is wrong and what would be accepted"),
        text("source", "where the rule is written, with its date"),
        text("file", "inventory file; empty where it is about none"),
        text("subject", "id of the ENI, VSwitch or block it is about; empty where it is about none"),
    ),
)
REFUSED = Table(
    "One row per group and code that refuses some of its ENIs, in the order of the groups.",
    (
        text("group", "name of the group"),
        text("code", "code that refuses them"),
        count("enis", "refused for it, in ENIs"),
        count("placed", "of the group, have a place, in ENIs"),
        count("count", "asked for by the group, in ENIs"),
        text("first", "name of the first refused one"),
        text("limit", "the limit in words, with what is left of it"),
        text("vswitches", "ids of the VSwitches that were tried, separated by blanks"),
        text("message", "one sentence"),
    ),
)
COLUMNS = Table(
    "One row per column of each other frame of the value.",
    (
        text("frame", "name of the frame"),
        text("column", "name of the column"),
        text("dtype", "its dtype"),
        text("meaning", "what it says, with its unit"),
    ),
)
