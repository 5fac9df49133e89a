"""Nothing is renumbered: what ENIs keep of an earlier plan, and what becomes of those that cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eniplan.errors import SpecError
from eniplan.planning.planner import plan_groups
from eniplan.planning.previous import previous_of
from eniplan.planning.spec import Wish
from tests.effort import examples
from tests.planning.ground_kit import A, B, C, account, eni, group, planned, said, spec, vswitch
from tests.planning.random_plans import groups, inventories, specs

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan, PlannedENI
    from eniplan.planning.spec import Group, PlanSpec


def again(earlier: Plan, *wanted: Group, on: Inventory, seed: int = 7) -> Plan:
    """The plan of these groups after an earlier one, with another seed."""
    return plan_groups(spec(*wanted, seed=seed), on, previous=previous_of(earlier))


def what(one: PlannedENI) -> tuple[object, ...]:
    """All that must not change: where it is, its addresses and prefixes, its token."""
    return (one.vswitch, one.primary, one.secondary, one.ipv4_prefixes, one.ipv6, one.ipv6_prefixes, one.client_token)


def by_name(plan: Plan) -> dict[str, tuple[object, ...]]:
    """The same for every ENI of a plan."""
    return {one.name: what(one) for one in plan.enis}


@st.composite
def edits(draw: st.DrawFn, earlier: PlanSpec) -> PlanSpec:
    """The groups in another order, some gone, some renamed, with other counts, placements and a seed; one is new."""
    kept = draw(st.lists(st.sampled_from(earlier.groups), unique_by=lambda each: each.name))
    changed = []
    for each in kept:
        count = draw(st.integers(1, each.count + 3))
        made = replace(
            each,
            count=count,
            enis=tuple(wish for wish in each.enis if wish.n <= count),
            placement=draw(st.sampled_from(["spread", "fill", "most-free", "prefix-aware"])),
            name=draw(st.sampled_from([each.name, each.name, f"renamed-{each.name}"])),
        )
        changed.append(made)
    new = replace(draw(groups(9)), enis=())
    place = draw(st.integers(0, len(changed)))
    return replace(earlier, groups=(*changed[:place], new, *changed[place:]), seed=draw(st.integers(0, 9)))


@settings(max_examples=examples(150))
@given(st.data(), specs(), inventories())
def test_editing_a_plan_renumbers_nothing(data: st.DataObject, before: PlanSpec, there: Inventory) -> None:
    """Every ENI that is still wanted by its name keeps all it had, its token included, whatever else changed."""
    earlier = plan_groups(before, there)
    after = data.draw(edits(before))
    plan = plan_groups(after, there, previous=previous_of(earlier))
    wanted = {each.names.name(number) for each in after.groups for number in range(1, each.count + 1)}
    had, has = by_name(earlier), by_name(plan)
    for name in had.keys() & wanted:
        assert has[name] == had[name], name
    assert plan.lost == {}
    counts = plan.changes.counts
    assert (counts["keep"], counts["change"]) == (len(had.keys() & wanted), 0)
    assert counts["remove"] == len(had.keys() - wanted)
    assert counts["add"] == len(has.keys() - had.keys())


@settings(max_examples=examples(50))
@given(specs(), inventories())
def test_the_same_plan_again_is_the_same(before: PlanSpec, there: Inventory) -> None:
    """Also byte for byte in its requests, and nothing is found that was not found before."""
    earlier = plan_groups(before, there)
    plan = plan_groups(replace(before, seed=before.seed + 1), there, previous=previous_of(earlier))
    assert list(plan.requests.lines()) == list(earlier.requests.lines())
    assert by_name(plan) == by_name(earlier)
    assert [each.enis for each in plan.refused] == [each.enis for each in earlier.refused]
    assert sorted(finding.code for finding in plan.findings) == sorted(finding.code for finding in earlier.findings)
    assert plan.utilisation == earlier.utilisation


@settings(max_examples=examples(100))
@given(st.data(), specs(), inventories())
def test_any_earlier_plan_gives_a_right_plan(data: st.DataObject, before: PlanSpec, there: Inventory) -> None:
    """An earlier plan of another account, with other shapes: no address twice, none in use, all limits kept."""
    earlier = plan_groups(before, data.draw(inventories()))
    after = data.draw(specs())
    plan = plan_groups(after, there, previous=previous_of(earlier))
    for vswitch_id in there.vswitches:
        here = [one for one in plan.enis if one.vswitch == vswitch_id and one.state == "planned"]
        singles = [address for one in here for address in (one.primary, *one.secondary, *one.ipv6)]
        prefixes = [prefix for one in here for prefix in (*one.ipv4_prefixes, *one.ipv6_prefixes)]
        assert len(set(singles)) == len(singles)
        assert len(set(prefixes)) == len(prefixes)
    shapes = {each.name: each for each in after.groups}
    for one in plan.enis:
        wanted = shapes[one.group]
        if one.state == "planned" and not wanted.enis:
            assert len(one.secondary) == wanted.secondary_addresses
            assert len(one.ipv4_prefixes) == wanted.ipv4_prefixes
    assert len(plan.enis) + sum(each.enis for each in plan.refused) == sum(each.count for each in after.groups)
    for used in plan.utilisation:
        assert min(used.after.free_open_ipv4, used.after.free_prefixes_ipv4, used.after.free_prefixes_ipv6) >= 0


# ---- what cannot be kept, and why ---------------------------------------------------------------------------------

WEB = group("web-{n}", 2, "a", "b", secondary_addresses=1, addressing="pinned", draw="lowest")
"""In a: web-1 has .1 and .2; in b: web-2 has .1 and .2."""
POD = group("pod-{n}", 2, "a", ipv4_prefixes=1, addressing="pinned", draw="lowest")
"""The prefixes .64/28 and .80/28."""

Case = tuple["Inventory", "Group", dict[str, str], dict[str, tuple[str, ...]]]
TAKEN = eni("other", "a", "10.0.0.2")
CASES: dict[str, Case] = {
    "an address is held": (account(A, B, enis=[TAKEN]), WEB,
        {"web-1": "10.0.0.2 is held by eni-other (other) now"}, {"web-1": ("10.0.0.1", "10.0.0.3")}),
    "a primary address is held": (account(A, B, enis=[eni("other", "a", "10.0.0.1")]), WEB,
        {"web-1": "10.0.0.1 is held by eni-other (other) now"}, {"web-1": ("10.0.0.3", "10.0.0.2")}),
    "inside a prefix in use": (
        account(replace(A, blocks=()), B, enis=[eni("other", "a", "10.0.0.99", prefixes=("10.0.0.0/28",))]), WEB,
        {"web-1": "10.0.0.1 is held by eni-other (other) now; 10.0.0.2 is held by eni-other (other) now"},
        {"web-1": ("10.0.0.16", "10.0.0.17")}),
    "another VSwitch": (account(A, B), replace(WEB, vswitches=("vsw-b",)),
        {"web-1": "vsw-a is not among the VSwitches of web-{n} now"}, {"web-1": ("10.0.1.3", "10.0.1.4")}),
    "a VSwitch that is gone": (account(B), WEB,
        {"web-1": "vsw-a is in no file of the inventory now"}, {"web-1": ("10.0.1.3", "10.0.1.4")}),
    "a VSwitch of another zone": (account(A, B), replace(WEB, zone="cn-hangzhou-i"),
        {"web-1": "vsw-a cannot take it now: the VSwitch vsw-a is in cn-hangzhou-h, the group asks for cn-hangzhou-i"},
        {"web-1": ("10.0.1.3", "10.0.1.4")}),
    "an instance of one zone": (account(A, B), replace(WEB, enis_per_instance=2),
        {"web-2": "vsw-b is in cn-hangzhou-i, and its instance in cn-hangzhou-h now"},
        {"web-2": ("10.0.0.3", "10.0.0.4")}),
    "another CIDR": (account(replace(A, cidr=C.cidr, blocks=()), B), WEB,
        {"web-1": "10.0.0.1 is not in vsw-a; 10.0.0.2 is not in vsw-a"}, {"web-1": ("10.0.2.1", "10.0.2.2")}),
    "a wish elsewhere": (account(A, B), replace(WEB, enis=(Wish(n=1, vswitch="vsw-b"),)),
        {"web-1": "its wish names vsw-b now"}, {"web-1": ("10.0.1.3", "10.0.1.4")}),
    "a larger shape": (account(A, B), replace(WEB, secondary_addresses=2), {},
        {"web-1": ("10.0.0.1", "10.0.0.2", "10.0.0.3"), "web-2": ("10.0.1.1", "10.0.1.2", "10.0.1.3")}),
    "a smaller shape": (account(A, B), replace(WEB, secondary_addresses=0), {},
        {"web-1": ("10.0.0.1",), "web-2": ("10.0.1.1",)}),
    "a wish for another address": (account(A, B), replace(WEB, enis=(Wish(n=1, secondary=("10.0.0.9",)),)), {},
        {"web-1": ("10.0.0.1", "10.0.0.9")}),
    "a wish for the other's address": (account(A, B), replace(WEB, enis=(Wish(n=2, primary="10.0.1.9"),)), {},
        {"web-2": ("10.0.1.9", "10.0.1.2")}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_kept_is_said(case: str) -> None:
    """The reason is kept and found; what else the ENI had, it keeps."""
    there, wanted, lost, addresses = CASES[case]
    plan = again(planned(WEB, on=account(A, B)), wanted, on=there)
    assert plan.lost == lost
    has = {one.name: (one.primary, *one.secondary) for one in plan.enis}
    assert {name: has[name] for name in addresses} == addresses
    assert [name for name, _ in said(plan.findings, "Lint.NotKept")] == list(lost)


def test_prefixes_are_kept_while_their_block_is() -> None:
    """Where the second /27 is reserved no more, its prefix is another one; the message says which is gone and why."""
    whole = vswitch("a", "10.0.0.0/24", "10.0.0.64/28", "10.0.0.80/28", "10.0.0.96/27")
    less = vswitch("a", "10.0.0.0/24", "10.0.0.64/28", "10.0.0.96/27")
    plan = again(planned(POD, on=account(whole)), POD, on=account(less))
    assert [one.ipv4_prefixes for one in plan.enis] == [("10.0.0.64/28",), ("10.0.0.96/28",)]
    assert plan.lost == {"pod-2": "10.0.0.80/28 is in no Assigned reserved block now"}
    used = account(whole, enis=[eni("x", "a", "10.0.0.200", prefixes=("10.0.0.80/28",))])
    plan = again(planned(POD, on=account(whole)), POD, on=used)
    assert plan.lost == {"pod-2": "10.0.0.80/28 overlaps what is in use now"}


def test_an_address_in_a_new_reserved_block_moves() -> None:
    """Random single addresses do not come from a block: .1 and .2 lie in one now."""
    plain = vswitch("a", "10.0.0.0/24")
    old = planned(
        group("web-{n}", 1, "a", addressing="pinned", enis=(Wish(n=1, primary="10.0.0.70"),)), on=account(plain)
    )
    plan = again(old, group("web-{n}", 1, "a", addressing="pinned"), on=account(A))
    assert plan.lost == {"web-1": "10.0.0.70 lies in a reserved block now"}


def test_kept_ones_come_before_new_ones() -> None:
    """Four addresses, two of them kept by the last group: the new group before it gets the other two, not those."""
    tiny = account(vswitch("tiny", "10.0.3.0/29"))
    last = group("old-{n}", 2, "tiny", addressing="pinned")
    earlier = planned(last, on=tiny)
    plan = again(earlier, group("new-{n}", 4, "tiny", addressing="pinned"), last, on=tiny)
    assert {one.primary for one in plan.enis} == {f"10.0.3.{n}" for n in (1, 2, 3, 4)}
    assert [what(one) for one in plan.enis if one.name.startswith("old")] == [what(one) for one in earlier.enis]
    assert [(each.group, each.enis) for each in plan.refused] == [("new-{n}", 2)]


def test_limits_that_shrank_refuse_the_last_ones() -> None:
    """A quota of 2 now: of three ENIs the third is refused, and the changes say that its group has no place for it."""
    three = group("web-{n}", 3, "a")
    plan = again(planned(three, on=account(A)), three, on=account(A, quota=2))
    assert [(each.code, each.enis, each.placed) for each in plan.refused] == [("MaxEniCountExceeded", 1, 2)]
    assert [(c.name, c.action, c.reason) for c in plan.changes if c.action != "keep"] == [
        ("web-3", "remove", "web-{n} has no place for it now")
    ]


def test_no_room_for_what_a_larger_shape_needs() -> None:
    """Four addresses: two ENIs of one each cannot both grow to three; the second one has no room and is refused."""
    tiny = account(vswitch("tiny", "10.0.3.0/29"))
    one = group("web-{n}", 2, "tiny", addressing="pinned")
    plan = again(planned(one, on=tiny), replace(one, secondary_addresses=2), on=tiny)
    assert [len(each.secondary) for each in plan.enis] == [2]
    assert [(each.enis, each.placed) for each in plan.refused] == [(1, 1)]
    assert plan.utilisation[0].after.free_open_ipv4 == 1


def test_automatic_addresses_give_way_to_a_wish() -> None:
    """A drawing is no promise: another ENI's wish gets what it names; a pinned ENI keeps its own, the wish fails."""
    there = account(vswitch("tiny", "10.0.3.0/29"))
    for addressing, code in (("automatic", None), ("pinned", "InvalidPrivateIpAddress.Duplicated")):
        old = group("old-{n}", 1, "tiny", addressing=addressing)
        earlier = planned(old, on=there)
        wish = Wish(n=1, primary=earlier.enis[0].primary)
        plan = again(earlier, old, group("new-{n}", 1, "tiny", enis=(wish,)), on=there)
        assert [each.code for each in plan.refused] == ([code] if code else [])
        if code is None:
            assert plan.enis[1].primary == wish.primary != plan.enis[0].primary
            assert plan.lost == {"old-1": f"{wish.primary} is named by a wish now"}
        else:
            assert "in use by old-1" in plan.refused[0].message


