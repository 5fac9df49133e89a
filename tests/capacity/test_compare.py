"""Scenarios against counting by hand on small accounts, and against plans that are made directly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eniplan.capacity.compare import COMPARED, CompareAnswer, ComparedScenario, compare
from eniplan.capacity.consequences import Consequences
from eniplan.capacity.headroom import headroom
from eniplan.capacity.scenario import Scenario
from eniplan.errors import QuestionError, SpecError
from eniplan.network.reserving import with_reserved_block
from tests.effort import examples
from tests.planning.ground_kit import ACCOUNT, A, C, account, block, group, planned, spec

WEB = group("web-{n}", 10, "a", secondary_addresses=1)
FIRST = planned(WEB)
"""10 ENIs of two addresses in a /24 with a reserved /26: 252 usable, 188 of them open."""


def one(answer: CompareAnswer, name: str) -> ComparedScenario:
    """One scenario by its name."""
    return next(each for each in answer.scenarios if each.name == name)


def test_the_first_scenario_in_numbers() -> None:
    """20 of the 188 open addresses are used; (188 - 20) / 2 = 84 more ENIs fit; all four prefixes are free."""
    first = compare({"today": FIRST, "same": FIRST}).scenarios[0].consequences
    whole = first.whole_blocks
    assert first == Consequences(
        asked=10,
        placed=10,
        refused=0,
        requests=10,
        used_ipv4=20,
        free_open_ipv4=168,
        whole_blocks=whole,
        free_prefixes_ipv4=4,
        headroom=84,
        scarcest="web-{n}",
        next_code="InvalidVSwitchId.IpNotEnough",
        first_code="",
    )
    spoilt = {int(address.split(".")[3]) // 16 for eni in FIRST.enis for address in (eni.primary, *eni.secondary)}
    assert whole == len(set(range(1, 15)) - {4, 5, 6, 7} - spoilt)


def test_a_plan_against_itself_has_no_difference() -> None:
    """Nothing is added, changed, removed or renumbered."""
    same = compare({"today": FIRST, "same": FIRST}).scenarios[1]
    assert set(same.difference.values()) == {0}
    assert set(same.difference) == set(COMPARED)


def test_more_demand_adds_requests_and_renumbers_nobody() -> None:
    """100 ENIs of two addresses where 94 fit: 84 added, 6 refused; those of today keep what they have."""
    more = compare({"today": FIRST, "more": Scenario(counts={"web-{n}": 100})}).scenarios[1]
    assert more.changed == "100 ENIs of web-{n} instead of 10"
    assert (more.requests_added, more.requests_changed, more.requests_removed, more.renumbered) == (84, 0, 0, 0)
    assert (more.consequences.refused, more.consequences.first_code) == (6, "InvalidVSwitchId.IpNotEnough")
    assert more.difference["headroom"] == -84
    assert more.difference["used_ipv4"] == 168


def test_drawn_anew_everybody_is_renumbered() -> None:
    """Without the first plan's addresses another seed draws others: at least one ENI loses one."""
    other = planned(WEB, seed=1)
    anew = compare({"today": FIRST, "anew": other}).scenarios[1]
    lost = sum(
        not {was.primary, *was.secondary} <= {now.primary, *now.secondary} or was.primary != now.primary
        for was, now in zip(FIRST.enis, other.enis, strict=True)
    )
    assert anew.renumbered == lost > 0
    assert (anew.requests_added, anew.requests_changed) == (0, 0)


def test_other_parameters_are_a_changed_request() -> None:
    """A tag more: ten requests change, no address does. The plan's own name changes none."""
    tagged = Scenario(spec=spec(replace(WEB, tags=(("app", "web"),))))
    answer = compare({"today": FIRST, "tagged": tagged, "renamed": planned(WEB, name="other")})
    assert (one(answer, "tagged").requests_changed, one(answer, "tagged").renumbered) == (10, 0)
    assert one(answer, "tagged").changed == "another plan"
    assert one(answer, "renamed").requests_changed == 0


def test_another_inventory_and_another_profile() -> None:
    """A further reserved /28 takes 16 open addresses and gives a prefix; a quota of 12 leaves room for 2."""
    reserved = with_reserved_block(account(A, C), "vsw-a", "10.0.0.128/28")
    first = planned(WEB, on=account(A, C))
    answer = compare(
        {"today": first, "reserved": Scenario(inventory=reserved), "quota": Scenario(profile={"eni_quota": 12})}
    )
    blocked, quota = one(answer, "reserved"), one(answer, "quota")
    assert blocked.difference["free_prefixes_ipv4"] == 1
    assert blocked.changed == "another inventory"
    assert (quota.consequences.headroom, quota.changed) == (2, "eni_quota = 12")
    assert not quota.difference["used_ipv4"]


