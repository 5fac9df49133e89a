"""Random requests that could be meant: right members, values near the edges of a small VSwitch."""

from __future__ import annotations

from hypothesis import strategies as st

from eniplan.network.eni import ENI
from tests.validation.world import BASE, Json, World, at, block_of, reserved

SMALL = World(
    vswitch={
        "cidr": block_of("10.0.0.0/26"),
        "blocks": reserved("10.0.0.16/28", "2001:db8:0:1:4000::/79") + reserved("10.0.0.32/28", status="Assigning"),
        "unexplained_ipv4": 2,
    },
    enis=(
        ENI(id="eni-1", vswitch_id="vsw-1", primary=at("10.0.0.1"), secondary=(at("10.0.0.48"), at("10.0.0.33"))),
        ENI(id="eni-2", vswitch_id="vsw-1", primary=at("10.0.0.2"), ipv6=(at("2001:db8:0:1::1"),)),
    ),
)
"""28 open addresses (two of them in use, two unexplained), one IPv4 prefix, two IPv6 prefixes, one block not ready."""


ADDRESSES = [f"10.0.0.{octet}" for octet in (0, 1, 3, 4, 5, 16, 31, 32, 34, 47, 59, 60, 61, 64)]
PREFIXES = [f"10.0.0.{octet}/28" for octet in (0, 16, 16, 16, 17, 32)]
ADDRESSES6 = [f"2001:db8:0:1:{rest}" for rest in (":1", ":2", ":0002", "4000::", "4001::", "4002::")]
PREFIXES6 = [f"2001:db8:0:1:{rest}::/80" for rest in ("4000", "4001", "4001", "4002")]
GROUPS = ["sg-1", "sg-2", "sg-advanced"]


def _either(listed: str, items: list[str], counted: str, most: int) -> st.SearchStrategy[Json]:
    """Nothing, a list, or its count; now and then both."""
    some = st.lists(st.sampled_from(items), min_size=1, max_size=2, unique=True).map(lambda value: {listed: value})
    count = st.integers(1, most).map(lambda value: {counted: value})
    both = st.tuples(some, count).map(lambda pair: {**pair[0], **pair[1]})
    return st.integers(0, 9).flatmap(lambda one: both if one == 9 else some if one > 6 else count if one > 3 else NONE)


NONE: st.SearchStrategy[Json] = st.just({})
PARTS = (
    NONE | st.sampled_from(ADDRESSES).map(lambda value: {"PrimaryIpAddress": value}),
    _either("PrivateIpAddress", ADDRESSES, "SecondaryPrivateIpAddressCount", 20),
    _either("Ipv4Prefix", PREFIXES, "Ipv4PrefixCount", 2),
    _either("Ipv6Address", ADDRESSES6, "Ipv6AddressCount", 3),
    _either("Ipv6Prefix", PREFIXES6, "Ipv6PrefixCount", 3),
    st.sampled_from(GROUPS).map(lambda value: {"SecurityGroupId": value}),
)
REQUESTS: st.SearchStrategy[Json] = st.tuples(*PARTS).map(
    lambda parts: {**BASE, **{name: value for part in parts for name, value in part.items()}}
)
"""Requests for vsw-1; many have errors, and many have none."""
