"""Everything that the stand-in answers: each action of the API with the function that carries it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from eniplan.sending.standin import changing, describing
from eniplan.sending.standin.account import Account

Act = Callable[[Account, Mapping[str, str], float], dict[str, object]]
"""From the account, the flattened parameters and the time to the members of the answer; a refusal is raised."""

ACTS: Final[Mapping[str, Act]] = MappingProxyType(
    {
        "CreateNetworkInterface": changing.create,
        "AssignPrivateIpAddresses": changing.assign_ipv4,
        "UnassignPrivateIpAddresses": changing.unassign_ipv4,
        "AssignIpv6Addresses": changing.assign_ipv6,
        "UnassignIpv6Addresses": changing.unassign_ipv6,
        "DeleteNetworkInterface": changing.delete,
        "DescribeNetworkInterfaces": describing.describe_enis,
        "DescribeVSwitches": describing.describe_vswitches,
        "DescribeVSwitchAttributes": describing.describe_vswitch,
        "ListVSwitchCidrReservations": describing.list_blocks,
        "DescribeInstanceTypes": describing.describe_types,
    }
)
CHANGING: Final = frozenset(action for action in ACTS if not action.startswith(("Describe", "List")))
"""Those that change the account, and so take a ClientToken."""
