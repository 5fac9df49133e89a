"""Who holds an address: every kind of answer, and brute force over random plans."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eniplan
from eniplan.contract.reading import read_request
from eniplan.errors import EniplanError, QuestionError
from eniplan.network.inventory import Inventory
from eniplan.planning.planner import plan_groups
from eniplan.planning.request_plan import plan_requests
from eniplan.planning.spec import Wish
from eniplan.report.address_book import address_book
from eniplan.report.holder import Holders
from eniplan.report.holders import holders_in, who_holds
from tests.planning.ground_kit import A, B, account, eni, group, pending, planned, vswitch
from tests.planning.random_plans import inventories, specs
from tests.report.holding import shares

if TYPE_CHECKING:
    from eniplan.planning.spec import PlanSpec

WITH_PENDING = vswitch("p", "10.0.5.0/24", pending=(pending("10.0.5.64/26", "Releasing"),), unexplained_ipv4=2)
TWIN = vswitch("twin", "10.0.0.0/25", vpc_id="vpc-2")
THERE = account(
    A,
    B,
    WITH_PENDING,
    enis=[
        eni("one", "a", "10.0.0.5", "10.0.0.6", "10.0.0.70", prefixes=("10.0.0.80/28",), name="web", instance_id="i-1"),
        eni("two", "a", "10.0.0.6", ipv6=("2001:db8:0:a::5",), name=""),
    ],
)
PLAN = planned(
    group("auto-{n}", 1, secondary_addresses=1, ipv4_prefixes=1),
    group("pin-{n}", 2, "b", addressing="pinned", draw="lowest", enis=(Wish(n=1, primary="10.0.1.9"),)),
    on=THERE,
)


def one(text: str, subject: object = PLAN, **more: str) -> str:
    """The only answer, printed."""
    assert isinstance(subject, eniplan.Plan | Inventory)
    found = who_holds(subject, text, **more)
    assert len(found) == 1
    return str(found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("10.0.0.5", "10.0.0.5 in vsw-a: primary address of eni-one (web), instance i-1; existed before; open pool"),
        (
            "10.0.0.70",
            (
                "10.0.0.70 in vsw-a: secondary address of eni-one (web), instance i-1; existed before; "
                "a single address in reserved block 10.0.0.64/26 (Assigned), where it spoils a prefix"
            ),
        ),
        (
            "10.0.0.81",
            (
                "10.0.0.80/28 in vsw-a: prefix of eni-one (web), instance i-1; existed before; "
                "reserved block 10.0.0.64/26 (Assigned)"
            ),
        ),
        ("2001:DB8:0:a:0::5", "2001:db8:0:a::5 in vsw-a: IPv6 address of eni-two; existed before; open pool"),
        (
            "10.0.1.9",
            (
                "10.0.1.9 in vsw-b: primary address of pin-1, group pin-{n}; request 2; open pool; "
                "pinned: named for this ENI, and in its request"
            ),
        ),
        (
            "10.0.1.1",
            (
                "10.0.1.1 in vsw-b: primary address of pin-2, group pin-{n}; request 3; open pool; "
                "pinned: chosen by the plan (the lowest free one) and named in its request"
            ),
        ),
        (
            "10.0.1.255",
            (
                "10.0.1.255 in vsw-b: system address; can never be used: the system keeps the first 1 and the last 3 "
                "IPv4 addresses of 10.0.1.0/24 (VPC documentation, system reserved IP addresses, 2025-11)"
            ),
        ),
        (
            "2001:db8:0:b:ffff:ffff:ffff:fff7",
            (
                "2001:db8:0:b:ffff:ffff:ffff:fff7 in vsw-b: system address; can never be used: the system keeps the "
                "first 1 and the last 9 IPv6 addresses of 2001:db8:0:b::/64 "
                "(VPC documentation, system reserved IP addresses, 2025-11)"
            ),
        ),
        ("10.0.1.99", "10.0.1.99 in vsw-b: free: inside the reserved block 10.0.1.64/26, to be had only as a prefix"),
        (
            "10.0.1.96/28",
            "10.0.1.96/28 in vsw-b: free: inside the reserved block 10.0.1.64/26, it can be given as a prefix",
        ),
        ("10.0.1.200", "10.0.1.200 in vsw-b: free: in the open pool, single addresses are drawn from it"),
        (
            "10.0.1.192/28",
            (
                "10.0.1.192/28 in vsw-b: free: a whole free block of the open pool: it can be reserved, "
                "then given as a prefix"
            ),
        ),
        (
            "10.0.1.240/28",
            (
                "10.0.1.240/28 in vsw-b: nobody holds it, and it can never be reserved: the system keeps the first 1 "
                "and the last 3 IPv4 addresses of 10.0.1.0/24 "
                "(VPC documentation, system reserved IP addresses, 2025-11)"
            ),
        ),
        (
            "10.0.5.65",
            (
                "10.0.5.65 in vsw-p: free, inside the reserved block 10.0.5.64/26, which is Releasing: "
                "neither prefixes nor addresses come from it"
            ),
        ),
        (
            "10.0.5.5",
            (
                "10.0.5.5 in vsw-p: free: in the open pool, single addresses are drawn from it; "
                "2 addresses of this VSwitch taken by something unexplained, maybe here"
            ),
        ),
        ("10.0.3.77", "10.0.3.77: in no VSwitch; nearest: vsw-b (10.0.1.0/24), vsw-p (10.0.5.0/24)"),
        ("fe80::1", "fe80::1: in no VSwitch; nearest: vsw-b (2001:db8:0:b::/64), vsw-a (2001:db8:0:a::/64)"),
    ],
)
def test_each_kind_of_answer(text: str, said: str) -> None:
    """One sentence that names the VSwitch, the owner, the step and the rule."""
    assert one(text) == said


def test_what_the_cloud_draws_is_an_illustration() -> None:
    """An automatic address and an automatic prefix: the plan's own addresses, request 1, and who will choose."""
    auto = PLAN.enis[0]
    for text, kind, pool in (
        (auto.primary, "primary", "open pool"),
        (auto.secondary[0], "secondary", "open pool"),
        (auto.ipv4_prefixes[0], "prefix", "reserved blocks"),
    ):
        (found,) = who_holds(PLAN, text)
        assert (found.kind, found.state, found.owner, found.group) == (kind, "illustrative", "auto-1", "auto-{n}")
        assert (found.request, found.since, found.address) == (1, "request 1", text)
        assert f"the cloud takes any free one of the {pool}" in found.rule
    assert found.block == "10.0.0.64/26"


