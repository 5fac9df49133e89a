"""What one ENI of an earlier plan claims again in its VSwitch: addresses and prefixes, each in its old place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from eniplan.network.cidr import address_text, is_system, parse_address, prefix_at, prefix_text
from eniplan.planning.ground import Taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.allocation.ipv4_pool import Ipv4Pool
    from eniplan.allocation.ipv6_pool import Ipv6Pool
    from eniplan.network.cidr import Family
    from eniplan.planning.candidate import Candidate
    from eniplan.planning.ground import Ground
    from eniplan.planning.spec import Draw


What = Literal["addresses", "prefixes"]
KINDS: tuple[tuple[Family, What], ...] = ((4, "addresses"), (4, "prefixes"), (6, "addresses"), (6, "prefixes"))


class Had(NamedTuple):
    """What an ENI had of one kind, as texts, and how many of them it asks for now."""

    family: Family
    what: What
    texts: Sequence[str]
    asked: int


class Claim:
    """What an ENI has of what it asks for, in order; None stands where something is missing.

    Args:
        candidate: its VSwitch.
        pinned: whether the plan names its addresses; those of an automatic ENI give way to what others name.
    """

    __slots__ = ("_kinds", "candidate", "lost", "pinned")

    def __init__(self, candidate: Candidate, *, pinned: bool) -> None:
        self.candidate, self.pinned = candidate, pinned
        self.lost: list[str] = []
        """Why something that it had is missing, one half sentence each."""
        self._kinds: dict[tuple[Family, What], list[int | None]] = {}

    def take(self, had: Had, ground: Ground) -> None:
        """Claim one kind, value by value; what cannot be had is missing, with its reason."""
        claimed: list[int | None] = [self._one(had, text, ground) for text in had.texts[: had.asked]]
        self._kinds[had.family, had.what] = claimed + [None] * (had.asked - len(claimed))

    def _one(self, had: Had, text: str, ground: Ground) -> int | None:
        pool = self._pool(had.family)
        value = parse_address(text.partition("/")[0], had.family)
        if pool is None or value is None:
            problem = f"{text} cannot be in {self.candidate.vswitch.id}" if text else "it had no primary address"
            self.lost.append(problem)
            return None
        whole = had.what == "prefixes"
        free, held = (
            (pool.is_prefix_free(value), pool.is_prefix_held(value))
            if whole
            else (pool.is_free(value), pool.is_held(value))
        )
        if not free or (held and not self.pinned):
            self.lost.append(f"{text} {self._why_not(had, value, ground, held=held)}")
            return None
        (pool.claim_prefix if whole else pool.claim)(value)
        return value

    def _why_not(self, had: Had, value: int, ground: Ground, *, held: bool) -> str:
        vswitch, pool = self.candidate.vswitch, self._pool(had.family)
        cidr = vswitch.family_cidr(had.family)
        if held:
            return "is named by a wish now"
        if cidr is None or value not in cidr:
            return f"is not in {vswitch.id}"
        if had.what == "prefixes":
            overlaps = pool is not None and pool.overlaps(value, prefix_at(had.family, value).last)
            return "overlaps what is in use now" if overlaps else "is in no Assigned reserved block now"
        if pool is not None and pool.is_used(value):
            return f"is held by {ground.owner_of(vswitch.id, value)} now"
        if is_system(cidr, value):
            return "is a system address"
        return "lies in a reserved block now"

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return not any(None in values for values in self._kinds.values())

    def draw_rest(self, draw: Draw) -> bool:
        """Draw what is missing, prefixes first; false, and nothing drawn, where a pool has not enough of it."""
        missing = [(kind, values.count(None)) for kind, values in self._kinds.items()]
        if any(count > self._room(*kind) for kind, count in missing if count):
            return False
        for kind, count in sorted(missing, key=lambda item: item[0][1] == "addresses"):
            pool = self._pool(kind[0])
            if count and pool is not None:
                drawn = iter((pool.allocate_prefixes if kind[1] == "prefixes" else pool.allocate)(count, draw))
                self._kinds[kind] = [next(drawn) if value is None else value for value in self._kinds[kind]]
        return True

    def _room(self, family: Family, what: What) -> int:
        pool = self._pool(family)
        if pool is None:
            return 0
        hidden = self.candidate.vswitch.unexplained_ipv4 if family == 4 else 0
        return pool.free_prefixes if what == "prefixes" else pool.free_open - hidden

    def give_back(self) -> None:
        """Release all of it."""
        for (family, what), values in self._kinds.items():
            pool = self._pool(family)
            for value in values:
                if pool is not None and value is not None:
                    (pool.release_prefix if what == "prefixes" else pool.release)(value)

    def taken(self) -> Taken:
        """All of it, as every other ENI of a plan has it; nothing may be missing."""
        return Taken(*(list(self._values(*kind)) for kind in KINDS))

    def texts(self, family: Family, what: What) -> list[str]:
        """One kind of it as texts."""
        write = prefix_text if what == "prefixes" else address_text
        return [write(family, value) for value in self._values(family, what)]

    def _values(self, family: Family, what: What) -> Iterator[int]:
        return (value for value in self._kinds.get((family, what), ()) if value is not None)

    def _pool(self, family: Family) -> Ipv4Pool | Ipv6Pool | None:
        pools = self.candidate.pools
        return pools.ipv4 if family == 4 else pools.ipv6
