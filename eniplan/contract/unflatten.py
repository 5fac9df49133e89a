"""The way back from the wire: flattened parameters (``Tag.1.Key``) to nested ones, and texts to numbers and booleans.

Every official client flattens: an object's members are joined by dots, a list's items are counted from 1, every value
is a text. Booleans come as ``True`` from the Python SDKs and as ``true`` from the others, so case does not matter.

What cannot be told apart from a mistake is kept for the reader to refuse with its place: a hole in a list becomes null,
a list sent without a number stays a text, a number that is none stays a text. What no client sends is refused here: a
place of 0, or one so large that somebody means to fill the memory, and a value both at a name and inside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from eniplan.contract.finding import DECISION, Finding
from eniplan.contract.parameters import BY_NAME, PARAMETERS, Kind, Parameter
from eniplan.contract.reading import ReadRequest, printable, read_request

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias


MOST_PLACES: Final = 100
"""The longest list of any call here: NetworkInterfaceId.N of DescribeNetworkInterfaces."""
MOST_PARTS: Final = 4
"""The deepest path of any call here has three parts (``Tag.1.Key``)."""

_PLACE = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)
_WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,18}", re.ASCII)
_BOOLEANS = {"true": True, "false": False}

Tree: TypeAlias = "dict[str, Tree | str]"


@dataclass(frozen=True, slots=True)
class Unflattened:
    """Nested parameters, and what could not be nested.

    Args:
        members: the nested parameters; texts stay texts.
        findings: an error for each name that fits nowhere; it is left out of ``members``.
    """

    members: Mapping[str, object]
    findings: tuple[Finding, ...] = ()


def read_flattened(parameters: Mapping[str, str]) -> ReadRequest:
    """The CreateNetworkInterface request that flattened parameters make.

    Parameters that the page does not know are passed over, as the cloud does (assumed).

    >>> read_flattened({"RegionId": "cn-hangzhou", "Ipv4PrefixCount": "2", "DeleteOnRelease": "True"}).request.region_id
    'cn-hangzhou'
    """
    known = {name: value for name, value in parameters.items() if name.partition(".")[0] in BY_NAME}
    nested = unflatten(known)
    read = read_request(typed(nested.members, PARAMETERS))
    found = tuple(finding for finding in read.findings if finding.code != "Lint.UnknownParameter")
    skipped = read.skipped | {finding.parameter.partition(".")[0] for finding in nested.findings}
    return ReadRequest(read.request, (*nested.findings, *found), skipped)


def unflatten(parameters: Mapping[str, str]) -> Unflattened:
    """Nested parameters from flattened ones; the inverse of :func:`eniplan.contract.wire.flatten` on texts.

    >>> unflatten({"Tag.1.Key": "app", "SecurityGroupIds.2": "sg-2"}).members
    {'Tag': [{'Key': 'app'}], 'SecurityGroupIds': [None, 'sg-2']}
    """
    tree: Tree = {}
    findings = []
    for path, value in parameters.items():
        problem = _planted(tree, path, value)
        if problem:
            findings.append(_wrong(printable(path), problem))
    return Unflattened({name: _grown(branch) for name, branch in tree.items()}, tuple(findings))


def _planted(tree: Tree, path: str, value: str) -> str:
    """Put a value at its path; why it has no place there, empty where it has."""
    *inner, last = path.split(".", MOST_PARTS)
    if len(inner) >= MOST_PARTS or not all((*inner, last)):
        return "is no parameter's name"
    if bad := next((part for part in (*inner, last) if part[0].isdigit() and not _is_place(part)), None):
        return f"has the place {bad[:8]}; a list's places go from 1 to {MOST_PLACES}"
    for part in inner:
        branch = tree.setdefault(part, {})
        if isinstance(branch, str):
            return "stands beside a value of its own list or object"
        tree = branch
    if last in tree:
        return "stands beside values inside it"
    tree[last] = value
    return ""


def _is_place(part: str) -> bool:
    return _PLACE.fullmatch(part) is not None and int(part) <= MOST_PLACES


def _grown(branch: Tree | str) -> object:
    """A branch as a list where its parts are places, else as an object."""
    if isinstance(branch, str):
        return branch
    if branch and all(map(_is_place, branch)):
        last = max(map(int, branch))
        return [_grown(branch[str(place)]) if str(place) in branch else None for place in range(1, last + 1)]
    return {name: _grown(part) for name, part in branch.items()}


def typed(members: Mapping[str, object], rows: tuple[Parameter, ...]) -> dict[str, object]:
    """The members with numbers and booleans in place of the texts that write them."""
    known = {row.name: row for row in rows}
    return {name: _typed(value, known[name]) if name in known else value for name, value in members.items()}


def _typed(value: object, row: Parameter) -> object:
    if row.many and isinstance(value, list):
        return [_one(item, row) for item in value]
    return _one(value, row)


def _one(value: object, row: Parameter) -> object:
    if isinstance(value, dict):
        return typed(value, row.members)
    if not isinstance(value, str):
        return value
    if row.kind is Kind.INTEGER and _WHOLE_NUMBER.fullmatch(value):
        return int(value)
    if row.kind is Kind.BOOLEAN:
        return _BOOLEANS.get(value.lower(), value)
    return value


def _wrong(path: str, problem: str) -> Finding:
    return Finding(
        code="InvalidParameter",
        severity="error",
        parameter=path,
        message=f"{path} {problem}",
        source=DECISION,
    )
