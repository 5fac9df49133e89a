"""The answer about whole blocks: what is left after random addresses, size by size and level by level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from eniplan.capacity.answer import Answer

if TYPE_CHECKING:
    from eniplan.capacity.chain import MonteCarlo


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSize:
    """Blocks of one size.

    Args:
        mask: the mask of the block, 28 for one prefix.
        prefixes: how many prefixes such a block gives.
        now: how many of them are whole before any draw.
        chance_now: the chance that at least one is whole now, addresses at unknown places drawn.
        chance: the chance that at least one is whole after the further addresses.
        draws_left: how many random addresses from now on until that chance is below the limit; 0 if it is now.
    """

    mask: int
    prefixes: int
    now: int
    chance_now: float
    chance: float
    draws_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLevel:
    """Whole /28s after some further random addresses.

    Args:
        more: how many addresses from now on.
        expected, variance: exact.
        p05, p50, p95: percentiles of the exact law: at most so many are left with a chance of 5, 50, 95 %.
        simulated: the simulation of it; None without one.
    """

    more: int
    expected: float
    variance: float
    p05: int
    p50: int
    p95: int
    simulated: MonteCarlo | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockChance:
    """One value of the exact law: the chance that exactly so many /28s are whole after the further addresses."""

    blocks: int
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ENIFill:
    """How many ENIs of single addresses and prefixes fit from now on, while single addresses erode the whole /28s.

    Args:
        addresses: single addresses of each, its primary one included.
        prefixes: prefixes of each, a whole /28 reserved for each of them as it is needed.
        expected, variance: of the number that fit, by the exact law.
        p05, p50, p95: its percentiles.
    """

    addresses: int
    prefixes: int
    expected: float
    variance: float
    p05: int
    p50: int
    p95: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BlocksAnswer(Answer):
    """What random single addresses leave whole.

    Args:
        vswitch: the VSwitch's id; empty for a CIDR alone.
        cidr: its CIDR.
        free: free addresses of the open pool now, those at unknown places not subtracted.
        hidden: of these, in use at unknown places: ``used`` of a CIDR, unexplained ones of an inventory.
        more: further addresses that are drawn at random.
        now: whole /28s now, before any draw.
        expected, variance: of the whole /28s after all draws; exact.
        p05, p50, p95: percentiles of their exact law.
        largest_reservable: the first of the largest blocks that can be reserved now, as a CIDR; None for none.
        monte_carlo: the simulation after all draws; None without one.
        limit: the chance below which a size of block counts as gone.
        sizes: by size of block, the largest first.
        levels: the curve: whole /28s after more and more addresses.
        distribution: the exact law after all draws; values less likely than 1e-12 are left out.
        enis: how many ENIs fit, where that was asked.
    """

    question: ClassVar[str] = "blocks"

    vswitch: str
    cidr: str
    free: int
    hidden: int
    more: int
    now: int
    expected: float
    variance: float
    p05: int
    p50: int
    p95: int
    largest_reservable: str | None
    monte_carlo: MonteCarlo | None
    limit: float
    sizes: tuple[BlockSize, ...]
    levels: tuple[BlockLevel, ...]
    distribution: tuple[BlockChance, ...]
    enis: ENIFill | None

    @property
    def headline(self) -> str:
        """How many are left, of how many."""
        drawn = self.hidden + self.more
        left = f"{self.expected:,.1f} of {self.now:,} whole /28s are left"
        band = f" (5 to 95 %: {self.p05:,} to {self.p95:,})" if drawn else ""
        which = f"{self.vswitch}, {self.cidr}" if self.vswitch else self.cidr
        return f"{which}: {left} after {drawn:,} random addresses{band}"
