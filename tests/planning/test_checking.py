"""Ready-made requests in order: what one takes, the next does not get."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from eniplan.contract.finding import Finding
from eniplan.contract.findings import Findings
from eniplan.network.instance_type import InstanceType
from eniplan.network.profile import Profile
from eniplan.planning.checking import check_requests
from tests.planning.ground_kit import A, B, C, account, eni, vswitch

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory
    from eniplan.planning.checking import CheckReport

Json = dict[str, Any]
TYPE = InstanceType(id="t", eni_quantity=2, ipv4_per_eni=3, primary_queues=2, secondary_queues=2, total_queues=3)
ON = account(A, B, C, vswitch("page", "192.168.0.0/24"), types=[TYPE], enis=[eni("x", "page", "192.168.0.50")])


def call(number: int, **members: object) -> Json:
    """A request with a token and a name of its own; None takes a member out."""
    base: Json = {"RegionId": "cn-hangzhou", "VSwitchId": "vsw-a", "SecurityGroupIds": ["sg-1"],
                  "NetworkInterfaceName": f"web-{number}", "ClientToken": f"token-{number}"}  # fmt: skip
    return {name: value for name, value in {**base, **members}.items() if value is not None}


def check(*calls: Json, on: Inventory | None = ON, **more: Any) -> CheckReport:  # noqa: ANN401
    """The report on requests, numbered from 1."""
    return check_requests(enumerate(calls, 1), on, **more)


def told(report: CheckReport, severity: str = "error") -> list[tuple[int | None, str, str]]:
    """Line, code and parameter of each finding of a severity."""
    return [(f.line, f.code, f.parameter) for f in report.findings if f.severity == severity]


PAGE_PLAIN: Json = {"RegionId": "cn-hangzhou", "SecurityGroupId": "sg-1", "VSwitchId": "vsw-page"}
PAGE_PRIMARY: Json = {**PAGE_PLAIN, "PrimaryIpAddress": "192.168.0.10"}


def test_the_pages_examples_pass() -> None:
    """Both request examples of the page, with real ids in place of the masked ones: no errors, one after the other."""
    report = check(PAGE_PLAIN, PAGE_PRIMARY)
    assert (told(report), report.ok, report.requests) == ([], True, 2)


def test_the_pages_examples_as_printed_are_masked() -> None:
    """With the stars left in, each masked value is an error, and no other."""
    printed = {**PAGE_PRIMARY, "SecurityGroupId": "sg-bp10jztp6b0sdsyl****", "PrimaryIpAddress": "192.168.0.*"}
    assert told(check(printed)) == [
        (1, "Lint.MaskedValue", "PrimaryIpAddress"), (1, "Lint.MaskedValue", "SecurityGroupId"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "address", "codes"),
    [
        ("page", "192.168.1.10", ["InvalidVSwitchId.IpInvalid"]),
        ("page", "192.168.0.0", ["InvalidVSwitchId.IpInvalid"]),
        ("page", "192.168.0.253", ["InvalidVSwitchId.IpInvalid"]),
        ("page", "192.168.0.255", ["InvalidVSwitchId.IpInvalid"]),
        ("page", "192.168.0.252", []),
        ("page", "192.168.0.1", []),
        ("page", "192.168.0.50", ["InvalidPrivateIpAddress.Duplicated"]),
        ("a", "10.0.0.70", []),
    ],
)
def test_a_named_primary_address(where: str, address: str, codes: list[str]) -> None:
    """Outside the CIDR, of the system, in use; inside a reserved block it is accepted with a warning."""
    report = check(call(1, VSwitchId=f"vsw-{where}", PrimaryIpAddress=address))
    assert told(report) == [(1, code, "PrimaryIpAddress") for code in codes]
    block = [(1, "Lint.AddressInReservedBlock", "PrimaryIpAddress")] if where == "a" else []
    assert told(report, "warning") == block


def test_state_is_carried_on() -> None:
    """What the first took is in use for the second; it says by whom."""
    report = check(call(1, PrimaryIpAddress="10.0.0.9"), call(2, PrimaryIpAddress="10.0.0.9"))
    assert told(report) == [(2, "InvalidPrivateIpAddress.Duplicated", "PrimaryIpAddress")]
    assert "in use by line 1" in next(f.message for f in report.findings if f.is_error)


def test_a_request_with_errors_takes_nothing() -> None:
    """Its address, its prefixes and its place in the quota are there for the next."""
    there = account(A, quota=1)
    wrong = call(1, PrimaryIpAddress="10.0.0.9", Ipv4PrefixCount=4, SecurityGroupIds=["sg-9"])
    report = check(wrong, call(2, PrimaryIpAddress="10.0.0.9", Ipv4PrefixCount=4), call(3), on=there)
    assert told(report) == [
        (1, "InvalidSecurityGroupId.NotFound", "SecurityGroupIds.1"), (3, "MaxEniCountExceeded", ""),
    ]  # fmt: skip


def test_pools_run_out_in_order() -> None:
    """12 addresses in c: two requests of 1 + 4, then one of 1 + 1; then nothing."""
    calls = [
        call(n, VSwitchId="vsw-c", SecondaryPrivateIpAddressCount=count)
        for n, count in enumerate([4, 4, 4, 1, None], 1)
    ]
    assert told(check(*calls)) == [
        (3, "QuotaExceeded.PrivateIpAddress", "SecondaryPrivateIpAddressCount"),
        (5, "InvalidVSwitchId.IpNotEnough", "VSwitchId"),
    ]


def test_later_names_are_held_back() -> None:
    """11 automatic requests before one that names: it gets its address, with a warning that the cloud might not."""
    calls = [call(n, VSwitchId="vsw-c") for n in range(1, 12)]
    report = check(*calls, call(12, VSwitchId="vsw-c", PrimaryIpAddress="10.0.2.7"))
    assert told(report) == []
    assert told(report, "warning") == [(12, "Lint.MightBePicked", "PrimaryIpAddress")]
    assert "10.0.2.7 for line 1" in next(f.message for f in report.findings if f.severity == "warning")


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ({}, {"PrimaryIpAddress": "10.0.0.9"}, ["PrimaryIpAddress"]),
        ({}, {"PrivateIpAddress": ["10.0.0.9"]}, ["PrivateIpAddress.1"]),
        ({"PrimaryIpAddress": "10.0.0.8"}, {"PrimaryIpAddress": "10.0.0.9"}, []),
        ({"VSwitchId": "vsw-b"}, {"PrimaryIpAddress": "10.0.0.9"}, []),
        ({}, {"PrimaryIpAddress": "10.0.0.70"}, []),
        ({"Ipv4PrefixCount": 1}, {"PrimaryIpAddress": "10.0.0.70"}, ["PrimaryIpAddress"]),
        ({}, {"Ipv4Prefix": ["10.0.0.64/28"]}, []),
        ({"Ipv4PrefixCount": 1}, {"Ipv4Prefix": ["10.0.0.64/28"]}, ["Ipv4Prefix.1"]),
        ({"Ipv6PrefixCount": 1}, {"Ipv6Prefix": ["2001:db8:0:a:4000::/80"]}, ["Ipv6Prefix.1"]),
        ({"Ipv6AddressCount": 1}, {"Ipv6Address": ["2001:db8:0:a::9"]}, []),
        ({"SecurityGroupIds": ["sg-9"]}, {"PrimaryIpAddress": "10.0.0.9"}, []),
    ],
)
def test_what_might_be_picked(first: Json, then: Json, said: list[str]) -> None:
    """Only by an accepted request before, of the same VSwitch and the same pool."""
    report = check(call(1, **first), call(2, **then))
    picked = [f.parameter for f in report.findings if f.code == "Lint.MightBePicked"]
    assert picked == said


def test_the_same_token_again() -> None:
    """The same parameters are the same ENI and take nothing; other parameters are an error."""
    there = account(A, quota=2)
    once = call(1, SecondaryPrivateIpAddressCount=2)
    other = {**once, "SecondaryPrivateIpAddressCount": 3}
    report = check(once, once, other, call(2), call(3), on=there)
    assert told(report, "note")[1:] == [(2, "Lint.TokenRepeated", "ClientToken")]
    assert told(report) == [(3, "Lint.TokenReused", "ClientToken"), (5, "MaxEniCountExceeded", "")]


def test_the_token_of_a_refused_request_again() -> None:
    """The first had errors and takes nothing; the same request again is judged again."""
    wrong = call(1, PrimaryIpAddress="10.0.0.0")
    assert told(check(wrong, wrong)) == [(line, "InvalidVSwitchId.IpInvalid", "PrimaryIpAddress") for line in (1, 2)]


def test_a_reused_token_takes_nothing() -> None:
    """The address that it names is free for the next."""
    report = check(
        call(1), call(2, ClientToken="token-1", PrimaryIpAddress="10.0.0.9"), call(3, PrimaryIpAddress="10.0.0.9")
    )
    assert told(report) == [(2, "Lint.TokenReused", "ClientToken")]


def test_line_numbers_are_the_callers() -> None:
    """Blank lines of the file are counted by whoever reads it."""
    report = check_requests([(3, call(1, PrimaryIpAddress="10.0.0.0")), (7, call(2, VSwitchId="vsw-x"))], ON)
    assert told(report) == [
        (3, "InvalidVSwitchId.IpInvalid", "PrimaryIpAddress"),
        (7, "InvalidVSwitchId.NotFound", "VSwitchId"),
    ]
    assert [f.request for f in report.findings if f.is_error] == ["web-1", "web-2"]


def test_the_inventory_speaks_first() -> None:
    """Its findings, then what is said once for the batch, then the requests; the first two without a line."""
    gap = Finding(code="Lint.TwoOwners", severity="warning", message="two", subject="eni-1")
    report = check(call(1, PrimaryIpAddress="10.0.0.0"), call(2), on=replace(ON, findings=Findings([gap])))
    assert [(f.code, f.line) for f in report.findings] == [
        ("Lint.TwoOwners", None), ("Lint.CountsMayUnderReport", None), ("InvalidVSwitchId.IpInvalid", 1),
    ]  # fmt: skip


def test_a_batch_without_inventory() -> None:
    """What needs facts is skipped with one note a kind, however many requests; the rest is judged."""
    report = check(call(1), call(2), call(3, PrimaryIpAddress="10.0.0.256", SecondaryPrivateIpAddressCount=50), on=None)
    assert sorted(told(report, "note")) == [(None, "Lint.NotChecked", "")] * 2
    assert told(report, "warning") == [(None, "Lint.QuotaUnknown", "")]
    assert told(report) == [
        (3, "InvalidIp.Address", "PrimaryIpAddress"), (3, "InvalidParameter", "SecondaryPrivateIpAddressCount"),
    ]  # fmt: skip


def test_an_empty_batch() -> None:
    """Nothing to say but what the inventory says."""
    report = check()
    assert (report.requests, report.findings, report.ok) == (0, (), True)


def test_a_profile_given_apart_wins() -> None:
    """The inventory's quota is 5,000, the caller's 2, of which one ENI exists."""
    assert told(check(call(1), call(2), profile=Profile(eni_quota=2))) == [(2, "MaxEniCountExceeded", "")]


def test_an_instance_type_judges_each_request_alone() -> None:
    """3 addresses an ENI; sums over an instance are not a matter of ready-made requests."""
    report = check(
        call(1, SecondaryPrivateIpAddressCount=2), call(2, SecondaryPrivateIpAddressCount=3), instance_type="t"
    )
    assert told(report) == [(2, "InvalidOperation.Ipv4CountExceeded", "SecondaryPrivateIpAddressCount")]
    unknown = check(call(1), call(2), instance_type="ecs.none")
    assert told(unknown, "warning") == [(None, "Lint.TypeUnknown", "")]


def test_an_instance_type_of_the_catalogue_is_said_once() -> None:
    """15 addresses an ENI by the recorded answer: 15 secondary ones are one too many."""
    report = check(call(1), call(2, SecondaryPrivateIpAddressCount=15), instance_type="ecs.g7.xlarge")
    assert told(report) == [(2, "InvalidOperation.Ipv4CountExceeded", "SecondaryPrivateIpAddressCount")]
    assert told(report, "note").count((None, "Lint.CatalogueUsed", "")) == 1
    assert {f.source for f in report.findings if f.is_error} == {"catalogue, recorded answer, 2025"}
