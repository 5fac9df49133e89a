"""What the files say that cannot all be true."""

from __future__ import annotations

import time

import pytest

from eniplan.network.cidr import address_text
from tests.network.answers import Json, block, blocks, coded, codes, eni, enis, prefixes, private, read, vswitch

WIDE = vswitch(Ipv6CidrBlock="2001:db8::/64")
RESERVED = blocks(block(), block("vcr-6", "2001:db8:0:0:4000::/66"))
SIX = "2001:db8:0:0:4000"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([eni()], []),
        ([eni(**private("10.0.1.1"))], [("AddressOutsideVSwitch", "eni-1", "10.0.1.1")]),
        ([eni(primary="10.0.0.0")], [("SystemAddressUsed", "eni-1", "10.0.0.0")]),
        ([eni(primary="10.0.0.1")], []),
        ([eni(primary="10.0.0.252")], []),
        ([eni(primary="10.0.0.253")], [("SystemAddressUsed", "eni-1", "10.0.0.253")]),
        ([eni(primary="10.0.0.255")], [("SystemAddressUsed", "eni-1", "10.0.0.255")]),
        ([eni(primary="9.255.255.255")], [("AddressOutsideVSwitch", "eni-1", "9.255.255.255")]),
        ([eni(Ipv6Sets=[{"Ipv6Address": "2001:db8::"}])], [("SystemAddressUsed", "eni-1", "2001:db8::")]),
        ([eni(Ipv6Sets=[{"Ipv6Address": "2001:db8::ffff:ffff:ffff:fff6"}])], []),
        ([eni(Ipv6Sets=[{"Ipv6Address": "2001:db8::ffff:ffff:ffff:fff7"}])],
         [("SystemAddressUsed", "eni-1", "2001:db8::ffff:ffff:ffff:fff7")]),
        ([eni(Ipv6Sets=[{"Ipv6Address": "2001:db9::1"}])], [("AddressOutsideVSwitch", "eni-1", "2001:db9::1")]),
        ([eni(), eni("eni-2", "10.0.0.5")], [("TwoOwners", "eni-2", "eni-1")]),
        ([eni(), eni("eni-2", "10.0.0.6", **private("10.0.0.5"))], [("TwoOwners", "eni-2", "10.0.0.5")]),
        ([eni(), eni("eni-2", "10.0.0.5", where="vsw-9")], [("UnknownVSwitch", "vsw-9", "eni-2")]),
        ([eni(**prefixes("10.0.0.64/28"))], []),
        ([eni(**prefixes("10.0.0.16/28"))], [("PrefixOutsideBlocks", "eni-1", "10.0.0.16/28")]),
        ([eni(**prefixes("10.0.1.16/28"))], [("AddressOutsideVSwitch", "eni-1", "10.0.1.16/28")]),
        ([eni(**prefixes(f"{SIX}::/80"))], []),
        ([eni(**prefixes("2001:db8:0:0:1::/80"))], [("PrefixOutsideBlocks", "eni-1", "2001:db8:0:0:1::/80")]),
        ([eni(**prefixes("10.0.0.64/28")), eni("eni-2", "10.0.0.6", **prefixes("10.0.0.64/28"))],
         [("TwoOwners", "eni-2", "10.0.0.64/28")]),
        ([eni(**prefixes("10.0.0.64/28")), eni("eni-2", "10.0.0.79")], [("TwoOwners", "eni-2", "10.0.0.79")]),
        ([eni("eni-2", "10.0.0.64"), eni(**prefixes("10.0.0.64/28"))], [("TwoOwners", "eni-2", "eni-1")]),
        ([eni(**prefixes("10.0.0.64/28")), eni("eni-2", "10.0.0.80")], []),
        ([eni(primary="10.0.0.65", **prefixes("10.0.0.64/28"))], [("PrimaryInOwnPrefix", "eni-1", "10.0.0.65")]),
        ([eni(**prefixes(f"{SIX}::/80")), eni("eni-2", "10.0.0.6", Ipv6Sets=[{"Ipv6Address": f"{SIX}::9"}])],
         [("TwoOwners", "eni-2", "2001:db8::4000:0:0:9")]),
    ],
)  # fmt: skip
def test_contradiction(rows: list[Json], expected: list[tuple[str, str, str]]) -> None:
    """Each contradiction is one warning with code, subject, file and the value that says it."""
    inventory = read(WIDE, RESERVED, enis(*rows))
    assert [(code, subject) for code, subject, _ in expected] == [
        (one.code.removeprefix("Lint."), one.subject) for one in inventory.findings
    ]
    for finding, (_, _, word) in zip(inventory.findings, expected, strict=True):
        assert (finding.severity, finding.file, word in finding.message) == ("warning", "2.json", True)


