"""W7: an account of 1,000 VSwitches and 100,000 ENIs, and 1,000 to 1,000,000 more, each in a fresh process.

Loading, planning and exporting are timed by the processor's clock; peak memory is the process's own. Growth and memory
of the ENIs are what is above the account with 1,000 of them; growth is over sizes at which that is most of the time.
"""

from __future__ import annotations

import json
import tempfile
from ipaddress import IPv4Address
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tests.speed.fresh import said
from tests.speed.table import Figure, Row, Table, Target, exponent
from tests.speed.timing import Timing

if TYPE_CHECKING:
    from collections.abc import Iterator

VSWITCHES: Final = 1_000
THERE: Final = 100_000
SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
CODE: Final = """
import sys
from time import process_time
import eniplan
plan_file, account, out = sys.argv[1:]
times = [process_time()]
inventory = eniplan.read_inventory(account)
times.append(process_time())
plan = eniplan.plan(plan_file, inventory)
times.append(process_time())
eniplan.export(plan, out)
times.append(process_time())
said = [[b - a for a, b in zip(times, times[1:])], len(plan.requests)]
"""


class Scaled(NamedTuple):
    """Processor seconds and peak memory of one process."""

    load: float
    plan: float
    export: float
    mib: float

    @property
    def sending(self) -> float:
        """Plan and export together."""
        return self.plan + self.export


def first_address(site: int) -> int:
    """The first address of a VSwitch; each is a /18, so large that more ENIs do not make the draws slower."""
    return (10 << 24) + site * 16384


def write_account(file: Path) -> None:
    """1,000 VSwitches with 100 ENIs of 1 + 3 addresses each, as the API answers."""
    vswitches = [
        {"VSwitchId": f"vsw-{site}", "VpcId": "vpc-1", "ZoneId": "cn-hangzhou-h",
         "CidrBlock": f"{IPv4Address(first_address(site))}/18"}
        for site in range(VSWITCHES)
    ]  # fmt: skip
    answers = [
        {"VSwitches": {"VSwitch": vswitches}},
        {"NetworkInterfaceSets": {"NetworkInterfaceSet": [_eni(number) for number in range(THERE)]}},
    ]
    file.write_text(json.dumps(answers), encoding="utf-8")


def _eni(number: int) -> dict[str, Any]:
    site, place = number % VSWITCHES, number // VSWITCHES
    texts = [str(IPv4Address(first_address(site) + 1 + place * 4 + n)) for n in range(4)]
    sets = [{"PrivateIpAddress": text, "Primary": n == 0} for n, text in enumerate(texts)]
    return {"NetworkInterfaceId": f"eni-{number}", "VSwitchId": f"vsw-{site}", "VpcId": "vpc-1",
            "PrivateIpAddress": texts[0], "PrivateIpSets": {"PrivateIpSet": sets}}  # fmt: skip


def plan_text(count: int) -> str:
    """A group of so many pinned ENIs of 1 + 3 addresses over all VSwitches."""
    listed = json.dumps([f"vsw-{site}" for site in range(VSWITCHES)])
    return f"""format = 1
name = "bench"
region = "cn-hangzhou"
profile = {{ addresses_per_vpc = 100000000, eni_quota = 10000000 }}
[[group]]
name = "web-{{n:07}}"
count = {count}
vswitches = {listed}
security_groups = ["sg-1"]
secondary_addresses = 3
addressing = "pinned"
"""


def in_a_fresh_process(folder: Path, count: int) -> Scaled:
    """Load, plan so many and export."""
    file = folder / f"{count}.toml"
    file.write_text(plan_text(count), encoding="utf-8")
    ((load, plan, export), placed), mib = said(CODE, str(file), str(folder / "account.json"), str(folder / "out.jsonl"))
    if placed != count:
        raise AssertionError(f"{placed} of {count} placed")
    return Scaled(load, plan, export, mib)


def quickest(folder: Path, count: int) -> Scaled:
    """The quickest of two processes; a million ENIs are planned once."""
    runs = [in_a_fresh_process(folder, count) for _ in range(1 if count == SIZES[-1] else 2)]
    return min(runs, key=lambda run: run.sending)


def measured(_: int) -> Iterator[Table]:
    """The table of W7; each run has a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_account(folder / "account.json")
        found = {size: quickest(folder, size) for size in SIZES}
    least, most = found[SIZES[0]], found[SIZES[-1]]
    growth = exponent({size - SIZES[0]: found[size].sending - least.sending for size in SIZES[2:]})
    yield Table(
        key="W7", title="an account of 1,000 VSwitches and 100,000 ENIs, and more of them; a process each", unit="ENI",
        rows=tuple(_row(size, run, most) for size, run in found.items()),
        figures=tuple(_figures(found)),
        targets=(
            Target("T17", "growth of plan and export, 100,000 to 1,000,000 ENIs", growth, "<=", 1.03),
            Target("T17", "memory of a million ENIs planned and exported, MiB", most.mib - least.mib, "<=", 160),
        ),
    )  # fmt: skip


def _row(size: int, run: Scaled, most: Scaled) -> Row:
    """Plan and export, microseconds per planned ENI, and the ratio to a million of them."""
    cost, last = run.sending * 1e6 / size, most.sending * 1e6 / SIZES[-1]
    how = f"plan {run.plan:.1f} s, export {run.export:.1f} s; peak {run.mib:,.0f} MiB"
    return Row(f"{size:,} more", cost / last, Timing(cost, cost, cost), how)


def _figures(found: dict[int, Scaled]) -> Iterator[Figure]:
    loads = [run.load for run in found.values()]
    yield Figure("loading 1,000 VSwitches and 100,000 ENIs", min(loads), "s")
    yield Figure("the same, an ENI", min(loads) * 1e6 / THERE, "us")
    for size, run in found.items():
        yield Figure(f"peak memory with the account and {size:,} ENIs planned and exported", run.mib, "MiB")
