"""What limits one more ENI of a group after the whole plan: each pool and each limit of the account, in ENIs.

All groups draw on the same pools and totals, so these figures hold once every group is placed: they say how many more
ENIs of one group fit if no other group grows. What a rule forbids is no matter of room and is told by the refusals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from eniplan.planning.candidate import SHARED
from eniplan.validation.room import LIMITS, open_pool_refusal, want_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.network.profile import Profile
    from eniplan.planning.candidate import Candidate
    from eniplan.planning.ground import Ground
    from eniplan.validation.room import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLimit:
    """One limit that the ENIs of a group draw on, as it is after the plan.

    Args:
        group: the group's name.
        vswitches: the VSwitches whose ENIs draw on it: one for a pool, several for a limit of the account.
        kind: ``open pool``, ``IPv4 prefixes``, ``IPv6 prefixes``, ``ENI quota``, ``VPC addresses``, ``basic group`` or
            ``advanced group``.
        subject: what has the limit: the id of a VSwitch, a VPC or a security group, or a region.
        left: addresses, prefixes, ENIs or slots that are left of it; negative where the account is over its limit.
        needed: how many of them one more ENI of the group takes.
        most: the figure that the account's profile sets; 0 for a pool, whose size is the VSwitch's matter.
        code: the code that refuses the ENI for which it does not suffice.
    """

    group: str
    vswitches: tuple[str, ...]
    kind: str
    subject: str
    left: int
    needed: int
    most: int
    code: str

    derived: ClassVar[tuple[str, ...]] = ("fits",)
    """Properties that stand in a JSON document after the fields."""

    @property
    def fits(self) -> int:
        """How many more ENIs of the group it lets through."""
        return max(self.left // self.needed, 0)

    @property
    def vswitch(self) -> str:
        """The VSwitch whose pool it is; empty for a limit of the account."""
        return "" if self.kind in SHARED else self.subject


def limits_after(group: str, usable: Sequence[Candidate], ground: Ground) -> Iterator[GroupLimit]:
    """The limits of a group in the VSwitches that can take its ENIs, pools and totals as they are now.

    Args:
        group: the group's name.
        usable: its VSwitches, in the listed order.
        ground: pools and totals after the whole plan.
    """
    found: dict[tuple[str, str], tuple[Limit, list[str]]] = {}
    for candidate in usable:
        for limit in candidate.limits(ground):
            found.setdefault((limit.kind, limit.subject), (limit, []))[1].append(candidate.vswitch.id)
    wants_primary = bool(usable) and want_of(usable[0].case).primary
    for limit, vswitches in found.values():
        yield GroupLimit(
            group=group,
            vswitches=tuple(dict.fromkeys(vswitches)),
            kind=limit.kind,
            subject=limit.subject,
            left=limit.left,
            needed=limit.needed,
            most=_most(limit, ground.setting.profile),
            code=_code_at_the_end(limit, wants_primary=wants_primary),
        )


def _code_at_the_end(limit: Limit, *, wants_primary: bool) -> str:
    """The code once no more ENI fits; that of the open pool depends on what is left over then."""
    if limit.kind != "open pool":
        return limit.code
    code, _ = open_pool_refusal(limit.left % limit.needed, wants_primary=wants_primary)
    return code


def _most(limit: Limit, profile: Profile) -> int:
    key = LIMITS[limit.kind][1]
    return int(getattr(profile, key)) if key else 0


def more_that_fit(limits: Sequence[GroupLimit]) -> int:
    """How many more ENIs of a group fit, by all of its limits together.

    The pools of each VSwitch count by themselves; what several VSwitches draw on counts for their sum (VSwitches lie in
    a VPC, VPCs in a region). ENIs that must share an instance, and so a zone, may find less.
    """
    room: dict[frozenset[str], int] = {}
    for limit in limits:
        if where := limit.vswitch:
            alone = frozenset({where})
            room[alone] = min(room.get(alone, limit.fits), limit.fits)
    together = sorted((limit for limit in limits if not limit.vswitch), key=lambda limit: len(limit.vswitches))
    for limit in together:
        drawing = frozenset(limit.vswitches)
        inside = [room.pop(part) for part in list(room) if part <= drawing]
        room[drawing] = min(limit.fits, sum(inside)) if inside else limit.fits
    return sum(room.values())
