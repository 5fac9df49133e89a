"""Rules on addresses and prefixes that need nothing but the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.contract.reading import shown
from eniplan.network.cidr import FAMILIES, PREFIX_MASK, cidr_of, split_cidr
from eniplan.validation.case import MOST_SLOTS
from eniplan.validation.rule import Stage, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.contract.finding import Finding
    from eniplan.validation.case import Case

_ACCEPTED = {4: "four numbers from 0 to 255 without blanks or leading zeros", 6: "eight groups like 2001:db8::1"}


@rule("InvalidIp.Address", stage=Stage.REQUEST)
def named_addresses_are_addresses(case: Case) -> Iterator[Finding]:
    """A named address is an address of its family, judged to the letter."""
    for family in FAMILIES:
        good = {named.path for named in case.addresses[family]}
        for path, text in case.texts(family):
            if path not in good:
                message = f"{shown(text)} is no IPv{family} address; write {_ACCEPTED[family]}"
                yield case.refuse("InvalidIp.Address", path, message)


@rule("InvalidIp.IpRepeated", stage=Stage.REQUEST)
def named_addresses_differ(case: Case) -> Iterator[Finding]:
    """The same address twice in one request, the primary included, however it is spelled."""
    for family in FAMILIES:
        first: dict[int, str] = {}
        for path, text, address in case.addresses[family]:
            if address in first:
                message = f"{shown(text)} is named by {first[address]} already; name each address once"
                yield case.refuse("InvalidIp.IpRepeated", path, message)
            first.setdefault(address, path)


@rule("MaxEniPrivateIpsCountExceeded", stage=Stage.REQUEST)
def slots_of_a_free_eni(case: Case) -> Iterator[Finding]:
    """Secondary addresses and IPv4 prefixes together; a count that is too large by itself is InvalidParameter."""
    prefixes = case.prefix_total(4)
    if not case.secondary or case.secondary + prefixes <= MOST_SLOTS:
        return
    message = (
        f"{case.secondary} secondary addresses and {prefixes} IPv4 prefixes are {case.secondary + prefixes} together; "
        f"an ENI that is not attached takes at most {MOST_SLOTS}"
    )
    path = "PrivateIpAddress" if case.request.secondary_addresses else "SecondaryPrivateIpAddressCount"
    yield case.refuse("MaxEniPrivateIpsCountExceeded", path, message)


@rule("InvalidIp.IpPrefixIllegal", "InvalidIp.IpPrefixMaskInvalid", "InvalidIp.IpPrefixNotStrict", stage=Stage.REQUEST)
def named_prefixes_are_prefixes(case: Case) -> Iterator[Finding]:
    """A named prefix is a CIDR of its family with the one allowed mask and without host bits."""
    for family in FAMILIES:
        mask = PREFIX_MASK[family]
        for path, text in case.prefix_texts(family):
            parts = split_cidr(text, family)
            if parts is None:
                message = f"{shown(text)} is no IPv{family} CIDR; write an address, a slash and the mask {mask}"
                yield case.refuse("InvalidIp.IpPrefixIllegal", path, message)
                continue
            if parts[1] != mask:
                message = f"{shown(text)} has mask {parts[1]}; an IPv{family} prefix has mask {mask}"
                yield case.refuse("InvalidIp.IpPrefixMaskInvalid", path, message)
            strict = cidr_of(family, *parts)
            if strict.first != parts[0]:
                message = f"{shown(text)} has host bits set; the block there is {strict}"
                yield case.refuse("InvalidIp.IpPrefixNotStrict", path, message)


@rule("InvalidIp.IpPrefixMaskNotSame", stage=Stage.REQUEST)
def named_prefixes_have_one_mask(case: Case) -> Iterator[Finding]:
    """All prefixes of one family have the same mask; the wrong one also gets IpPrefixMaskInvalid."""
    for family in FAMILIES:
        masks = [(path, parts[1]) for path, text in case.prefix_texts(family) if (parts := split_cidr(text, family))]
        for path, mask in masks[1:]:
            if mask != masks[0][1]:
                message = f"mask {mask} differs from mask {masks[0][1]} of {masks[0][0]}; one family has one mask"
                yield case.refuse("InvalidIp.IpPrefixMaskNotSame", path, message)
                break


@rule("InvalidIp.IpPrefixNotAvailable", stage=Stage.REQUEST)
def named_prefixes_are_apart(case: Case) -> Iterator[Finding]:
    """A prefix named twice, or over an address that the same request names."""
    for family in FAMILIES:
        first: dict[int, str] = {}
        for path, text, block in case.prefixes[family]:
            inside = next((named for named in case.addresses[family] if named.address in block), None)
            if block.first in first:
                message = f"{shown(text)} is named by {first[block.first]} already; name each prefix once"
                yield case.refuse("InvalidIp.IpPrefixNotAvailable", path, message)
            elif inside:
                message = f"{shown(text)} holds {inside.text}, which {inside.path} names; take another prefix"
                yield case.refuse("InvalidIp.IpPrefixNotAvailable", path, message)
            first.setdefault(block.first, path)


@rule("Lint.MixedAddressesAndPrefixes", stage=Stage.REQUEST)
def mixed(case: Case) -> Iterator[Finding]:
    """Secondary addresses and prefixes of one family in one request: two first-party clients avoid it."""
    if case.whole_eni and case.profile.addresses_with_prefixes == "split":
        return
    strict = case.profile.addresses_with_prefixes == "error"
    for family in FAMILIES:
        if not (case.secondary if family == 4 else case.ipv6) or not case.wants_prefixes(family):
            continue
        kind = "secondary" if family == 4 else "IPv6"
        message = (
            f"{kind} addresses and IPv{family} prefixes in one request: the cloud may refuse it; "
            f'create with one of them and assign the other, as a plan does with addresses_with_prefixes = "split"'
        )
        source = case.profile.source("addresses_with_prefixes")
        path = case.prefix_parameter(family)
        if strict:
            yield case.refuse("Lint.MixedAddressesAndPrefixes", path, message, source=source)
        else:
            yield case.lint("Lint.MixedAddressesAndPrefixes", path, message, source=source)


@rule("InvalidOperation.RegionNotSupportIpPrefix", stage=Stage.REQUEST)
def region_has_prefixes(case: Case) -> Iterator[Finding]:
    """Prefixes exist in some regions only; the cloud answers 500, which must not be retried."""
    if not case.region or case.region in case.profile.prefix_regions:
        return
    for family in FAMILIES:
        if case.wants_prefixes(family):
            message = f"{case.region} is not among the profile's regions with prefixes; plan without them or add it"
            source = case.profile.source("prefix_regions")
            path = case.prefix_parameter(family)
            yield case.refuse("InvalidOperation.RegionNotSupportIpPrefix", path, message, source=source)


@rule("InvalidOperation.NotSupport", stage=Stage.REQUEST)
def ipv6_at_creation(case: Case) -> Iterator[Finding]:
    """Some regions allocate IPv6 only after creation."""
    if not case.wants_ipv6 or case.profile.ipv6_at_creation:
        return
    request = case.request
    path = (
        "Ipv6Address"
        if request.ipv6_addresses
        else "Ipv6AddressCount" if case.ipv6 else case.prefix_parameter(6)
    )  # fmt: skip
    message = "the profile's ipv6_at_creation is false: create without IPv6, then call AssignIpv6Addresses"
    source = case.profile.source("ipv6_at_creation")
    yield case.refuse("InvalidOperation.NotSupport", path, message, source=source)
