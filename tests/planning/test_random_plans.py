"""Random plans against independent ways to the same answer: netaddr's sets, judging each request, the slow fold."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from netaddr import IPAddress, IPNetwork, IPSet

from eniplan.planning.checking import check_requests
from eniplan.planning.planner import plan_groups
from tests.effort import examples
from tests.planning.ground_kit import REGION
from tests.planning.random_plans import SITES, inventories, one_by_one, specs

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan, PlannedENI
    from eniplan.planning.spec import Group, PlanSpec, Wish

Json = dict[str, Any]
ROOM = {
    "InvalidVSwitchId.IpNotEnough",
    "QuotaExceeded.PrivateIpAddress",
    "InvalidVSwitchId.IpPrefixNotEnough",
    "MaxEniCountExceeded",
    "SecurityGroupInstanceLimitExceed",
    "InvalidOperation.EniCountExceeded",
}
BY_ID = {site.id: site for site in SITES}


def planned_only(plan: Plan) -> list[PlannedENI]:
    """The ENIs to create."""
    return [each for each in plan.enis if each.state == "planned"]


def wish_of(spec: PlanSpec, one: PlannedENI) -> Wish | None:
    """The wish of a planned ENI."""
    group = next(group for group in spec.groups if group.name == one.group)
    return group.wishes.get(int(one.name.partition("-")[2]))


@settings(max_examples=examples(50))
@given(specs(), inventories())
def test_every_address_is_its_own_and_possible(spec: PlanSpec, there: Inventory) -> None:
    """No address is given twice or in use, each is a usable one of its VSwitch; prefixes are whole reserved ones."""
    plan = plan_groups(spec, there)
    for vswitch_id, site in BY_ID.items():
        used = IPSet()
        for holder in there.holders_by_vswitch.get(vswitch_id, ()):
            used |= IPSet([IPAddress(a, 4) for a in holder.ipv4]) | IPSet(map(str, holder.ipv4_prefixes))
        network = IPNetwork(str(site.cidr))
        system = IPSet([network[0], network[-3], network[-2], network[-1]])
        assigned = IPSet(str(b.cidr) for b in site.blocks if b.status == "Assigned")
        reserved = IPSet(str(b.cidr) for b in site.blocks)
        for one in (each for each in planned_only(plan) if each.vswitch == vswitch_id):
            wish = wish_of(spec, one)
            named = IPSet([*filter(None, [wish.primary]), *(wish.secondary or ())]) if wish else IPSet()
            own = IPSet([one.primary, *one.secondary])
            prefixes = IPSet(one.ipv4_prefixes)
            assert own.size == 1 + len(one.secondary)
            assert own.issubset(IPSet([network]) - system - used)
            assert not (own - named) & reserved
            assert prefixes.size == 16 * len(one.ipv4_prefixes)
            assert all(IPNetwork(text).cidr == IPNetwork(text) and text.endswith("/28") for text in one.ipv4_prefixes)
            assert prefixes.issubset(assigned - used - own)
            used |= own | prefixes


@settings(max_examples=examples(50))
@given(specs(), inventories())
def test_every_ipv6_address_is_its_own_and_possible(spec: PlanSpec, there: Inventory) -> None:
    """As for IPv4, with /80 prefixes and the ten system addresses of a /64."""
    plan = plan_groups(spec, there)
    used: dict[str, IPSet] = {vswitch_id: IPSet() for vswitch_id in BY_ID}
    for one in planned_only(plan):
        site = BY_ID[one.vswitch]
        if site.ipv6_cidr is None:
            assert (one.ipv6, one.ipv6_prefixes) == ((), ())
            continue
        network = IPNetwork(str(site.ipv6_cidr))
        reserved = IPSet(str(b.cidr) for b in site.blocks if b.cidr.family == 6)
        wish = wish_of(spec, one)
        named = IPSet(wish.ipv6 or ()) if wish else IPSet()
        singles, prefixes = IPSet(one.ipv6), IPSet(one.ipv6_prefixes)
        assert (singles.size, prefixes.size) == (len(one.ipv6), 2**48 * len(one.ipv6_prefixes))
        assert all(network.first < int(IPAddress(text)) <= network.last - 9 for text in one.ipv6)
        assert not (singles - named) & reserved
        assert all(IPNetwork(text).cidr == IPNetwork(text) and text.endswith("/80") for text in one.ipv6_prefixes)
        assert prefixes.issubset(reserved)
        assert not (singles | prefixes) & used[one.vswitch]
        assert not singles & prefixes
        used[one.vswitch] |= singles | prefixes


@settings(max_examples=examples(50))
@given(specs(), inventories())
def test_each_eni_has_the_shape_asked_for(spec: PlanSpec, there: Inventory) -> None:
    """As many of each kind as the group or the wish says; what a wish names is among them; nobody is lost."""
    plan = plan_groups(spec, there)
    for one in planned_only(plan):
        group, wish = next(g for g in spec.groups if g.name == one.group), wish_of(spec, one)
        kinds = (
            (one.secondary, group.secondary_addresses, wish and wish.secondary),
            (one.ipv4_prefixes, group.ipv4_prefixes, wish and wish.ipv4_prefixes),
            (one.ipv6, group.ipv6_addresses, wish and wish.ipv6),
            (one.ipv6_prefixes, group.ipv6_prefixes, wish and wish.ipv6_prefixes),
        )
        for has, asked, named in kinds:
            assert has == named if named is not None else len(has) == asked
        assert wish is None or wish.primary in (None, one.primary)
        assert wish is None or wish.vswitch in (None, one.vswitch)
    asked_for = sum(group.count for group in spec.groups)
    assert asked_for == len(plan.enis) + sum(refusal.enis for refusal in plan.refused)
    assert all(refusal.placed == sum(e.group == refusal.group for e in plan.enis) for refusal in plan.refused)


@settings(max_examples=examples(50))
@given(specs(), inventories())
def test_checking_the_plans_requests_finds_no_error(spec: PlanSpec, there: Inventory) -> None:
    """The requests of a plan, taken as ready-made ones in their order, are accepted one and all."""
    plan = plan_groups(spec, there)
    report = check_requests(enumerate(map(json.loads, plan.requests.lines()), 1), there)
    assert [str(finding) for finding in report.findings if finding.is_error] == []
    assert report.requests == len(plan.requests)


@settings(max_examples=examples(50))
@given(specs(), inventories())
def test_judging_each_eni_gives_the_same_plan(spec: PlanSpec, there: Inventory) -> None:
    """Counting down and judging each ENI by itself agree to the byte."""
    fast, slow = plan_groups(spec, there), plan_groups(one_by_one(spec), there)
    assert list(fast.enis) == list(slow.enis)
    assert list(fast.requests.lines()) == list(slow.requests.lines())
    assert [u.after for u in fast.utilisation] == [u.after for u in slow.utilisation]
    assert sum(r.enis for r in fast.refused) == sum(r.enis for r in slow.refused)


def request_of(group: Group, name: str, vswitch_id: str) -> Json:
    """The request of a group's usual ENI, written by hand."""
    counts = {
        "SecondaryPrivateIpAddressCount": group.secondary_addresses,
        "Ipv4PrefixCount": group.ipv4_prefixes,
        "Ipv6AddressCount": group.ipv6_addresses,
        "Ipv6PrefixCount": group.ipv6_prefixes,
    }
    return {
        "RegionId": REGION,
        "VSwitchId": vswitch_id,
        "SecurityGroupIds": list(group.security_groups),
        "NetworkInterfaceName": name,
        "ClientToken": "the-next-one",
        **{key: count for key, count in counts.items() if count},
    }


