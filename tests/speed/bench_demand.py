"""What a what-if question of demand and fragmentation costs, beside the plain work it cannot do without.

Run as ``python -m tests.speed.bench_demand [rounds]``. Pinning stands beside planning the same ENIs; moves in a /16
beside marking what it holds; a played creation and a pod's step beside drawing and releasing one address.
"""

from __future__ import annotations

import sys
from random import Random
from typing import TYPE_CHECKING

from eniplan.allocation.from_inventory import open_pools
from eniplan.capacity.burst import POLICIES, burst
from eniplan.capacity.churn import churn
from eniplan.capacity.defragment import defragment
from eniplan.capacity.pin import pin
from eniplan.capacity.terway import terway
from eniplan.network.eni import ENI
from tests.planning.ground_kit import account, group, planned, vswitch
from tests.speed.timing import microseconds_per_unit

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan
    from tests.speed.timing import Case

ENIS, HELD, CREATIONS, REPLICATIONS = 2_000, 6_000, 500, 5
NODES, PODS, STEPS, DRAWN = 10, 20, 50, 10_000
WIDE = vswitch("wide", "10.8.0.0/16")


def held() -> list[ENI]:
    """ENIs with a secondary address anywhere in the /16, and primary ones side by side at its beginning."""
    drawn = Random(1).sample(range(WIDE.cidr.first + 8192, WIDE.cidr.last - 16), HELD)
    first = WIDE.cidr.first + 1
    return [
        ENI(id=f"eni-{place}", vswitch_id=WIDE.id, primary=first + place, secondary=(address,))
        for place, address in enumerate(drawn)
    ]


def draw_and_release() -> None:
    """One address after the other, as the engine does it."""
    pool = open_pools(WIDE, ()).ipv4
    for _ in range(DRAWN):
        pool.release(pool.allocate_address())


def cases(plan: Plan) -> dict[str, Case]:
    """What is timed, by name, with its units."""
    there = account(WIDE, enis=held())
    played = CREATIONS * REPLICATIONS * len(POLICIES)
    asked = group("web-{n}", ENIS, "wide", secondary_addresses=3)
    return {
        "plan, an ENI": (lambda: planned(asked, on=account(WIDE)), ENIS),
        "pin, an ENI": (lambda: pin(plan), ENIS),
        "mark a /16, an ENI": (lambda: open_pools(WIDE, there.enis.values()), HELD),
        "defragment 16 blocks of a /16, an ENI": (lambda: defragment(there, WIDE.id, 16), HELD),
        "the same with fewest ENIs": (lambda: defragment(there, WIDE.id, 16, fewest="enis"), HELD),
        "draw and release, an address": (draw_and_release, DRAWN),
        "burst, a creation": (lambda: burst(plan, creations=CREATIONS, replications=REPLICATIONS), played),
        "churn, a pod and step": (
            lambda: churn(
                plan, unit="address", nodes=NODES, pods_per_node=PODS, steps=STEPS, replications=REPLICATIONS
            ),
            NODES * PODS * STEPS * REPLICATIONS,
        ),
        "terway, a question": (lambda: terway(100, "ecs.g7.xlarge", "prefix"), 1),
    }


def main(rounds: int = 3) -> None:
    """Print the table."""
    plan = planned(group("web-{n}", ENIS, "wide", secondary_addresses=3), on=account(WIDE))
    for name, taken in microseconds_per_unit(cases(plan), rounds).items():
        print(f"{name:40} {taken:10,.2f} us")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
