"""Rules on security groups that do not change while a batch is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.validation.rule import Stage, rule

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from eniplan.contract.finding import Finding
    from eniplan.validation.case import Case

MANY = 5
"""Security groups per ENI on older limits pages (2021); the profile has today's limit."""


@rule("InvalidParameter.SecurityGroupIdRepeated", stage=Stage.REQUEST)
def group_ids_differ(case: Case) -> Iterator[Finding]:
    """The same id twice in SecurityGroupIds."""
    seen: dict[str, str] = {}
    for path, group in case.groups:
        if path == "SecurityGroupId":
            continue
        if group in seen:
            message = f"{group} is given by {seen[group]} already; name each security group once"
            yield case.refuse("InvalidParameter.SecurityGroupIdRepeated", path, message)
        seen.setdefault(group, path)


@rule("JoinedGroupLimitExceed", "Lint.ManySecurityGroups", stage=Stage.REQUEST)
def groups_per_eni(case: Case) -> Iterator[Finding]:
    """As many security groups as the profile allows; repeated ids count once."""
    count, most = len({group for _, group in case.groups}), case.profile.security_groups_per_eni
    if count > most:
        message = f"{count} security groups; the profile's security_groups_per_eni is {most}"
        source = case.profile.source("security_groups_per_eni")
        yield case.refuse("JoinedGroupLimitExceed", "SecurityGroupIds", message, source=source)
    elif count > MANY:
        message = f"{count} security groups; accounts with the older limit take {MANY}"
        yield case.lint("Lint.ManySecurityGroups", "SecurityGroupIds", message, source="ECS limits page, 2021")


@rule("InvalidSecurityGroupId.NotFound", "Lint.NotChecked", stage=Stage.FACTS)
def groups_exist(case: Case) -> Iterator[Finding]:
    """Each security group is listed, where the inventory lists security groups."""
    inventory = case.setting.inventory
    if not case.groups:
        return
    if not inventory.lists_security_groups:
        known = dict.fromkeys(group.id for _, group in case.known_groups if group.planned)
        if all(group in known for _, group in case.groups):
            return  # the plan file describes them
        case.setting.say_once("security groups", "Lint.NotChecked", _not_listed(case, known))
        return
    for path, group in case.groups:
        if group not in inventory.security_groups:
            message = f"the security group {group} is in no file of the inventory"
            yield case.refuse("InvalidSecurityGroupId.NotFound", path, message)


def _not_listed(case: Case, known: Container[str]) -> str:
    """What is said where nothing lists security groups; beside those of a plan file, the one that is none of them."""
    unknown = next(group for _, group in case.groups if group not in known)
    what = f"{unknown} is no security group of the plan file" if case.setting.inventory.security_groups else ""
    return (
        f"{what or 'no security groups are known'}: VPC, type and limits are not checked; read DescribeSecurityGroups"
    )


@rule("InvalidSecurityGroupId.NotVpc", "InvalidOperation.VpcMismatch", stage=Stage.FACTS)
def groups_are_in_the_vpc(case: Case) -> Iterator[Finding]:
    """Each security group is in the VSwitch's VPC; one of the classic network is said alone."""
    for path, group in case.known_groups:
        if group.vpc_id == "":
            message = f"the security group {group.id} is in the classic network; an ENI needs one in a VPC"
            yield case.refuse("InvalidSecurityGroupId.NotVpc", path, message)
        elif group.vpc_id and case.vswitch and case.vswitch.vpc_id and group.vpc_id != case.vswitch.vpc_id:
            message = f"the security group {group.id} is in {group.vpc_id}, the VSwitch in {case.vswitch.vpc_id}"
            yield case.refuse("InvalidOperation.VpcMismatch", path, message)


@rule("InvalidOperation.ResourceManagedByCloudProduct", stage=Stage.FACTS)
def groups_are_ours(case: Case) -> Iterator[Finding]:
    """No security group is managed by a cloud service."""
    for path, group in case.known_groups:
        if group.managed:
            message = f"the security group {group.id} is managed by a cloud service; use one of your own"
            yield case.refuse("InvalidOperation.ResourceManagedByCloudProduct", path, message)


@rule("EnterpriseGroupLimited.MutliGroupType", "Lint.NotChecked", stage=Stage.FACTS)
def groups_are_of_one_type(case: Case) -> Iterator[Finding]:
    """Basic and advanced security groups are not mixed on one ENI."""
    types: dict[str, str] = {}
    for path, group in case.known_groups:
        if group.type is None:
            message = f"the type of the security group {group.id} is not known: its limits are not checked"
            case.setting.say_once("group type", "Lint.NotChecked", message)
        elif types and group.type not in types:
            other, other_id = next(iter(types.items()))
            message = f"{group.id} is {group.type} and {other_id} is {other}; one ENI takes groups of one type"
            yield case.refuse("EnterpriseGroupLimited.MutliGroupType", path, message)
            return
        else:
            types.setdefault(group.type, group.id)


@rule("AclLimitExceed", stage=Stage.FACTS)
def rules_per_eni(case: Case) -> Iterator[Finding]:
    """The rules of all groups of one ENI, where the inventory has the counts."""
    counts = [group.rule_count for _, group in case.known_groups if group.rule_count is not None]
    most = case.profile.group_rules_per_eni
    if sum(counts) > most:
        message = f"the security groups have {sum(counts)} rules together; one ENI takes {most}"
        path = case.known_groups[0][0].partition(".")[0]
        yield case.refuse("AclLimitExceed", path, message, source=case.profile.source("group_rules_per_eni"))
