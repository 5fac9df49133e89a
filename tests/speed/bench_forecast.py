"""What a forecast costs: three years of fifty groups on twenty VSwitches, beside planning once what they want then.

Run as ``python -m tests.speed.bench_forecast [rounds]``. A rate without spread is placed once, one with a spread three
times; whole /28s by the exact law are part of each.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from eniplan.capacity.forecast import forecast
from eniplan.capacity.growth import LinearGrowth
from eniplan.planning.planner import plan_groups
from tests.planning.ground_kit import account, group, planned, vswitch
from tests.speed.timing import microseconds_per_unit

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan
    from tests.speed.timing import Case

GROUPS, VSWITCHES, ENIS, DAYS = 50, 20, 5, 1096
TODAY = date(2026, 11, 23)


def many(mask: int) -> Plan:
    """The plan of today: each group in four of the VSwitches."""
    sites = [vswitch(f"{n:02}", f"10.{n}.0.0/{mask}", f"10.{n}.1.0/26") for n in range(VSWITCHES)]
    keys = [site.id.removeprefix("vsw-") for site in sites]
    groups = [
        group(f"g{n:02}-{{n}}", ENIS, *(keys[(n + step) % VSWITCHES] for step in range(4)), secondary_addresses=n % 3)
        for n in range(GROUPS)
    ]
    return planned(*groups, on=account(*sites, quota=500_000, basic_group_addresses=500_000))


def wanted_then(plan: Plan, rate: int) -> Plan:
    """The plan of the last day, made at once."""
    more = int(rate * DAYS / 30.436875)
    groups = tuple(replace(each, count=each.count + more) for each in plan.spec.groups)
    return plan_groups(replace(plan.spec, groups=groups), plan.inventory)


def cases() -> dict[str, Case]:
    """What is timed, by name, in one unit each."""
    wide, narrow = many(20), many(22)
    steady = {each.name: LinearGrowth(10) for each in wide.spec.groups}
    unsure = {each.name: LinearGrowth(10, "month", 3) for each in wide.spec.groups}
    return {
        "plan the last day at once, /22": (lambda: wanted_then(narrow, 10), 1),
        "forecast on /22": (lambda: forecast(narrow, steady, today=TODAY), 1),
        "forecast on /22, uncertain": (lambda: forecast(narrow, unsure, today=TODAY), 1),
        "plan the last day at once, /20": (lambda: wanted_then(wide, 10), 1),
        "forecast on /20": (lambda: forecast(wide, steady, today=TODAY), 1),
        "forecast on /20, uncertain": (lambda: forecast(wide, unsure, today=TODAY), 1),
    }


def main(rounds: int = 5) -> None:
    """Print a line for each case."""
    for name, taken in microseconds_per_unit(cases(), rounds).items():
        print(f"{name:<34}{taken / 1000:>10,.0f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
