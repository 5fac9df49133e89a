"""The sum of a cluster's demand, term by term: how many, why, and where the rule stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eniplan.capacity.node_demand import HEADROOM_PERCENT, PODS_PER_PREFIX
from eniplan.network.cidr import PREFIX_MASK, SYSTEM, usable_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.node_demand import Mode, NodeDemand
    from eniplan.network.cidr import Cidr
    from eniplan.network.instance_type import InstanceType

Scope = Literal["node", "cluster", "VSwitch"]

PREFIXES_PER_CALL = 10
"""The most prefixes of a family in one create or assign call (CreateNetworkInterface page, 2026-04-04)."""

_LIMITS = "Terway limit.go, 2026-07"
_PREFIXES = "Terway ip-prefix.md, 2026"
_POOL = "Terway eni_conf"
_SLOTS = "ECS, IP prefixes, 2026-05"
_PAGE = "CreateNetworkInterface page, 2026-04-04"
_SYSTEM = "VPC, system reserved addresses, 2025-11"
_PRODUCT = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of the sum.

    Args:
        scope: of one node, of the whole cluster, or of one VSwitch.
        what: what is counted.
        count: how many; negative where it is taken off.
        unit: of what.
        why: the arithmetic.
        source: where the rule stands, with its date; empty where it is arithmetic on other terms.
    """

    scope: Scope
    what: str
    count: int
    unit: str
    why: str
    source: str


def node_terms(kind: InstanceType, mode: Mode, demand: NodeDemand) -> Iterator[Term]:
    """What one node can hold, and what it takes."""
    yield _most(kind, mode, demand)
    yield _node("pods", demand.pods, "pods", "asked for, or the most that fit", "")
    if mode == "prefix":
        yield from _prefix_terms(demand)
    else:
        yield from _warm_terms(mode, demand)
    if mode == "trunk":
        yield _node("trunk ENI", 1, "ENIs", "one trunk ENI carries all members, with an address of its own", _LIMITS)
    yield _enis(mode, demand)
    yield from _part_terms(demand)


def _node(what: str, count: int, unit: str, why: str, source: str) -> Term:
    return Term(scope="node", what=what, count=count, unit=unit, why=why, source=source)


def _most(kind: InstanceType, mode: Mode, demand: NodeDemand) -> Term:
    room, source = demand.room, f"{_LIMITS}; {kind.source}"
    others = f"{kind.eni_quantity} ENIs - 1 primary"
    why = {
        "exclusive": others,
        "shared": f"({others}) x {room.per_eni} addresses",
        "prefix": f"({others}) x ({kind.ipv4_per_eni} addresses - 1 primary) x {PODS_PER_PREFIX} a prefix",
        "trunk": f"{kind.eni_total_quantity} ENIs in all - {kind.eni_quantity} that are no members, at most all but 2",
    }[mode]
    return _node("most pods", room.pods, "pods", why, f"{source}; {_SLOTS}" if mode == "prefix" else source)


def _warm_terms(mode: Mode, demand: NodeDemand) -> Iterator[Term]:
    unit = "addresses" if mode == "shared" else "ENIs"
    room = f"no more than {demand.room.pods:,} - {demand.pods:,} pods leave"
    yield _node("warm pool, least", demand.idle_least, unit, f"min_pool_size, {room}", _POOL)
    yield _node("warm pool, most", demand.idle_most, unit, f"max_pool_size, {room}", _POOL)


def _prefix_terms(demand: NodeDemand) -> Iterator[Term]:
    why = f"{demand.pods:,} pods / {PODS_PER_PREFIX} a prefix, rounded up"
    yield _node("prefixes for the pods", demand.needed_prefixes, "prefixes", why, _PREFIXES)
    more = demand.prefixes - demand.needed_prefixes
    why = f"{HEADROOM_PERCENT} % more, rounded up, as far as {demand.room.enis} x {demand.room.per_eni} slots allow"
    yield _node("headroom", more, "prefixes", why, _PREFIXES)
    empty = demand.prefixes * PODS_PER_PREFIX - demand.pods
    why = f"{demand.prefixes:,} prefixes x {PODS_PER_PREFIX} - {demand.pods:,} pods"
    yield _node("addresses of prefixes without a pod", empty, "addresses", why, _PRODUCT)


