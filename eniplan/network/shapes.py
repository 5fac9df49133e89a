"""Which API answer a JSON value is, by its shape and never by the file's name.

A listing is known by the member that holds its rows; a bare VSwitch, ENI or reserved block (DescribeVSwitchAttributes,
the answer of CreateNetworkInterface, rows cut out with a filter) by two members that only it has together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.errors import MalformedFile
from eniplan.network.members import MemberProblem, Row, items, number, shown, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.network.json_text import Answer


class Kind(NamedTuple):
    """One kind of answer: the operation, the two members that wrap its rows, the members that mark a bare row."""

    action: str
    outer: str
    inner: str
    bare: tuple[str, ...] = ()


ENIS = Kind(
    "DescribeNetworkInterfaces", "NetworkInterfaceSets", "NetworkInterfaceSet", ("NetworkInterfaceId", "VSwitchId")
)
VSWITCHES = Kind("DescribeVSwitches", "VSwitches", "VSwitch", ("VSwitchId", "CidrBlock"))
BLOCKS = Kind(
    "ListVSwitchCidrReservations", "VSwitchCidrReservations", "VSwitchCidrReservation",
    ("VSwitchCidrReservationId", "VSwitchCidrReservationCidr"),
)  # fmt: skip
USAGES = Kind("GetVSwitchCidrReservationUsage", "CidrReservationUsages", "CidrReservationUsage")
INSTANCE_TYPES = Kind("DescribeInstanceTypes", "InstanceTypes", "InstanceType")
SECURITY_GROUPS = Kind("DescribeSecurityGroups", "SecurityGroups", "SecurityGroup")
INSTANCES = Kind("DescribeInstances", "Instances", "Instance")
ATTRIBUTES = Kind("DescribeAccountAttributes", "AccountAttributeItems", "AccountAttributeItem")
RESOURCE_GROUPS = Kind("ListResourceGroups", "ResourceGroups", "ResourceGroup")
KINDS = (
    ENIS, VSWITCHES, BLOCKS, USAGES, INSTANCE_TYPES, SECURITY_GROUPS, INSTANCES, ATTRIBUTES, RESOURCE_GROUPS,
)  # fmt: skip
"""Every kind of answer that is read."""


class Page(NamedTuple):
    """One page of one listing: its rows and what it says about further pages.

    Args:
        kind: which listing.
        file, line, path: where its rows stand.
        rows: the rows, not yet read.
        total: TotalCount; None where it is not given.
        token: NextToken; empty where there is no further page.
        number: PageNumber; None where it is not given.
    """

    kind: Kind
    file: str
    line: int | None
    path: str
    rows: list[object]
    total: int | None = None
    token: str = ""
    number: int | None = None

    def malformed(self, index: int, problem: MemberProblem) -> MalformedFile:
        """A row's problem with its full place."""
        row = self.path if self.path.endswith(".") or not self.path else f"{self.path}[{index}]."
        return MalformedFile(self.file, problem.problem, line=self.line, where=f"{row}{problem.where}".rstrip("."))


class ErrorAnswer(NamedTuple):
    """A recorded error of the API, in place of an answer."""

    file: str
    code: str
    message: str


class Unknown(NamedTuple):
    """A JSON value that is no answer eniplan reads."""

    file: str
    looks: str


def recognised(answer: Answer) -> Iterator[Page | ErrorAnswer | Unknown]:
    """What a JSON value holds: one page, or the pages of an array, also of different answers."""
    values = answer.value if isinstance(answer.value, list) else [answer.value]
    if not values:
        yield Unknown(answer.file, "an empty list")
    for index, value in enumerate(values):
        place = f"[{index}]." if values is answer.value else ""
        yield _recognised(answer, value, place) if isinstance(value, dict) else Unknown(answer.file, shown(value))


def _recognised(answer: Answer, value: Row, place: str) -> Page | ErrorAnswer | Unknown:
    for kind in KINDS:
        if kind.outer in value:
            return _page(answer, kind, value, place)
    for kind in KINDS:
        if kind.bare and all(member in value for member in kind.bare):
            return Page(kind, answer.file, answer.line, place, [value])
    code, message = value.get("Code"), value.get("Message")
    if isinstance(code, str) and isinstance(message, str):
        return ErrorAnswer(answer.file, shown(code)[1:-1], shown(message)[1:-1])
    members = ", ".join(shown(member)[1:-1] for member in list(value)[:4])
    return Unknown(answer.file, f"an object with {members or 'no members'}")


def _page(answer: Answer, kind: Kind, value: Row, place: str) -> Page:
    try:
        path, rows = items(value, kind.outer, kind.inner)
        token = text(value, "NextToken")
        total, page = number(value, "TotalCount"), number(value, "PageNumber")
    except MemberProblem as problem:
        where = f"{place}{problem.where}"
        raise MalformedFile(answer.file, problem.problem, line=answer.line, where=where) from None
    return Page(kind, answer.file, answer.line, f"{place}{path}", rows, total, token, page)
