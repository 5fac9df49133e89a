"""Budgets: how many more ENIs fit a VSwitch by itself, and what several draw on together."""

from __future__ import annotations

from dataclasses import replace

from eniplan.planning.candidate import Candidate, budget
from eniplan.planning.ground import Ground
from eniplan.planning.usual import UsualENI
from tests.planning.ground_kit import TINY, A, B, account, group, spec

SHAPE = {"secondary_addresses": 1, "ipv4_prefixes": 1}


def opened(ground: Ground, *where: str, **shape: int) -> list[Candidate]:
    """The budgeted candidates of a group."""
    made = group("web-{n}", 9, *where, **shape)
    found = UsualENI(spec(made), made, ground).candidates
    budget(found, ground)
    return found


def test_the_own_room_is_the_shortest_pool() -> None:
    """188 open addresses hold 94 ENIs of two, four prefixes hold four; without prefixes it is 94."""
    (a,) = opened(Ground(account(A)), "a", **SHAPE)
    assert a.room == 4
    (a,) = opened(Ground(account(A)), "a", secondary_addresses=1)
    assert a.room == 94


def test_what_is_shared_is_one_budget() -> None:
    """Quota 3, VPC 100 / 18, group 6000 / 3: an ENI in one VSwitch takes from the other's too."""
    a, b = opened(Ground(account(A, B, quota=3, addresses_per_vpc=100)), "a", "b", **SHAPE)
    assert [each.left for each in a.shared] == [3, 5, 2000]
    a.take()
    assert [each.left for each in b.shared] == [2, 4, 1999]
    assert (a.room, b.room, min(budget.left for budget in b.shared)) == (3, 4, 2)
    b.take()
    a.take()
    assert (a.has_room, b.has_room) == (False, False)


def test_an_unknown_vpc_has_no_limit() -> None:
    """A VSwitch whose VPC is not known has no budget of its addresses."""
    there = account(A, replace(B, vpc_id=""))
    a, b = opened(Ground(there), "a", "b")
    assert len(a.shared) == 3
    assert len(b.shared) == 2


def test_without_limits_there_is_room() -> None:
    """No shared limit: unlimited."""
    (a,) = opened(Ground(account(A, quota=0)), "a")
    a.shared = ()
    assert (a.shared, a.has_room) == ((), True)
    a.room = 0
    assert not a.has_room


def test_counting_brings_the_totals_up_to_date() -> None:
    """Three ENIs of 1 + 1 + one prefix: 3 ENIs, 54 addresses of the VPC, 9 slots of the group; then nothing twice."""
    ground = Ground(account(A))
    (a,) = opened(ground, "a", **SHAPE)
    for _ in range(3):
        a.take()
    a.count(ground)
    a.count(ground)
    tally = ground.tally
    assert (tally.enis["cn-hangzhou"], tally.vpc_addresses["vpc-1"]) == (3, 54)
    assert (tally.group_addresses["sg-1"], tally.group_enis["sg-1"]) == (9, 3)


def test_budgets_are_never_below_zero() -> None:
    """More in use than the limit allows leaves room for none."""
    there = account(TINY, quota=1)
    ground = Ground(there)
    ground.tally.enis["cn-hangzhou"] = 5
    (tiny,) = opened(ground, "tiny")
    assert tiny.shared[0].left == 0
    assert not tiny.has_room
