"""The axis of a VPC: no VSwitch is cut, every address of a gap is counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eniplan.network.cidr import Cidr
from eniplan.report.pools import pools_of
from eniplan.report.vpc_axis import MOST_ROWS, axis_of, overlapping
from tests.planning.ground_kit import account, vswitch

CIDRS = st.lists(
    st.tuples(st.integers(16, 29), st.integers(0, 2**32 - 1)).map(
        lambda pair: Cidr(4, pair[1] >> (32 - pair[0]) << (32 - pair[0]), pair[0])
    ),
    min_size=1,
    max_size=40,
)


@given(CIDRS)
def test_rows_hold_whole_vswitches_and_count_gaps(cidrs: list[Cidr]) -> None:
    """At most 16 rows of one size; each VSwitch in one; rows and gaps follow each other without a hole."""
    axis = axis_of(pools_of(account(*(vswitch(f"{n:02}", str(cidr)) for n, cidr in enumerate(cidrs)))))
    assert 1 <= len(axis.rows) <= MOST_ROWS
    assert sum(len(row.pools) for row in axis.rows) == len(cidrs)
    for row in axis.rows:
        inside = [each.vswitch.cidr for each in row.pools]
        assert inside == sorted(inside)
        assert all(row.first <= cidr.first and cidr.last < row.first + axis.size for cidr in inside)
    for before, after in zip(axis.rows, axis.rows[1:], strict=False):
        assert after.first == before.first + axis.size + after.skipped
    assert axis.rows[0].skipped == 0


def test_vswitches_inside_others_are_counted() -> None:
    """One of three lies in another."""
    texts = ("10.0.0.0/20", "10.0.4.0/24", "10.0.16.0/24")
    axis = axis_of(pools_of(account(*(vswitch(str(n), text) for n, text in enumerate(texts)))))
    assert overlapping(axis) == 1
