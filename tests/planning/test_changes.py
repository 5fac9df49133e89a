"""What a plan changes in an earlier one: each action with its words, as a sequence, and counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from eniplan.planning.planner import plan_groups
from eniplan.planning.previous import Previous, previous_of
from eniplan.planning.spec import Wish
from tests.planning.ground_kit import A, B, account, eni, group, planned, spec

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import Group

WEB = group("web-{n}", 2, "a", "b", secondary_addresses=1)
THERE = account(A, B)
WISH = Wish(n=1, vswitch="vsw-b", primary="10.0.1.9")


def after(earlier: Plan, *wanted: Group, on: Inventory = THERE) -> Plan:
    """The plan of these groups after an earlier one."""
    return plan_groups(spec(*wanted), on, previous=previous_of(earlier))


EARLIER = planned(WEB)
REAL = eni("web-1", "a", "10.0.0.200", "10.0.0.201")

Expected = list[tuple[str, str, str]]
CASES: dict[str, tuple[Plan, Expected]] = {
    "the same": (after(EARLIER, WEB), [("=", "web-1", ""), ("=", "web-2", "")]),
    "one more, one less": (after(EARLIER, replace(WEB, count=1), group("pod", 1)),
        [("=", "web-1", ""), ("+", "pod", ""), ("-", "web-2", "no group asks for it now")]),
    "other tags": (after(EARLIER, replace(WEB, tags=(("app", "x"),))),
        [("~", "web-1", "other parameters in its request"), ("~", "web-2", "other parameters in its request")]),
    "pinned now": (after(EARLIER, replace(WEB, count=1, addressing="pinned")),
        [("~", "web-1", "addressing automatic -> pinned"), ("-", "web-2", "no group asks for it now")]),
    "another shape": (after(EARLIER, replace(WEB, count=1, secondary_addresses=0, ipv4_prefixes=1)),
        [("~", "web-1", "secondary addresses 1 -> 0; IPv4 prefixes 0 -> 1"),
         ("-", "web-2", "no group asks for it now")]),
    "moved by a wish": (after(planned(replace(WEB, secondary_addresses=0, addressing="pinned", draw="lowest")),
            replace(WEB, secondary_addresses=0, addressing="pinned", draw="lowest", enis=(WISH,))),
        [("~", "web-1", "VSwitch vsw-a -> vsw-b; primary address 10.0.0.1 -> 10.0.1.9 (its wish names vsw-b now)"),
         ("=", "web-2", "")]),
    "exists now": (after(EARLIER, WEB, on=account(A, B, enis=[REAL])),
        [("=", "web-1", "it exists now, with addresses that the cloud drew"), ("=", "web-2", "")]),
    "exists now, pinned": (after(planned(replace(WEB, addressing="pinned", draw="lowest")),
            replace(WEB, addressing="pinned"), on=account(A, B, enis=[REAL])),
        [("~", "web-1", "primary address 10.0.0.1 -> 10.0.0.200; secondary addresses without 10.0.0.2"),
         ("=", "web-2", "")]),
    "exists as planned": (after(planned(replace(WEB, addressing="pinned", draw="lowest")),
            replace(WEB, addressing="pinned"), on=account(A, B, enis=[eni("web-1", "a", "10.0.0.1", "10.0.0.2")])),
        [("=", "web-1", "it exists now"), ("=", "web-2", "")]),
    "existed and still does": (after(planned(WEB, on=account(A, B, enis=[REAL])), WEB, on=account(A, B, enis=[REAL])),
        [("=", "web-1", ""), ("=", "web-2", "")]),
    "existed and is gone": (after(planned(WEB, on=account(A, B, enis=[REAL])), WEB),
        [("+", "web-1", "it existed and is in no file of the inventory now"), ("=", "web-2", "")]),
    "exists, new in the plan": (after(planned(group("pod", 1)), WEB, on=account(A, B, enis=[REAL])),
        [("+", "web-1", "it exists already"), ("+", "web-2", ""), ("-", "pod", "no group asks for it now")]),
    "removed, and exists": (after(EARLIER, replace(WEB, name="new-{n}", count=1), on=account(A, B, enis=[REAL])),
        [("+", "new-1", ""),
         ("-", "web-1", "no group asks for it now; it exists as eni-web-1, and eniplan deletes nothing"),
         ("-", "web-2", "no group asks for it now")]),
}  # fmt: skip
SIGN = {"add": "+", "keep": "=", "change": "~", "remove": "-"}


@pytest.mark.parametrize("case", CASES)
def test_what_becomes_of_each(case: str) -> None:
    """Action and words, in the order of the plan and then of the earlier one."""
    plan, expected = CASES[case]
    assert [(SIGN[each.action], each.name, each.reason) for each in plan.changes] == expected


def test_where_it_is_and_was() -> None:
    """The VSwitch now and before, and whether it exists."""
    plan = after(EARLIER, replace(WEB, count=1, name="new-{n}"), on=account(A, B, enis=[REAL]))
    rows = [(each.group, each.vswitch, each.was, each.existing) for each in plan.changes]
    assert rows == [("new-{n}", "vsw-a", "", False), ("web-{n}", "", "vsw-a", True), ("web-{n}", "", "vsw-b", False)]


def test_changes_are_a_sequence() -> None:
    """By index, from the end and as slices, the same as one after the other; the counts add up."""
    plan = after(EARLIER, replace(WEB, count=1), group("pod", 1))
    listed = list(plan.changes)
    assert [plan.changes[n] for n in range(3)] == listed
    assert (plan.changes[-1], plan.changes[1:]) == (listed[2], tuple(listed[1:]))
    assert repr(plan.changes) == "<3 changes: 1 added, 1 kept, 0 changed, 1 removed>"
    with pytest.raises(IndexError):
        plan.changes[3]


def test_without_an_earlier_plan_all_is_added() -> None:
    """And nothing is removed."""
    assert EARLIER.changes.counts == {"add": 2}
    assert EARLIER.previous is None


def test_an_earlier_plan_without_tokens_is_compared_by_addresses() -> None:
    """A document that has no tokens, or was written before there were any."""
    bare = {one.name: replace(one, client_token="") for one in EARLIER.enis}
    tagged = plan_groups(spec(replace(WEB, tags=(("a", "b"),))), THERE, previous=Previous(name="test", enis=bare))
    assert [each.action for each in tagged.changes] == ["keep", "keep"]
