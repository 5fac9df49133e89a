"""From a plan of 100,000 ENIs to pandas frames, against building the same frames from columns that are ready.

Run as ``python -m tests.speed.bench_frames [rounds]``. Ready columns are those of our own frame: texts as lists of
Python strings, numbers and flags as numpy arrays, categories as positions; the ready case makes the same dtypes of
them. So the ratio says what turning a plan's integers into columns costs beside what pandas needs in any case. For
requests, writing the lines is the larger part, so they are compared with writing them alone as well.
"""

from __future__ import annotations

import json
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

import eniplan
from tests.speed.timing import microseconds_per_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from eniplan import Plan

ENIS = 100_000
VSWITCHES = 16
FRAMES = ("enis", "addresses", "prefixes", "vswitches", "blocks", "utilisation", "requests")
PLAN = """format = 1
name = "bench"
region = "cn-hangzhou"
profile = { addresses_per_vpc = 100000000, basic_group_addresses = 100000000 }
""" + "".join(
    f'[[vswitch]]\nid = "vsw-{n}"\nvpc = "vpc-1"\nzone = "cn-hangzhou-h"\ncidr = "10.{n}.0.0/16"\n'
    f'ipv6_cidr = "2001:db8:0:{n}::/64"\nreserved = ["10.{n}.64.0/18"]\n'
    for n in range(VSWITCHES)
)
SITES = json.dumps([f"vsw-{number}" for number in range(VSWITCHES)])
GROUPS = f"""[[group]]
name = "web-{{n:06}}"
count = {ENIS - ENIS // 10}
vswitches = {SITES}
security_groups = ["sg-1"]
secondary_addresses = 6
ipv6_addresses = 1
[[group]]
name = "pod-{{n}}"
count = {ENIS // 10}
vswitches = {SITES}
security_groups = ["sg-1"]
ipv4_prefixes = 1
"""

Ready = dict[str, tuple[Any, Any]]


def made_plan() -> Plan:
    """The plan; every ENI has a place."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.toml"
        file.write_text(PLAN + GROUPS, encoding="utf-8")
        plan = eniplan.plan(file)
    if len(plan.enis) != ENIS:
        raise AssertionError(f"{len(plan.enis)} of {ENIS} placed: {plan.refused}")
    return plan


def ready_columns(frame: pd.DataFrame) -> Ready:
    """A frame's columns as plain lists and arrays, each with its dtype."""
    return {str(name): (_plain(column), column.dtype) for name, column in frame.items()}


def _plain(column: pd.Series[Any]) -> Any:  # noqa: ANN401
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy()
    return column.tolist() if isinstance(column.dtype, pd.StringDtype) else column.to_numpy()


def from_ready(columns: Ready) -> pd.DataFrame:
    """The frame from its ready columns."""
    return pd.DataFrame({name: _array(*column) for name, column in columns.items()}, copy=False)


def _array(values: Any, dtype: Any) -> Any:  # noqa: ANN401
    return pd.Categorical.from_codes(values, dtype=dtype) if dtype == "category" else pd.array(values, dtype=dtype)


def main(rounds: int = 5) -> None:
    """Print milliseconds, then the ratios."""
    plan = made_plan()
    frames = {name: plan.frame(name) for name in FRAMES}
    cases: dict[str, Callable[[], object]] = {}
    for name, frame in frames.items():
        cases[name] = partial(plan.frame, name)
        cases[f"{name}, ready"] = partial(from_ready, ready_columns(frame))
    cases["lines"] = lambda: list(plan.requests.lines())
    time = microseconds_per_unit({name: (run, 1000) for name, run in cases.items()}, rounds)
    print(f"medians of {rounds} interleaved rounds, {ENIS:,} ENIs: ms, rows, ratio")
    for name, frame in frames.items():
        ours, ready = time[name], time[f"{name}, ready"]
        target = "    <= 5" if name in {"enis", "addresses", "prefixes"} else ""
        print(f"  {name:<14}{ours:>10,.1f} ms{len(frame):>12,} rows{ours / ready:>8,.2f} x ready columns{target}")
    print(f"  {'requests / writing their lines':<58}{time['requests'] / time['lines']:>14,.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
