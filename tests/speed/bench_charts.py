"""Drawing charts and maps: what a person waits for after a plan, as figures and as SVG files.

Run as ``python -m tests.speed.bench_charts [rounds]``. A /16 with 1,000 ENIs is the usual large case; 1,000 VSwitches
with 25 groups fill every row that a picture has.
"""

from __future__ import annotations

import io
import sys
from functools import partial
from typing import TYPE_CHECKING

from eniplan.report.address_map import address_map, write_address_map_svg
from eniplan.report.charts import CHARTS
from tests.planning.ground_kit import account, group, planned, vswitch
from tests.speed.timing import microseconds_per_unit

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan
    from eniplan.report.charts import Chart
    from tests.speed.timing import Case


def large() -> Plan:
    """One /16 with 1,000 ENIs of 6 addresses and a prefix each."""
    whole = vswitch("big", "10.0.0.0/16", "10.0.64.0/18", "2001:db8:0:1:4000::/66", ipv6="2001:db8:0:1::/64")
    wanted = group("web-{n}", 1_000, "big", ipv4_prefixes=1, secondary_addresses=5)
    return planned(wanted, on=account(whole, basic_group_addresses=100_000))


def wide() -> Plan:
    """1,000 VSwitches, a block in each, and 25 groups of 200 ENIs in 40 of them."""
    bases = [f"10.{number // 64}.{number % 64 * 4}" for number in range(1_000)]
    many = [vswitch(f"{n}", f"{base}.0/22", f"{base}.128/25") for n, base in enumerate(bases)]
    groups = [group(f"g{n}-{{n}}", 200, *map(str, range(n, 1_000, 25)), ipv4_prefixes=1) for n in range(25)]
    return planned(*groups, on=account(*many, basic_group_addresses=100_000))


def written(chart: Chart, plan: Plan) -> str:
    """A chart as SVG."""
    stream = io.StringIO()
    chart.write_svg(plan, stream)
    return stream.getvalue()


def map_written(plan: Plan) -> str:
    """The map of the /16 as SVG."""
    stream = io.StringIO()
    write_address_map_svg(plan, "vsw-big", stream)
    return stream.getvalue()


def main(rounds: int = 5) -> None:
    """Print milliseconds per picture."""
    cases: dict[str, Case] = {}
    for size, plan in (("/16, 1,000 ENIs", large()), ("1,000 VSwitches", wide())):
        for name, chart in CHARTS.items():
            cases[f"{size}: {name}"] = (partial(chart.draw, plan), 1_000)
            cases[f"{size}: {name} as SVG"] = (partial(written, chart, plan), 1_000)
    mapped = large()
    cases["/16, 1,000 ENIs: address map"] = (partial(address_map, mapped, "vsw-big"), 1_000)
    cases["/16, 1,000 ENIs: address map as SVG"] = (partial(map_written, mapped), 1_000)
    print(f"medians of {rounds} interleaved rounds")
    for case, taken in microseconds_per_unit(cases, rounds).items():
        goal = "    <= 150" if case.startswith("/16") and "SVG" not in case else ""
        print(f"  {case:<48}{taken:>10,.0f} ms{goal}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
