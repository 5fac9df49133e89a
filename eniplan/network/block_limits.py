"""How many reserved blocks a VPC and a VSwitch may have.

Documents differ: 100 per VPC and family today, 10 per VSwitch and family on older pages. More than the profile's
``reserved_blocks_per_vpc``, and more than 10 in one VSwitch, are warned of; creating a block is another API's call.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from eniplan.contract.finding import Finding
from eniplan.contract.lint import severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eniplan.network.profile import Profile
    from eniplan.network.vswitch import VSwitch

OLDER_LIMIT = 10
"""Reserved blocks per VSwitch and family on older pages (CreateVSwitchCidrReservation, 2025-02)."""
_CODE = "Lint.ManyReservedBlocks"


def block_limit_findings(vswitches: Iterable[VSwitch], profile: Profile) -> Iterator[Finding]:
    """Warn of VSwitches and VPCs with more reserved blocks of a family than they may have."""
    in_vpc: Counter[tuple[str, int]] = Counter()
    for vswitch in vswitches:
        for family in (4, 6):
            count = sum(block.cidr.family == family for block in vswitch.blocks)
            in_vpc[vswitch.vpc_id, family] += count
            if count > OLDER_LIMIT:
                message = (
                    f"{count} reserved IPv{family} blocks; accounts with the older limit have {OLDER_LIMIT} per VSwitch"
                )
                yield _finding(vswitch.id, message, "VPC documentation, 2025-02")
    most = profile.reserved_blocks_per_vpc
    for (vpc, family), count in in_vpc.items():
        if count > most:
            message = f"{count} reserved IPv{family} blocks; the profile's reserved_blocks_per_vpc is {most}"
            yield _finding(vpc or "the VPC", message, profile.source("reserved_blocks_per_vpc"))


def _finding(subject: str, message: str, source: str) -> Finding:
    text = f"{subject} has {message}"
    return Finding(code=_CODE, severity=severity(_CODE), message=text, source=source, subject=subject)
