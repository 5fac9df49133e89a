"""What the table decides, at its edges."""

from __future__ import annotations

import pytest

from tests.validation.world import Json, World, errors, findings, lints

BIG = World(vswitch={"blocks": ()}, enis=())


@pytest.mark.parametrize(("count", "codes"), [(-1, 1), (0, 1), (1, 0), (48, 0), (49, 0), (50, 1), (100, 1)])
def test_secondary_count(count: int, codes: int) -> None:
    """1 to 49."""
    assert len(errors({"SecondaryPrivateIpAddressCount": count}, BIG)) == codes


@pytest.mark.parametrize("name", ["Ipv6AddressCount", "Ipv4PrefixCount", "Ipv6PrefixCount"])
@pytest.mark.parametrize(("count", "fine"), [(0, False), (1, True), (10, True), (11, False)])
def test_other_counts(name: str, count: int, fine: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """1 to 10."""
    invalid = ("InvalidParameter", name)
    assert (invalid not in errors({name: count})) == fine


def test_a_count_of_the_wrong_type_is_not_judged_again() -> None:
    """One finding, and it is still given: no conflict is hidden by it."""
    assert errors({"SecondaryPrivateIpAddressCount": "x"}) == [("InvalidParameter", "SecondaryPrivateIpAddressCount")]
    members: Json = {"SecondaryPrivateIpAddressCount": "x", "PrivateIpAddress": ["10.0.0.20"]}
    assert ("InvalidParameter.Conflict", "PrivateIpAddress") in errors(members)


@pytest.mark.parametrize("name", ["RegionId", "VSwitchId", "SecurityGroupId"])
@pytest.mark.parametrize("masked", ["x-****", 7])
def test_what_cannot_be_read_is_not_missing(name: str, masked: object) -> None:
    """A masked or mistyped value has its own finding and no second one."""
    [(code, at)] = errors({name: masked})
    assert (code in {"Lint.MaskedValue", "InvalidParameter"}, at) == (True, name)


@pytest.mark.parametrize("tag", [{"Key": 1}, "k", None])
def test_an_unreadable_tag_key_is_not_missing(tag: object) -> None:
    """The same for a tag and its key."""
    assert [code for code, _ in errors({"Tag": [tag]})] == ["InvalidParameter"]


def test_every_missing_parameter_is_named() -> None:
    """All three at once; a null key of a tag as well."""
    members: Json = {"RegionId": None, "VSwitchId": None, "SecurityGroupId": None, "Tag": [{"Key": None}, {}]}
    assert errors(members) == [
        ("MissingParameter", "RegionId"),
        ("MissingParameter", "Tag.1.Key"),
        ("MissingParameter", "Tag.2.Key"),
        ("MissingParameter", "VSwitchId"),
        ("MissingParameter", "SecurityGroupId"),
    ]


def test_all_conflicts_at_once() -> None:
    """Five pairs that exclude each other."""
    members: Json = {
        "SecurityGroupIds": ["sg-2"],
        "PrivateIpAddress": ["10.0.0.20"],
        "SecondaryPrivateIpAddressCount": 1,
        "Ipv6Address": ["2001:db8:0:1::200"],
        "Ipv6AddressCount": 1,
        "Ipv4Prefix": ["10.0.0.80/28"],
        "Ipv4PrefixCount": 1,
        "Ipv6Prefix": ["2001:db8:0:1:4001::/80"],
        "Ipv6PrefixCount": 1,
    }
    assert [code for code, _ in errors(members)] == [
        "InvalidSecurityGroupId.SingleIdAndMultiIdConflict",
        *["InvalidParameter.Conflict"] * 4,
    ]


def test_a_count_of_zero_excludes_the_list_too() -> None:
    """Zero is given, and outside its range."""
    members: Json = {"Ipv4Prefix": ["10.0.0.80/28"], "Ipv4PrefixCount": 0}
    assert [code for code, _ in errors(members)] == ["InvalidParameter.Conflict", "InvalidParameter"]


def test_messages_say_what_would_be_accepted() -> None:
    """Ranges, enumerations and lengths are in the sentence, with the value."""
    cases: list[tuple[Json, str]] = [
        ({"SecondaryPrivateIpAddressCount": 50}, "50 is not a whole number from 1 to 49"),
        ({"InstanceType": "Primary"}, '"Primary" is not one of Secondary, Trunk'),
        ({"Description": "d"}, '"d" is not a text of 2 to 256 characters (it has 1)'),
        ({"ClientToken": "t" * 65}, "is not a text of at most 64 characters (it has 65)"),
        ({"PrivateIpAddress": [f"10.0.0.{n}" for n in range(20, 31)]}, "PrivateIpAddress has 11 items"),
    ]
    for members, sentence in cases:
        assert sentence in next(finding for finding in findings(members) if finding.is_error).message


def test_deprecated_parameters_are_accepted() -> None:
    """Notes, no errors."""
    assert lints({"Visible": True, "BusinessType": "x"})[:2] == [
        ("Deprecated", "Visible"),
        ("Deprecated", "BusinessType"),
    ]
    assert errors({"Visible": True, "BusinessType": "x"}) == []
