"""Random sequences of operations: the pools agree with the slow allocator of :mod:`tests.oracle`.

Long ones from seeds, and short ones that hypothesis makes shorter where they fail.
"""

from __future__ import annotations

from itertools import islice
from random import Random

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from tests.allocation.side_by_side import ORDERS, SideBySide
from tests.effort import examples

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
Step = tuple[str, int, int, str]
DOES = ("allocate", "prefixes", "claim", "claim", "release", "claim_prefix", "release_prefix")
DOES_AT_LOAD = ("hold", "hold_prefix", "mark", "mark_prefix", "ask")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(DOES + DOES_AT_LOAD), st.integers(0, 1 << 30), st.integers(0, 12), st.sampled_from(ORDERS)
    ),
    max_size=25,
)
MANY = settings(deadline=None, suppress_health_check=list(HealthCheck))


def address_at(twins: SideBySide, number: int) -> int:
    """An address in or just around the VSwitch; of IPv6 one of few, so that they meet."""
    oracle = twins.oracle
    if oracle.family == 4:
        return oracle.first - 2 + number % (oracle.last - oracle.first + 5)
    grain = number // 16 % min(20, (oracle.last - oracle.first >> 48) + 1)
    near_end = number // 1024 % 4 == 0
    return oracle.last + 2 - number % 16 if near_end else oracle.first + (grain << 48) - 1 + number % 16 % 5


def address_in_use(twins: SideBySide, does: str, number: int) -> int | None:
    """For every other release, one of the first 20 addresses or prefixes that are in use."""
    if number % 2 or does not in {"release", "release_prefix"}:
        return None
    if does == "release":
        used = [address.value for address in islice(twins.oracle.single, 20)]
    else:
        used = [cidr.first for cidr in islice(twins.oracle.bound.iter_cidrs(), 20)]
    return used[number % len(used)] if used else None


def one_step(twins: SideBySide, does: str, number: int, count: int, order: str) -> None:
    """Do one operation on both."""
    in_use = address_in_use(twins, does, number)
    address = address_at(twins, number) if in_use is None else in_use
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


def walk(twins: SideBySide, steps: list[Step]) -> None:
    """Do all steps; compare addresses after every third and everything at the end."""
    for number, step in enumerate(steps):
        one_step(twins, *step)
        if number % 3 == 0:
            twins.compare_addresses()
    twins.compare()


def any_steps(random: Random) -> list[Step]:
    """5 to 40 operations."""
    return [
        (random.choice(DOES + DOES_AT_LOAD), random.randrange(1 << 30), random.randrange(13), random.choice(ORDERS))
        for _ in range(random.randint(5, 40))
    ]


@pytest.mark.parametrize("block_of_seeds", range(examples(10)))
@pytest.mark.parametrize("vswitch", [*IPV4, *IPV6], ids=lambda vswitch: "+".join([vswitch[0], *vswitch[1]]))
def test_long_walks(vswitch: tuple[str, list[str], list[str]], block_of_seeds: int) -> None:
    """Long sequences end on the pools as they do on sets of addresses."""
    for seed in range(block_of_seeds * 8, block_of_seeds * 8 + 8):
        walk(SideBySide(*vswitch, seed), any_steps(Random(seed)))


@MANY
@given(vswitch=st.sampled_from(IPV4), seed=st.integers(0, 1 << 20), steps=STEPS)
def test_ipv4(vswitch: tuple[str, list[str], list[str]], seed: int, steps: list[Step]) -> None:
    """Any sequence of operations on the IPv4 pools ends as it does on sets of addresses."""
    walk(SideBySide(*vswitch, seed), steps)


@MANY
@given(vswitch=st.sampled_from(IPV6), seed=st.integers(0, 1 << 20), steps=STEPS)
def test_ipv6(vswitch: tuple[str, list[str], list[str]], seed: int, steps: list[Step]) -> None:
    """Any sequence of operations on the IPv6 pools ends as it does on sets of addresses."""
    walk(SideBySide(*vswitch, seed), steps)
