"""Who has an address, as a value: the owner, its state, since when and why; and the answer that may have several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from eniplan.report.lettering import visible

Kind = Literal["primary", "secondary", "ipv6", "prefix", "system", "free", "outside"]
State = Literal["exists", "planned", "illustrative", "never", "free", "outside"]

_KIND: dict[Kind, str] = {
    "primary": "primary address",
    "secondary": "secondary address",
    "ipv6": "IPv6 address",
    "prefix": "prefix",
}
LONGEST = 60
"""Of an id or a name in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has an address or prefix in one VSwitch, or why nobody has.

    Args:
        address: what is held: the address asked for, or the prefix around it; what was asked for if nobody has it.
        vswitch: the VSwitch's id; empty where the address is in none.
        kind: what it is to its ENI (``primary``, ``secondary``, ``ipv6``, ``prefix``), else ``system``, ``free`` or
            ``outside`` (of every VSwitch).
        state: ``exists``; ``planned`` (named in its request); ``illustrative`` (the cloud will draw another one);
            ``never`` (the system's); ``free``; ``outside``.
        owner: the id of the ENI that exists (an instance's where only DescribeInstances shows it), or the name of the
            planned one; empty where nobody has it.
        name: the ENI's name, empty where it has none.
        instance: the instance it is attached to, empty where none is known.
        group: the group of a planned ENI, as the plan file names it.
        request: which request of the batch creates its ENI, counted from 1; None for what the inventory has.
        step: the step that brings it, where its ENI takes more than one call; else empty.
        block: the reserved block that it lies in, as a CIDR; empty for the open pool.
        rule: why it is as it is, in words.
    """

    address: str
    vswitch: str = ""
    kind: Kind
    state: State
    owner: str = ""
    name: str = ""
    instance: str = ""
    group: str = ""
    request: int | None = None
    step: str = ""
    block: str = ""
    rule: str

    @property
    def since(self) -> str:
        """Since which step it is held: ``existed before``, ``request 12, step web-12/2``; empty if nobody has it."""
        if self.request is not None:
            return f"request {self.request:,}" + (f", step {visible(self.step, LONGEST)}" if self.step else "")
        return "existed before" if self.state == "exists" else ""

    def __str__(self) -> str:
        place = f"{self.address} in {visible(self.vswitch, LONGEST)}" if self.vswitch else self.address
        what = _KIND.get(self.kind, "")
        said = [f"{what} of {self._who()}", self.since] if what else [{"system": "system address"}.get(self.kind, "")]
        return f"{place}: {'; '.join(filter(None, [*said, self.rule]))}"

    def _who(self) -> str:
        name = f" ({visible(self.name, LONGEST)})" if self.name and self.name != self.owner else ""
        instance = f", instance {visible(self.instance, LONGEST)}" if self.instance not in ("", self.owner) else ""
        group = f", group {visible(self.group, LONGEST)}" if self.group else ""
        return f"{visible(self.owner, LONGEST)}{name}{instance}{group}"


class Holders(tuple[Holder, ...]):
    """The answer of :func:`who_holds`: one or more holders; printed, one sentence each."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(map(str, self))

    def __repr__(self) -> str:
        return f"<{self}>"
