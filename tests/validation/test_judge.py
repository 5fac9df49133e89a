"""All findings at once, each once, in the page's order."""

from __future__ import annotations

from eniplan.contract.finding import Finding
from eniplan.validation.judge import judge, ordered
from eniplan.validation.rule import Stage
from tests.validation.world import BASE, World, case_of, errors, findings, said

FIVE = {
    "Tag": [{"Key": "aliyun"}],
    "NetworkInterfaceName": "w",
    "Description": "http://x",
    "QueueNumber": 0,
    "Ipv4Prefix": ["10.0.0.81/28"],
}


def test_base_request_has_no_findings() -> None:
    """Nothing is wrong with the base request; group counts may be too low, which is said once."""
    assert said(findings({})) == [("Lint.CountsMayUnderReport", "")]


def test_five_faults_give_five_findings_in_the_pages_order() -> None:
    """Tag, name, description, queues, prefixes."""
    assert errors(FIVE) == [
        ("InvalidTagKey.Malformed", "Tag.1.Key"),
        ("InvalidParams.NetworkInterfaceName", "NetworkInterfaceName"),
        ("InvalidParameter", "Description"),
        ("InvalidParameter.InvalidEniQueueNumber", "QueueNumber"),
        ("InvalidIp.IpPrefixNotStrict", "Ipv4Prefix.1"),
    ]


def test_faults_of_reading_stand_among_the_others() -> None:
    """A wrong type at its place on the page."""
    assert errors({**FIVE, "RegionId": 1, "SourceDestCheck": "no"})[:: len(FIVE) + 1] == [
        ("InvalidParameter", "RegionId"),
        ("InvalidParameter", "SourceDestCheck"),
    ]


def test_items_sort_by_number() -> None:
    """The tenth item after the second."""
    listed = [f"10.0.0.{number}" for number in range(20, 30)]
    listed[1] = listed[9] = "x"
    assert errors({"PrivateIpAddress": listed}) == [
        ("InvalidIp.Address", "PrivateIpAddress.2"),
        ("InvalidIp.Address", "PrivateIpAddress.10"),
    ]


def test_order_does_not_depend_on_the_members() -> None:
    """The same findings whatever the order of the request's members."""
    backwards = {name: FIVE[name] for name in reversed(FIVE)}
    assert findings(backwards) == findings(FIVE)


def _finding(code: str, parameter: str, message: str = "") -> Finding:
    return Finding(code=code, severity="error", parameter=parameter, message=message)


def test_a_code_stands_once_per_parameter() -> None:
    """The first of two stays; what has one place keeps its order."""
    same = [_finding("B", "Foo", "1"), _finding("A", "RegionId", "1"), _finding("A", "RegionId", "2")]
    assert ordered(same) == [same[1], same[0]]
    unknown = [_finding("A", "Foo"), _finding("A", "Bar")]
    assert ordered(unknown) == unknown


def test_errors_stand_first_at_one_place() -> None:
    """At one parameter: errors, warnings, notes, and by code."""
    found = [
        Finding(code="N", severity="note", parameter="Tag", message=""),
        Finding(code="W", severity="warning", parameter="Tag", message=""),
        Finding(code="Z", severity="error", parameter="Tag", message=""),
        Finding(code="E", severity="error", parameter="Tag", message=""),
    ]
    assert [finding.code for finding in ordered(found)] == ["E", "Z", "W", "N"]


def test_stages() -> None:
    """Each stage asks its own rules, and together they say what judging at once says."""
    case = case_of({**FIVE, "VSwitchId": "vsw-9"}, World(enis_in_region=99))
    parts = [judge(case, frozenset({stage})) for stage in Stage]
    assert [len(part) for part in parts] == [5, 1, 0, 1]
    assert ordered(finding for part in parts for finding in part) == judge(case)


def test_findings_name_the_vswitch() -> None:
    """Each finding of a rule, error or warning, says which VSwitch the request asked for; none where it names none."""
    assert {finding.vswitch for finding in judge(case_of(FIVE))} == {BASE["VSwitchId"]}
    assert [finding.vswitch for finding in judge(case_of({"ClientToken": None}))] == [BASE["VSwitchId"]]
    assert {finding.vswitch for finding in judge(case_of({"VSwitchId": None, "ClientToken": None}))} == {""}


def test_without_an_inventory() -> None:
    """Only what request and profile decide is judged; what is not is said once a kind."""
    world = World(known=False)
    found = findings({"PrimaryIpAddress": "10.9.9.9", "ResourceGroupId": "rg-9", "Ipv6AddressCount": 1}, world)
    assert said(found) == [("Lint.NotChecked", "")] * 3
    case = case_of({}, world)
    judge(case)
    judge(case)
    assert len(case.setting.once) == 2


def test_source_of_a_profile_limit() -> None:
    """A limit of the profile says where its value comes from."""
    [finding] = findings({"InstanceType": "Trunk"})[:1]
    assert finding.source.startswith("profile default")
    world = World(profile={"trunk": False})
    assert findings({"InstanceType": "Trunk"}, world)[0].source == "the case"
