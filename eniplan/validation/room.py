"""Is there room? What one ENI takes, compared with what the pools, the account and its groups have left.

:func:`limits` is the one place where room is judged: the rules ask it for a request, the planner for the ENIs of a
group. It costs a few comparisons and no more, whatever the size of the VSwitch.

Where the primary address fits and the secondary ones do not, the cloud is seen to answer InvalidVSwitchId.IpNotEnough
or QuotaExceeded.PrivateIpAddress; here it is the second (the error table's reading).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.finding import PAGE
from eniplan.network.cidr import FAMILIES, PREFIX_SIZE, prefix_at, usable
from eniplan.validation.rule import Stage, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eniplan.contract.finding import Finding
    from eniplan.network.cidr import Family
    from eniplan.network.occupancy import Occupancy
    from eniplan.network.security_group import SecurityGroup
    from eniplan.network.vswitch import VSwitch
    from eniplan.validation.case import Case, Setting


class Want(NamedTuple):
    """What one ENI takes.

    Args:
        primary: whether its primary address is drawn, not named.
        secondary, ipv4_prefixes, ipv6_prefixes: how many of each are drawn.
        vpc_addresses: private IPv4 addresses in all, named and drawn, 16 per prefix.
        slots: what it counts in a basic security group.
        enis: 1 for a call that makes an ENI, 0 for one that adds to an ENI.
        groups: its known security groups, with the parameter of each.
    """

    primary: bool = True
    secondary: int = 0
    ipv4_prefixes: int = 0
    ipv6_prefixes: int = 0
    vpc_addresses: int = 1
    slots: int = 1
    enis: int = 1
    groups: tuple[tuple[str, SecurityGroup], ...] = ()


class Limit(NamedTuple):
    """One limit: what is left of it, what one ENI takes, and the code that refuses when it does not suffice."""

    code: str
    parameter: str
    kind: str
    subject: str
    left: int
    needed: int

    @property
    def is_short(self) -> bool:
        """Whether one more ENI does not fit."""
        return self.needed > self.left

    @property
    def fits(self) -> int:
        """How many more ENIs fit."""
        return max(self.left // self.needed, 0)


LIMITS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "open pool": ("free addresses in the open pool of {}", ""),
        "IPv4 prefixes": ("free IPv4 prefixes in the reserved blocks of {}", ""),
        "IPv6 prefixes": ("free IPv6 prefixes in the reserved blocks of {}", ""),
        "ENI quota": ("ENIs in {} by eni_quota", "eni_quota"),
        "VPC addresses": ("private addresses in {} by addresses_per_vpc", "addresses_per_vpc"),
        "basic group": ("private addresses in the basic security group {}", "basic_group_addresses"),
        "advanced group": ("ENIs in the advanced security group {}", "advanced_group_enis"),
    }
)
"""Kind of limit -> how it is said, and the profile's key that sets it."""


class Own(NamedTuple):
    """What the named addresses and prefixes of the request itself take from the pools before anything is drawn."""

    open_ipv4: int = 0
    ipv4_prefixes: int = 0
    ipv6_prefixes: int = 0


NOTHING = Own()


def limits(
    want: Want, vswitch: VSwitch, occupancy: Occupancy, *, setting: Setting, region: str, own: Own = NOTHING
) -> Iterator[Limit]:
    """Every limit that one more ENI in a VSwitch draws on, the pools first.

    Args:
        want: what the ENI takes.
        vswitch: where.
        occupancy: the VSwitch's pools now.
        setting: profile and totals of the batch.
        region: the region whose quota counts.
        own: what the request names itself.
    """
    ipv4, ipv6 = occupancy.ipv4, occupancy.ipv6
    if drawn := want.secondary + want.primary:
        left = max(ipv4.free_open - vswitch.unexplained_ipv4 - own.open_ipv4, 0)
        code, parameter = open_pool_refusal(left, wants_primary=want.primary)
        yield Limit(code, parameter, "open pool", vswitch.id, left, drawn)
    code = "InvalidVSwitchId.IpPrefixNotEnough"
    if want.ipv4_prefixes and vswitch.has_prefixes(4):
        left = ipv4.free_prefixes - own.ipv4_prefixes
        yield Limit(code, "Ipv4PrefixCount", "IPv4 prefixes", vswitch.id, left, want.ipv4_prefixes)
    if want.ipv6_prefixes and ipv6 is not None and vswitch.has_prefixes(6):
        left = ipv6.free_prefixes - own.ipv6_prefixes
        yield Limit(code, "Ipv6PrefixCount", "IPv6 prefixes", vswitch.id, left, want.ipv6_prefixes)
    yield from account_limits(want, vswitch.vpc_id, setting, region)


def open_pool_refusal(left: int, *, wants_primary: bool) -> tuple[str, str]:
    """Code and parameter that refuse an ENI for which the addresses left in the open pool do not suffice."""
    if wants_primary and left < 1:
        return "InvalidVSwitchId.IpNotEnough", "VSwitchId"
    return "QuotaExceeded.PrivateIpAddress", "SecondaryPrivateIpAddressCount"


