"""What no document settles and an answer rests on: said with the answer, once for all of its groups.

Each sentence says what is not known, what both sides say, and what the answer takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eniplan.network.profile import Profile
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.spec import Group

CONSOLE_PREFIXES: Final = 9
"""The most prefixes of one family that the console gives an ENI without an instance."""

_MIXED = (
    "whether one call takes addresses and prefixes of a family is unconfirmed: addresses_with_prefixes of the profile "
    "says what is done, {}"
)
_MANY = (
    f"more than {CONSOLE_PREFIXES} prefixes on an ENI without an instance: the console gives at most "
    f"{CONSOLE_PREFIXES}, the API 10 a call and 49 in all (how it counts them beside addresses is unconfirmed)"
)
_IPV6 = "IPv6 addresses and /80 prefixes of an ENI are taken to have 10 each; they may share them (unconfirmed)"
_AGE = "documents of different age disagree on {}: the newer figures count, unless the profile says otherwise"
_DISPUTED = {
    "basic_group_addresses": "addresses in a basic security group (2,000 or 6,000)",
    "addresses_per_vpc": "addresses in a VPC (60,000 or 300,000)",
    "security_groups_per_eni": "security groups of an ENI (5 or 10)",
}
"""Keys of the profile whose documents differ, and how."""
NO_QUOTA: Final = "the ENI quota is not known (eni_quota 0) and does not count"


def of_groups(groups: Sequence[Group], profile: Profile) -> Iterator[str]:
    """What is not known of such ENIs."""
    shapes = [
        ((group.secondary_addresses, group.ipv4_prefixes), (group.ipv6_addresses, group.ipv6_prefixes))
        for group in groups
    ]
    if any(addresses and prefixes for shape in shapes for addresses, prefixes in shape):
        yield _MIXED.format(profile.addresses_with_prefixes)
    if any(prefixes > CONSOLE_PREFIXES for shape in shapes for _, prefixes in shape):
        yield _MANY
    if any(all(ipv6) for _, ipv6 in shapes):
        yield _IPV6


def of_limits(profile: Profile) -> Iterator[str]:
    """Limits that nobody has set, and that documents disagree on."""
    disputed = [words for key, words in _DISPUTED.items() if key not in profile.sources]
    if disputed:
        yield _AGE.format(", ".join(disputed))


def of_vswitches(vswitches: Iterable[VSwitch]) -> Iterator[str]:
    """Addresses that are in use somewhere, and that no file explains."""
    for vswitch in vswitches:
        if hidden := vswitch.unexplained_ipv4:
            yield f"{counted(hidden, 'address')} of {vswitch.id} that no file explains are in use (unconfirmed)"
