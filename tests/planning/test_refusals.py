"""Refusals gathered: one per code, the wrong wishes of single ENIs apart."""

from __future__ import annotations

from eniplan.contract.finding import Finding
from eniplan.planning.refusals import Refusals, reason_of_finding
from eniplan.planning.spec import Wish
from tests.planning.ground_kit import group, planned, refusals

GROUP = group("web-{n}", 9)


def finding(code: str, request: str = "") -> Finding:
    """An error."""
    return Finding(code=code, severity="error", message=f"{code} {request}", request=request)


def test_one_refusal_a_code() -> None:
    """The count, the first ENI and its reason; the order is that of the first of each."""
    gathered = Refusals(GROUP)
    assert not gathered
    for name, code in (("web-2", "A"), ("web-3", "B"), ("web-4", "A")):
        gathered.add(name, reason_of_finding(finding(code), ("vsw-a",)))
    assert gathered
    found = list(gathered.refused(6))
    assert [(r.code, r.enis, r.first, r.count, r.placed) for r in found] == [
        ("A", 2, "web-2", 9, 6),
        ("B", 1, "web-3", 9, 6),
    ]
    assert [r.message for r in found] == [
        "2 ENIs from web-2 on of 9 cannot be placed: A ", "web-3 of 9 cannot be placed: B ",
    ]  # fmt: skip
    assert [(f.code, f.request) for f in gathered.findings()] == [("A", "web-{n}"), ("B", "web-{n}")]


def test_single_enis_are_refused_apart() -> None:
    """Two named values, two refusals, each finding with its ENI."""
    gathered = Refusals(GROUP)
    for name in ("web-1", "web-2"):
        gathered.add(name, reason_of_finding(finding("A", name), ()))
    assert [(r.enis, r.first) for r in gathered.refused(0)] == [(1, "web-1"), (1, "web-2")]
    assert [f.request for f in gathered.findings()] == ["web-1", "web-2"]


def test_every_eni_is_placed_or_refused() -> None:
    """Three codes in one group: counts add up to the group's."""
    wishes = (Wish(n=1, primary="10.0.3.0"), Wish(n=2, primary="10.0.9.9"), Wish(n=3, secondary=("10.0.3.1",)))
    plan = planned(group("web-{n}", 9, "tiny", enis=wishes))
    assert refusals(plan) == [
        ("InvalidVSwitchId.IpInvalid", 1, 3),
        ("InvalidVSwitchId.IpInvalid", 1, 3),
        ("InvalidVSwitchId.IpNotEnough", 4, 3),
    ]
