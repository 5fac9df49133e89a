"""What a user waits for before anything happens: importing eniplan, and ``eniplan --help``.

Run as ``python -m tests.speed.bench_start [rounds]``. Each case is a fresh process, interleaved; ratios are over bare
Python where a target says so.
"""

from __future__ import annotations

import subprocess
import sys

from tests.speed.timing import microseconds_per_unit


def process(*arguments: str) -> None:
    """One fresh Python."""
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def main(rounds: int = 11) -> None:
    """Print milliseconds, then the ratios."""
    time = microseconds_per_unit(
        {
            "bare Python": (lambda: process("-c", "pass"), 1),
            "import eniplan": (lambda: process("-c", "import eniplan"), 1),
            "import netaddr": (lambda: process("-c", "import netaddr"), 1),
            "eniplan --help": (lambda: process("-m", "eniplan", "--help"), 1),
            "eniplan --version": (lambda: process("-m", "eniplan", "--version"), 1),
        },
        rounds,
    )
    print(f"medians of {rounds} interleaved rounds, fresh processes")
    for case, taken in time.items():
        print(f"  {case:<58}{taken / 1000:>14,.1f} ms")
    bare, face, netaddr, helped, version = time.values()
    print(
        f"  {'import eniplan / import netaddr, over bare Python':<58}{(face - bare) / (netaddr - bare):>14,.2f}    <= 1"
    )
    print(f"  {'--help / bare Python':<58}{helped / bare:>14,.2f}    <= 4")
    print(f"  {'--version / bare Python':<58}{version / bare:>14,.2f}    <= 4")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