def _enis(mode: Mode, demand: NodeDemand) -> Term:
    if mode in ("exclusive", "trunk"):
        what = "members" if mode == "trunk" else "ENIs"
        return _node(
            what, demand.enis, "ENIs", f"{demand.pods:,} pods + {demand.idle_most:,} warm, one ENI each", _LIMITS
        )
    units = demand.prefixes if mode == "prefix" else demand.pods + demand.idle_most
    slots = (
        f"{demand.room.per_eni} slots (the primary address takes one)" if mode == "prefix" else f"{demand.room.per_eni}"
    )
    source = _SLOTS if mode == "prefix" else _LIMITS
    word = "prefixes" if mode == "prefix" else "addresses"
    return _node("ENIs", demand.enis, "ENIs", f"{units:,} {word} / {slots} an ENI, rounded up", source)


def _part_terms(demand: NodeDemand) -> Iterator[Term]:
    primaries = f"one on each of {demand.enis} ENIs"
    yield _node("primary addresses", demand.enis, "addresses", f"{primaries}, from the open pool", _PAGE)
    for part in demand.parts:
        each = f"on {part.enis} of {demand.enis} ENIs"
        if part.secondary:
            yield _node("secondary addresses", part.secondary, "addresses an ENI", f"{each}, from the open pool", _PAGE)
        if part.prefixes:
            why = f"{each}; one call takes {PREFIXES_PER_CALL}: {calls_text(part.prefixes)}"
            yield _node("prefixes", part.prefixes, "prefixes an ENI", why, f"{_PREFIXES}; {_PAGE}")


def calls_of(prefixes: int) -> list[int]:
    """The prefixes of each call that an ENI takes, the create call first."""
    full, rest = divmod(prefixes, PREFIXES_PER_CALL)
    return [PREFIXES_PER_CALL] * full + ([rest] if rest or not full else [])


def calls_text(prefixes: int) -> str:
    """``14 = 10 + 4``."""
    return f"{prefixes} = {' + '.join(map(str, calls_of(prefixes)))}"


def cluster_terms(nodes: int, mode: Mode, demand: NodeDemand) -> Iterator[Term]:
    """What all nodes take together."""
    trunks = 1 if mode == "trunk" else 0
    calls = trunks + sum(part.enis * len(calls_of(part.prefixes)) for part in demand.parts)
    yield _cluster("pods", nodes, demand.pods, "pods")
    yield _cluster("ENIs", nodes, demand.enis + trunks, "ENIs")
    yield _cluster("single addresses", nodes, demand.addresses + trunks, "addresses")
    if demand.prefixes:
        yield _cluster("prefixes", nodes, demand.prefixes, "prefixes")
        yield _cluster("addresses inside prefixes", nodes, demand.prefixes * PODS_PER_PREFIX, "addresses")
    yield _cluster("calls", nodes, calls, "calls")


def _cluster(what: str, nodes: int, each: int, unit: str) -> Term:
    why = f"{nodes:,} nodes x {each:,}"
    return Term(scope="cluster", what=what, count=nodes * each, unit=unit, why=why, source=_PRODUCT)


def vswitch_terms(cidr: Cidr, mode: Mode, demand: NodeDemand) -> Iterator[Term]:
    """What an empty VSwitch holds of the demand, with everything that its prefixes need reserved."""
    singles = demand.addresses + (mode == "trunk")
    usable, most = usable_count(cidr), most_prefixes(cidr)
    first, last = SYSTEM[4]
    yield _in_vswitch("addresses", cidr.size, "addresses", f"2^(32 - {cidr.mask})", _PRODUCT)
    yield _in_vswitch(
        "system addresses", usable - cidr.size, "addresses", f"the first {first}, the last {last}", _SYSTEM
    )
    yield _in_vswitch("usable addresses", usable, "addresses", f"{cidr.size:,} - {first + last}", _PRODUCT)
    fits = usable // (singles + PODS_PER_PREFIX * demand.prefixes)
    why = f"{usable:,} / {singles:,} addresses a node"
    if demand.prefixes:
        yield _in_vswitch("most prefixes", most, "prefixes", "aligned /28s without a system address", _SYSTEM)
        fits = min(fits, most // demand.prefixes)
        both = f"{usable:,} / ({singles} + {PODS_PER_PREFIX} x {demand.prefixes})"
        why = f"the fewer of {most:,} / {demand.prefixes} prefixes a node and {both}"
    yield _in_vswitch("nodes that fit", fits, "nodes", why, _PRODUCT)
    yield _in_vswitch("pods that fit", fits * demand.pods, "pods", f"{fits:,} nodes x {demand.pods:,}", _PRODUCT)


def most_prefixes(cidr: Cidr) -> int:
    """The aligned /28s of a VSwitch without a system address: all but the first and the last."""
    return max((1 << max(PREFIX_MASK[4] - cidr.mask, 0)) - 2, 0)


def _in_vswitch(what: str, count: int, unit: str, why: str, source: str) -> Term:
    return Term(scope="VSwitch", what=what, count=count, unit=unit, why=why, source=source)
