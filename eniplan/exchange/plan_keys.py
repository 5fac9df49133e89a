"""Every key of a plan file, as data: reading, writing, forms and documentation interpret this table.

Bounds that hold for a plan however it was made stand in :mod:`eniplan.planning.spec_check`; ``accepts`` says them in
words. A default is the default of the attribute that the key sets: a test holds the two equal.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, get_args

from eniplan.network.security_group import GroupType
from eniplan.planning.spec import MOST_ENIS, Addressing, Draw, Placement

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 1
"""The format of plan files that is read and written."""


class Kind(Enum):
    """What a value is; the text is what a message says is accepted, unless the key says it better."""

    FORMAT = f"the number {FORMAT}"
    TEXT = "a text"
    ID = "an id"
    WHOLE = "a whole number"
    CHOICE = "one of a few words"
    TEXTS = "a list of texts"
    IPV4_CIDR = "an IPv4 CIDR"
    IPV6_CIDR = "an IPv6 CIDR"
    BLOCKS = "a list of CIDRs"
    TAGS = "a table of texts"
    PARAMETERS = "a table of API parameters"
    PROFILE = "a table of the profile's keys"
    TABLES = "a list of tables"


class PlanKey(NamedTuple):
    """One key.

    Args:
        name: as the file has it.
        field: the attribute of PlanSpec, Group, Wish, VSwitch or SecurityGroup; empty where there is none.
        kind: what its value is.
        meaning: what it says, for documentation and forms.
        accepted: what a message says is accepted; empty for the words of the kind.
        required: whether it has to be there.
        default: the attribute's value where the key is missing.
        choices: the only values of a CHOICE.
        members: the keys of each table of TABLES.
    """

    name: str
    field: str
    kind: Kind
    meaning: str
    accepted: str = ""
    required: bool = False
    default: object = None
    choices: tuple[str, ...] = ()
    members: tuple[PlanKey, ...] = ()

    @property
    def accepts(self) -> str:
        """What a message says is accepted."""
        if self.choices:
            return f"one of {', '.join(self.choices)}"
        return self.accepted or self.kind.value


def _counted(name: str, meaning: str) -> PlanKey:
    return PlanKey(
        name=name, field=name, kind=Kind.WHOLE, meaning=meaning, accepted="a whole number from 0 to 49", default=0
    )


def _named(name: str, meaning: str, accepted: str) -> PlanKey:
    return PlanKey(name=name, field=name, kind=Kind.TEXTS, meaning=meaning, accepted=accepted)


VSWITCH_KEYS = (
    PlanKey(name="id", field="id", kind=Kind.ID, required=True, meaning="the id that groups name it by"),
    PlanKey(name="vpc", field="vpc_id", kind=Kind.TEXT, default="", meaning="the id of its VPC"),
    PlanKey(name="zone", field="zone_id", kind=Kind.TEXT, default="", meaning="its zone, which says its region too"),
    PlanKey(
        name="cidr", field="cidr", kind=Kind.IPV4_CIDR, required=True, meaning="its IPv4 addresses",
        accepted="an IPv4 CIDR with a mask from 16 to 29, for example 10.0.0.0/20",
    ),
    PlanKey(
        name="ipv6_cidr", field="ipv6_cidr", kind=Kind.IPV6_CIDR, meaning="its IPv6 addresses",
        accepted="an IPv6 CIDR with mask 64, for example 2001:db8:0:1::/64",
    ),
    PlanKey(
        name="reserved", field="blocks", kind=Kind.BLOCKS, default=(), meaning="reserved blocks, which give prefixes",
        accepted="a list of CIDRs inside the VSwitch",
    ),
)  # fmt: skip

SECURITY_GROUP_KEYS = (
    PlanKey(name="id", field="id", kind=Kind.ID, required=True, meaning="the id that groups name it by"),
    PlanKey(name="vpc", field="vpc_id", kind=Kind.TEXT, meaning="the id of its VPC"),
    PlanKey(
        name="type", field="type", kind=Kind.CHOICE, default="basic", choices=get_args(GroupType),
        meaning="which limits it has",
    ),
)  # fmt: skip

ENI_KEYS = (
    PlanKey(
        name="n", field="n", kind=Kind.WHOLE, required=True, meaning="the ENI's number in its group",
        accepted="a whole number from 1 to the group's count",
    ),
    PlanKey(
        name="vswitch", field="vswitch", kind=Kind.ID, meaning="the VSwitch it must be in", accepted="a VSwitch id"
    ),
    PlanKey(
        name="primary", field="primary", kind=Kind.ID, meaning="its primary address",
        accepted="an IPv4 address, as text",
    ),
    _named("secondary", "its secondary addresses", "a list of IPv4 addresses"),
    _named("ipv4_prefixes", "its IPv4 prefixes", "a list of IPv4 prefixes (/28)"),
    _named("ipv6", "its IPv6 addresses", "a list of IPv6 addresses"),
    _named("ipv6_prefixes", "its IPv6 prefixes", "a list of IPv6 prefixes (/80)"),
)  # fmt: skip

GROUP_KEYS = (
    PlanKey(
        name="name", field="name", kind=Kind.TEXT, required=True, accepted='a text like "web-{n:03}"',
        meaning="the name of its ENIs; {n} or {n:03} is the number, counted from 1",
    ),
    PlanKey(
        name="count", field="count", kind=Kind.WHOLE, default=1, meaning="how many ENIs",
        accepted=f"a whole number from 1 to {MOST_ENIS:,}",
    ),
    PlanKey(
        name="vswitches", field="vswitches", kind=Kind.TEXTS, required=True, accepted="a list of VSwitch ids",
        meaning="the VSwitches they may be in, in order of preference",
    ),
    PlanKey(name="zone", field="zone", kind=Kind.TEXT, default="", meaning="only VSwitches of that zone"),
    PlanKey(
        name="placement", field="placement", kind=Kind.CHOICE, default="spread", choices=get_args(Placement),
        meaning="which VSwitch is next: fewest of this group, listed order, largest open pool, or kindest to prefixes",
    ),
    PlanKey(
        name="security_groups", field="security_groups", kind=Kind.TEXTS, required=True,
        accepted="a list of security group ids", meaning="the security groups of each",
    ),
    PlanKey(
        name="addressing", field="addressing", kind=Kind.CHOICE, default="automatic", choices=get_args(Addressing),
        meaning="whether the cloud picks the addresses or the plan names every one",
    ),
    PlanKey(
        name="draw", field="draw", kind=Kind.CHOICE, default="random", choices=get_args(Draw),
        meaning="how pinned and illustrative addresses are chosen",
    ),
    _counted("secondary_addresses", "secondary IPv4 addresses of each"),
    _counted("ipv4_prefixes", "IPv4 prefixes of each"),
    _counted("ipv6_addresses", "IPv6 addresses of each"),
    _counted("ipv6_prefixes", "IPv6 prefixes of each"),
    PlanKey(
        name="instance_type", field="instance_type", kind=Kind.TEXT, default="", accepted="an ECS instance type",
        meaning="the ECS type whose limits hold",
    ),
    PlanKey(
        name="enis_per_instance", field="enis_per_instance", kind=Kind.WHOLE, default=1,
        accepted="a whole number from 1", meaning="consecutive ENIs that form one instance and stay in one zone",
    ),
    PlanKey(
        name="tags", field="tags", kind=Kind.TAGS, default=(), accepted='a table of texts like { app = "web" }',
        meaning="tags of each",
    ),
    PlanKey(
        name="parameters", field="parameters", kind=Kind.PARAMETERS, default={},
        meaning="further API parameters, by their API names",
    ),
    PlanKey(
        name="eni", field="enis", kind=Kind.TABLES, default=(), members=ENI_KEYS, meaning="one ENI's own wishes",
        accepted="a list of tables, each written [[group.eni]]",
    ),
)  # fmt: skip

PLAN_KEYS = (
    PlanKey(
        name="format", field="", kind=Kind.FORMAT, required=True, default=FORMAT, meaning="the format of the file"
    ),
    PlanKey(
        name="name", field="name", kind=Kind.TEXT, required=True, meaning="the plan's name, part of every client token"
    ),
    PlanKey(
        name="region", field="region", kind=Kind.TEXT, required=True, meaning="the region of all requests",
        accepted="a region id, for example cn-hangzhou",
    ),
    PlanKey(
        name="seed", field="seed", kind=Kind.WHOLE, default=0,
        meaning="same file, inventory and seed: the same plan, byte for byte",
    ),
    PlanKey(
        name="profile", field="profile", kind=Kind.PROFILE, default={}, meaning="limits of the account, over its own"
    ),
    PlanKey(
        name="vswitch", field="vswitches", kind=Kind.TABLES, default=(), members=VSWITCH_KEYS,
        accepted="a list of tables, each written [[vswitch]]", meaning="a VSwitch that the inventory does not have",
    ),
    PlanKey(
        name="security_group", field="security_groups", kind=Kind.TABLES, default=(), members=SECURITY_GROUP_KEYS,
        accepted="a list of tables, each written [[security_group]]",
        meaning="a security group that the inventory does not have",
    ),
    PlanKey(
        name="group", field="groups", kind=Kind.TABLES, default=(), members=GROUP_KEYS,
        accepted="a list of tables, each written [[group]]", meaning="a group of equal ENIs",
    ),
)  # fmt: skip
"""The keys of the whole file, tables inside tables, in the order in which they are written."""


def every_key(keys: tuple[PlanKey, ...] = PLAN_KEYS, inside: str = "") -> Iterator[tuple[str, PlanKey]]:
    """Each key with its path (``group.eni.n``), in order, for documentation."""
    for key in keys:
        yield f"{inside}{key.name}", key
        yield from every_key(key.members, f"{inside}{key.name}.")
