"""ENIs larger than one call: which calls make them, what each takes, and what is sent."""

from __future__ import annotations

import json
from functools import cache
from hashlib import blake2b
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.network.profile import Profile
from eniplan.planning.checking import check_requests
from eniplan.planning.shape import amounts
from eniplan.planning.spec import Wish
from eniplan.planning.steps import calls_of
from tests.planning.ground_kit import REGION, account, group, planned, said, vswitch

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan

Json = dict[str, Any]
WIDE = vswitch("wide", "10.8.0.0/20", "10.8.4.0/22", "2001:db8:0:8:4000::/66", ipv6="2001:db8:0:8::/64")
WARN, SPLIT = Profile(), Profile(addresses_with_prefixes="split")

CREATE_LISTED = {"PrivateIpAddress": 10, "Ipv4Prefix": 10, "Ipv6Address": 10, "Ipv6Prefix": 10}
CREATE_COUNTED = {
    "SecondaryPrivateIpAddressCount": 49, "Ipv4PrefixCount": 10, "Ipv6AddressCount": 10, "Ipv6PrefixCount": 10,
}  # fmt: skip
ASSIGN = {
    "AssignPrivateIpAddresses": {
        "PrivateIpAddress": 32, "SecondaryPrivateIpAddressCount": 49, "Ipv4Prefix": 10, "Ipv4PrefixCount": 10},
    "AssignIpv6Addresses": {"Ipv6Address": 10, "Ipv6AddressCount": 10, "Ipv6Prefix": 10, "Ipv6PrefixCount": 10},
}  # fmt: skip
"""What each call takes (API pages and SDK 7.11.8), written again by hand."""


def sizes(wanted: Json, profile: Profile = WARN) -> list[Json]:
    """Each call's portions, by parameter."""
    made = group(**wanted)
    kinds = amounts(made)
    return [
        {kinds[part.kind].parameter: part.stop - part.start for part in call.parts} for call in calls_of(kinds, profile)
    ]


