"""One small answer of each question of demand and fragmentation, with names that should do no harm if asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eniplan.capacity.burst import burst
from eniplan.capacity.churn import churn
from eniplan.capacity.defragment import defragment
from eniplan.capacity.pin import pin
from eniplan.capacity.terway import terway
from eniplan.network.instance_type import InstanceType
from tests.planning.ground_kit import account, eni, group, planned, vswitch

if TYPE_CHECKING:
    from eniplan.capacity.answer import Answer

QUESTIONS = ("burst", "churn", "defragment", "pin", "terway")


def answers(name: str = "") -> dict[str, Answer]:
    """The answers by question; the VSwitch, the ENI and the ECS type bear the given name."""
    key = name.replace("\ud800", "") or "vsw-w"  # half a surrogate pair has no place in a seed
    wide = replace(vswitch("w", "10.0.0.0/24", "10.0.0.64/27"), id=key)
    held = [
        replace(eni(f"e{place}", "w", f"10.0.0.{place}", f"10.0.0.{16 * place + 33}"), vswitch_id=key, name=name or "n")
        for place in range(1, 9)
        if place not in (2, 3)
    ]
    there = account(wide, vswitch("b", "10.0.1.0/26"), enis=held)
    plan = planned(replace(group("web-{n}", 12, "b"), vswitches=(key, "vsw-b"), secondary_addresses=1), on=there)
    kind = InstanceType(id=name or "ecs.x", eni_quantity=3, ipv4_per_eni=6)
    return {
        "burst": burst(plan, creations=150, concurrent=50, replications=3),
        "churn": churn(plan, nodes=4, pods_per_node=30, steps=12, replications=3),
        "defragment": defragment(there, key, 3),
        "pin": pin(plan),
        "terway": terway(3, kind, "prefix", pods_per_node=70, vswitch_cidr="10.0.0.0/22"),
    }
