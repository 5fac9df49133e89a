"""Random plans: every key of a plan file, with texts and values at the edges of what TOML can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from eniplan.contract.parameters import PARAMETERS
from eniplan.network.cidr import Cidr, cidr_of
from eniplan.network.security_group import SecurityGroup
from eniplan.network.vswitch import ReservedBlock, VSwitch
from eniplan.planning.spec import Group, PlanSpec, Wish
from eniplan.planning.spec_check import GROUP_KEY_OF

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

FREE_PARAMETERS = [row.name for row in PARAMETERS if row.name not in GROUP_KEY_OF]
NASTY = [
    '"',
    "\\",
    "'''",
    '"""',
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\x1b[2J",
    "\x7f",
    "\x85",
    "\u2028",
    "\u202e",
    "\ufeff",
    "#",
]
NASTY += ["= 1", "[[group]]", "網", "é", "e\u0301", "\U0001f600", "a.b", " ", "{n}"]

texts = st.sampled_from([*NASTY, "".join(NASTY)]) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
ids = texts.filter(bool)
wholes = st.integers(min_value=-(2**63), max_value=2**63 - 1)
plain_values = st.recursive(
    st.booleans() | wholes | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=6,
)


def _unbraced(text: str) -> str:
    return text.replace("{", "<").replace("}", ">")


def _counts() -> SearchStrategy[int]:
    return st.just(0) | st.integers(0, 49)


def _lists() -> SearchStrategy[tuple[str, ...] | None]:
    return st.none() | st.lists(ids, max_size=4).map(tuple)


def wishes(n: int) -> SearchStrategy[Wish]:
    """One ENI's wishes; the VSwitch is set by the group."""
    optional = st.none() | ids
    lists = _lists()
    return st.builds(
        Wish,
        n=st.just(n),
        primary=optional,
        secondary=lists,
        ipv4_prefixes=lists,
        ipv6=lists,
        ipv6_prefixes=lists,
    )


@st.composite
def groups(draw: st.DrawFn, number: int) -> Group:
    """A group whose names cannot meet those of another number."""
    count = draw(st.just(1) | st.integers(1, 1_000_000))
    numbered = draw(st.sampled_from(["{n}", "{n:03}"]))
    chosen = draw(st.lists(st.integers(1, min(count, 50)), max_size=2, unique=True))
    return Group(
        name=f"{number}.{_unbraced(draw(texts))}{numbered}",
        count=count,
        vswitches=tuple(draw(st.lists(ids, min_size=1, max_size=4, unique=True))),
        zone=draw(texts),
        placement=draw(st.sampled_from(["spread", "fill", "most-free", "prefix-aware"])),
        security_groups=tuple(draw(st.lists(ids, min_size=1, max_size=3))),
        addressing=draw(st.sampled_from(["automatic", "pinned"])),
        draw=draw(st.sampled_from(["random", "lowest"])),
        secondary_addresses=draw(_counts()),
        ipv4_prefixes=draw(_counts()),
        ipv6_addresses=draw(_counts()),
        ipv6_prefixes=draw(_counts()),
        instance_type=draw(texts),
        enis_per_instance=draw(st.integers(1, 9)),
        tags=tuple(draw(st.dictionaries(texts, texts, max_size=4)).items()),
        parameters=draw(st.dictionaries(st.sampled_from(FREE_PARAMETERS), plain_values, max_size=2)),
        enis=tuple(draw(wishes(n)) for n in chosen),
    )


@st.composite
def vswitches(draw: st.DrawFn, number: int) -> VSwitch:
    """A VSwitch that could be made, with blocks that do not overlap."""
    cidr = cidr_of(4, draw(st.integers(0, 2**32 - 1)), draw(st.integers(16, 29)))
    ipv6 = draw(st.none() | st.integers(0, 2**64 - 1).map(lambda high: Cidr(6, high << 64, 64)))
    blocks = [block for block in (_middle(cidr), _middle(ipv6)) if block and draw(st.booleans())]
    return VSwitch(
        id=f"{number}.{draw(texts)}",
        vpc_id=draw(texts),
        zone_id=draw(st.sampled_from(["", "here"]) | texts.map(lambda text: text.replace("-", ""))),
        cidr=cidr,
        ipv6_cidr=ipv6,
        blocks=tuple(ReservedBlock(id="", cidr=block) for block in blocks),
        planned=True,
    )


def _middle(whole: Cidr | None) -> Cidr | None:
    """The second quarter of a VSwitch, where a prefix fits into it."""
    if whole is None or whole.mask + 2 > {4: 28, 6: 80}[whole.family]:
        return None
    return Cidr(whole.family, whole.first + whole.size // 4, whole.mask + 2)


@st.composite
def specs(draw: st.DrawFn) -> PlanSpec:
    """A plan that a plan file can say."""
    group_count, vswitch_count = draw(st.integers(0, 2)), draw(st.integers(0, 2))
    types = st.sampled_from(["basic", "advanced"])
    kinds = st.builds(SecurityGroup, id=ids, vpc_id=st.none() | texts, type=types)
    profile = {"eni_quota": st.integers(0, 2**63 - 1), "trunk": st.booleans(), "prefix_regions": st.lists(texts)}
    return PlanSpec(
        name=draw(ids).replace("\0", "0"),
        region=draw(ids),
        seed=draw(st.just(0) | wholes),
        groups=tuple(draw(groups(number)) for number in range(group_count)),
        vswitches=tuple(draw(vswitches(number)) for number in range(vswitch_count)),
        security_groups=tuple(draw(st.lists(kinds, max_size=2, unique_by=lambda group: group.id))),
        profile=draw(st.fixed_dictionaries({}, optional=profile)),
    )
