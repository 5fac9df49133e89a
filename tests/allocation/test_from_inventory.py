"""The pools of a VSwitch as an inventory shows it, counted on netaddr's sets."""

from __future__ import annotations

from netaddr import IPAddress, IPNetwork, IPSet

from eniplan.allocation.from_inventory import open_pools
from eniplan.allocation.vswitch_pools import VSwitchPools
from eniplan.network.cidr import Cidr, parse_cidr
from eniplan.network.eni import ENI
from eniplan.network.vswitch import ReservedBlock, VSwitch
from tests.oracle import OracleVSwitch

IPV4, IPV6 = "10.0.0.0/24", "2001:db8::/64"


def block(text: str) -> Cidr:
    """A CIDR text as a block."""
    made = parse_cidr(text, 6 if ":" in text else 4)
    assert made is not None
    return made


def at(text: str) -> int:
    """An address as an int."""
    return int(IPAddress(text))


def vswitch(*, ipv6: bool = True) -> VSwitch:
    """A /24, with a /64 or without, two blocks that give prefixes and one that does not yet."""
    assigned, assigning = ["10.0.0.64/26", "2001:db8:0:0:10::/78"][: 1 + ipv6], "10.0.0.32/28"
    return VSwitch(
        id="vsw-1",
        cidr=block(IPV4),
        ipv6_cidr=block(IPV6) if ipv6 else None,
        blocks=(
            *(ReservedBlock(id=f"vcr-{text}", cidr=block(text), status="Assigned") for text in assigned),
            ReservedBlock(id="vcr-later", cidr=block(assigning), status="Assigning"),
        ),
    )


HOLDERS = (
    ENI(
        id="eni-1",
        primary=at("10.0.0.10"),
        secondary=(at("10.0.0.11"), at("10.0.0.40")),
        ipv4_prefixes=(block("10.0.0.64/28"),),
        ipv6=(at("2001:db8::9"),),
        ipv6_prefixes=(block("2001:db8:0:0:10::/80"),),
    ),
    ENI(id="eni-2", primary=at("10.0.0.10"), ipv4_prefixes=(block("10.9.0.0/28"), block("10.0.0.240/28"))),
)
"""Two with one address in common; a prefix outside the VSwitch, and one over its last addresses."""


def counts(pools: VSwitchPools) -> list[tuple[int, int, int]]:
    """Used, free in the open pool and free prefixes, by family."""
    return [(pool.used, pool.free_open, pool.free_prefixes) for pool in (pools.ipv4, pools.ipv6) if pool is not None]


def test_what_holders_show_is_in_use() -> None:
    """Counts of both families equal those of sets of addresses, contradictions included."""
    ipv4 = OracleVSwitch(IPV4, ("10.0.0.64/26",), ("10.0.0.32/28",))
    ipv6 = OracleVSwitch(IPV6, ("2001:db8:0:0:10::/78",))
    ipv4.single |= IPSet(["10.0.0.10", "10.0.0.11", "10.0.0.40"])
    ipv4.bound |= IPSet(["10.0.0.64/28", "10.0.0.240/28"]) & ipv4.usable
    ipv6.single |= IPSet(["2001:db8::9"])
    ipv6.bound |= IPSet([IPNetwork("2001:db8:0:0:10::/80")])
    wanted = [(each.used, each.free_open, len(each.free_prefixes())) for each in (ipv4, ipv6)]
    pools = open_pools(vswitch(), HOLDERS)
    assert counts(pools) == wanted
    assert [pools.ipv4.is_used(at(text)) for text in ("10.0.0.10", "10.0.0.40", "10.0.0.12")] == [True, True, False]


def test_without_ipv6() -> None:
    """A VSwitch without IPv6 has no IPv6 pools, whatever its holders show."""
    pools = open_pools(vswitch(ipv6=False), HOLDERS)
    assert pools.ipv6 is None
    assert len(counts(pools)) == 1


def test_one_address_outside_is_ignored() -> None:
    """Addresses and prefixes of another VSwitch change nothing here."""
    stray = ENI(id="eni-3", primary=at("10.0.1.10"), ipv4_prefixes=(block("10.0.1.0/28"),), ipv6=(at("2001:db9::1"),))
    assert counts(open_pools(vswitch(), [stray])) == counts(open_pools(vswitch(), []))


def test_the_seed_and_the_vswitch_decide_what_is_drawn() -> None:
    """The same seed draws the same addresses, another seed others; it is 0 where none is given."""
    first, again, other, zero = (open_pools(vswitch(), (), seed).ipv4.allocate(20) for seed in (1, 1, 2, 0))
    assert first == again != other
    assert open_pools(vswitch(), ()).ipv4.allocate(20) == zero
