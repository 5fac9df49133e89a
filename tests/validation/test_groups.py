"""Security groups: existence, VPC, type, number and rules."""

from __future__ import annotations

from dataclasses import replace

from tests.validation.world import GROUPS, Json, World, errors, findings, lints, said

MULTI = "EnterpriseGroupLimited.MutliGroupType"


def listed(*groups: str) -> Json:
    """A request with a list of groups."""
    return {"SecurityGroupId": None, "SecurityGroupIds": [f"sg-{group}" for group in groups]}


def test_every_missing_group_is_named() -> None:
    """At its own place."""
    code = "InvalidSecurityGroupId.NotFound"
    assert errors(listed("x", "1", "y")) == [(code, "SecurityGroupIds.1"), (code, "SecurityGroupIds.3")]
    assert errors({"SecurityGroupId": "sg-x"}) == [(code, "SecurityGroupId")]


def test_groups_are_not_checked_without_a_listing() -> None:
    """An inventory without security groups says so once, whatever the groups are."""
    world = World(inventory={"lists_security_groups": False, "security_groups": {}})
    assert said(findings(listed("x", "y"), world)) == [("Lint.NotChecked", "")]


def test_a_group_beside_those_of_the_plan_file_is_named() -> None:
    """Where only a plan file describes groups, another one may be a slip, and the note names it."""
    planned = {"sg-1": replace(GROUPS[0], planned=True)}
    world = World(inventory={"lists_security_groups": False, "security_groups": planned})
    notes = [note.message for note in findings(listed("1", "x"), world) if note.code == "Lint.NotChecked"]
    assert [note.partition(":")[0] for note in notes] == ["sg-x is no security group of the plan file"]
    assert ("Lint.NotChecked", "") not in said(findings(listed("1"), world))


def test_an_empty_listing_is_a_listing() -> None:
    """No groups at all: then none of them exists."""
    world = World(inventory={"security_groups": {}})
    assert errors({}, world) == [("InvalidSecurityGroupId.NotFound", "SecurityGroupId")]


def test_classic_network_is_said_alone() -> None:
    """NotVpc, not also VpcMismatch (decision)."""
    assert errors({"SecurityGroupId": "sg-classic"}) == [("InvalidSecurityGroupId.NotVpc", "SecurityGroupId")]


def test_unknown_vpc_is_no_mismatch() -> None:
    """Neither of the group nor of the VSwitch; nor where the VSwitch is not known."""
    assert errors({"SecurityGroupId": "sg-untyped"}) == []
    assert errors({"SecurityGroupId": "sg-elsewhere"}, World(vswitch={"vpc_id": ""})) == []
    only_missing = [("InvalidVSwitchId.NotFound", "VSwitchId")]
    assert errors({"SecurityGroupId": "sg-elsewhere", "VSwitchId": "vsw-9"}) == only_missing


def test_types_are_mixed_once() -> None:
    """The first group of another type is named, and an unknown type is said once and mixed with nothing."""
    assert errors(listed("1", "2", "advanced", "3")) == [(MULTI, "SecurityGroupIds.3")]
    assert errors(listed("advanced", "1", "2")) == [(MULTI, "SecurityGroupIds.2")]
    assert errors(listed("untyped", "1")) == []
    assert lints(listed("untyped", "1")).count(("NotChecked", "")) == 1


def test_repeated_groups() -> None:
    """Each repeat at its place; repeats do not count towards the limit per ENI (decision)."""
    code = "InvalidParameter.SecurityGroupIdRepeated"
    assert errors(listed("1", "2", "1", "1")) == [(code, "SecurityGroupIds.3"), (code, "SecurityGroupIds.4")]
    ten = [str(number) for number in range(1, 11)]
    assert errors(listed(*ten, "10")) == [(code, "SecurityGroupIds.11")]
    assert errors(listed(*ten, "11", "12")) == [("JoinedGroupLimitExceed", "SecurityGroupIds")]


def test_the_single_group_in_the_list_is_no_repeat() -> None:
    """Both forms exclude each other; that is said alone."""
    conflict = ("InvalidSecurityGroupId.SingleIdAndMultiIdConflict", "SecurityGroupId")
    assert errors({"SecurityGroupIds": ["sg-1"]}) == [conflict]
    repeated = ("InvalidParameter.SecurityGroupIdRepeated", "SecurityGroupIds.2")
    assert errors({"SecurityGroupIds": ["sg-2", "sg-2"]}) == [conflict, repeated]


def test_a_larger_limit_of_the_profile() -> None:
    """12 groups where the profile allows 16: a warning, because older accounts take 5."""
    world = World(profile={"security_groups_per_eni": 16})
    twelve = listed(*map(str, range(1, 13)))
    assert errors(twelve, world) == []
    assert ("ManySecurityGroups", "SecurityGroupIds") in lints(twelve, world)


def test_rules_are_summed_over_distinct_groups() -> None:
    """990 + 10 fit, one rule more does not; unknown counts count nothing; the limit is the profile's."""
    assert errors({"SecurityGroupId": "sg-rules"}) == []
    assert errors(listed("rules", "1", "untyped")) == []
    groups = {group.id: replace(group, rule_count=501) for group in GROUPS}
    world = World(inventory={"security_groups": groups})
    assert errors(listed("1", "2"), world) == [("AclLimitExceed", "SecurityGroupIds")]
    assert errors(listed("1"), world) == []
    tight = World(inventory={"security_groups": groups}, profile={"group_rules_per_eni": 500})
    assert errors({}, tight) == [("AclLimitExceed", "SecurityGroupId")]
    both = errors({"SecurityGroupIds": ["sg-2"]}, tight)
    assert ("AclLimitExceed", "SecurityGroupId") in both


def test_a_masked_group_is_no_group() -> None:
    """It is not looked up."""
    assert errors(listed("****", "2")) == [("Lint.MaskedValue", "SecurityGroupIds.1")]
