"""A pool of eniplan and the slow oracle, driven by the same operations and compared after each."""

from __future__ import annotations

from itertools import islice
from random import Random
from typing import TYPE_CHECKING

import pytest
from netaddr import IPNetwork

from eniplan.allocation.ipv4_pool import Ipv4Pool
from eniplan.allocation.ipv6_pool import Ipv6Pool
from eniplan.errors import PoolExhausted
from tests.oracle import BITS, OracleVSwitch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netaddr import IPSet

    from eniplan.allocation.slots import Order

ORDERS: tuple[Order, Order] = ("random", "lowest")


def pool_of(oracle: OracleVSwitch, assigned: Sequence[str] = (), random: Random | None = None) -> Ipv4Pool | Ipv6Pool:
    """The pool of eniplan for an oracle's VSwitch."""
    blocks = [IPNetwork(block) for block in assigned]
    make = Ipv4Pool if oracle.family == 4 else Ipv6Pool
    return make(
        first=oracle.first,
        last=oracle.last,
        usable=oracle.usable_ends,
        open_ranges=[(part.first, part.last) for part in oracle.open.iter_ipranges()],
        prefix_ranges=[(block.first, block.last) for block in blocks],
        random=random or Random(0),
    )


def ipv4_pool(cidr: str, *assigned: str, random: Random | None = None) -> Ipv4Pool:
    """An IPv4 pool in text."""
    pool = pool_of(OracleVSwitch(cidr, assigned), assigned, random)
    assert isinstance(pool, Ipv4Pool)
    return pool


def ipv6_pool(cidr: str, *assigned: str, random: Random | None = None) -> Ipv6Pool:
    """An IPv6 pool in text."""
    pool = pool_of(OracleVSwitch(cidr, assigned), assigned, random)
    assert isinstance(pool, Ipv6Pool)
    return pool


class SideBySide:
    """One VSwitch twice. Each method does one operation on both and demands the same outcome."""

    def __init__(self, cidr: str, assigned: Sequence[str], pending: Sequence[str], seed: int) -> None:
        self.oracle = OracleVSwitch(cidr, tuple(assigned), tuple(pending))
        self.pool = pool_of(self.oracle, assigned, Random(seed))
        self.shift = 4 if self.oracle.family == 4 else 48

    def compare(self) -> None:
        """All counts agree."""
        self.compare_addresses()
        assert self.pool.free_prefixes == len(self.oracle.free_prefixes())
        assert self.pool.free_in_blocks == self.oracle.free_in_blocks
        assert self.pool.usable_count == self.oracle.usable.size
        if isinstance(self.pool, Ipv4Pool):
            assert self.pool.whole_blocks == len(self.oracle.whole_blocks())

    def compare_addresses(self) -> None:
        """The counts that are quickly made agree."""
        assert self.pool.used == self.oracle.used
        assert self.pool.free_open == self.oracle.free_open

    def allocate(self, count: int, order: Order) -> None:
        """Single addresses: from the open pool, each once, the held ones last."""
        plain, held = self.oracle.plain(), sorted(address.value for address in self.oracle.held)
        drawn = self._draw(self.pool.allocate, count, order, self.oracle.free_open)
        by_chance = min(len(drawn), plain.size)
        self._check_drawn(drawn[:by_chance], plain, order)
        assert drawn[by_chance:] == held[: len(drawn) - by_chance]
        for address in drawn:
            self.oracle.take(address)

    def allocate_prefixes(self, count: int, order: Order) -> None:
        """Prefixes: from the reserved pool, over nothing in use, the held ones last."""
        free, held = self.oracle.free_prefixes(), sorted(self.oracle.held_prefixes)
        plain = [prefix for prefix in free if prefix not in self.oracle.held_prefixes]
        drawn = self._draw(self.pool.allocate_prefixes, count, order, len(free))
        by_chance = min(len(drawn), len(plain))
        assert set(drawn[:by_chance]) <= set(plain)
        assert order == "random" or drawn[:by_chance] == plain[:by_chance]
        assert drawn[by_chance:] == held[: len(drawn) - by_chance]
        for first in drawn:
            self.oracle.take_prefix(first)

    def _draw(self, draw: Callable[[int, Order], list[int]], count: int, order: Order, free: int) -> list[int]:
        if count > free:
            with pytest.raises(PoolExhausted) as refusal:
                draw(count, order)
            assert (refusal.value.asked, refusal.value.free) == (count, free)
            return []
        drawn = draw(count, order)
        assert len(drawn) == len(set(drawn)) == count
        return drawn

    def _check_drawn(self, drawn: list[int], plain: IPSet, order: Order) -> None:
        if order == "lowest":
            assert drawn == [address.value for address in islice(plain, len(drawn))]
        assert all(self.oracle.one(address).issubset(plain) for address in drawn)

    def claim(self, address: int) -> None:
        """A named address."""
        self._when(self.oracle.may_claim(address), self.pool.claim, self.oracle.take, address)

    def claim_prefix(self, first: int) -> None:
        """A named prefix."""
        self._when(self.oracle.may_claim_prefix(first), self.pool.claim_prefix, self.oracle.take_prefix, first)

    def release(self, address: int) -> None:
        """A single address."""
        self._when(self.oracle.may_release(address), self.pool.release, self.oracle.give, address)

    def release_prefix(self, first: int) -> None:
        """A prefix."""
        self._when(self.oracle.may_release_prefix(first), self.pool.release_prefix, self.oracle.give_prefix, first)

    def _when(self, legal: bool, act: Callable[[int], None], note: Callable[[int], None], address: int) -> None:  # noqa: FBT001
        if legal:
            act(address)
            note(address)
        else:
            with pytest.raises(ValueError, match=self.pool.text(address)):
                act(address)

    def hold(self, address: int) -> None:
        """An address that a later request names."""
        self.pool.hold(address)
        self.oracle.hold(address)

    def hold_prefix(self, first: int) -> None:
        """A prefix that a later request names."""
        self.pool.hold_prefix(first)
        self.oracle.hold_prefix(first)

    def mark(self, address: int) -> None:
        """An address that an inventory shows in use."""
        usable = self.oracle.one(address).issubset(self.oracle.usable)
        assert self.pool.mark(address) is usable
        if usable:
            self.oracle.take(address)

    def mark_prefix(self, first: int, length: int) -> None:
        """A prefix of any length that an inventory shows in use."""
        bits = BITS[self.oracle.family]
        if length == bits:  # one address is a single address, in whatever notation
            usable = self.oracle.one(first).issubset(self.oracle.usable)
            assert self.pool.mark_prefix(first, length) is usable
            if usable:
                self.oracle.take(first)
            return
        last = first + 2 ** (bits - length) - 1
        assert self.pool.mark_prefix(first, length) is self.oracle.between(first, last).issubset(self.oracle.usable)
        self.oracle.take_prefix(first, length)

    def ask(self, first: int, last: int) -> None:
        """What lies between two addresses, and at the first."""
        assert self.pool.overlaps(first, last) is self.oracle.overlaps(first, last)
        assert self.pool.is_used(first) is self.oracle.overlaps(first, first)
