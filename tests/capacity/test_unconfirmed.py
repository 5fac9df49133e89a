"""What no document settles is said with the answers that rest on it, and with no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

import eniplan
from eniplan.capacity import unconfirmed
from eniplan.network.profile import Profile

PLAIN = eniplan.Group(name="a-{n}", vswitches=("vsw-a",), security_groups=("sg-a",), secondary_addresses=9)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ipv4_prefixes": 1}, "one call takes addresses and prefixes"),
        ({"secondary_addresses": 0, "ipv4_prefixes": 10}, "the console gives at most 9"),
        ({"ipv6_addresses": 1, "ipv6_prefixes": 1}, "they may share them"),
    ],
)
def test_a_shape_brings_its_own_doubt(changes: dict[str, int], words: str) -> None:
    """Only what the group asks for; one of two groups is enough, and it is said once."""
    shape = replace(PLAIN, **changes)  # type: ignore[arg-type] # numbers
    said = list(unconfirmed.of_groups([PLAIN, shape, shape], Profile()))
    assert sum(words in sentence for sentence in said) == 1
    assert list(unconfirmed.of_groups([PLAIN], Profile())) == []


def test_nine_prefixes_are_no_doubt() -> None:
    """The console's own figure."""
    assert list(unconfirmed.of_groups([replace(PLAIN, secondary_addresses=0, ipv4_prefixes=9)], Profile())) == []


def test_a_limit_that_somebody_has_set_is_not_disputed() -> None:
    """The others are, until all are set."""
    [said] = unconfirmed.of_limits(Profile())
    assert "2,000 or 6,000" in said
    own = Profile().with_values({"basic_group_addresses": 2000}, "plan file")
    [said] = unconfirmed.of_limits(own)
    assert "6,000" not in said
    assert "300,000" in said
    every = own.with_values({"addresses_per_vpc": 60_000, "security_groups_per_eni": 5}, "plan file")
    assert list(unconfirmed.of_limits(every)) == []


def test_answers_say_them() -> None:
    """Headroom, forecast, size and the demand of nodes in prefix mode."""
    group = eniplan.Group(
        name="a-{n}",
        vswitches=("vsw-bp1ph2v5g9s1b6u8j0n4r",),
        security_groups=("sg-bp1web4k7d9m2q5x8c1v3",),
        ipv4_prefixes=10,
    )
    spec = eniplan.PlanSpec(name="p", region="cn-hangzhou", groups=(group,))
    plan = eniplan.plan(spec, eniplan.examples / "hangzhou")
    growth = {"a-{n}": eniplan.LinearGrowth(1)}
    answers: list[eniplan.Answer] = [
        eniplan.headroom(plan),
        eniplan.forecast(plan, growth, today="2026-11-23"),
        eniplan.size(spec),
    ]
    assert all(any("console" in sentence for sentence in answer.assumptions) for answer in answers)
    assert all(any("newer figures" in sentence for sentence in answer.assumptions) for answer in answers[:2])
    nodes = eniplan.terway(1, "ecs.g7.8xlarge", "prefix")
    assert any("console" in sentence for sentence in nodes.assumptions)