def test_ipv6_address_where_ipv6_is_off() -> None:
    """A VSwitch without IPv6 has no IPv6 address at all."""
    inventory = read(vswitch(), enis(eni(Ipv6Sets=[{"Ipv6Address": "2001:db8::1"}])))
    assert "where IPv6 is off" in coded(inventory, "AddressOutsideVSwitch")[0].message


def test_one_finding_for_an_eni_and_a_vswitch() -> None:
    """Many addresses of one ENI are one finding; many ENIs in an unknown VSwitch too."""
    rows = [eni(**private("10.1.0.1", "10.1.0.2", "10.1.0.3"))]
    rows += [eni(f"eni-9{n}", f"10.9.0.{n}", where="vsw-9") for n in range(5)]
    inventory = read(vswitch(), enis(*rows))
    assert codes(inventory) == ["AddressOutsideVSwitch", "UnknownVSwitch"]
    assert "10.1.0.1 (and 2 more)" in coded(inventory, "AddressOutsideVSwitch")[0].message
    pair = read(vswitch(), enis(eni(**private("10.1.0.1", "10.1.0.2"))))
    assert "10.1.0.1 (and 1 more)" in coded(pair, "AddressOutsideVSwitch")[0].message
    assert "5 ENI(s)" in coded(inventory, "UnknownVSwitch")[0].message


def test_no_vswitch_listed_at_all() -> None:
    """Where no file shows a VSwitch, no ENI is blamed for it; two owners are two owners all the same."""
    assert codes(read(enis(eni(), eni("eni-2")))) == ["TwoOwners"]


def test_prefixes_without_any_listing_of_blocks() -> None:
    """One note, not a warning for each prefix."""
    rows = [eni(f"eni-{n}", None, **prefixes(f"10.0.0.{16 * n}/28")) for n in range(1, 9)]
    inventory = read(vswitch(), enis(*rows))
    assert [(one.severity, one.code) for one in inventory.findings] == [("note", "Lint.NotChecked")]


def test_a_block_that_is_releasing_still_holds_its_prefixes() -> None:
    """A prefix in a block of any status is inside a block."""
    assert codes(read(vswitch(), blocks(block(Status="Releasing")), enis(eni(**prefixes("10.0.0.64/28"))))) == []


def test_enis_in_no_vswitch() -> None:
    """They are named by their own id, and one address in two of them says nothing: they may be in two VPCs."""
    rows = [{"NetworkInterfaceId": f"eni-{n}", "VSwitchId": None, "PrivateIpAddress": "10.0.0.5"} for n in (1, 2)]
    found = read(vswitch(), enis(*rows)).findings
    assert [(one.code, one.subject) for one in found] == [("Lint.UnknownVSwitch", "eni-1")]
    assert "2 ENI(s), eni-1 first, without a VSwitchId" in found[0].message


def test_an_address_in_its_own_prefix_is_counted_once() -> None:
    """Primary or not, the sentence says which; 16 addresses are in use."""
    row = eni(primary="10.0.0.65", **private("10.0.0.66"), **prefixes("10.0.0.64/28"))
    inventory = read(vswitch(AvailableIpAddressCount=252 - 16), RESERVED, enis(row))
    found = [one.message for one in coded(inventory, "PrimaryInOwnPrefix")]
    assert [text[: text.index(" of")] for text in found] == [
        "the primary address 10.0.0.65",
        "the single address 10.0.0.66",
    ]
    assert coded(inventory, "UnexplainedAddresses") == []


def test_many_enis_do_not_take_minutes() -> None:
    """20,000 ENIs, half of them with an address that another one has: linear work."""
    rows = [eni(f"eni-{n}", address_text(4, 0x0A000001 + n // 2)) for n in range(20_000)]
    page = enis(*rows)
    start = time.process_time()
    assert len(coded(read(vswitch(cidr="10.0.0.0/16"), page), "TwoOwners")) == 10_000
    assert time.process_time() - start < 20
