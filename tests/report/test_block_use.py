"""Prefixes of reserved blocks: each counted once, against sets of addresses and against the pools' own figures."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings

from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Wish
from eniplan.report.address_book import address_book
from eniplan.report.block_use import block_uses, uses_in
from tests.planning.ground_kit import account, eni, group, pending, planned, vswitch
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec
    from eniplan.report.block_use import BlockUse

A = vswitch(
    "a",
    "10.0.0.0/24",
    "10.0.0.128/27",
    "10.0.0.64/26",
    "2001:db8:0:a:4000::/66",
    ipv6="2001:db8:0:a::/64",
    pending=(pending("10.0.0.32/28"),),
)


def figures(use: BlockUse) -> tuple[str, int, int, int, int, int]:
    """Block, size, used, spoiled, planned, newly spoiled."""
    return str(use.block.cidr), use.size, use.used, use.spoiled, use.planned, use.newly_spoiled


def test_each_prefix_counts_once_and_what_was_there_first_keeps_it() -> None:
    """10.0.0.64/28 is in use and has a single address in it too: used; .80 holds a single one: spoiled; .96 is planned.

    The plan spoils 10.0.0.128/28 with .130, and .83 spoils nothing more. IPv6 blocks come after IPv4, by address.
    """
    there = account(
        A,
        enis=[
            eni("1", "a", "10.0.0.66", "10.0.0.81", prefixes=("10.0.0.64/28", "2001:db8:0:a:4000::/80")),
            eni("2", "a", "10.0.0.82", ipv6=("2001:db8:0:a:4001::5",)),
        ],
    )
    wishes = (
        Wish(n=1, primary="10.0.0.130"),
        Wish(n=2, ipv4_prefixes=("10.0.0.96/28",)),
        Wish(n=3, primary="10.0.0.83"),
    )
    made = planned(group("w-{n}", 3, "a", addressing="pinned", enis=wishes), on=there)
    assert not made.refused
    assert [figures(use) for use in block_uses(made)] == [
        ("10.0.0.32/28", 1, 0, 0, 0, 0),
        ("10.0.0.64/26", 4, 1, 1, 1, 0),
        ("10.0.0.128/27", 2, 0, 0, 0, 1),
        ("2001:db8:0:a:4000::/66", 2**14, 1, 1, 0, 0),
    ]
    assert [figures(use)[2:] for use in block_uses(there)][1:3] == [(1, 1, 0, 0), (0, 0, 0, 0)]


def test_a_prefix_is_used_planned_spoiled_or_free() -> None:
    """Of the four prefixes of a /26 one is in use, one spoiled by .80, one planned; one is left."""
    site = vswitch(
        "a", "10.0.0.0/24", "10.0.0.64/26", "2001:db8:0:a:4000::/66", ipv6="2001:db8:0:a::/64",
        pending=(pending("10.0.0.32/28", "Releasing"),),
    )  # fmt: skip
    there = account(site, enis=[eni("1", "a", "10.0.0.80", prefixes=("10.0.0.64/28", "2001:db8:0:a:4000::/80"))])
    plan = planned(group("auto-{n}", 1, ipv4_prefixes=1), on=there)
    releasing, assigned = uses_in(address_book(plan, "vsw-a"), 4)
    assert (assigned.size, assigned.used, assigned.planned, assigned.lost, assigned.free) == (4, 1, 1, 1, 1)
    assert assigned.words() == "Assigned: 1 free of 4 prefixes, 1 in use, 1 planned, 1 spoiled by single addresses"
    assert assigned.brief() == "1 free of 4 prefixes"
    assert releasing.words() == "Releasing: 1 free of 1 prefix, none to be had"
    assert releasing.brief() == "Releasing, gives no prefix"
    (wide,) = uses_in(address_book(plan, "vsw-a"), 6)
    assert (wide.size, wide.used, wide.free) == (16_384, 1, 16_383)


def test_a_block_that_is_not_assigned_gives_none() -> None:
    """Its one prefix is free and cannot be had."""
    assigning = block_uses(account(A))[0]
    assert (assigning.free, assigning.pool.before, assigning.pool.after) == (1, 0, 0)


def test_enis_that_exist_already_are_not_planned() -> None:
    """web-1 exists with a prefix: it is used before, and the plan takes only web-2's."""
    there = account(A, enis=[eni("web-1", "a", "10.0.0.9", prefixes=("10.0.0.64/28",))])
    made = planned(group("web-{n}", 2, "a", ipv4_prefixes=1), on=there)
    uses = block_uses(made)
    assert sum(use.used for use in uses) == 1
    assert sum(use.planned for use in uses) == 1


def test_vswitches_with_the_same_addresses_are_kept_apart() -> None:
    """Two VPCs with one CIDR: the plan takes from one of them only."""
    twin = replace(A, id="vsw-twin", vpc_id="vpc-2")
    made = planned(group("web-{n}", 3, "a", ipv4_prefixes=1), on=account(A, twin))
    assert {use.vswitch.id for use in block_uses(made) if use.touched} == {"vsw-a"}


def counted_slowly(plan: Plan, *, after: bool) -> dict[str, int]:
    """Free prefixes of each block by walking over its prefixes and asking every holder."""
    inventory = plan.inventory
    held: dict[str, set[str]] = {key: set() for key in inventory.vswitches}
    for holder in inventory.holders:
        prefixes, singles = (*holder.ipv4_prefixes, *holder.ipv6_prefixes), (*holder.ipv4, *holder.ipv6)
        held[holder.vswitch_id].update(map(str, prefixes), (str(ip_address(single)) for single in singles))
    for one in plan.enis if after else ():
        taken = (one.primary, *one.secondary, *one.ipv6, *one.ipv4_prefixes, *one.ipv6_prefixes)
        held[one.vswitch].update(filter(None, taken))
    return {
        f"{key} {block.cidr}": _free(str(block.cidr), held[key])
        for key, vswitch in inventory.vswitches.items()
        for block in vswitch.blocks
    }


def _free(block: str, held: Iterable[str]) -> int:
    whole = ip_network(block)
    parts = whole.subnets(new_prefix=28 if whole.version == 4 else 80)
    taken = [ip_network(text) for text in held]
    inside = [(int(one[0]), int(one[-1])) for one in taken if one.version == whole.version]
    return sum(not any(int(part[0]) <= last and first <= int(part[-1]) for first, last in inside) for part in parts)


@given(spec=specs(), there=inventories())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_free_prefixes_agree_with_walking_over_them_and_with_the_pools(spec: PlanSpec, there: Inventory) -> None:
    """Before and after; and the Assigned blocks of a VSwitch add up to what its pools count."""
    made = plan_groups(spec, there)
    uses = block_uses(made)
    after = {f"{use.vswitch.id} {use.block.cidr}": use.free for use in uses}
    assert after == counted_slowly(made, after=True)
    before = {f"{use.vswitch.id} {use.block.cidr}": use.size - use.used - use.spoiled for use in uses}
    assert before == counted_slowly(made, after=False)
    for row in made.utilisation:
        mine = [use.pool for use in uses if use.vswitch.id == row.vswitch]
        assert sum(pool.before for pool in mine) == row.before.free_prefixes_ipv4 + row.before.free_prefixes_ipv6
        assert sum(pool.after for pool in mine) == row.after.free_prefixes_ipv4 + row.after.free_prefixes_ipv6
    for row in made.utilisation:
        book = address_book(made, row.vswitch)
        assert [*uses_in(book, 4), *uses_in(book, 6)] == [use for use in uses if use.vswitch.id == row.vswitch]
