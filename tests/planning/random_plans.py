"""Random small accounts and plans for the property tests: what could be, drawn so that limits are often met."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from eniplan.network.instance_type import InstanceType
from eniplan.planning.spec import Group, PlanSpec, Wish
from tests.planning.ground_kit import REGION, SG, account, eni, pending, vswitch

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch

KIND = InstanceType(id="ecs.example", eni_quantity=3, ipv4_per_eni=6, ipv6_per_eni=4, primary_queues=2, total_queues=64)
V6 = "2001:db8:0:{}::/64"
SITES: tuple[VSwitch, ...] = (
    vswitch("a", "10.0.0.0/29", zone="h"),
    vswitch("b", "10.0.0.16/28", zone="i", ipv6=V6.format("b")),
    vswitch("c", "10.0.1.0/26", "10.0.1.16/28", "10.0.1.32/28", zone="h"),
    vswitch("d", "10.0.2.0/25", "10.0.2.32/27", "2001:db8:0:d:2::/79", zone="i", ipv6=V6.format("d")),
    vswitch("e", "10.0.3.0/26", "10.0.3.16/28", zone="", pending=(pending("10.0.3.32/28"),)),
    vswitch("f", "10.0.4.0/28", zone="h", unexplained_ipv4=5),
    vswitch("g", "10.0.5.0/28", zone="h", status="Pending"),
)
BASES = {site.id.removeprefix("vsw-"): site.cidr for site in SITES}


def small(most: int) -> st.SearchStrategy[int]:
    """A number from 0, mostly 0."""
    return st.one_of(st.just(0), st.integers(0, most))


def addresses(where: str) -> st.SearchStrategy[str]:
    """An address in or next to a VSwitch, as text."""
    base = BASES[where]
    return st.integers(base.first, base.last + 2).map(lambda a: f"10.0.{a >> 8 & 255}.{a & 255}")


def prefixes(where: str) -> st.SearchStrategy[str]:
    """A prefix in a VSwitch, reserved or not, as text."""
    base = BASES[where]
    starts = st.integers(base.first >> 4, base.last >> 4)
    return starts.map(lambda a: f"10.0.{a >> 4 & 255}.{(a & 15) << 4}/28")


PLACES = st.sampled_from(sorted(BASES))


@st.composite
def inventories(draw: st.DrawFn) -> Inventory:
    """The VSwitches above with some ENIs, and limits of the account that are sometimes tight."""
    enis = []
    for number in range(draw(st.integers(0, 5))):
        where = draw(PLACES)
        own = draw(st.lists(addresses(where), min_size=1, max_size=3, unique=True))
        held = tuple(draw(st.lists(prefixes(where), max_size=1)))
        name = draw(st.sampled_from(["", "g0-1", "g0-2", "g1-1"]))
        enis.append(eni(f"{number}", where, *own, prefixes=held, name=name))
    return account(
        *SITES,
        enis=enis,
        types=(KIND,),
        quota=draw(st.sampled_from([0, 5000, 6, 10])),
        addresses_with_prefixes=draw(st.sampled_from(["warn", "split"])),
        basic_group_addresses=draw(st.sampled_from([6000, 6000, 8, 15, 30])),
        addresses_per_vpc=draw(st.sampled_from([300000, 300000, 12, 40])),
    )


@st.composite
def wishes(draw: st.DrawFn, n: int, where: tuple[str, ...]) -> Wish:
    """Wishes of one ENI: named values that may or may not be possible."""
    place = draw(st.sampled_from(where))
    some = st.lists(addresses(place), max_size=2, unique=True).map(tuple)
    return Wish(
        n=n,
        vswitch=draw(st.sampled_from([None, f"vsw-{place}"])),
        primary=draw(st.one_of(st.none(), addresses(place))),
        secondary=draw(st.one_of(st.none(), st.none(), some)),
        ipv4_prefixes=draw(st.one_of(st.none(), st.none(), st.lists(prefixes(place), max_size=1).map(tuple))),
        ipv6=draw(st.sampled_from([None, None, (), (f"2001:db8:0:{place}::77",)])) if place in "bd" else None,
        ipv6_prefixes=draw(st.sampled_from([None, None, ("2001:db8:0:d:2::/80",)])) if place == "d" else None,
    )


@st.composite
def groups(draw: st.DrawFn, number: int) -> Group:
    """A group with a bit of everything."""
    where = tuple(draw(st.lists(PLACES, min_size=1, max_size=4, unique=True)))
    count = draw(st.integers(1, 7))
    named = draw(st.lists(st.integers(1, count), max_size=2, unique=True))
    return Group(
        name=f"g{number}-{{n}}",
        count=count,
        vswitches=tuple(f"vsw-{place}" for place in where),
        zone=draw(st.sampled_from(["", "", "", f"{REGION}-h"])),
        placement=draw(st.sampled_from(["spread", "fill", "most-free", "prefix-aware"])),
        security_groups=(draw(st.sampled_from([SG, SG, "sg-2", "sg-adv"])),),
        addressing=draw(st.sampled_from(["automatic", "pinned"])),
        draw=draw(st.sampled_from(["random", "lowest"])),
        secondary_addresses=draw(small(4)),
        ipv4_prefixes=draw(small(2)),
        ipv6_addresses=draw(small(2)),
        ipv6_prefixes=draw(small(2)),
        instance_type=draw(st.sampled_from(["", "", KIND.id])),
        enis_per_instance=draw(st.sampled_from([1, 1, 2, 3])),
        enis=tuple(draw(wishes(n, where)) for n in sorted(named)),
    )


@st.composite
def specs(draw: st.DrawFn) -> PlanSpec:
    """A plan of one to three groups."""
    several = tuple(draw(groups(number)) for number in range(draw(st.integers(1, 3))))
    return PlanSpec(name="random", region=REGION, seed=draw(st.integers(0, 3)), groups=several)


def one_by_one(spec: PlanSpec) -> PlanSpec:
    """The same plan with an empty wish for each ENI without wishes: so each is judged by itself, with all rules."""
    return replace(
        spec,
        groups=tuple(
            replace(group, enis=tuple(group.wishes.get(n, Wish(n=n)) for n in range(1, group.count + 1)))
            for group in spec.groups
        ),
    )
