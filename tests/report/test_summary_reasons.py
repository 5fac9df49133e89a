"""The summary says why ENIs are where they are."""

from __future__ import annotations

from eniplan.report.summary import plan_summary
from tests.planning.ground_kit import A, B, account, eni, group, planned
from tests.planning.test_columns import WIDE


def test_the_first_eni_in_each_vswitch_says_why() -> None:
    """Only where the group has a choice: b has four free prefixes and a one, as many as b after three ENIs."""
    made = group("pod-{n}", 5, "b", "a", ipv4_prefixes=1, placement="prefix-aware")
    used = [eni("x", "a", "10.0.0.9", prefixes=("10.0.0.64/28", "10.0.0.80/28", "10.0.0.96/28"))]
    text = plan_summary(planned(made, group("one-{n}", 1), on=account(A, B, enis=used)))
    assert "Why there: the first new ENI of each group in each VSwitch" in text
    assert "  pod-1 in vsw-b: most free prefixes, 4 left" in text
    assert "  pod-5 in vsw-a: most free prefixes, 1 left" in text
    assert "one-1 in" not in text


def test_a_dozen_reasons_are_enough() -> None:
    """Of 20 VSwitches 12 are told, and how many more there are; without a choice there is no such section."""
    many = planned(group("m-{n}", 20, *(f"w{n}" for n in range(20))), on=account(*WIDE[:20]))
    lines = plan_summary(many).splitlines()
    assert sum("fewest ENIs of the group so far, 0" in line for line in lines) == 12
    assert "  and 8 more: plan.enis and --json have all" in lines
    assert "Why there" not in plan_summary(planned(group("one-{n}", 1)))
