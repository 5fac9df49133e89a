"""Rows of a sweep against plans made by hand: every combination once, seeds of their own, density that is there."""

from __future__ import annotations

import itertools
from dataclasses import replace
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eniplan.capacity.consequences import MEASURES
from eniplan.capacity.density import with_density
from eniplan.capacity.factor import factor_of
from eniplan.capacity.sweep import Sweep, SweepRow, SweepSpec
from eniplan.capacity.sweep_answer import SweepAnswer
from eniplan.errors import QuestionError
from eniplan.network.inventory import Inventory
from eniplan.planning.planner import plan_groups
from tests.effort import examples
from tests.planning.ground_kit import ACCOUNT, A, B, account, block, eni, group, spec, vswitch

PLAN = spec(group("web-{n}", 10, "a"), group("pod-{n}", 2, "b", ipv4_prefixes=1))


def rows(sweep: SweepSpec, on: Inventory = ACCOUNT, **profile: object) -> list[SweepRow]:
    """All rows."""
    ready = Sweep(spec=sweep, inventory=on, profile=profile)
    return [ready.row(number) for number in range(ready.total)]


def answered(sweep: SweepSpec, on: Inventory = ACCOUNT) -> SweepAnswer:
    """The answer of a sweep."""
    ready = Sweep(spec=sweep, inventory=on)
    return SweepAnswer(
        assumptions=(),
        plan=sweep.plan.name,
        factors=ready.factors,
        replications=sweep.replications,
        seed=sweep.seed,
        rows=rows(sweep, on),
    )


def placed(row: SweepRow) -> int:
    """ENIs placed."""
    assert row.consequences is not None
    return row.consequences.placed