def test_networks_of_the_plan_file_may_change() -> None:
    """A larger VSwitch of the plan's own: 1,020 usable less the reserved 64, at two addresses each."""
    wide = replace(A, cidr=block("10.0.0.0/22"), ipv6_cidr=None, blocks=A.blocks[:1])
    narrow = replace(wide, cidr=block("10.0.0.0/24"))
    there = account(C)
    first = planned(WEB, on=there, vswitches=(narrow,))
    answer = compare({"/24": first, "/22": Scenario(spec=spec(WEB, vswitches=(wide,)))})
    assert answer.scenarios[0].consequences.free_open_ipv4 == 188 - 20
    assert answer.scenarios[1].consequences.free_open_ipv4 == 1024 - 4 - 64 - 20
    assert answer.scenarios[1].renumbered == 0


def test_only_named_vswitches_count() -> None:
    """Two plans in different VSwitches: the sums are over both, of each plan."""
    answer = compare({"a": FIRST, "c": planned(group("web-{n}", 10, "c"))})
    assert [each.consequences.free_open_ipv4 for each in answer.scenarios] == [168 + 12, 188 + 2]
    assert "the 2 VSwitches" in answer.assumptions[0]


@settings(max_examples=examples(25))
@given(count=st.integers(1, 120), secondary=st.integers(0, 3))
def test_a_scenario_is_a_plan_of_its_own(count: int, secondary: int) -> None:
    """Drawn anew, its numbers are those of planning it directly."""
    wanted = replace(WEB, count=count, secondary_addresses=secondary)
    made = planned(wanted)
    found = compare({"today": FIRST, "other": Scenario(spec=spec(wanted), keeps=False)}).scenarios[1].consequences
    after = next(row.after for row in made.utilisation if row.vswitch == "vsw-a")
    assert (found.placed, found.refused) == (len(made.enis), made.refused.enis)
    assert (found.free_open_ipv4, found.whole_blocks) == (after.free_open_ipv4, after.whole_blocks)
    assert found.headroom == headroom(made).groups[0].fits


def test_headlines() -> None:
    """What is refused comes first; else the least room; the exit status follows."""
    more = compare({"today": FIRST, "more": Scenario(counts={"web-{n}": 100}), "less": Scenario(counts={"web-{n}": 1})})
    assert more.headline.startswith(
        '2 scenarios beside "today": "more" is refused most, 6 ENIs, first InvalidVSwitchId.IpNotEnough'
    )
    assert not more.holds
    fine = compare({"today": FIRST, "less": Scenario(counts={"web-{n}": 1})})
    assert fine.headline == ('1 scenario beside "today": nothing is refused; "less" leaves least room, 93 more ENIs')
    assert fine.holds


def test_what_cannot_be_compared() -> None:
    """One plan, a first one that is none, groups that are not there, another name's addresses."""
    with pytest.raises(QuestionError, match="1 scenario: at least two are compared"):
        compare({"today": FIRST})
    with pytest.raises(QuestionError, match='"a" is what the others are compared with: the first one has to be a plan'):
        compare({"a": Scenario(), "b": FIRST})
    with pytest.raises(QuestionError, match='the plan has no group "wbe"; known: web'):
        compare({"a": FIRST, "b": Scenario(counts={"wbe": 3, "web-{n}": 3})})
    with pytest.raises(SpecError, match='is of the plan "test", and this is "other"'):
        compare({"a": FIRST, "b": Scenario(spec=spec(WEB, name="other"))})


def test_ready_made_requests_have_no_headroom() -> None:
    """Their plan has no groups: the measure is missing, its difference too."""
    from eniplan.contract.reading import read_request  # noqa: PLC0415 - likewise
    from eniplan.planning.request_plan import plan_requests  # noqa: PLC0415 - one test

    members = {"VSwitchId": "vsw-a", "SecurityGroupId": "sg-1", "RegionId": "cn-hangzhou"}
    ready = plan_requests([read_request(members)], ACCOUNT)
    answer = compare({"ready": ready, "again": ready})
    assert answer.scenarios[1].consequences.headroom is None
    assert answer.scenarios[1].difference["headroom"] is None
    assert answer.headline.endswith("nothing is refused")
