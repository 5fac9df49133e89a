"""The columns of a group: small, exact, and filled without looking back."""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from eniplan.allocation import bulk_draw
from eniplan.planning.ground import Taken
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Wish
from tests.planning.ground_kit import A, B, account, at, eni, group, planned, spec, vswitch
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from eniplan.network.inventory import Inventory
    from eniplan.planning.columns import GroupColumns
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec

WIDE = [vswitch(f"w{n}", f"10.{n}.0.0/16", zone="hij"[n % 3]) for n in range(32)]


def wide(count: int, sites: int = 32) -> Plan:
    """A plan of ENIs of 1 + 9 addresses in a few /16 VSwitches."""
    made = group("web-{n}", count, *(f"w{n}" for n in range(sites)), secondary_addresses=9)
    there = account(*WIDE[:sites], quota=0, basic_group_addresses=10**9, addresses_per_vpc=10**9)
    return plan_groups(spec(made), there)


def column_bytes(columns: GroupColumns) -> int:
    """The memory of the arrays of a group."""
    return sum(sys.getsizeof(value) for value in vars(columns).values() if isinstance(value, array))


def test_200_000_enis_are_small() -> None:
    """1 + 9 addresses of 4 bytes, a number and a VSwitch: 46 bytes and what arrays keep ahead; below 60 an ENI."""
    plan = wide(200_000)
    assert len(plan.enis) == len(plan.requests) == 200_000
    assert 46 * 200_000 <= column_bytes(plan.columns[0]) < 60 * 200_000


def calls_of(run: Callable[[], object]) -> int:
    """How many functions a run calls, of Python and of C."""
    calls = 0

    def counting(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(counting)
    try:
        run()
    finally:
        sys.setprofile(None)
    return calls


def test_planning_takes_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the ENIs, four times the calls, once the calls of a plan of one ENI are taken off.

    Addresses are drawn one by one, as where numpy is not loaded.
    """
    monkeypatch.setattr(bulk_draw, "WORTH", sys.maxsize)
    none, once, fourfold = (calls_of(partial(wide, count, 4)) for count in (1, 2_000, 8_000))
    assert 3.5 < (fourfold - none) / (once - none) < 4.5
    assert (fourfold - none) / 8_000 < 40


def test_refusing_takes_linear_time() -> None:
    """Thousands of ENIs without room cost a few calls each, however many VSwitches were tried."""
    places = [f"t{n}" for n in range(50)]
    there = account(*(vswitch(f"t{n}", f"10.0.{n}.0/29") for n in range(50)))
    few, many = (calls_of(partial(planned, group("web-{n}", n, *places), on=there)) for n in (250, 2_250))
    assert (many - few) / 2_000 < 30


def test_counts_by_vswitch_and_state() -> None:
    """New and existing ENIs, usual ones and those with wishes."""
    there = account(A, B, enis=[eni("web-1", "b", "10.0.1.5")])
    plan = planned(group("web-{n}", 6, "a", "b", enis=(Wish(n=2, vswitch="vsw-b"),)), on=there)
    columns = plan.columns[0]
    assert columns.placed() == Counter({("vsw-b", "existing"): 1, ("vsw-b", "planned"): 2, ("vsw-a", "planned"): 3})
    assert (len(columns), columns.request_count) == (6, 5)


@pytest.mark.parametrize("there", [(), (1,), (3,), (1, 2), (2, 5), (1, 2, 3, 4, 5)])
def test_requests_skip_what_exists(there: tuple[int, ...]) -> None:
    """Wherever existing rows stand, request k is the k-th of the others."""
    on = account(A, enis=[eni(f"web-{n}", "a", f"10.0.0.{n}") for n in there])
    columns = planned(group("web-{n}", 5), on=on).columns[0]
    written = list(columns.request_lines())
    assert [columns.request_line(k) for k in range(columns.request_count)] == written
    assert len(written) == 5 - len(there)
    assert [eni.name for eni in columns.enis()] == [f"web-{n}" for n in range(1, 6)]


def test_values_come_back_as_they_went_in() -> None:
    """The edges of both families: the highest address of all, and the last /80 of a /64."""
    edge = vswitch("edge", "255.255.255.0/24", ipv6="ffff:ffff:ffff:ffff::/64")
    made = group("web-{n}", 1, "edge", secondary_addresses=1, ipv4_prefixes=1, ipv6_addresses=1, ipv6_prefixes=1)
    columns = planned(made, on=account(edge)).columns[0]
    taken = Taken(
        [at("255.255.255.252"), at("255.255.255.1")],
        [at("255.255.255.224")],
        [at("ffff:ffff:ffff:ffff::1")],
        [at("ffff:ffff:ffff:ffff:ffff::")],
    )
    columns.append(9, 0, taken)
    one = columns.eni(len(columns) - 1)
    assert (one.name, one.primary, one.secondary) == ("web-9", "255.255.255.252", ("255.255.255.1",))
    assert (one.ipv4_prefixes, one.ipv6) == (("255.255.255.224/28",), ("ffff:ffff:ffff:ffff::1",))
    assert one.ipv6_prefixes == ("ffff:ffff:ffff:ffff:ffff::/80",)


@given(wanted=specs(), there=inventories())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_what_is_taken_is_what_the_new_enis_say(wanted: PlanSpec, there: Inventory) -> None:
    """As ints, ENI by ENI: usual rows, those with wishes, both families; existing ENIs take nothing."""
    made = plan_groups(wanted, there)
    new = [each for each in made.enis if each.state == "planned"]
    texts = [[(e.primary, *e.secondary), e.ipv4_prefixes, e.ipv6, e.ipv6_prefixes] for e in new]
    expected = [[[at(text.split("/")[0]) for text in kind] for kind in row] for row in texts]
    found = [row for columns in made.columns for row in columns.taken()]
    assert [vswitch for vswitch, _ in found] == [each.vswitch for each in new]
    assert [list(taken) for _, taken in found] == expected


def test_rows_of_one_vswitch_are_those_of_the_enis() -> None:
    """Usual rows and those with wishes, by VSwitch, as ints, with the places of their requests."""
    there = account(A, B, enis=[eni("web-1", "b", "10.0.1.5")])
    wish = Wish(n=3, primary="10.0.0.77")
    plan = planned(group("web-{n}", 6, "a", "b", secondary_addresses=1, ipv6_addresses=1, enis=(wish,)), on=there)
    columns, names = plan.columns[0], [request.name for request in plan.requests]
    for key in ("vsw-a", "vsw-b"):
        usual = {columns.eni(row).name: (row, taken) for row, taken in columns.usual_in(key)}
        own = {each.eni.name: row for row, each in columns.own_in(key)}
        assert usual.keys() | own.keys() == {e.name for e in plan.enis if (e.vswitch, e.state) == (key, "planned")}
        for name, (row, taken) in usual.items():
            shown = columns.eni(row)
            assert taken.ipv4 == [at(shown.primary), *map(at, shown.secondary)]
            assert taken.ipv6 == [*map(at, shown.ipv6)]
            assert names[columns.request_at(row)] == name
        assert all(names[columns.request_at(row)] == name for name, row in own.items())
    assert list(columns.own_in("vsw-b")) == []
    assert list(columns.usual_in("vsw-c")) == []
