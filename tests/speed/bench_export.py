"""Memory and time of each export form for 10,000, 100,000 and 1,000,000 requests, each in a process of its own.

What the export adds to the memory of the plan is what counts: the plan itself is there before. The shell script, the
templates and the like are written line by line; the approval card is one page of bounded length.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import eniplan
from eniplan.exchange.batches import FORMATS, export
from tests.planning.ground_kit import account, group, planned, vswitch

_BOUNDED = frozenset({"ros", "ros-json"})
"""Forms of 300 ENIs at most."""
SIZES = (10_000, 100_000, 1_000_000)
_PER_VSWITCH = 60_000


def _plan(enis: int) -> eniplan.Plan:
    """One group over as many /16 as it takes."""
    spaces = [vswitch(f"v{place}", f"10.{place}.0.0/16") for place in range(-(-enis // _PER_VSWITCH))]
    names = [space.id.removeprefix("vsw-") for space in spaces]
    there = account(*spaces, quota=10**9, basic_group_addresses=10**9, addresses_per_vpc=10**9)
    return planned(group("web-{n}", enis, *names, placement="fill"), on=there)


def _resident() -> int:
    """Bytes of memory that the process holds now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _peak() -> int:
    """The most that it has held, in bytes, since it was asked to forget."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024


def _measure(form: str, enis: int) -> None:
    """Export once, and print what it took; for a process of its own."""
    small = _plan(10)
    with tempfile.TemporaryDirectory() as folder:
        export(small, Path(folder, "first"), format=form, leave_out=True)  # what is imported by it counts once
        plan = _plan(enis)
        assert len(plan.requests) == enis
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        before, began = _resident(), time.perf_counter()
        export(plan, Path(folder, "batch"), format=form, leave_out=True)
        seconds = time.perf_counter() - began
        size = Path(folder, "batch").stat().st_size
    print(f"{form:<10} {enis:>9,} requests  +{max(_peak() - before, 0) / 2**20:7.1f} MiB  {seconds:7.2f} s  "
          f"{seconds / enis * 1e6:6.1f} us each  {size / 2**20:8.1f} MiB written", flush=True)  # fmt: skip


def main() -> None:
    """Every form, every size; or one: ``python -m tests.speed.bench_export csv 100000``."""
    if len(sys.argv) == 3:
        _measure(sys.argv[1], int(sys.argv[2]))
        return
    for form in (name for name in FORMATS if name not in _BOUNDED):
        for enis in SIZES:
            subprocess.run([sys.executable, "-m", "tests.speed.bench_export", form, str(enis)], check=True)  # noqa: S603


if __name__ == "__main__":
    main()