def test_every_combination_comes_once_in_order() -> None:
    """As a product of the levels, the last factor fastest, each replication behind the other."""
    vary = {"group[1].count": (1, 2, 3), "placement": ("fill", "spread"), "growth": (0, 1)}
    found = rows(SweepSpec(plan=PLAN, vary=vary, replications=2))
    assert [row.levels for row in found[::2]] == list(itertools.product(*vary.values()))
    assert [row.combination for row in found] == [number // 2 for number in range(24)]
    assert [row.replication for row in found] == [1, 2] * 12
    assert len({row.seed for row in found}) == 24


def test_a_row_is_the_plan_with_its_seed() -> None:
    """Planned directly with the row's seed and levels: the same numbers."""
    for row in rows(SweepSpec(plan=PLAN, vary={"group[1].count": (20, 60)}, replications=3)):
        wanted = replace(PLAN, groups=(replace(PLAN.groups[0], count=int(str(row.levels[0]))), PLAN.groups[1]))
        made = plan_groups(wanted, ACCOUNT, seed=row.seed)
        after = [each.after for each in made.utilisation if each.vswitch in {"vsw-a", "vsw-b"}]
        assert row.consequences is not None
        assert row.consequences.whole_blocks == sum(each.whole_blocks for each in after)
        assert row.consequences.used_ipv4 == sum(each.used_ipv4 for each in after)
        assert row.consequences.requests == len(made.requests)


def test_seeds_belong_to_what_a_row_is_about() -> None:
    """Further levels and replications change no seed; another seed of the sweep changes all."""
    few = rows(SweepSpec(plan=PLAN, vary={"growth": (0, 1)}, replications=1))
    many = rows(SweepSpec(plan=PLAN, vary={"growth": (0, 0.5, 1)}, replications=2))
    by = {(row.levels, row.replication): row.seed for row in many}
    assert all(by[row.levels, row.replication] == row.seed for row in few)
    other = rows(SweepSpec(plan=PLAN, vary={"growth": (0, 1)}, seed=1))
    assert not {row.seed for row in few} & {row.seed for row in other}


def test_a_seed_that_is_varied_is_the_seed() -> None:
    """Its levels are the seeds; replications would repeat each other."""
    assert [row.seed for row in rows(SweepSpec(plan=PLAN, vary={"seed": (5, 7)}))] == [5, 7]
    with pytest.raises(QuestionError, match="seed is varied, so replications would repeat each other"):
        Sweep(spec=SweepSpec(plan=PLAN, vary={"seed": (5, 7)}, replications=2), inventory=ACCOUNT).check()


@pytest.mark.parametrize(
    ("key", "level", "expected"),
    [
        ("group.count", 4, 8),
        ("group[1].count", 4, 6),
        ('group."pod-{n}".count', 1, 11),
        ("group[2].vswitches", ("vsw-a", "vsw-b"), 12),
        ("growth", 0.25, 13 + 3),
        ("group[1].secondary_addresses", 40, 4 + 2),
        ("prefixes_per_eni", 3, 1 + 1),
        ("profile.eni_quota", 11, 11),
        ("group[1].zone", "cn-hangzhou-x", 2),
    ],
)
def test_what_each_key_sets(key: str, level: object, expected: int) -> None:
    """Counted by hand: 10 + 2 ENIs; 188 open addresses and 4 prefixes in a, 4 prefixes in b; 12.5 ENIs are 13."""
    assert isinstance(level, int | float | str | tuple)
    (row,) = rows(SweepSpec(plan=PLAN, vary={key: (level,)}))
    assert placed(row) == expected


def test_masks_are_those_of_the_plan_file() -> None:
    """A /24 to a /28 has 2^n - 4 usable addresses; where a reserved block no longer fits there is no plan."""
    plain = vswitch("new", "10.9.0.0/24")
    plan = spec(group("web-{n}", 300, "new"), vswitches=(plain,))
    found = rows(SweepSpec(plan=plan, vary={"mask": (23, 24, 25, 28)}))
    assert [placed(row) for row in found] == [300, 252, 124, 12]
    tight = replace(plan, vswitches=(vswitch("new", "10.9.0.0/24", "10.9.0.128/26"),))
    (bad,) = rows(SweepSpec(plan=tight, vary={'vswitch."vsw-new".mask': (25,)}))
    assert (bad.consequences, bad.problem) == (
        None,
        "vswitch[1].reserved[1]: 10.9.0.128/26 is not a part of the VSwitch's 10.9.0.0/25",
    )


@settings(max_examples=examples(40))
@given(share=st.floats(0, 1), used=st.integers(0, 60), seed=st.integers(0, 2**40))
def test_density_is_the_share_of_the_open_pool(share: float, used: int, seed: int) -> None:
    """Of 188 open addresses so many are used, existing ones included; none is given twice or outside the open pool."""
    held = [eni(f"e{place}", "a", f"10.0.0.{place + 1}") for place in range(used)]
    there = account(A, B, enis=held)
    dense = with_density(there, ["vsw-a", "vsw-gone"], share, seed)
    extra = [address for holder in dense.others for address in holder.secondary]
    assert len(extra) == len(set(extra)) == max(0, round(share * 188) - used)
    low, high = block("10.0.0.64/26").first, block("10.0.0.64/26").last
    mine = {each.primary for each in held}
    assert all(A.cidr.first < address <= A.cidr.last - 3 for address in extra)
    assert not any(low <= address <= high or address in mine for address in extra)
    assert dense.enis == there.enis


def test_density_draws_uniformly() -> None:
    """Half of 188: over 400 seeds each open address is drawn about 200 times; 5 standard deviations are 50."""
    counts: dict[int, int] = {}
    for seed in range(400):
        for address in with_density(account(A), ["vsw-a"], 0.5, seed).others[0].secondary:
            counts[address] = counts.get(address, 0) + 1
    assert len(counts) == 188
    assert all(150 <= count <= 250 for count in counts.values())


def test_cells_and_combinations_are_means_of_their_rows() -> None:
    """Against plain averages over the rows."""
    answer = answered(SweepSpec(plan=PLAN, vary={"group[1].count": (5, 300), "density": (0, 0.5)}, replications=3))
    for levels, cell in answer.cells("whole_blocks", "density", "group[1].count").items():
        mine = [row.consequences for row in answer.rows if row.levels == levels[::-1] and row.consequences]
        numbers = [each.whole_blocks for each in mine]
        assert (cell.mean, cell.low, cell.high, cell.rows) == (fmean(numbers), min(numbers), max(numbers), 3)
        assert cell.refusing == sum(each.refused > 0 for each in mine)
    combined = list(answer.combinations())
    assert [one.levels for one in combined] == [row.levels for row in answer.rows[::3]]
    assert [one.refusing for one in combined] == [0, 0, 3, 3]
    assert all(set(one.means) == set(MEASURES) for one in combined)
    assert "2 of 4 refuse ENIs, first group[1].count 300, density 0" in answer.headline


def test_headlines_without_a_refusal() -> None:
    """The combination with least room, of the group that has least: the prefixes of b, 4 less 2 or 3."""
    answer = answered(SweepSpec(plan=PLAN, vary={"group[2].count": (2, 3)}))
    assert answer.headline == (
        "test: 2 combinations, 2 rows: nothing is refused, least headroom 1 ENIs with group[2].count 3"
    )
    assert answer.holds


def test_measures_and_factors_are_asked_for_by_their_names() -> None:
    """With the nearest one where there is none."""
    answer = answered(SweepSpec(plan=PLAN, vary={"growth": (0,)}))
    with pytest.raises(QuestionError, match=r'there is no measure "headrom"; did you mean headroom\?'):
        answer.cells("headrom", "growth")
    with pytest.raises(QuestionError, match=r'the sweep varies no "grow"; did you mean growth\?'):
        answer.cells("headroom", "grow")


@pytest.mark.parametrize(
    ("key", "levels", "said"),
    [
        ("group.count", (True,), "group.count: True is not a whole number from 0"),
        ("group.name", ("x",), "group.name: there is no such factor; did you mean group.zone?"),
        ("", (1,), ": there is no such factor"),
        ("group[0].count", (1,), r"group\[0\].count: the plan has 2, counted from 1"),
        ("a.b.c.d", (1,), "a.b.c.d: there is no such factor"),
        ("vswitch.mask", (30,), "vswitch.mask: 30 is not a mask from 16 to 29"),
        ("growth", (float("inf"),), "growth: inf is not a share"),
    ],
)
def test_what_is_no_factor(key: str, levels: tuple[int | float | str, ...], said: str) -> None:
    """One sentence each."""
    with pytest.raises(QuestionError, match=said):
        factor_of(key, levels, PLAN)


def test_replications_are_at_least_one() -> None:
    """None would be a sweep without rows."""
    with pytest.raises(QuestionError, match="replications: 0 is not a whole number from 1"):
        Sweep(spec=SweepSpec(plan=PLAN, replications=0), inventory=ACCOUNT).check()
