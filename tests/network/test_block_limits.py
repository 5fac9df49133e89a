"""Reserved blocks beyond what a VSwitch or VPC may have are said, per family."""

from __future__ import annotations

from eniplan.network.block_limits import block_limit_findings
from eniplan.network.cidr import Cidr
from eniplan.network.profile import Profile
from eniplan.network.vswitch import ReservedBlock, VSwitch

FIRST = 10 << 24


def vswitch(name: str, blocks: int) -> VSwitch:
    """A /20 with that many /28 blocks from its second /28 on."""
    reserved = (ReservedBlock(id=f"{name}-{n}", cidr=Cidr(4, FIRST + 16 * n, 28)) for n in range(1, blocks + 1))
    return VSwitch(id=name, cidr=Cidr(4, FIRST, 20), vpc_id="vpc-1", blocks=tuple(reserved))


def test_ten_in_a_vswitch_pass_and_eleven_are_said() -> None:
    """The older pages allow 10 per VSwitch and family."""
    assert list(block_limit_findings([vswitch("a", 10)], Profile())) == []
    found = list(block_limit_findings([vswitch("a", 11)], Profile()))
    assert [(finding.code, finding.severity, finding.subject) for finding in found] == [
        ("Lint.ManyReservedBlocks", "warning", "a")
    ]


def test_the_vpc_counts_all_of_its_vswitches() -> None:
    """Two VSwitches with 3 blocks each are 6 in their VPC: one more than a profile of 5, and as many as one of 6."""
    both = [vswitch("a", 3), vswitch("b", 3)]
    assert list(block_limit_findings(both, Profile(reserved_blocks_per_vpc=6))) == []
    found = list(block_limit_findings(both, Profile(reserved_blocks_per_vpc=5)))
    assert [finding.subject for finding in found] == ["vpc-1"]
    assert "6" in found[0].message
