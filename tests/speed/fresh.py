"""Work in a fresh Python: peak memory is that of the work alone, and nothing is loaded beforehand."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

_PEAK = """
import json, re
from pathlib import Path
peak = int(re.search(r"VmHWM:\\s+([0-9]+) kB", Path("/proc/self/status").read_text())[1])
print(json.dumps({"kib": peak, "said": globals().get("said")}))
"""
"""Linux only. What ``getrusage`` tells begins at the memory of the process that started this one."""


def said(code: str, *arguments: str) -> tuple[Any, float]:
    """What the code leaves in the variable ``said``, and the peak memory of its process in MiB."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code + _PEAK, *arguments], check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    return found["said"], found["kib"] / 1024


def process(*arguments: str) -> None:
    """One fresh Python that says nothing."""
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
