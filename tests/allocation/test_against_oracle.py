"""Random sequences of operations: the pools agree with the slow allocator of :mod:`tests.oracle` after every step."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from tests.allocation.side_by_side import ORDERS, SideBySide

IPV4 = [
    ("10.0.0.8/29", [], []),
    ("10.0.0.16/28", [], []),
    ("10.0.0.64/26", ["10.0.0.80/28", "10.0.0.96/28"], []),
    ("10.0.0.128/25", ["10.0.0.160/27"], ["10.0.0.208/28"]),
    ("10.0.4.0/24", ["10.0.4.64/26"], ["10.0.4.16/28"]),
]
IPV6 = [
    ("2001:db8::/64", ["2001:db8:0:0:10::/78", "2001:db8:0:0:40::/80"], ["2001:db8:0:0:2::/79"]),
    ("2001:db8::/64", [], []),
    ("2001:db8:0:0:8::/77", ["2001:db8:0:0:a::/79"], []),
    ("2001:db8:0:0:8::/80", [], []),
]
DOES = ("allocate", "prefixes", "claim", "claim", "release", "claim_prefix", "release_prefix")
DOES_AT_LOAD = ("hold", "hold_prefix", "mark", "mark_prefix", "ask")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(DOES + DOES_AT_LOAD), st.integers(0, 1 << 30), st.integers(0, 12), st.sampled_from(ORDERS)
    ),
    max_size=25,
)
MANY = settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def address_at(twins: SideBySide, number: int) -> int:
    """An address in or just around the VSwitch; of IPv6 one of few, so that they meet."""
    oracle = twins.oracle
    if oracle.family == 4:
        return oracle.first - 2 + number % (oracle.last - oracle.first + 5)
    grain = number // 16 % min(20, (oracle.last - oracle.first >> 48) + 1)
    near_end = number // 1024 % 4 == 0
    return oracle.last + 2 - number % 16 if near_end else oracle.first + (grain << 48) - 1 + number % 16 % 5


def one_step(twins: SideBySide, does: str, number: int, count: int, order: str) -> None:
    """Do one operation on both."""
    address = address_at(twins, number)
    first = address if number % 11 == 0 else address >> twins.shift << twins.shift
    if does in {"allocate", "prefixes"}:
        chosen = ORDERS[order == "lowest"]
        (twins.allocate if does == "allocate" else twins.allocate_prefixes)(count, chosen)
    elif does == "mark_prefix":
        standard = 28 if twins.oracle.family == 4 else 80
        length = standard if number % 2 else standard - 4 + count
        twins.mark_prefix(first, min(length, 32) if twins.oracle.family == 4 else length)
    elif does == "ask":
        twins.ask(address, address + number % 3 * count)
    else:
        getattr(twins, does)(first if does.endswith("prefix") else address)


def walk(twins: SideBySide, steps: list[tuple[str, int, int, str]]) -> None:
    """Do all steps; compare addresses after each and everything at the end."""
    for step in steps:
        one_step(twins, *step)
        twins.compare_addresses()
    twins.compare()


@MANY
@given(vswitch=st.sampled_from(IPV4), seed=st.integers(0, 1 << 20), steps=STEPS)
def test_ipv4(vswitch: tuple[str, list[str], list[str]], seed: int, steps: list[tuple[str, int, int, str]]) -> None:
    """Any sequence of operations on the IPv4 pools ends as it does on sets of addresses."""
    walk(SideBySide(*vswitch, seed), steps)


@MANY
@given(vswitch=st.sampled_from(IPV6), seed=st.integers(0, 1 << 20), steps=STEPS)
def test_ipv6(vswitch: tuple[str, list[str], list[str]], seed: int, steps: list[tuple[str, int, int, str]]) -> None:
    """Any sequence of operations on the IPv6 pools ends as it does on sets of addresses."""
    walk(SideBySide(*vswitch, seed), steps)