def test_two_owners_are_both_named() -> None:
    """A contradiction of the files is two holders, and stays two sentences."""
    found = who_holds(THERE, "10.0.0.6")
    assert [(holder.owner, holder.kind, holder.state) for holder in found] == [
        ("eni-one", "secondary", "exists"),
        ("eni-two", "primary", "exists"),
    ]
    assert str(found).count("\n") == 1
    assert repr(found) == f"<{found}>"


def test_vswitches_of_different_vpcs_all_answer_unless_one_is_asked() -> None:
    """The same address twice: used in one VPC, free in the other; an address that the asked one does not have."""
    there = account(A, TWIN, enis=THERE.enis.values())
    assert [(holder.vswitch, holder.state) for holder in who_holds(there, "10.0.0.5")] == [
        ("vsw-a", "exists"),
        ("vsw-twin", "free"),
    ]
    assert one("10.0.0.5", there, vswitch="vsw-twin").startswith("10.0.0.5 in vsw-twin: free")
    assert one("10.0.0.200", there, vswitch="vsw-twin") == "10.0.0.200: not in vsw-twin, which is 10.0.0.0/25"
    assert one("::1", there, vswitch="vsw-twin") == "::1: not in vsw-twin, without IPv6"


def test_a_prefix_names_everybody_inside() -> None:
    """10.0.0.0/28 holds three addresses of two ENIs, in order; a prefix that is held is one answer."""
    found = who_holds(THERE, "10.0.0.0/28")
    assert [(holder.address, holder.owner) for holder in found] == [
        ("10.0.0.5", "eni-one"),
        ("10.0.0.6", "eni-one"),
        ("10.0.0.6", "eni-two"),
    ]
    assert one("10.0.0.80/28", THERE).startswith("10.0.0.80/28 in vsw-a: prefix of eni-one")


def test_holders_outside_their_vswitch_are_found() -> None:
    """An address that its VSwitch does not have, and one of a VSwitch that no file shows: told with the reason."""
    strays = [eni("out", "a", "10.0.1.7"), eni("lost", "gone", "10.0.1.7")]
    found = who_holds(account(A, B, enis=strays), "10.0.1.7")
    assert [(holder.vswitch, holder.state, holder.rule) for holder in found[1:]] == [
        ("vsw-a", "exists", "outside the CIDR of its VSwitch, 10.0.0.0/24"),
        ("vsw-gone", "exists", "no file shows its VSwitch"),
    ]
    assert found[0].state == "free"
    assert one("10.0.1.7", Inventory()) == "10.0.1.7: in no VSwitch; none has IPv4"


def test_a_used_system_address_says_so() -> None:
    """What no ENI can have and one has is told as a contradiction."""
    assert "a system address, which no ENI can have" in one(
        "10.0.0.255", account(A, enis=[eni("x", "a", "10.0.0.255")])
    )