@pytest.mark.parametrize("addressing", ["automatic", "pinned"])
def test_how_a_wish_is_spelled_renumbers_nothing(addressing: Any) -> None:  # noqa: ANN401
    """An IPv6 address and prefix in capitals and long form: the request and its token stay to the byte."""
    wish = Wish(n=1, ipv6=("2001:DB8:0:A:0::5",), ipv6_prefixes=("2001:db8:0:A:4000:0:0:0/80",))
    one = group("web-{n}", 1, ipv6_addresses=1, ipv6_prefixes=1, addressing=addressing, enis=(wish,))
    earlier = planned(one)
    plan = again(earlier, one, on=account(A))
    assert list(plan.requests.lines()) == list(earlier.requests.lines())
    assert by_name(plan) == by_name(earlier)
    assert plan.changes.counts == {"keep": 1}


def test_an_earlier_eni_without_a_primary_address() -> None:
    """It existed so and is planned now: the reason says what was missing, and one is drawn."""
    one = group("web-{n}", 1, draw="lowest")
    bare = previous_of(planned(one))
    bare = replace(bare, enis={name: replace(each, primary="") for name, each in bare.enis.items()})
    plan = plan_groups(spec(one), account(A), previous=bare)
    assert plan.lost == {"web-1": "it had no primary address"}
    assert plan.enis[0].primary == "10.0.0.1"


