"""What a plan may not ask for, whatever the network: counts, names, exclusive keys. One sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from eniplan.contract.parameters import BY_NAME
from eniplan.errors import SpecError
from eniplan.planning.names import first_clash
from eniplan.planning.spec import MOST_ENIS, Addressing, Draw, Placement
from eniplan.spelling import did_you_mean

if TYPE_CHECKING:
    from eniplan.planning.spec import Group, PlanSpec

GROUP_KEY_OF: dict[str, str] = {
    "RegionId": "region",
    "Tag": "tags",
    "VSwitchId": "vswitches",
    "PrimaryIpAddress": "group.eni.primary",
    "SecurityGroupId": "security_groups",
    "SecurityGroupIds": "security_groups",
    "NetworkInterfaceName": "name",
    "SecondaryPrivateIpAddressCount": "secondary_addresses",
    "PrivateIpAddress": "group.eni.secondary",
    "Ipv6Address": "group.eni.ipv6",
    "Ipv6AddressCount": "ipv6_addresses",
    "Ipv4Prefix": "group.eni.ipv4_prefixes",
    "Ipv4PrefixCount": "ipv4_prefixes",
    "Ipv6Prefix": "group.eni.ipv6_prefixes",
    "Ipv6PrefixCount": "ipv6_prefixes",
    "ClientToken": "name",
}
"""Parameters that a key of the plan file sets already."""

_MOST_COUNTED = 1000
_WORDS: dict[str, tuple[str, ...]] = {
    "placement": get_args(Placement),
    "addressing": get_args(Addressing),
    "draw": get_args(Draw),
}


def check_spec(spec: PlanSpec) -> None:
    """Refuse what no network could give.

    Raises:
        SpecError: with the key (``group[2].count``) and what would be accepted.
    """
    if not spec.name:
        raise SpecError("name", "is missing; every plan needs a name, it is part of every client token")
    if "\0" in spec.name:
        raise SpecError("name", "has a NUL character in it, which the client tokens use as separator")
    if any("\ud800" <= letter <= "\udfff" for letter in spec.name):
        raise SpecError("name", "has half a surrogate pair in it; write whole characters")
    if not spec.region:
        raise SpecError("region", "is missing; write the region id, for example cn-hangzhou")
    for place, group in enumerate(spec.groups, 1):
        _check_group(f"group[{place}]", group)
    clash = first_clash([(group.names, group.count) for group in spec.groups])
    if clash is not None:
        first, second = spec.groups[clash.first].name, spec.groups[clash.second].name
        raise SpecError(
            f"group[{clash.second + 1}].name",
            f'"{second}" and "{first}" of group[{clash.first + 1}] both name an ENI {clash.name}; names must differ',
        )


def _check_group(key: str, group: Group) -> None:
    if not 1 <= group.count <= MOST_ENIS:
        raise SpecError(f"{key}.count", f"{group.count} is not a whole number from 1 to {MOST_ENIS:,}")
    try:
        names = group.names
    except ValueError as error:
        raise SpecError(f"{key}.name", str(error)) from None
    if group.count > 1 and not names.numbered:
        raise SpecError(f"{key}.name", f'"{group.name}" needs {{n}} in it to name {group.count} ENIs')
    for name in ("vswitches", "security_groups"):
        if not getattr(group, name):
            raise SpecError(f"{key}.{name}", "is missing or empty; name at least one id")
    if len(set(group.vswitches)) < len(group.vswitches):
        raise SpecError(f"{key}.vswitches", "names a VSwitch twice; name each once")
    if group.enis_per_instance < 1:
        raise SpecError(f"{key}.enis_per_instance", f"{group.enis_per_instance} is not a whole number from 1")
    for name in ("secondary_addresses", "ipv4_prefixes", "ipv6_addresses", "ipv6_prefixes"):
        if not 0 <= getattr(group, name) <= _MOST_COUNTED:
            raise SpecError(f"{key}.{name}", f"{getattr(group, name)} is not a whole number from 0 to 49")
    _check_words(key, group)
    _check_parameters(key, group)
    _check_wishes(key, group)


def _check_words(key: str, group: Group) -> None:
    for name, words in _WORDS.items():
        if getattr(group, name) not in words:
            raise SpecError(f"{key}.{name}", f'"{getattr(group, name)}" is not one of {", ".join(words)}')


def _check_parameters(key: str, group: Group) -> None:
    for name in group.parameters:
        where = f"{key}.parameters.{name}"
        if name in GROUP_KEY_OF:
            raise SpecError(where, f"repeats what the plan's {GROUP_KEY_OF[name]} says; write it there")
        if name not in BY_NAME:
            raise SpecError(where, f"is no parameter of CreateNetworkInterface{did_you_mean(name, BY_NAME)}")


def _check_wishes(key: str, group: Group) -> None:
    seen: set[int] = set()
    for place, wish in enumerate(group.enis, 1):
        where = f"{key}.eni[{place}]"
        if not 1 <= wish.n <= group.count:
            raise SpecError(f"{where}.n", f"{wish.n} is not a number from 1 to the group's count, {group.count}")
        if wish.n in seen:
            raise SpecError(f"{where}.n", f"{wish.n} has wishes already; write them in one place")
        if wish.vswitch is not None and wish.vswitch not in group.vswitches:
            raise SpecError(f"{where}.vswitch", f"{wish.vswitch} is not among the group's vswitches")
        seen.add(wish.n)