def test_ready_made_requests_answer_too() -> None:
    """The second request names its address: it is planned, and request 2."""
    wanted = [{"RegionId": "cn-hangzhou", "VSwitchId": "vsw-a", "SecurityGroupIds": ["sg-1"]} for _ in range(2)]
    wanted[1]["PrimaryIpAddress"] = "10.0.0.30"
    plan = plan_requests([read_request(request) for request in wanted], THERE)
    (found,) = who_holds(plan, "10.0.0.30")
    assert (found.state, found.request, found.kind) == ("planned", 2, "primary")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x", "'x' is no address; expected is one like 10.0.3.77 or 2001:db8::4d, or a prefix"),
        ("", "'' is no address; expected is one like 10.0.3.77 or 2001:db8::4d, or a prefix"),
        (" 10.0.0.1", "' 10.0.0.1' is no address; expected is one like 10.0.3.77 or 2001:db8::4d, or a prefix"),
        ("10.0.0.0/24", "10.0.0.0/24 has mask 24; an IPv4 prefix has mask 28"),
        ("2001:db8::/64", "2001:db8::/64 has mask 64; an IPv6 prefix has mask 80"),
        ("10.0.0.1/28", "10.0.0.1/28 has host bits; the prefix around it is 10.0.0.0/28"),
        ("\x1b[2J\n", r"'\x1b[2J\x0a' is no address; expected is one like 10.0.3.77 or 2001:db8::4d, or a prefix"),
    ],
)
def test_bad_text_is_one_plain_sentence(text: str, said: str) -> None:
    """It is of the house, and a ValueError for those who do not know the house."""
    with pytest.raises(QuestionError) as caught:
        who_holds(PLAN, text)
    assert str(caught.value) == said
    assert caught.value.asked == text
    assert isinstance(caught.value, EniplanError)
    assert isinstance(caught.value, ValueError)


def test_hostile_names_drive_no_terminal() -> None:
    """Escapes are shown, right-to-left names isolated."""
    there = account(A, enis=[eni("x", "a", "10.0.0.5", name="\x1b[31m\u05d0<script>")])
    assert "\x1b" not in one("10.0.0.5", there)
    assert "\u2068\\x1b[31m\u05d0<script>\u2069" in one("10.0.0.5", there)


@given(inventories(), specs(), st.data())
def test_brute_force_agrees(there: Inventory, wanted: PlanSpec, data: st.DataObject) -> None:
    """An address drawn from the VSwitches is held by exactly those whose shares hold it, else free or the system's."""
    plan = plan_groups(wanted, there)
    place = data.draw(st.sampled_from(sorted(plan.inventory.vswitches.values(), key=lambda each: each.id)))
    address = data.draw(st.integers(place.cidr.first, place.cidr.last))
    found = who_holds(plan, str(ip_address(address)), vswitch=place.id)
    held = [share for share in shares(plan, place.id) if share.first <= address <= share.last]
    owners = [(holder.owner, holder.kind, holder.state == "exists") for holder in found if holder.owner]
    assert sorted(owners) == sorted((share.owner, share.kind, share.exists) for share in held)
    if not held:
        system = address == place.cidr.first or address > place.cidr.last - 3
        assert [holder.state for holder in found] == ["never" if system else "free"]
        block = next((str(block.cidr) for block in place.blocks_of(4) if address in block.cidr), "")
        assert found[0].block == block
    names = [request.name for request in plan.requests]
    assert all(names[holder.request - 1] == holder.owner for holder in found if holder.request is not None)
    assert isinstance(found, Holders)


STEPS = vswitch("s", "10.9.0.0/22", "10.9.1.0/24")
TWELVE = tuple(f"10.9.0.{n}" for n in range(20, 32))


@pytest.mark.parametrize("addressing", ["automatic", "pinned"])
def test_the_step_of_a_large_eni_is_said(addressing: str) -> None:
    """14 prefixes are a create with 10 and a step with 4: each says its own; the primary comes with the create."""
    plan = planned(group("big-{n}", 2, "s", ipv4_prefixes=14, addressing=addressing), on=account(STEPS))
    for number, one in enumerate(plan.enis, 1):
        steps = [who_holds(plan, prefix)[0].step for prefix in one.ipv4_prefixes]
        assert steps == [f"big-{number}/1"] * 10 + [f"big-{number}/2"] * 4
        assert who_holds(plan, one.primary)[0].since == f"request {number}, step big-{number}/1"


def test_what_a_later_step_names_is_planned() -> None:
    """Twelve addresses named by a wish: the two that the second call assigns are as sure as the ten of the first."""
    plan = planned(group("big-{n}", 1, "s", enis=(Wish(n=1, secondary=TWELVE),)), on=account(STEPS))
    found = [who_holds(plan, address)[0] for address in TWELVE]
    assert [holder.state for holder in found] == ["planned"] * 12
    assert [holder.step for holder in found] == ["big-1/1"] * 10 + ["big-1/2"] * 2


@pytest.mark.parametrize("subject", [THERE, PLAN])
def test_a_book_at_hand_answers_the_same(subject: eniplan.Plan | Inventory) -> None:
    """Address by address and /28 by /28 of a VSwitch; what is outside is answered as outside."""
    book = address_book(subject, "vsw-a")
    asked = [f"10.0.0.{place}" for place in range(256)] + [f"10.0.0.{place}/28" for place in range(0, 256, 16)]
    for text in (*asked, "10.9.9.9", "2001:db8:0:a::5"):
        assert holders_in(book, subject, text) == who_holds(subject, text, vswitch="vsw-a")