def test_kept_enis_say_so() -> None:
    """The reason of the placement; the new one beside them has its own."""
    two = group("web-{n}", 2, "a", "b", enis=(Wish(n=2, primary="10.0.1.9"),))
    plan = again(planned(two, on=account(A, B)), replace(two, count=3), on=account(A, B))
    assert [one.reason for one in plan.enis] == [
        "vsw-a: kept from the earlier plan",
        "vsw-b: kept from the earlier plan",
        "vsw-a: fewest ENIs of the group so far, 1",
    ]


def test_large_enis_keep_their_steps() -> None:
    """25 pinned secondary addresses are a create and an assign call; both are the same again."""
    large = group("large-{n}", 2, "a", secondary_addresses=25, addressing="pinned")
    earlier = planned(large, on=account(A))
    plan = again(earlier, replace(large, count=3), on=account(A))
    assert plan.steps[: len(earlier.steps)] == tuple(earlier.steps)


def test_a_plan_of_another_name_is_refused() -> None:
    """Tokens and names are the plan's own."""
    other = planned(WEB, on=account(A, B), name="other")
    with pytest.raises(SpecError, match='previous: is of the plan "other", and this is "test"'):
        again(other, WEB, on=account(A, B))


def test_what_exists_now_is_not_kept_but_taken_as_it_is() -> None:
    """It was sent meanwhile: its real addresses count, and it is no change."""
    made: dict[str, Any] = {"secondary_addresses": 1}
    wanted = group("web-{n}", 2, "a", **made)
    earlier = planned(wanted, on=account(A))
    there = account(A, enis=[eni("web-1", "a", "10.0.0.9", "10.0.0.10")])
    plan = again(earlier, wanted, on=there)
    assert [(c.name, c.action, c.existing) for c in plan.changes] == [("web-1", "keep", True), ("web-2", "keep", False)]
    assert what(plan.enis[1]) == what(earlier.enis[1])
