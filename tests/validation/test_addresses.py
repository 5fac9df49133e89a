"""Addresses and prefixes of one request: spelling, masks, repeats, counts."""

from __future__ import annotations

import pytest

from eniplan.validation.judge import judge
from tests.validation.world import PLAIN, Json, World, case_of, errors, findings, lints, reserved

FREE = "2001:db8:0:1:4001::/80"
STRICT, MASK, ILLEGAL = "InvalidIp.IpPrefixNotStrict", "InvalidIp.IpPrefixMaskInvalid", "InvalidIp.IpPrefixIllegal"
NOT_SAME, TAKEN = "InvalidIp.IpPrefixMaskNotSame", "InvalidIp.IpPrefixNotAvailable"
EMPTY = World(enis=())


@pytest.mark.parametrize(
    "text",
    ["", " 10.0.0.20", "10.0.0.20 ", "010.0.0.20", "10.0.0.020", "10.0.20", "167772180", "0xa.0.0.20", "10.0.0.20/32",
     "10.0.0.-1", "\u0661\u0660.0.0.20", "::ffff:10.0.0.20", "10.0.0.20\0", "10.0.0.20\n"],
)  # fmt: skip
def test_no_ipv4_address(text: str) -> None:
    """Judged to the letter: blanks, leading zeros, other bases and short forms are no address."""
    assert errors({"PrivateIpAddress": [text]}) == [("InvalidIp.Address", "PrivateIpAddress.1")]


@pytest.mark.parametrize(
    "text", ["", ":::200", "2001:db8::1::1", "fe80::1%eth0", "2001:db8:0:1::20000", "10.0.0.20", "[::1]"]
)
def test_no_ipv6_address(text: str) -> None:
    """The same for IPv6: no zone, no brackets, no IPv4."""
    assert errors({"Ipv6Address": [text]}) == [("InvalidIp.Address", "Ipv6Address.1")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("10.0.0.81/27", [MASK, STRICT]),
        ("10.0.0.96/27", [MASK]),
        ("10.0.0.81/28", [STRICT]),
        ("10.0.0.80/33", [ILLEGAL]),
        ("10.0.0.80/32", [MASK]),
        ("10.0.0.80/0", [MASK, STRICT]),
        ("0.0.0.0/0", [MASK]),
        ("10.0.0.80/028", [ILLEGAL]),
        ("10.0.0.80/ 28", [ILLEGAL]),
        ("10.0.0.80/-1", [ILLEGAL]),
        ("10.0.0.80", [ILLEGAL]),
        ("10.0.0.80/", [ILLEGAL]),
        ("10.0.0.80/255.255.255.240", [ILLEGAL]),
        ("", [ILLEGAL]),
    ],
)
def test_ipv4_prefix_spelling(text: str, codes: list[str]) -> None:
    """A CIDR of any mask that is none is illegal; a wrong mask and host bits are said together."""
    assert errors({"Ipv4Prefix": [text]}, EMPTY) == [(code, "Ipv4Prefix.1") for code in codes]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("2001:db8:0:1:4001::1/80", [STRICT]),
        ("2001:db8:0:1:4001::1/96", [MASK, STRICT]),
        ("2001:db8:0:1:4001::/128", [MASK]),
        ("2001:db8:0:1:4001::/129", [ILLEGAL]),
        ("10.0.0.80/28", [ILLEGAL]),
    ],
)
def test_ipv6_prefix_spelling(text: str, codes: list[str]) -> None:
    """The same with /80."""
    assert errors({"Ipv6Prefix": [text]}, EMPTY) == [(code, "Ipv6Prefix.1") for code in codes]


def test_different_masks() -> None:
    """NotSame where the mask changes, Invalid at each wrong one; two families do not disturb each other."""
    assert errors({"Ipv4Prefix": ["10.0.0.80/28", "10.0.0.96/27"], "Ipv6Prefix": [FREE]}) == [
        (MASK, "Ipv4Prefix.2"),
        (NOT_SAME, "Ipv4Prefix.2"),
    ]
    assert errors({"Ipv4Prefix": ["10.0.0.96/27", "10.0.0.64/27"]}, EMPTY) == [
        (MASK, "Ipv4Prefix.1"),
        (MASK, "Ipv4Prefix.2"),
    ]


def test_repeated_addresses() -> None:
    """Each repeat names the first; a third one too; the primary address counts."""
    members: Json = {"PrimaryIpAddress": "10.0.0.20", "PrivateIpAddress": ["10.0.0.21", "10.0.0.20", "10.0.0.20"]}
    assert errors(members) == [
        ("InvalidIp.IpRepeated", "PrivateIpAddress.2"),
        ("InvalidIp.IpRepeated", "PrivateIpAddress.3"),
    ]
    assert "PrimaryIpAddress" in findings(members)[0].message


@pytest.mark.parametrize("other", ["2001:DB8:0:1::200", "2001:db8:0:1:0:0:0:200", "2001:0db8:0000:0001::0.0.2.0"])
def test_ipv6_spelled_differently_is_the_same(other: str) -> None:
    """The address counts, not its text."""
    assert errors({"Ipv6Address": ["2001:db8:0:1::200", other]}) == [("InvalidIp.IpRepeated", "Ipv6Address.2")]


