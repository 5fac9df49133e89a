"""Where a benchmark ran: kind of processor, cores, versions and the date. No host name and no path."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PEERS = ("eniplan", "netaddr", "numpy", "pandas", "moto")


class Machine(NamedTuple):
    """A kind of machine and what ran on it."""

    date: str
    processor: str
    cores: int
    system: str
    python: str
    versions: dict[str, str]
    load: float
    """The load average when the run began: above the number of cores, others were working too."""

    def told(self) -> Iterator[str]:
        """One sentence a fact."""
        yield f"{self.date}, {self.processor}, {self.cores} cores, {self.system}; load {self.load:.1f} at the start"
        yield f"{self.python}; " + ", ".join(f"{name} {found}" for name, found in self.versions.items())


def this_machine() -> Machine:
    """The machine that this process runs on."""
    return Machine(
        date=datetime.now(UTC).date().isoformat(),
        processor=_processor(),
        cores=os.cpu_count() or 1,
        system=platform.system(),
        python=f"{platform.python_implementation()} {platform.python_version()}",
        versions={name: _version(name) for name in PEERS},
        load=os.getloadavg()[0],
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed, its rows are left out"
