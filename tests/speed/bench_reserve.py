"""Blocks to reserve, sizes and losses: what a person waits for after a slider step, beside one plan of the same size.

Run as ``python -m tests.speed.bench_reserve [rounds]``. An answer plans several times; the ratio to one plan says how
often.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import eniplan
from eniplan.capacity.reserve import reserve
from eniplan.capacity.size import size
from eniplan.capacity.zones import zones
from eniplan.planning.planner import plan_groups
from tests.planning.ground_kit import account, eni, group, planned, vswitch
from tests.speed.timing import microseconds_per_unit

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan
    from tests.speed.timing import Case


def broken() -> Plan:
    """A /20 with an address in use in each fourth /28, and 100 ENIs of a prefix each."""
    used = [eni(f"{n}", "f", f"10.0.{n // 256}.{n % 256}") for n in range(40, 4_000, 64)]
    return planned(group("pod-{n}", 100, "f", ipv4_prefixes=1), on=account(vswitch("f", "10.0.0.0/20"), enis=used))


def several() -> Plan:
    """Six empty /20s and 600 ENIs of 2 prefixes and 10 addresses each."""
    sites = [vswitch(f"{n}", f"10.0.{n * 16}.0/20") for n in range(6)]
    wanted = group("pod-{n}", 600, *(f"{n}" for n in range(6)), ipv4_prefixes=2, secondary_addresses=9)
    return planned(wanted, on=account(*sites, basic_group_addresses=100_000))


def main(rounds: int = 5) -> None:
    """Print milliseconds per answer."""
    web = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")
    tight = eniplan.plan(eniplan.examples / "tight.toml", eniplan.examples / "hangzhou")
    cases: dict[str, Case] = {}
    for name, plan in (("web", web), ("tight", tight), ("broken /20", broken()), ("six /20s", several())):
        cases[f"{name}: one plan"] = (partial(plan_groups, plan.spec, plan.inventory), 1_000)
        cases[f"{name}: reserve"] = (partial(reserve, plan), 1_000)
        cases[f"{name}: size"] = (partial(size, plan), 1_000)
        cases[f"{name}: zones"] = (partial(zones, plan), 1_000)
    for name, milliseconds in microseconds_per_unit(cases, rounds).items():
        print(f"{name:24} {milliseconds:10,.1f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
