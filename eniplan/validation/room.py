"""Is there room? What one ENI takes, compared with what the pools, the account and its groups have left.

:func:`shortages` is the one place where room is judged: the rules ask it for a request, the planner for each ENI of a
group. It costs a few comparisons and no more, whatever the size of the VSwitch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.finding import PAGE
from eniplan.network.cidr import PREFIX_SIZE, prefix_at
from eniplan.validation.addresses import FAMILIES
from eniplan.validation.rule import Stage, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.contract.finding import Finding
    from eniplan.network.cidr import Family
    from eniplan.network.occupancy import Occupancy
    from eniplan.network.security_group import SecurityGroup
    from eniplan.network.vswitch import VSwitch
    from eniplan.validation.case import Case, Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """What one ENI takes.

    Args:
        primary: whether its primary address is drawn, not named.
        secondary, ipv4_prefixes, ipv6_prefixes: how many of each are drawn.
        vpc_addresses: private IPv4 addresses in all, named and drawn, 16 per prefix.
        slots: what it counts in a basic security group.
        groups: its known security groups, with the parameter of each.
    """

    primary: bool = True
    secondary: int = 0
    ipv4_prefixes: int = 0
    ipv6_prefixes: int = 0
    vpc_addresses: int = 1
    slots: int = 1
    groups: tuple[tuple[str, SecurityGroup], ...] = ()


class Shortage(NamedTuple):
    """One limit that has no room left: the code, its parameter, the limit in words, what is left and what is needed."""

    code: str
    parameter: str
    limit: str
    left: int
    needed: int
    source: str


class Own(NamedTuple):
    """What the named addresses and prefixes of the request itself take from the pools before anything is drawn."""

    open_ipv4: int = 0
    ipv4_prefixes: int = 0
    ipv6_prefixes: int = 0


NOTHING = Own()


def shortages(
    want: Want, vswitch: VSwitch, occupancy: Occupancy, *, setting: Setting, region: str, own: Own = NOTHING
) -> Iterator[Shortage]:
    """Every limit that has no room for one more ENI, the pools first.

    Args:
        want: what the ENI takes.
        vswitch: where.
        occupancy: the VSwitch's pools now.
        setting: profile and totals of the batch.
        region: the region whose quota counts.
        own: what the request names itself.
    """
    left = occupancy.ipv4.free_open - vswitch.unexplained_ipv4 - own.open_ipv4
    yield from _addresses(want, vswitch, left)
    if want.ipv4_prefixes and vswitch.has_prefixes(4):
        yield from _prefixes(4, want.ipv4_prefixes, occupancy.ipv4.free_prefixes - own.ipv4_prefixes, vswitch)
    if want.ipv6_prefixes and occupancy.ipv6 is not None and vswitch.has_prefixes(6):
        yield from _prefixes(6, want.ipv6_prefixes, occupancy.ipv6.free_prefixes - own.ipv6_prefixes, vswitch)
    yield from account_shortages(want, vswitch.vpc_id, setting, region)


def _addresses(want: Want, vswitch: VSwitch, left: int) -> Iterator[Shortage]:
    hidden = vswitch.unexplained_ipv4
    limit = f"free addresses in the open pool of {vswitch.id}" + (
        f" without {hidden} unexplained ones" if hidden else ""
    )
    if want.primary and left < 1:
        yield Shortage("InvalidVSwitchId.IpNotEnough", "VSwitchId", limit, max(left, 0), 1 + want.secondary, "")
    elif want.secondary and want.secondary + want.primary > left:
        code, parameter = "QuotaExceeded.PrivateIpAddress", "SecondaryPrivateIpAddressCount"
        yield Shortage(code, parameter, limit, max(left, 0), want.secondary + want.primary, "")


def _prefixes(family: Family, wanted: int, left: int, vswitch: VSwitch) -> Iterator[Shortage]:
    if wanted > left:
        limit = f"free IPv{family} prefixes in the reserved blocks of {vswitch.id}"
        yield Shortage("InvalidVSwitchId.IpPrefixNotEnough", f"Ipv{family}PrefixCount", limit, max(left, 0), wanted, "")


def account_shortages(want: Want, vpc: str, setting: Setting, region: str) -> Iterator[Shortage]:
    """The limits of account, VPC and security groups that have no room for one more ENI."""
    profile, tally = setting.profile, setting.tally
    if profile.eni_quota:
        left = profile.eni_quota - tally.enis[region] - (tally.enis[""] if region else 0)
        if left < 1:
            limit = f"ENIs in {region or 'the region'} (eni_quota {profile.eni_quota})"
            yield Shortage("MaxEniCountExceeded", "", limit, max(left, 0), 1, profile.source("eni_quota"))
    if vpc and (left := profile.addresses_per_vpc - tally.vpc_addresses[vpc]) < want.vpc_addresses:
        limit = f"private addresses in {vpc} (addresses_per_vpc {profile.addresses_per_vpc})"
        source = profile.source("addresses_per_vpc")
        yield Shortage("QuotaExceeded.PrivateIpAddress", "VSwitchId", limit, max(left, 0), want.vpc_addresses, source)
    for path, group in want.groups:
        yield from _group(path, group, want, setting)


def _group(path: str, group: SecurityGroup, want: Want, setting: Setting) -> Iterator[Shortage]:
    profile, tally = setting.profile, setting.tally
    if group.type == "basic":
        left = profile.basic_group_addresses - tally.group_addresses[group.id]
        if left < want.slots:
            limit = f"private addresses in the basic security group {group.id}"
            source = profile.source("basic_group_addresses")
            yield Shortage("SecurityGroupInstanceLimitExceed", path, limit, max(left, 0), want.slots, source)
    elif group.type == "advanced":
        left = profile.advanced_group_enis - tally.group_enis[group.id]
        if left < 1:
            limit = f"ENIs in the advanced security group {group.id}"
            source = profile.source("advanced_group_enis")
            yield Shortage("InvalidOperation.EniCountExceeded", path, limit, max(left, 0), 1, source)


def want_of(case: Case) -> Want:
    """What a request takes."""
    request = case.request
    return Want(
        primary=not case.given("PrimaryIpAddress", request.primary_address),
        secondary=0 if request.secondary_addresses else case.count(4, "addresses"),
        ipv4_prefixes=0 if request.ipv4_prefixes else case.count(4, "prefixes"),
        ipv6_prefixes=0 if request.ipv6_prefixes else case.count(6, "prefixes"),
        vpc_addresses=1 + case.secondary + PREFIX_SIZE[4] * case.prefix_total(4),
        slots=case.slots,
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
    opened = [a for a in named if vswitch and a in vswitch.cidr and not vswitch.in_block(4, a)]
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
        found = shortages(want, case.vswitch, occupancy, setting=case.setting, region=region, own=_own(case))
    else:
        found = account_shortages(want, "", case.setting, region)
    for short in found:
        yield case.refuse(short.code, short.parameter, short_text(short), source=short.source or PAGE)


def short_text(short: Shortage) -> str:
    """The sentence of a shortage."""
    return f"{short.needed:,} needed, {short.left:,} left: {short.limit}"


@rule("Lint.QuotaUnknown", "Lint.CountsMayUnderReport", stage=Stage.FACTS)
def what_counts_know(case: Case) -> Iterator[Finding]:
    """Said once: an unknown quota, and that group counts see only the listed ENIs."""
    if not case.profile.eni_quota:
        message = "the account's ENI quota is not known (eni_quota 0) and not checked; read DescribeAccountAttributes"
        case.setting.say_once("quota", "Lint.QuotaUnknown", message)
    if any(group.type for _, group in case.known_groups):
        message = "security group counts see the inventory's ENIs only and may be too low"
        case.setting.say_once("group counts", "Lint.CountsMayUnderReport", message)
    yield from ()
