"""How many calls the hot loops make: a measure of work that no other work on the machine can disturb.

Functions of Python and of C are counted, for each unit of a loop's work, once everything is loaded. The recorded
counts stand in ``call_counts.csv``. Whoever changes a loop on purpose renews them, and says why in the commit:
``python -m tests.speed.call_counts``.
"""

from __future__ import annotations

import csv
import json
import sys
from cProfile import Profile
from functools import partial
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from eniplan import Ipv4Pool
from eniplan.allocation import bulk_draw
from eniplan.capacity.whole_blocks import laws
from eniplan.contract.wire import flatten
from eniplan.planning.checking import check_requests
from eniplan.sending.standin.simulator import Simulator
from eniplan.sending.transport import ApiCall
from tests.planning.ground_kit import account, group, planned, vswitch

if TYPE_CHECKING:
    from collections.abc import Callable

    from eniplan.contract.wire import Value
    from eniplan.planning.spec import Addressing

TOLERANCE: Final = 0.10
"""A loop may make so much more than its recorded calls: interpreters differ by less, one more call a unit is more."""
RECORDED: Final = Path(__file__).parent / "call_counts.csv"
ENIS: Final = 10_000
REQUESTS: Final = 1_000
CREATES: Final = 300
GROUPS: Final = 100
INLINED: Final = frozenset({"<listcomp>", "<dictcomp>", "<setcomp>"})
"""Calls in Python 3.11 only; from 3.12 on they are part of the function around them."""
WIDE: Final = [vswitch(f"{site}", f"10.{site}.0.0/16") for site in range(4)]
ACCOUNT: Final = account(*WIDE, quota=10**6, basic_group_addresses=10**6, addresses_per_vpc=10**6)


class Loop(NamedTuple):
    """A hot loop: ``ready`` prepares so many units of its work, which is not counted, and gives what does them."""

    ready: Callable[[int], Callable[[], object]]
    units: int


def calls(run: Callable[[], object]) -> int:
    """How many calls some work makes; comprehensions are none."""
    profile = Profile()
    profile.enable()
    try:
        run()
    finally:
        profile.disable()
    entries = profile.getstats()
    return sum(
        entry.callcount for entry in entries if not (isinstance(entry.code, CodeType) and entry.code.co_name in INLINED)
    )


def fill(enis: int) -> Callable[[], object]:
    """A /16 by ENIs of ten addresses."""
    pool = Ipv4Pool.of("10.0.0.0/16", seed=1)
    return lambda: [pool.allocate(10) for _ in range(enis)]


def plan(addressing: Addressing, enis: int) -> Callable[[], object]:
    """ENIs of 1 + 3 addresses over four /16s."""
    keys = (str(site) for site in range(len(WIDE)))
    asked = group("web-{n}", enis, *keys, secondary_addresses=3, addressing=addressing)
    return partial(planned, asked, on=ACCOUNT)


def plan_groups(count: int) -> Callable[[], object]:
    """Groups of three ENIs over two /16s."""
    groups = [group(f"web{place}-{{n}}", 3, "0", "1", secondary_addresses=3) for place in range(count)]
    return partial(planned, *groups, on=ACCOUNT)


def lines(enis: int) -> Callable[[], object]:
    """The requests of pinned ENIs as lines."""
    made = planned(group("web-{n}", enis, "0", secondary_addresses=3, addressing="pinned"), on=ACCOUNT)
    return lambda: sum(1 for _ in made.requests.lines())


def check(count: int) -> Callable[[], object]:
    """Ready-made requests, judged one after the other."""
    requests = created(count)
    return lambda: check_requests(enumerate(requests, 1), ACCOUNT)


def created(count: int) -> list[dict[str, Value]]:
    """The requests of a plan."""
    made = planned(group("web-{n}", count, "0", secondary_addresses=3), on=ACCOUNT)
    return [json.loads(line) for line in made.requests.lines()]


def create(count: int) -> Callable[[], object]:
    """Create calls that the stand-in answers."""
    sent = [ApiCall("CreateNetworkInterface", flatten(request)) for request in created(count)]
    simulator = Simulator(ACCOUNT)
    return lambda: [simulator.answer(call, float(second)) for second, call in enumerate(sent)]


def law(draws: int) -> Callable[[], object]:
    """The law of whole /28s of a /20 after so many draws."""
    return lambda: laws(254, 4092, [draws])


LOOPS: Final = {
    "an ENI of ten addresses, a /16 filled": Loop(fill, 6_553),
    "an automatic ENI planned": Loop(partial(plan, "automatic"), ENIS),
    "a pinned ENI planned": Loop(partial(plan, "pinned"), ENIS),
    "a group of three ENIs planned": Loop(plan_groups, GROUPS),
    "a line of a pinned ENI exported": Loop(lines, ENIS),
    "a request checked": Loop(check, REQUESTS),
    "a create call answered by the stand-in": Loop(create, CREATES),
    "an address drawn in the law of a /20": Loop(law, 4_092),
}


def measured(loop: Loop) -> float:
    """Calls for each unit of work, after a few units that load and cache what is loaded and cached once.

    Addresses are drawn one by one, as where numpy is not loaded.
    """
    loop.ready(2)()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk_draw, "WORTH", sys.maxsize)
        run = loop.ready(loop.units)
        return round(calls(run) / loop.units, 2)


def recorded() -> dict[str, float]:
    """The recorded calls of each loop."""
    with RECORDED.open(encoding="utf-8", newline="") as stream:
        return {row["loop"]: float(row["calls"]) for row in csv.DictReader(stream)}


def main() -> None:
    """Count anew, record it, and show what was recorded before."""
    before = recorded() if RECORDED.exists() else {}
    with RECORDED.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(["loop", "calls"])
        for name, loop in LOOPS.items():
            found = measured(loop)
            rows.writerow([name, found])
            print(f"{found:>12,.2f}  before {before.get(name, 0):>12,.2f}  {name}")


if __name__ == "__main__":
    main()
