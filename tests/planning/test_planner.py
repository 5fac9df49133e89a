"""The plan as a whole: the same for the same input, tokens that others do not change, and held addresses."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from eniplan.errors import SpecError
from eniplan.planning.plan import Plan
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Wish
from tests.planning.ground_kit import (
    ACCOUNT,
    B,
    account,
    eni,
    group,
    lines,
    planned,
    refusals,
    said,
    spec,
    vswitch,
)

ROOT = Path(__file__).parents[2]
WEB = group("web-{n}", 6, "a", "b", secondary_addresses=2, ipv6_addresses=1, tags=(("app", "web"),))
POD = group("pod-{n}", 3, "a", "b", ipv4_prefixes=1, placement="prefix-aware")
GATE = group("gate-{n}", 2, "b", addressing="pinned", enis=(Wish(n=1, primary="10.0.1.9"),))


def whole(plan: Plan) -> str:
    """Everything a plan says, as one text."""
    return "\n".join([*lines(plan), *map(str, plan.enis), *map(str, plan.refused), *map(str, plan.findings)])


def bare(line: str) -> str:
    """A request's line without its token."""
    members = json.loads(line)
    del members["ClientToken"]
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"))


def test_same_input_same_plan() -> None:
    """The same groups, account and seed give the same bytes."""
    assert whole(planned(WEB, POD, GATE, seed=5)) == whole(planned(WEB, POD, GATE, seed=5))


