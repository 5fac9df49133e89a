"""What is worth saying of a group while it is placed: VSwitches left out, and named addresses that may be gone.

The cloud gives an automatic ENI any free address. What a later request names may be among them: this is said where an
automatic ENI is sent to the same VSwitch before, and nowhere else. A single address inside a reserved block is safe
from automatic addresses, not from automatic prefixes. IPv6 addresses are left out: among 2^64 nobody picks the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.cidr import FAMILIES, prefix_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.network.cidr import Family
    from eniplan.planning.candidate import Candidate
    from eniplan.planning.spec import Group
    from eniplan.planning.usual import UsualENI
    from eniplan.validation.case import Case

Kind = tuple["Family", str]
"""A family, and ``addresses`` or ``prefixes``."""
Automatic = dict[tuple[str, Kind], str]
"""Who first draws automatically from a pool of a VSwitch, over the whole plan."""


def left_to_the_cloud(case: Case) -> Iterator[Kind]:
    """The kinds of addresses that a request leaves to the cloud."""
    for family in FAMILIES:
        primary = family == 4 and case.request.primary_address is None
        if primary or case.count(family, "addresses"):
            yield family, "addresses"
        if case.count(family, "prefixes"):
            yield family, "prefixes"


def named_in(case: Case) -> Iterator[tuple[Kind, str, str]]:
    """What a request names that the cloud could give to others, by kind: the first parameter and text of each."""
    vswitch = case.vswitch
    if vswitch is None:
        return
    opened = [named for named in case.addresses[4] if not vswitch.in_block(4, named.address)]
    for named in opened[:1]:
        yield (4, "addresses"), named.path, named.text
    for family in FAMILIES:
        reserved = [(prefix.path, prefix.text) for prefix in case.prefixes[family]]
        inside = [n for n in case.addresses[family] if vswitch.in_assigned_block(prefix_at(family, n.address))]
        reserved += [(n.path, n.text) for n in inside]
        for path, text in reserved[:1]:
            yield (family, "prefixes"), path, text


class GroupRemarks:
    """The remarks on one group.

    Args:
        group: the group.
        usual: its usual ENI, which keeps the findings.
        automatic: what earlier groups leave to the cloud; this one adds to it.
    """

    def __init__(self, group: Group, usual: UsualENI, automatic: Automatic) -> None:
        self._group, self._usual, self._automatic = group, usual, automatic
        self._seen: set[str] = set()
        self._hidden: set[str] = set()

    def left_out(self) -> None:
        """VSwitches that can take no usual ENI while others can; where none can, the group is refused instead."""
        if not self._usual.usable:
            return
        for finding in self._usual.unknown:
            message = f"{finding.message}: it is left out"
            self._usual.lint("Lint.VSwitchLeftOut", message, vswitch=finding.vswitch)
        for candidate in self._usual.candidates:
            vswitch = candidate.vswitch
            if self._group.zone and vswitch.zone_id not in ("", self._group.zone):
                message = f"{vswitch.id} is in {vswitch.zone_id}, not in {self._group.zone}: it is left out"
                self._usual.lint("Lint.ZoneLeftOut", message, vswitch=vswitch.id)
            elif candidate.errors:
                error = candidate.errors[0]
                message = f"{vswitch.id} is left out ({error.code}): {error.message}"
                self._usual.lint("Lint.VSwitchLeftOut", message, vswitch=vswitch.id)

    def usual_placed(self, candidate: Candidate) -> None:
        """A usual ENI was placed; the first one in each VSwitch counts."""
        vswitch = candidate.vswitch.id
        if vswitch in self._seen:
            return
        self._seen.add(vswitch)
        if not self._group.pinned:
            self._remember(candidate.case)
            return
        kinds: list[Kind] = [(4, "addresses")]
        kinds += [(family, "prefixes") for family in FAMILIES if candidate.case.count(family, "prefixes")]
        self._warn(candidate, kinds, "")

    def own_placed(self, candidate: Candidate, case: Case, name: str) -> None:
        """An ENI with wishes was placed."""
        kinds = [kind for kind, _, _ in named_in(case)]
        if self._group.pinned:
            kinds = list(dict.fromkeys([*kinds, *left_to_the_cloud(case)]))
            kinds = [kind for kind in kinds if kind != (6, "addresses")]
        self._warn(candidate, kinds, name)
        if not self._group.pinned:
            self._remember(case)

    def _remember(self, case: Case) -> None:
        for kind in left_to_the_cloud(case):
            self._automatic.setdefault((case.request.vswitch_id or "", kind), self._group.name)

    def _warn(self, candidate: Candidate, kinds: list[Kind], request: str) -> None:
        """Warn that the cloud may give an earlier automatic ENI what is named here."""
        vswitch = candidate.vswitch
        for family, what in kinds:
            earlier = self._automatic.get((vswitch.id, (family, what)))
            if earlier:
                message = (
                    f"the cloud may pick IPv{family} {what} named in {vswitch.id} for {earlier}, which is sent before; "
                    f"move {request or self._group.name} up, or pin {earlier}"
                )
                self._usual.lint("Lint.MightBePicked", message, request, vswitch.id)
        if (4, "addresses") in kinds and (hidden := vswitch.unexplained_ipv4) and vswitch.id not in self._hidden:
            self._hidden.add(vswitch.id)
            message = f"{hidden} addresses of {vswitch.id} are taken by something the files do not show"
            self._usual.lint("Lint.UnexplainedTaken", f"{message}; a named one may be among them", request, vswitch.id)