PINNED = {"addressing": "pinned"}
CASES: dict[str, tuple[Json, Profile, list[Json]]] = {
    "one call": ({"secondary_addresses": 49}, WARN, [{"SecondaryPrivateIpAddressCount": 49}]),
    "10 listed": ({"secondary_addresses": 10, **PINNED}, WARN, [{"PrivateIpAddress": 10}]),
    "11 listed": ({"secondary_addresses": 11, **PINNED}, WARN, [{"PrivateIpAddress": 10}, {"PrivateIpAddress": 1}]),
    "49 listed": ({"secondary_addresses": 49, **PINNED}, WARN,
        [{"PrivateIpAddress": 10}, {"PrivateIpAddress": 32}, {"PrivateIpAddress": 7}]),
    "14 prefixes": ({"ipv4_prefixes": 14}, WARN, [{"Ipv4PrefixCount": 10}, {"Ipv4PrefixCount": 4}]),
    "both families": ({"ipv4_prefixes": 12, "ipv6_prefixes": 21, "ipv6_addresses": 3}, WARN, [
        {"Ipv4PrefixCount": 10, "Ipv6AddressCount": 3, "Ipv6PrefixCount": 10},
        {"Ipv4PrefixCount": 2}, {"Ipv6PrefixCount": 10}, {"Ipv6PrefixCount": 1}]),
    "mixed, one call more": ({"secondary_addresses": 20, "ipv4_prefixes": 14, **PINNED}, WARN, [
        {"PrivateIpAddress": 10, "Ipv4Prefix": 10}, {"PrivateIpAddress": 10, "Ipv4Prefix": 4}]),
    "split": ({"secondary_addresses": 3, "ipv4_prefixes": 2}, SPLIT,
        [{"SecondaryPrivateIpAddressCount": 3}, {"Ipv4PrefixCount": 2}]),
    "split, prefixes first": ({"secondary_addresses": 11, "ipv4_prefixes": 10, **PINNED}, SPLIT,
        [{"Ipv4Prefix": 10}, {"PrivateIpAddress": 11}]),
    "split by family": ({"secondary_addresses": 3, "ipv6_prefixes": 2}, SPLIT,
        [{"SecondaryPrivateIpAddressCount": 3, "Ipv6PrefixCount": 2}]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_each_call_takes(case: str) -> None:
    """The create as much as it may, the assign calls the rest."""
    wanted, profile, expected = CASES[case]
    assert sizes(wanted, profile) == expected


@cache
def fewest(left: tuple[int, int], most: tuple[int, int], *, split: bool) -> int:
    """The fewest assign calls for so many addresses and prefixes, by trying every size of every call."""
    if left == (0, 0):
        return 0
    takes = product(*(range(min(count, limit) + 1) for count, limit in zip(left, most, strict=True)))
    allowed = [take for take in takes if any(take) and not (split and all(take))]
    best = [(left[0] - take[0], left[1] - take[1]) for take in allowed]
    return 1 + min(fewest(rest, most, split=split) for rest in best)


counts = st.integers(0, 49)


@given(counts, counts, st.booleans(), st.booleans())
def test_no_other_division_needs_fewer_calls(secondary: int, prefixes: int, split: bool, pinned: bool) -> None:  # noqa: FBT001
    """Against an exhaustive search over what the create and each assign call could take of IPv4."""
    secondary, prefixes = secondary % 26, prefixes % 24  # as far as the search is quick
    wanted = {"secondary_addresses": secondary, "ipv4_prefixes": prefixes, **(PINNED if pinned else {})}
    first, later = ((10, 10), (32, 10)) if pinned else ((49, 10), (49, 10))
    created = product(range(min(secondary, first[0]) + 1), range(min(prefixes, first[1]) + 1))
    allowed = [take for take in created if not (split and all(take))]
    best = min(fewest((secondary - a, prefixes - p), later, split=split) for a, p in allowed)
    assert len(sizes(wanted, SPLIT if split else WARN)) == 1 + best


KINDS = st.fixed_dictionaries(
    {
        "secondary_addresses": counts,
        "ipv4_prefixes": counts,
        "ipv6_addresses": st.integers(0, 10),
        "ipv6_prefixes": counts,
        "addressing": st.sampled_from(["automatic", "pinned"]),
    }
)


@given(KINDS, st.booleans())
def test_every_portion_is_within_its_call(wanted: Json, split: bool) -> None:  # noqa: FBT001
    """Each kind is taken once from 0 to its end, in order, and no call takes more than it may."""
    made = group(**wanted)
    kinds, calls = amounts(made), calls_of(amounts(made), SPLIT if split else WARN)
    for kind, amount in enumerate(kinds):
        parts = [part for call in calls for part in call.parts if part.kind == kind]
        ends = [0, *(part.stop for part in parts)]
        assert [part.start for part in parts] == ends[:-1]
        assert ends[-1] == amount.total
        assert all(part.start < part.stop for part in parts)
    assert [call.action for call in calls].count("CreateNetworkInterface") == 1
    for call in calls:
        limits = {**CREATE_LISTED, **CREATE_COUNTED} if call.is_create else ASSIGN[call.action]
        names = [kinds[part.kind].parameter for part in call.parts]
        assert all(part.stop - part.start <= limits[name] for part, name in zip(call.parts, names, strict=True))
        if split:
            assert len(names) == len({"6" if "6" in name else "4" for name in names})


def steps_by_eni(plan: Plan) -> dict[str, list[tuple[str, Json, str | None]]]:
    """The steps of each ENI as its lines of steps.jsonl say."""
    found: dict[str, list[tuple[str, Json, str | None]]] = {}
    for step in plan.steps:
        row = json.loads(step.json())
        assert list(row) == ["id", "action", "parameters", "after"]
        name, _, place = row["id"].rpartition("/")
        found.setdefault(name, []).append((row["action"], row["parameters"], row["after"]))
        assert int(place) == len(found[name])
        assert row["after"] == (None if place == "1" else f"{name}/1")
    return found


LARGE = group("large-{n}", 3, "wide", secondary_addresses=25, ipv4_prefixes=12, ipv6_addresses=2, ipv6_prefixes=13,
              enis=(Wish(n=2, secondary=("10.8.0.9", "10.8.0.10")),))  # fmt: skip
SMALL = group("small-{n}", 2, "wide", secondary_addresses=3)


@pytest.mark.parametrize("addressing", ["automatic", "pinned"])
def test_the_steps_together_ask_for_the_whole_eni(addressing: str) -> None:
    """Named ones are exactly the ENI's addresses, counted ones their number; one create each, which check accepts."""
    there = account(WIDE)
    plan = planned(group("large-{n}", 3, "wide", **shape(addressing)), SMALL, on=there)
    found = steps_by_eni(plan)
    assert list(found) == ["large-1", "large-2", "large-3", "small-1", "small-2"]
    for one in plan.enis:
        asked = [parameters for _, parameters, _ in found[one.name]]
        for listed, counted, has in (
            ("PrivateIpAddress", "SecondaryPrivateIpAddressCount", one.secondary),
            ("Ipv4Prefix", "Ipv4PrefixCount", one.ipv4_prefixes),
            ("Ipv6Address", "Ipv6AddressCount", one.ipv6),
            ("Ipv6Prefix", "Ipv6PrefixCount", one.ipv6_prefixes),
        ):
            named = [text for parameters in asked for text in parameters.get(listed, ())]
            number = sum(parameters.get(counted, 0) for parameters in asked)
            assert (named, number) in ((list(has), 0), ([], len(has)))
    creates = [parameters for steps in found.values() for action, parameters, _ in steps if action[0] == "C"]
    assert [json.loads(line) for line in plan.requests.lines()] == creates
    report = check_requests(enumerate(creates, 1), there)
    assert [finding for finding in report.findings if finding.is_error] == []
    assert (len(plan.steps), plan.needs_steps) == (sum(map(len, found.values())), True)


def shape(addressing: str) -> Json:
    """25 secondary addresses and 12 prefixes, both families."""
    return {
        "addressing": addressing, "secondary_addresses": 25, "ipv4_prefixes": 12, "ipv6_addresses": 2,
        "ipv6_prefixes": 13, "enis": (Wish(n=2, secondary=("10.8.0.9", "10.8.0.10")),),
    }  # fmt: skip


def test_tokens_of_steps_are_their_own() -> None:
    """Two calls of one ENI that ask for the same differ by their id, and a token is the hash the contract names."""
    plan = planned(group("big-{n}", 2, "wide", ipv4_prefixes=30), on=account(WIDE))
    tokens = [step.parameters["ClientToken"] for step in plan.steps]
    assert len(set(tokens)) == len(tokens) == 6
    third = plan.steps[2]
    bare = f'{{"RegionId":"{REGION}","Ipv4PrefixCount":10}}'
    text = f"test\0{third.id}\0{bare}"
    assert third.parameters == {**json.loads(bare), "ClientToken": blake2b(text.encode(), digest_size=16).hexdigest()}
    assert (third.id, third.action, third.after) == ("big-1/3", "AssignPrivateIpAddresses", "big-1/1")


def test_steps_are_a_sequence() -> None:
    """By index, from the end and as slices, with existing ENIs and wishes between: the same as one after the other."""
    plan = planned(SMALL, LARGE, SMALL_AGAIN, on=account(WIDE))
    steps = list(plan.steps)
    assert [plan.steps[n] for n in range(len(steps))] == steps
    assert plan.steps[-1] == steps[-1]
    assert plan.steps[1:9:3] == tuple(steps[1:9:3])
    creates = sum(step.after is None for step in steps)
    assert repr(plan.steps) == f"<{len(steps)} steps: {creates} creates, {len(steps) - creates} assign calls>"
    with pytest.raises(IndexError):
        plan.steps[len(steps)]


SMALL_AGAIN = group("again-{n}", 3, "wide", enis=(Wish(n=1, secondary=tuple(f"10.8.2.{n}" for n in range(12))),))


def test_large_enis_are_told() -> None:
    """The group's note says the calls; an ENI with another number of calls has a note of its own."""
    plan = planned(SMALL, LARGE, SMALL_AGAIN, on=account(WIDE))
    assert said(plan.findings, "Lint.StepsNeeded") == [("large-{n}", ""), ("again-1", "vsw-wide")]
    note = next(finding for finding in plan.findings if finding.code == "Lint.StepsNeeded")
    assert (note.severity, note.is_error) == ("note", False)
    assert "each of its ENIs takes 4 calls" not in note.message
    assert "3 calls: CreateNetworkInterface, then AssignPrivateIpAddresses and AssignIpv6Addresses" in note.message
    assert plan.ok


def test_a_split_profile_says_nothing_of_mixing() -> None:
    """Addresses and prefixes of one family are two calls: nothing is mixed, and check finds nothing either."""
    there = account(WIDE, addresses_with_prefixes="split")
    plan = planned(group("p-{n}", 2, "wide", secondary_addresses=2, ipv4_prefixes=2), on=there)
    assert said(plan.findings, "Lint.MixedAddressesAndPrefixes") == []
    assert len(plan.steps) == 4
    report = check_requests(enumerate(map(json.loads, plan.requests.lines()), 1), there)
    assert {finding.code for finding in report.findings} <= {"Lint.CountsMayUnderReport"}


def test_steps_take_their_room_before_the_next() -> None:
    """Sixteen prefixes in the block: 12 of the first ENI leave 4, which the second one's create alone would take."""
    tight = vswitch("tight", "10.9.0.0/22", "10.9.1.0/24")
    plan = planned(group("p-{n}", 2, "tight", ipv4_prefixes=12), on=account(tight))
    assert [(r.code, r.enis, r.placed) for r in plan.refused] == [("InvalidVSwitchId.IpPrefixNotEnough", 1, 1)]


def test_49_slots_by_steps_and_no_more() -> None:
    """30 secondary addresses and 19 prefixes are 49; one more prefix is refused."""
    there = account(WIDE)
    fits = planned(group("p-{n}", 1, "wide", secondary_addresses=30, ipv4_prefixes=19, addressing="pinned"), on=there)
    assert fits.ok
    over = planned(group("p-{n}", 1, "wide", secondary_addresses=30, ipv4_prefixes=20), on=there)
    assert [r.code for r in over.refused] == ["MaxEniPrivateIpsCountExceeded"]
