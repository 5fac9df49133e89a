"""The frames of an inventory's ENIs against the ENIs."""

from __future__ import annotations

from eniplan.network.eni import ENI
from eniplan.network.inventory import Inventory
from tests.planning.ground_kit import A, account, at, block, eni

THERE = account(
    A,
    enis=[
        eni(
            "one",
            "a",
            "10.0.0.5",
            "10.0.0.6",
            prefixes=("10.0.0.64/28", "2001:db8:0:a:4000::/80"),
            ipv6=("2001:db8:0:a::1",),
        )
    ],
)


def test_enis_with_what_they_hold() -> None:
    """One row, counted by hand."""
    (row,) = THERE.frame("enis").to_dict("records")
    assert (row["id"], row["name"], row["vswitch"], row["primary"]) == ("eni-one", "one", "vsw-a", "10.0.0.5")
    amounts = ("secondary_addresses", "ipv4_prefixes", "ipv6_addresses", "ipv6_prefixes")
    assert [row[name] for name in amounts] == [1, 1, 1, 1]


def test_addresses_and_prefixes_of_both_families() -> None:
    """In the order primary, secondary, IPv6; with their numbers."""
    addresses, prefixes = THERE.frame("addresses"), THERE.frame("prefixes")
    assert addresses["address"].tolist() == ["10.0.0.5", "10.0.0.6", "2001:db8:0:a::1"]
    assert addresses["kind"].tolist() == ["primary", "secondary", "ipv6"]
    assert addresses["low"].tolist() == [at("10.0.0.5"), at("10.0.0.6"), 1]
    assert prefixes["prefix"].tolist() == ["10.0.0.64/28", "2001:db8:0:a:4000::/80"]
    assert prefixes["high"].tolist() == [0, 0x2001_0DB8_0000_000A]
    assert set(addresses["state"]) == {"existing"}
    assert not addresses["illustrative"].any()


def test_an_eni_without_a_primary_address_has_no_row_for_it() -> None:
    """What the files do not say is empty, and an odd mask stays as it is."""
    odd = ENI(id="eni-odd", secondary=(at("10.0.0.9"),), ipv4_prefixes=(block("10.0.0.96/27"),))
    there = Inventory(enis={"eni-odd": odd})
    assert there.frame("enis")["primary"].tolist() == [""]
    assert there.frame("addresses")["address"].tolist() == ["10.0.0.9"]
    assert there.frame("prefixes")["prefix"].tolist() == ["10.0.0.96/27"]


def test_holders_that_are_no_listed_eni_are_there_and_marked() -> None:
    """An instance whose addresses no ENI explains."""
    other = ENI(id="i-1", primary=at("10.0.0.7"), listed=False)
    assert Inventory(others=(other,)).frame("enis")[["id", "listed"]].to_numpy().tolist() == [["i-1", False]]