def account_limits(want: Want, vpc: str, setting: Setting, region: str) -> Iterator[Limit]:
    """The limits of account, VPC and security groups that one more ENI draws on."""
    profile, tally = setting.profile, setting.tally
    if profile.eni_quota and want.enis:
        left = profile.eni_quota - tally.enis[region] - (tally.enis[""] if region else 0)
        yield Limit("MaxEniCountExceeded", "", "ENI quota", region or "the region", left, 1)
    if vpc:
        left = profile.addresses_per_vpc - tally.vpc_addresses[vpc]
        yield Limit("QuotaExceeded.PrivateIpAddress", "VSwitchId", "VPC addresses", vpc, left, want.vpc_addresses)
    for path, group in want.groups:
        if group.type == "basic":
            left = profile.basic_group_addresses - tally.group_addresses[group.id]
            yield Limit("SecurityGroupInstanceLimitExceed", path, "basic group", group.id, left, want.slots)
        elif group.type == "advanced" and want.enis:
            left = profile.advanced_group_enis - tally.group_enis[group.id]
            yield Limit("InvalidOperation.EniCountExceeded", path, "advanced group", group.id, left, 1)


def limit_text(limit: Limit, setting: Setting) -> str:
    """What a limit is, in words, with the figure that sets it."""
    said, key = LIMITS[limit.kind]
    return said.format(limit.subject) + (f" ({getattr(setting.profile, key):,})" if key else "")


def shortage(limit: Limit, setting: Setting) -> str:
    """The sentence that refuses: what is needed and what is left."""
    vswitch = setting.inventory.vswitches.get(limit.subject) if limit.kind == "open pool" else None
    hidden = vswitch.unexplained_ipv4 if vswitch else 0
    without = f", without {hidden:,} unexplained ones" if hidden else ""
    return f"{limit.needed:,} needed, {max(limit.left, 0):,} left: {limit_text(limit, setting)}{without}"


def limit_source(limit: Limit, setting: Setting) -> str:
    """Where a limit is written."""
    key = LIMITS[limit.kind][1]
    return setting.profile.source(key) if key else PAGE


def want_of(case: Case) -> Want:
    """What a request takes."""
    request = case.request
    return Want(
        primary=case.makes_eni and not case.given("PrimaryIpAddress", request.primary_address),
        secondary=0 if request.secondary_addresses else case.count(4, "addresses"),
        ipv4_prefixes=0 if request.ipv4_prefixes else case.count(4, "prefixes"),
        ipv6_prefixes=0 if request.ipv6_prefixes else case.count(6, "prefixes"),
        vpc_addresses=case.makes_eni + case.secondary + PREFIX_SIZE[4] * case.prefix_total(4),
        slots=case.slots,
        enis=int(case.makes_eni),
        groups=case.known_groups,
    )


def _own(case: Case) -> Own:
    """What the request's own named addresses and prefixes take, as far as they are free now."""
    taken: dict[Family, int] = {}
    for family in FAMILIES:
        pool = case.pool(family)
        blocks = [block for _, _, block in case.prefixes[family]]
        blocks += [prefix_at(family, address) for _, _, address in case.addresses[family]]
        inside = {block for block in blocks if case.vswitch and case.vswitch.in_assigned_block(block)}
        taken[family] = sum(1 for block in inside if pool and not pool.overlaps(block.first, block.last))
    pool, vswitch = case.pool(4), case.vswitch
    named = {address for _, _, address in case.addresses[4]}
    first, last = usable(vswitch.cidr) if vswitch else (0, -1)
    opened = [a for a in named if vswitch and first <= a <= last and not vswitch.in_block(4, a)]
    return Own(sum(1 for address in opened if pool and not pool.is_used(address)), taken[4], taken[6])


@rule(
    "InvalidVSwitchId.IpNotEnough",
    "QuotaExceeded.PrivateIpAddress",
    "InvalidVSwitchId.IpPrefixNotEnough",
    "MaxEniCountExceeded",
    "SecurityGroupInstanceLimitExceed",
    "InvalidOperation.EniCountExceeded",
    stage=Stage.ROOM,
)
def room(case: Case) -> Iterator[Finding]:
    """Everything that runs out: open pool, reserved pool, quota, VPC and security groups."""
    want, occupancy = want_of(case), case.occupancy
    region = case.region or (case.vswitch.region_id if case.vswitch else "")
    if case.vswitch and occupancy:
        found = limits(want, case.vswitch, occupancy, setting=case.setting, region=region, own=_own(case))
    else:
        found = account_limits(want, "", case.setting, region)
    for limit in found:
        if limit.is_short:
            message = shortage(limit, case.setting)
            yield case.refuse(limit.code, limit.parameter, message, source=limit_source(limit, case.setting))


@rule("Lint.QuotaUnknown", "Lint.CountsMayUnderReport", stage=Stage.FACTS)
def what_counts_know(case: Case) -> Iterator[Finding]:
    """Said once: an unknown quota, and that group counts see only the listed ENIs."""
    if not case.profile.eni_quota:
        message = (
            "the account's ENI quota is not known (eni_quota 0) and not checked; read DescribeAccountAttributes, "
            "or give eni_quota in the profile"
        )
        case.setting.say_once("quota", "Lint.QuotaUnknown", message)
    if any(group.type for _, group in case.known_groups):
        message = "security group counts see the inventory's ENIs only and may be too low"
        case.setting.say_once("group counts", "Lint.CountsMayUnderReport", message)
    yield from ()