def test_prefix_named_twice_or_over_own_addresses() -> None:
    """A prefix twice in another spelling, over the primary, over a listed one, over an IPv6 address."""
    assert errors({"Ipv6Prefix": [FREE, "2001:0db8:0:1:4001:0::/80"]}) == [(TAKEN, "Ipv6Prefix.2")]
    assert errors({"Ipv4Prefix": ["10.0.0.80/28"], "PrimaryIpAddress": "10.0.0.80"}) == [(TAKEN, "Ipv4Prefix.1")]
    assert errors({"Ipv4Prefix": ["10.0.0.80/28"], "PrivateIpAddress": ["10.0.0.95"]}) == [(TAKEN, "Ipv4Prefix.1")]
    assert errors({"Ipv6Prefix": [FREE], "Ipv6Address": ["2001:db8:0:1:4001:ffff::"]}) == [(TAKEN, "Ipv6Prefix.1")]
    assert errors({"Ipv6Prefix": [FREE], "Ipv6Address": ["2001:db8:0:1:4002::"]}) == []


@pytest.mark.parametrize(
    ("counted", "prefixes", "refused"),
    [(49, 0, False), (44, 5, False), (45, 5, True), (39, 10, False), (40, 10, True), (49, 1, True), (50, 0, False)],
)
def test_49_slots_of_a_free_eni(counted: int, prefixes: int, refused: bool) -> None:  # noqa: FBT001 - a parameter
    """Secondary addresses and IPv4 prefixes together; 50 by itself is InvalidParameter."""
    members: Json = {"SecondaryPrivateIpAddressCount": counted, "Ipv4PrefixCount": prefixes or None}
    found = errors(members, World(vswitch={"blocks": reserved("10.0.0.64/26")}, enis=()))
    code = ("MaxEniPrivateIpsCountExceeded", "SecondaryPrivateIpAddressCount")
    assert (code in found) == refused
    assert (("InvalidParameter", "SecondaryPrivateIpAddressCount") in found) == (counted == 50)


def test_too_many_prefixes_alone_are_no_matter_of_slots() -> None:
    """50 listed prefixes without a secondary address are too long a list, and that is said alone."""
    listed = {"Ipv4Prefix": [f"10.0.{number}.0/28" for number in range(50)]}
    assert "MaxEniPrivateIpsCountExceeded" not in {code for code, _ in errors(listed)}


def test_a_prefix_after_a_wrong_one_is_judged() -> None:
    """Each text by itself; of several masks the first that differs is named, once."""
    assert (STRICT, "Ipv4Prefix.2") in errors({"Ipv4Prefix": ["10.0.0.80", "10.0.0.97/28"]})
    masks = errors({"Ipv4Prefix": ["10.0.0.80/28", "10.0.0.96/27", "10.0.0.64/27"]})
    assert [at for code, at in masks if code == NOT_SAME] == ["Ipv4Prefix.2"]


def test_ipv6_prefixes_take_no_ipv4_slots() -> None:
    """49 secondary addresses and 10 IPv6 prefixes fit."""
    assert errors({"SecondaryPrivateIpAddressCount": 49, "Ipv6PrefixCount": 10}) == []


def test_mixed_families_are_not_mixed() -> None:
    """A secondary IPv4 address beside an IPv6 prefix is fine, and so is a primary one beside an IPv4 prefix."""
    members: Json = {"SecondaryPrivateIpAddressCount": 1, "Ipv6PrefixCount": 1}
    assert ("MixedAddressesAndPrefixes", "Ipv6PrefixCount") not in lints(members)
    members = {"PrimaryIpAddress": "10.0.0.20", "Ipv4PrefixCount": 1}
    assert lints(members) == [("CountsMayUnderReport", "")]


@pytest.mark.parametrize(("mixed", "severity"), [("warn", "warning"), ("split", "warning"), ("error", "error")])
def test_mixed_by_profile(mixed: str, severity: str) -> None:
    """The profile decides whether it is an error; it says where it is written."""
    world = World(profile={"addresses_with_prefixes": mixed})
    [finding] = findings({"Ipv6AddressCount": 1, "Ipv6PrefixCount": 1}, world)[:1]
    assert (finding.code, finding.severity, finding.source) == ("Lint.MixedAddressesAndPrefixes", severity, "the case")


@pytest.mark.parametrize(("mixed", "said"), [("warn", True), ("split", False)])
def test_mixed_in_an_eni_of_several_calls(mixed: str, said: bool) -> None:  # noqa: FBT001 - a parameter
    """Where the profile splits them over calls, an ENI that a plan makes has them in one request no more."""
    case = case_of({"Ipv6AddressCount": 1, "Ipv6PrefixCount": 1}, World(profile={"addresses_with_prefixes": mixed}))
    case.whole_eni = True
    assert ("Lint.MixedAddressesAndPrefixes" in {finding.code for finding in judge(case)}) is said


def test_regions_without_prefixes() -> None:
    """Both families are named; without prefixes the region does not matter, and a missing region is said alone."""
    world = World(profile={"prefix_regions": []})
    code = "InvalidOperation.RegionNotSupportIpPrefix"
    found = errors({"Ipv4PrefixCount": 1, "Ipv6Prefix": [FREE]}, world)
    assert found == [(code, "Ipv4PrefixCount"), (code, "Ipv6Prefix")]
    assert errors({"SecondaryPrivateIpAddressCount": 1}, world) == []
    assert errors({"RegionId": None, "Ipv4PrefixCount": 1}, world) == [("MissingParameter", "RegionId")]
    assert errors({"RegionId": "cn-hangzhou", "Ipv4PrefixCount": 1}, PLAIN) == []


def test_ipv6_after_creation_only() -> None:
    """One finding for all of IPv6; IPv4 is not concerned."""
    world = World(profile={"ipv6_at_creation": False})
    assert errors({"Ipv6AddressCount": 1, "Ipv6PrefixCount": 1}, world) == [
        ("InvalidOperation.NotSupport", "Ipv6AddressCount")
    ]
    assert errors({"Ipv4PrefixCount": 1}, world) == []
