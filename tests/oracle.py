"""A slow allocator of one VSwitch on netaddr's address sets, to compare the pools of eniplan with.

It imports nothing from eniplan: pools are IPSets, every count is the size of a set, every legality a subset test.
It draws nothing: it says what may be drawn, and is told what was.
"""

from __future__ import annotations

from netaddr import IPAddress, IPNetwork, IPRange, IPSet

SYSTEM = {4: (1, 3), 6: (1, 9)}
PREFIX = {4: 28, 6: 80}
BITS = {4: 32, 6: 128}


class OracleVSwitch:
    """One family of one VSwitch: ``cidr``, its Assigned reserved blocks, and blocks that are not Assigned."""

    def __init__(self, cidr: str, assigned: tuple[str, ...] = (), pending: tuple[str, ...] = ()) -> None:
        network = IPNetwork(cidr)
        self.family: int = network.version
        head, tail = SYSTEM[self.family]
        self.first: int = network.first
        self.last: int = network.last
        self.usable_ends = (network.first + head, network.last - tail)
        self.usable = self.between(*self.usable_ends)
        self.assigned = IPSet(assigned) & self.usable
        self.open = self.usable - IPSet(assigned) - IPSet(pending)
        self.single, self.bound, self.held = IPSet(), IPSet(), IPSet()
        self.held_prefixes: set[int] = set()

    def between(self, first: int, last: int) -> IPSet:
        """The addresses from first to last."""
        return IPSet(IPRange(IPAddress(first, self.family), IPAddress(last, self.family)))

    def prefix(self, first: int) -> IPSet:
        """The addresses of the family's prefix that begins there."""
        return self.between(first, first + 2 ** (BITS[self.family] - PREFIX[self.family]) - 1)

    def one(self, address: int) -> IPSet:
        """The set of one address."""
        return IPSet([IPAddress(address, self.family)])

    @property
    def in_use(self) -> IPSet:
        """Every usable address that is in use."""
        used: IPSet = self.single | self.bound
        return used

    @property
    def used(self) -> int:
        """How many addresses are in use."""
        return int(self.in_use.size)

    @property
    def free_open(self) -> int:
        """Free addresses of the open pool."""
        return int((self.open - self.in_use).size)

    @property
    def free_in_blocks(self) -> int:
        """Free addresses inside Assigned reserved blocks."""
        return int((self.assigned - self.in_use).size)

    def prefixes_of(self, addresses: IPSet) -> list[int]:
        """First addresses of the aligned prefixes that lie wholly in a set; the set is small in number of CIDRs."""
        mask = PREFIX[self.family]
        return [part.first for cidr in addresses.iter_cidrs() if cidr.prefixlen <= mask for part in cidr.subnet(mask)]

    def free_prefixes(self) -> list[int]:
        """First addresses of the prefixes that may be allocated."""
        return self.prefixes_of(self.assigned - self.in_use)

    def whole_blocks(self) -> list[int]:
        """First addresses of the unused aligned prefixes that lie wholly in the open pool."""
        return self.prefixes_of(self.open - self.in_use)

    def may_claim(self, address: int) -> bool:
        """Whether a named address may be allocated."""
        return address in range(self.usable_ends[0], self.usable_ends[1] + 1) and not self.overlaps(address, address)

    def may_claim_prefix(self, first: int) -> bool:
        """Whether a named prefix may be allocated."""
        aligned = first % 2 ** (BITS[self.family] - PREFIX[self.family]) == 0
        inside = self.first <= first <= self.last
        return aligned and inside and self.prefix(first).issubset(self.assigned - self.in_use)

    def may_release(self, address: int) -> bool:
        """Whether the address is in use as a single one."""
        return self.first <= address <= self.last and self.one(address).issubset(self.single)

    def may_release_prefix(self, first: int) -> bool:
        """Whether a prefix in use begins there."""
        if first % 2 ** (BITS[self.family] - PREFIX[self.family]) or first + self.prefix(first).size <= self.first:
            return False
        there = self.prefix(first) & self.usable
        return bool(there.size > 0 and there.issubset(self.bound))

    def overlaps(self, first: int, last: int) -> bool:
        """Whether anything in use lies between."""
        return bool((self.between(first, last) & self.in_use).size)

    def plain(self) -> IPSet:
        """Free addresses of the open pool that nobody named."""
        plain: IPSet = self.open - self.in_use - self.held
        return plain

    def take(self, address: int) -> None:
        """The address is in use as a single one now."""
        self.single |= self.one(address)
        self.held -= self.one(address)
        self._forget_held_prefixes()

    def take_prefix(self, first: int, length: int | None = None) -> None:
        """A prefix is in use now; an IPv6 one takes every /80 of which it covers a part."""
        length = PREFIX[self.family] if length is None else length
        last = first + 2 ** (BITS[self.family] - length) - 1
        if self.family == 6:
            first, last = first >> 48 << 48, last | (1 << 48) - 1
        taken = self.between(first, last) & self.usable
        self.bound |= taken
        self.held -= taken
        self._forget_held_prefixes()

    def give(self, address: int) -> None:
        """The address is no longer in use as a single one."""
        self.single -= self.one(address)

    def give_prefix(self, first: int) -> None:
        """The prefix is no longer in use."""
        self.bound -= self.prefix(first)

    def hold(self, address: int) -> None:
        """A later request names the address."""
        if not self.overlaps(address, address):
            self.held |= self.one(address) & self.open
            shift = BITS[self.family] - PREFIX[self.family]
            self.hold_prefix(address >> shift << shift)

    def hold_prefix(self, first: int) -> None:
        """A later request names the prefix."""
        if first in self.free_prefixes():
            self.held_prefixes.add(first)

    def _forget_held_prefixes(self) -> None:
        if self.held_prefixes:
            self.held_prefixes &= set(self.free_prefixes())
