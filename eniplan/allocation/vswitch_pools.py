"""The pools of one VSwitch: IPv4, and IPv6 where it is on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eniplan.allocation.ipv4_pool import Ipv4Pool
    from eniplan.allocation.ipv6_pool import Ipv6Pool


@dataclass(frozen=True, slots=True, kw_only=True)
class VSwitchPools:
    """Both families of one VSwitch, as the rules may ask them (:class:`eniplan.network.occupancy.Occupancy`)."""

    ipv4: Ipv4Pool
    ipv6: Ipv6Pool | None = None
