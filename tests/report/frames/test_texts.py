"""Texts by whole arrays against the standard library and the one-by-one way."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from eniplan.planning.names import NamePattern
from eniplan.report.frames.texts import ipv4_texts, ipv6_texts, name_texts

GROUPS = st.sampled_from([0, 0, 1, 0xFF, 0x100, 0xFFFF]) | st.integers(0, 0xFFFF)
ADDRESSES6 = st.lists(st.lists(GROUPS, min_size=8, max_size=8).filter(lambda groups: groups[:2] != [0, 0]), max_size=20)


@given(st.lists(st.integers(0, 2**32 - 1)))
@example([0, 1, 255, 256, 65535, 65536, 2**31, 2**32 - 1])
def test_ipv4_as_the_standard_library_writes_it(addresses: list[int]) -> None:
    """Any address, any number of them, none at all."""
    assert ipv4_texts(np.array(addresses, dtype=np.uint32)).tolist() == [str(IPv4Address(a)) for a in addresses]


@given(ADDRESSES6)
@example([[0x2001, 0xDB8, 0, 0, 0, 0, 0, 0], [0x2001, 0, 0, 1, 0, 0, 0, 1], [1, 0, 2, 0, 3, 0, 4, 0]])
def test_ipv6_as_the_standard_library_writes_it(addresses: list[list[int]]) -> None:
    """Zeros in every place: the longest run is left out, the first of equal ones, a single zero never."""
    numbers = [sum(group << 16 * (7 - place) for place, group in enumerate(groups)) for groups in addresses]
    high = np.array([number >> 64 for number in numbers], dtype=np.uint64)
    low = np.array([number & (1 << 64) - 1 for number in numbers], dtype=np.uint64)
    assert ipv6_texts(high, low).tolist() == [str(IPv6Address(number)) for number in numbers]


def test_ipv6_where_the_old_notations_live() -> None:
    """In ::/32 the system's notation stands (with dots), as everywhere else in eniplan."""
    low = np.array([1, 0xFFFF << 32 | 0x01020304], dtype=np.uint64)
    assert ipv6_texts(np.zeros(2, dtype=np.uint64), low).tolist() == ["::1", "::ffff:1.2.3.4"]


PATTERNS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "web-", "<b>", "\u05d0"]),
    st.sampled_from(["{n}", "{n:02}", "{n:03}", "{n:05}", "{n:12}", ""]),
    st.sampled_from(["", "-x", "7"]),
)


@given(PATTERNS, st.lists(st.integers(1, 1_000_000), max_size=30))
@example("web-{n:06}", [1, 999, 1000, 1001, 999_999, 1_000_000])
def test_names_as_one_by_one(pattern: str, numbers: list[int]) -> None:
    """Any width, around every thousand."""
    names = NamePattern(pattern)
    assert name_texts(names, np.array(numbers, dtype=np.uint32)).tolist() == [names.name(n) for n in numbers]