def test_same_plan_in_other_processes() -> None:
    """Hash seeds of the process change nothing: requests, every ENI and every finding are the same text."""
    code = "from tests.planning import test_planner as t\nprint(t.whole(t.planned(t.WEB, t.POD, t.GATE, seed=5)))"
    outputs = {
        subprocess.run(  # noqa: S603 - this interpreter, with a constant text
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert outputs == {whole(planned(WEB, POD, GATE, seed=5)) + "\n"}


def test_another_seed_draws_other_addresses_for_the_same_requests() -> None:
    """Automatic requests do not depend on the seed; the illustrative addresses do."""
    one, two = planned(WEB, POD, seed=1), planned(WEB, POD, seed=2)
    assert lines(one) == lines(two)
    assert [each.primary for each in one.enis] != [each.primary for each in two.enis]
    assert (one.seed, two.seed) == (1, 2)


def test_a_seed_given_apart_wins() -> None:
    """The caller's seed replaces the plan's."""
    one = plan_groups(spec(WEB, seed=1), ACCOUNT, seed=2)
    assert one.seed == 2
    assert list(one.enis) == list(planned(WEB, seed=2).enis)
    assert plan_groups(spec(WEB, seed=1), ACCOUNT, seed=0).seed == 0


def test_tokens_are_what_the_contract_says() -> None:
    """blake2b of 16 bytes over plan name, NUL, ENI name, NUL and the canonical line without token."""
    plan = planned(WEB, POD, GATE)
    for one, line in zip(plan.enis, lines(plan), strict=True):
        text = "\0".join(["test", one.name, bare(line)])
        assert json.loads(line)["ClientToken"] == hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    assert len({json.loads(line)["ClientToken"] for line in lines(plan)}) == len(plan.enis) == 11


@pytest.mark.parametrize(
    "groups",
    [(POD, WEB), (WEB,), (WEB, replace(POD, count=1)), (WEB, group("x-{n}", 9, "a")), (replace(WEB, count=9), POD)],
)
def test_other_groups_change_no_token(groups: tuple[type(WEB), ...]) -> None:  # type: ignore[valid-type]
    """Their order, count and presence leave each request of web as it is."""
    mine = [line for line in lines(planned(WEB, POD)) if '"web-' in line]
    assert [line for line in lines(planned(*groups)) if '"web-' in line][:6] == mine


def test_the_plans_name_changes_every_token_and_nothing_else() -> None:
    """Two plans of the same groups are two batches."""
    one, two = lines(planned(WEB)), lines(planned(WEB, name="other"))
    assert list(map(bare, one)) == list(map(bare, two))
    assert not set(one) & set(two)


NAMED = group("named-{n}", 1, "c", enis=(Wish(n=1, primary="10.0.2.7"),))


@pytest.mark.parametrize("count", [1, 11])
def test_named_addresses_are_held_back(count: int) -> None:
    """Of 12 addresses, 1 or 11 go to automatic ENIs before; the one that is named later never does, for 200 seeds."""
    for seed in range(200):
        plan = planned(group("auto-{n}", count, "c"), NAMED, seed=seed)
        assert refusals(plan) == []
        assert "10.0.2.7" not in {each.primary for each in plan.enis[:-1]}
        assert plan.enis[-1].primary == "10.0.2.7"


def test_the_last_address_goes_all_the_same() -> None:
    """When nothing else is left it is drawn, by the last ENI, and the later group is refused: for every seed alike."""
    for seed in range(50):
        plan = planned(group("auto-{n}", 12, "c"), NAMED, seed=seed)
        assert plan.enis[11].primary == "10.0.2.7"
        assert [(r.code, r.group) for r in plan.refused] == [("InvalidPrivateIpAddress.Duplicated", "named-{n}")]


def test_named_prefixes_are_held_back() -> None:
    """Four prefixes: three by count before the one by name, then all four before it."""
    named = group("named-{n}", 1, "b", enis=(Wish(n=1, ipv4_prefixes=("10.0.1.80/28",)),))
    for seed in range(100):
        fine = planned(group("auto-{n}", 3, "b", ipv4_prefixes=1), named, seed=seed)
        assert refusals(fine) == []
        full = planned(group("auto-{n}", 4, "b", ipv4_prefixes=1), named, seed=seed)
        assert refusals(full) == [("InvalidIp.IpPrefixNotAvailable", 1, 0)]
        assert full.enis[3].ipv4_prefixes == ("10.0.1.80/28",)


def test_a_wish_without_vswitch_is_held_wherever_it_could_be() -> None:
    """The group names two VSwitches; the address lies in the second."""
    named = group("named-{n}", 1, "b", "c", enis=(Wish(n=1, primary="10.0.2.7"),))
    for seed in range(50):
        plan = planned(group("auto-{n}", 11, "c"), named, seed=seed)
        assert (refusals(plan), plan.enis[-1].vswitch) == ([], "vsw-c")


def test_profiles_apply_in_order() -> None:
    """The inventory's quota, then the plan's, then the caller's."""
    there = account(B, quota=5)
    seven = spec(group("web-{n}", 7, "b"))
    assert len(plan_groups(seven, there).enis) == 5
    assert len(plan_groups(replace(seven, profile={"eni_quota": 6}), there).enis) == 6
    assert len(plan_groups(replace(seven, profile={"eni_quota": 6}), there, profile={"eni_quota": 4}).enis) == 4


def test_planned_vswitches_are_there() -> None:
    """A VSwitch of the plan file is used like one that exists, and shown in the figures."""
    new = vswitch("new", "10.0.9.0/28")
    plan = plan_groups(replace(spec(group("web-{n}", 13, "new")), vswitches=(new,)), account(B))
    assert refusals(plan) == [("InvalidVSwitchId.IpNotEnough", 1, 12)]
    row = next(row for row in plan.utilisation if row.vswitch == "vsw-new")
    assert (row.before.used_ipv4, row.after.used_ipv4, row.after.free_open_ipv4) == (0, 12, 0)


def test_impossible_plans_are_refused_at_once() -> None:
    """No network could satisfy them."""
    with pytest.raises(SpecError):
        planned(group("web-{n}", 0))


def test_findings_of_the_inventory_come_first_and_once() -> None:
    """What the files say of themselves stands before what the groups say; batch notes are said once."""
    contradiction = account(B, enis=[eni("x", "b", "10.0.1.5")], quota=0)
    plan = planned(group("web-{n}", 2, "b"), group("pod-{n}", 2, "b"), on=contradiction)
    assert said(plan.findings, "Lint.QuotaUnknown") == [("", "")]
    assert said(plan.findings, "Lint.CountsMayUnderReport") == [("", "")]


def test_a_plan_keeps_the_limits_it_was_made_with() -> None:
    """The inventory's profile, then the plan file's keys, then those given last; each with its source."""
    wanted = spec(group(), profile={"addresses_per_vpc": 500, "reserved_blocks_per_vpc": 50})
    made = plan_groups(wanted, account(vswitch("a", "10.0.0.0/24"), quota=7), profile={"reserved_blocks_per_vpc": 3})
    limits = made.profile
    assert (limits.eni_quota, limits.addresses_per_vpc, limits.reserved_blocks_per_vpc) == (7, 500, 3)
    assert limits.source("addresses_per_vpc") == "plan file"
