"""The frames of a burst: policy by policy, and VSwitch by VSwitch under each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.burst import POLICIES
from eniplan.report.frames.column import Frame, Table, choice, count, maybe, number, text

if TYPE_CHECKING:
    from pandas import DataFrame

    from eniplan.capacity.burst import BurstAnswer

_POLICY = choice("policy", POLICIES, "how a VSwitch is picked")

BURST = Table(
    "One row per policy; counts are medians over the replications.",
    (
        _POLICY,
        count("placed", "got their addresses, in ENIs"),
        count("refused", "did not, in ENIs"),
        maybe("first_refusal", "which creation is refused first, from 1; missing where none is"),
        number("refused_ever", "replications in which something is refused, of all replications, from 0 to 1"),
        count("stranded", "refused although another VSwitch had room, in ENIs"),
        number("skew", "ENIs of the busiest VSwitch over its even share, the mean; 1 is even"),
        count("whole_lost", "spoilt, in /28s"),
    ),
)
SHARES = Table(
    "One row per policy and VSwitch, in the listed order.",
    (
        _POLICY,
        text("vswitch", "id of the VSwitch"),
        count("p05", "placed there: 5 of 100 replications have no more, in ENIs"),
        count("p50", "placed there: half of the replications have no more, in ENIs"),
        count("p95", "placed there: 95 of 100 replications have no more, in ENIs"),
    ),
)


@BURST.documents
def burst_frame(answer: BurstAnswer) -> DataFrame:
    """What becomes of the burst under each policy."""
    bands = ("placed", "refused", "stranded", "whole_lost")
    return BURST.of(answer.policies, **{name: [getattr(one, name).p50 for one in answer.policies] for name in bands})


@SHARES.documents
def shares_frame(answer: BurstAnswer) -> DataFrame:
    """Where the ENIs go under each policy."""
    return SHARES.of_rows(
        [
            (one.policy, share.vswitch, share.placed.p05, share.placed.p50, share.placed.p95)
            for one in answer.policies
            for share in one.vswitches
        ]
    )


FRAMES = {
    "burst": Frame(BURST, burst_frame),
    "shares": Frame(SHARES, shares_frame),
}
