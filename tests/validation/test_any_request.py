"""Whatever the request: judging never fails, and what it calls free of errors can be taken."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

from hypothesis import event, given
from hypothesis import strategies as st

from eniplan.contract.reading import read_request
from eniplan.validation.case import Case
from eniplan.validation.instance import fresh_instance
from eniplan.validation.judge import judge
from tests.contract.any_json import OBJECTS
from tests.contract.well_formed import requests
from tests.validation.plausible import REQUESTS, SMALL
from tests.validation.world import BASE, INSTANCE_TYPE, PLAIN

if TYPE_CHECKING:
    from eniplan.planning.ground import Ground, Taken

Json = dict[str, Any]
OPEN = ip_network("10.0.0.0/26")
OPEN6 = ip_network("2001:db8:0:1::/64")
GROUND = PLAIN.ground()


@given(requests() | OBJECTS, st.booleans())
def test_judging_never_fails(members: Json, based: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Any request, well formed or not, beside the base request or alone, on an instance: findings and no exception."""
    read = read_request({**BASE, **members} if based else members)
    case = Case(read, GROUND.setting, fresh_instance(INSTANCE_TYPE), "cn-hangzhou-h")
    found = judge(case)
    assert len({(finding.code, finding.parameter) for finding in found}) == len(found)
    assert judge(Case(read, GROUND.setting, fresh_instance(INSTANCE_TYPE), "cn-hangzhou-h")) == found
    assert all(f"{finding.message}{finding.parameter}".encode() for finding in found)
    judged = {finding.parameter for finding in found if finding.code == "InvalidParameter"}
    assert not judged & read.skipped


@given(st.lists(REQUESTS, min_size=1, max_size=4))
def test_what_has_no_errors_can_be_taken(batch: list[Json]) -> None:
    """Each request of a batch without errors takes what it asks for, inside the VSwitch, and no address twice."""
    ground = SMALL.ground()
    cases = [Case(read_request(members), ground.setting) for members in batch]
    for case in cases:
        ground.hold(case)
    owned: set[int] = {int(OPEN[octet]) for octet in (1, 2, 33, 48)} | {int(OPEN6[1])}
    accepted = 0
    for number, case in enumerate(cases, 1):
        if any(finding.is_error for finding in [*case.read_findings, *judge(case)]):
            continue
        accepted += 1
        taken = ground.take(case, "random", f"line {number}")
        _agrees(case, taken)
        owned = _disjoint(taken, owned)
    event(f"accepted {accepted} of {len(batch)}")
    _agree_in_count(ground, accepted)


def _agrees(case: Case, taken: Taken) -> None:
    """As many of each as asked for, the named ones among them, inside the usable addresses of the VSwitch."""
    request = case.request
    assert len(taken.ipv4) == 1 + (len(request.secondary_addresses) or request.secondary_address_count or 0)
    assert len(taken.ipv4_prefixes) == (len(request.ipv4_prefixes) or request.ipv4_prefix_count or 0)
    assert len(taken.ipv6) == (len(request.ipv6_addresses) or request.ipv6_address_count or 0)
    assert len(taken.ipv6_prefixes) == (len(request.ipv6_prefixes) or request.ipv6_prefix_count or 0)
    assert all(int(OPEN[1]) <= address <= int(OPEN[60]) for address in taken.ipv4)
    assert all(first == int(OPEN[16]) for first in taken.ipv4_prefixes)
    assert all(int(OPEN6[1]) <= address <= int(OPEN6[-10]) for address in taken.ipv6)
    assert all((first - int(OPEN6[0])) >> 48 in (0x4000, 0x4001) for first in taken.ipv6_prefixes)


def _disjoint(taken: Taken, owned: set[int]) -> set[int]:
    """What is owned now: nothing of it was owned before. An IPv6 prefix is held by its first address."""
    fresh = [*taken.ipv4, *(first + step for first in taken.ipv4_prefixes for step in range(16))]
    fresh += [*taken.ipv6, *taken.ipv6_prefixes]
    assert len(set(fresh)) == len(fresh)
    assert not owned & set(fresh)
    blocks = {first >> 48 for first in taken.ipv6_prefixes}
    assert not any(address >> 48 in blocks for address in [*owned, *taken.ipv6] if address >> 64)
    return owned | set(fresh)


def _agree_in_count(ground: Ground, accepted: int) -> None:
    """Each accepted request counts one ENI; two existed."""
    assert ground.tally.enis["cn-hangzhou"] == 2 + accepted