def errors_after(sent: list[Json], request: Json, there: Inventory) -> list[str]:
    """The error codes of one more request after those that were sent."""
    report = check_requests(enumerate([*sent, request], 1), there)
    return [f.code for f in report.findings if f.is_error and f.line == len(sent) + 1]


@settings(max_examples=examples(50))
@given(specs(), inventories())
def test_checking_refuses_what_the_plan_refuses(spec: PlanSpec, there: Inventory) -> None:
    """Where a group meets a limit, the request of that ENI after those before it breaks the same one, everywhere."""
    plan = plan_groups(spec, there)
    place = {group.name: number for number, group in enumerate(spec.groups)}
    for refusal in plan.refused:
        group, number = spec.groups[place[refusal.group]], int(refusal.first.partition("-")[2])
        if refusal.code not in ROOM or number in group.wishes:
            continue
        sent = [
            json.loads(line) for columns in plan.columns[: place[refusal.group]] for line in columns.request_lines()
        ]
        own = [json.loads(line) for line in plan.columns[place[refusal.group]].request_lines()]
        sent += [one for one in own if int(one["NetworkInterfaceName"].partition("-")[2]) < number]
        found = [errors_after(sent, request_of(group, refusal.first, v), there) for v in refusal.vswitches]
        assert refusal.code in found[0]
        assert all(found)


@settings(max_examples=examples(50))
@given(specs(), inventories())
def test_an_instance_stays_in_one_zone(spec: PlanSpec, there: Inventory) -> None:
    """New ENIs of one instance are in one zone; VSwitches without a zone id go with any."""
    plan = plan_groups(spec, there)
    zones: dict[tuple[str, int], set[str]] = {}
    for one in planned_only(plan):
        group = next(g for g in spec.groups if g.name == one.group)
        instance = (int(one.name.partition("-")[2]) - 1) // group.enis_per_instance
        if group.enis_per_instance > 1 and BY_ID[one.vswitch].zone_id:
            zones.setdefault((group.name, instance), set()).add(BY_ID[one.vswitch].zone_id)
    assert all(len(found) == 1 for found in zones.values())


@settings(max_examples=examples(50))
@given(specs(), inventories())
def test_figures_after_the_plan_add_up(spec: PlanSpec, there: Inventory) -> None:
    """Used addresses grow by 1 + secondary + 16 a prefix of the new ENIs, free ones shrink by what left the pools."""
    plan = plan_groups(spec, there)
    more: Counter[str] = Counter()
    for one in planned_only(plan):
        more[one.vswitch] += 1 + len(one.secondary) + 16 * len(one.ipv4_prefixes)
    for row in plan.utilisation:
        assert row.after.used_ipv4 - row.before.used_ipv4 == more[row.vswitch]
        assert row.after.usable_ipv4 == row.before.usable_ipv4
