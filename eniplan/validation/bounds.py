"""Rules that the parameter table alone decides: what is required, ranges, enumerations, lengths, exclusive pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.contract.parameters import BY_NAME, PARAMETERS, Kind, Parameter
from eniplan.contract.reading import shown
from eniplan.validation.rule import Stage, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.contract.finding import Finding
    from eniplan.validation.case import Case


def _given(case: Case, row: Parameter) -> bool:
    return case.given(row.name, getattr(case.request, row.field))


@rule("MissingParameter", stage=Stage.REQUEST)
def required(case: Case) -> Iterator[Finding]:
    """RegionId and VSwitchId; one of SecurityGroupId and SecurityGroupIds; the Key of each Tag."""
    for row in PARAMETERS:
        if row.required == "always" and not _given(case, row):
            yield case.refuse("MissingParameter", row.name, f"{row.name} is missing; every request needs it")
    if not any(_given(case, row) for row in PARAMETERS if row.required == "one of"):
        message = "no security group is given; write SecurityGroupId or SecurityGroupIds"
        yield case.refuse("MissingParameter", "SecurityGroupId", message)
    for place, tag in enumerate(case.request.tags, 1):
        path = f"Tag.{place}.Key"
        if tag.key is None and path not in case.skipped and f"Tag.{place}" not in case.skipped:
            yield case.refuse("MissingParameter", path, f"{path} is missing; a tag needs a key of 1 to 128 characters")


@rule("InvalidParameter.Conflict", "InvalidSecurityGroupId.SingleIdAndMultiIdConflict", stage=Stage.REQUEST)
def exclusive(case: Case) -> Iterator[Finding]:
    """A list and its count together, or both forms of security groups."""
    for row in PARAMETERS:
        # each pair stands in the table twice: judged once, from the single group or from the list
        if row.name == "SecurityGroupIds" or (row.name != "SecurityGroupId" and not row.many):
            continue
        for other in row.excludes:
            if _given(case, row) and _given(case, BY_NAME[other]):
                code = (
                    "InvalidSecurityGroupId.SingleIdAndMultiIdConflict"
                    if row.name == "SecurityGroupId"
                    else "InvalidParameter.Conflict"
                )
                yield case.refuse(code, row.name, f"{row.name} and {other} exclude each other; give one of them")


@rule(
    "InvalidParameter",
    "InvalidParameter.InvalidEniQueueNumber",
    "InvalidParameter.EniTrafficMode",
    "InvalidParameter.EniConnectionTrackingConfiguration",
    "InvalidParameter.EniQueueSize",
    "InvalidParameter.EniEnhancedNetwork",
    "InvalidTagKey.Malformed",
    "InvalidTagValue.Malformed",
    "InvalidParams.NetworkInterfaceName",
    "QuotaExceed.Tags",
    stage=Stage.REQUEST,
)
def bounds(case: Case) -> Iterator[Finding]:
    """Every value inside the range, enumeration and length of its row; every list as long as its row allows."""
    yield from _rows(case, case.request, PARAMETERS, "")


def _rows(case: Case, value: object, rows: tuple[Parameter, ...], path: str) -> Iterator[Finding]:
    for row in rows:
        member = getattr(value, row.field)
        if member is None or member == ():
            continue
        if not row.many:
            yield from _value(case, row, member, path + row.name)
            continue
        if (most := case.most(row)) is not None and len(member) > most:
            what = "an ENI that is not attached" if case.whole_eni else "one request"
            message = f"{row.name} has {len(member)} items; {what} takes at most {most}"
            yield case.refuse(row.too_many, path + row.name, message)
        for place, item in enumerate(member, 1):
            if (item_path := f"{path}{row.name}.{place}") not in case.skipped:
                yield from _value(case, row, item, item_path)


def _value(case: Case, row: Parameter, value: object, path: str) -> Iterator[Finding]:
    if row.kind is Kind.STRUCT:
        yield from _rows(case, value, row.members, path + ".")
    elif (accepted := _outside(row, value, None if row.many else case.most(row))) is not None:
        yield case.refuse(row.refusal, path, f"{shown(value)} is not {accepted}")


def _outside(row: Parameter, value: object, most: int | None) -> str | None:
    """What would be accepted, where the value is outside its row's bounds."""
    if row.allowed and value not in row.allowed:
        return "one of " + ", ".join(map(str, row.allowed))
    if isinstance(value, int) and not isinstance(value, bool):
        return _range(row, value, most)
    if isinstance(value, str) and not row.shortest <= len(value) <= (row.longest or len(value)):
        wanted = f"{row.shortest} to {row.longest}" if row.shortest else f"at most {row.longest}"
        return f"a text of {wanted} characters (it has {len(value)})"
    return None


def _range(row: Parameter, value: int, most: int | None) -> str | None:
    if (row.least is None or value >= row.least) and (most is None or value <= most):
        return None
    return f"a whole number from {row.least} to {most}"


@rule("Lint.Deprecated", stage=Stage.REQUEST)
def deprecated(case: Case) -> Iterator[Finding]:
    """Parameters that the page marks deprecated."""
    for row in PARAMETERS:
        if row.status == "deprecated" and _given(case, row):
            yield case.lint("Lint.Deprecated", row.name, f"{row.name} is deprecated and has no documented effect")
