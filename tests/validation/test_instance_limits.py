"""Limits of an instance type: edges, sums over one instance, and limits that are not known."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from eniplan.network.instance_type import InstanceType
from eniplan.validation.instance import Instance, fresh_instance
from eniplan.validation.judge import judge
from tests.validation.world import INSTANCE_TYPE, Json, World, case_of, errors, findings, lints

FRESH = fresh_instance(INSTANCE_TYPE)
ALONE = fresh_instance(INSTANCE_TYPE, sums=False)
UNKNOWN = fresh_instance(InstanceType(id="ecs.unknown"))
RDMA: Json = {"NetworkInterfaceTrafficMode": "HighPerformance"}
PAIRS = "InvalidParameter.InvalidQueuePairNumber"
QUEUES = "InvalidOperation.ExceedInstanceTypeQueueNumber"


def on(members: Json, instance: Instance) -> list[str]:
    """The codes of errors on an instance."""
    return [code for code, _ in errors(members, World(instance=instance, enis=()))]


@pytest.mark.parametrize(
    ("members", "fits"),
    [
        ({}, True),
        ({"SecondaryPrivateIpAddressCount": 9}, True),
        ({"SecondaryPrivateIpAddressCount": 10}, False),
        ({"PrivateIpAddress": [f"10.0.0.{n}" for n in range(20, 29)]}, True),
        ({"PrivateIpAddress": [f"10.0.0.{n}" for n in range(20, 30)]}, False),
        ({"SecondaryPrivateIpAddressCount": 6, "Ipv4PrefixCount": 3}, True),
        ({"SecondaryPrivateIpAddressCount": 7, "Ipv4PrefixCount": 3}, False),
    ],
)
def test_ipv4_slots(members: Json, fits: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """1 + secondary addresses + prefixes, up to 10."""
    assert on(members, FRESH) == ([] if fits else ["InvalidOperation.Ipv4CountExceeded"])


@pytest.mark.parametrize(
    ("addresses", "prefixes", "fits"), [(5, 0, True), (6, 0, False), (0, 5, True), (0, 6, False), (3, 2, True)]
)
def test_ipv6_slots(addresses: int, prefixes: int, fits: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """IPv6 addresses + prefixes, up to 5; a type with none refuses the first."""
    members: Json = {"Ipv6AddressCount": addresses or None, "Ipv6PrefixCount": prefixes or None}
    assert on(members, FRESH) == ([] if fits else ["InvalidOperation.Ipv6CountExceeded"])
    none = fresh_instance(replace(INSTANCE_TYPE, ipv6_per_eni=0))
    assert on(members, none) == ["InvalidOperation.Ipv6CountExceeded"]


def test_each_limit_names_what_asks() -> None:
    """The parameter is the one that asks for what is too much."""
    small = World(instance=fresh_instance(replace(INSTANCE_TYPE, ipv4_per_eni=1, ipv6_per_eni=0)), enis=())
    for name, value in (
        ("SecondaryPrivateIpAddressCount", 1),
        ("PrivateIpAddress", ["10.0.0.20"]),
        ("Ipv4PrefixCount", 1),
        ("Ipv4Prefix", ["10.0.0.80/28"]),
        ("Ipv6AddressCount", 1),
        ("Ipv6Address", ["2001:db8:0:1::200"]),
        ("Ipv6PrefixCount", 1),
        ("Ipv6Prefix", ["2001:db8:0:1:4001::/80"]),
    ):
        assert [at for _, at in errors({name: value}, small)] == [name]


def test_queue_number_per_eni() -> None:
    """Up to and with the maximum, at either place; both limits are said where both are passed."""
    assert on({"QueueNumber": 8}, FRESH) == []
    assert on({"QueueNumber": 9}, FRESH) == [QUEUES, "InvalidOperation.MaxEniQueueNumberExceeded"]
    assert on({"QueueNumber": 9}, ALONE) == ["InvalidOperation.MaxEniQueueNumberExceeded"]
    inside: Json = {"NetworkInterfaceTrafficConfig": {"QueueNumber": 9}}
    world = World(instance=ALONE)
    assert [at for _, at in errors(inside, world)] == ["NetworkInterfaceTrafficConfig.QueueNumber"]


def test_unset_queues_count_as_the_default() -> None:
    """8 of the primary ENI and 4 of each secondary one: two fit into 16, a third does not."""
    second = FRESH.with_eni(queues=None, high_performance=False, pairs=None)
    third = second.with_eni(queues=None, high_performance=False, pairs=None)
    assert (second.queues, third.queues) == (12, 16)
    assert on({}, second) == []
    assert on({}, replace(third, enis=1)) == [QUEUES]
    assert on({}, replace(third, enis=1, sums=False)) == []


def test_instance_after_each_eni() -> None:
    """Queues, RDMA ENIs and queue pairs are summed; an unset number takes all pairs."""
    first = FRESH.with_eni(queues=2, high_performance=True, pairs=8)
    assert (first.enis, first.queues, first.rdma, first.queue_pairs) == (2, 10, 1, 8)
    second = first.with_eni(queues=3, high_performance=True, pairs=None)
    assert (second.enis, second.queues, second.rdma, second.queue_pairs) == (3, 13, 2, None)
    assert second.with_eni(queues=1, high_performance=True, pairs=1).queue_pairs is None
    plain = first.with_eni(queues=None, high_performance=False, pairs=None)
    assert (plain.enis, plain.rdma, plain.queue_pairs, plain.queues) == (3, 1, 8, 14)


def test_queues_that_are_not_known_have_no_sum() -> None:
    """Neither where those before are unknown nor where the default that an ENI takes is."""
    no_default = replace(FRESH, type=replace(INSTANCE_TYPE, secondary_queues=None))
    for instance, asked in ((replace(FRESH, queues=None), 2), (no_default, None)):
        assert instance.with_eni(queues=asked, high_performance=False, pairs=None).queues is None


def test_sums_are_judged_unless_told_otherwise() -> None:
    """An instance has its sums; a request checked alone says that it has none."""
    assert on({}, Instance(type=INSTANCE_TYPE, queues=16)) == [QUEUES]
    assert on({}, Instance(type=INSTANCE_TYPE, queues=16, sums=False)) == []


def test_enis_per_instance() -> None:
    """Three with the primary one."""
    assert [on({}, replace(FRESH, enis=enis, sums=False)) for enis in (1, 2, 3)] == [
        [],
        [],
        ["EniPerInstanceLimitExceeded"],
    ]


@pytest.mark.parametrize(
    ("asked", "taken", "codes"),
    [
        (20, 0, []),
        (21, 0, [PAIRS]),
        (8, 12, []),
        (9, 12, [PAIRS]),
        (None, 0, []),
        (None, 1, [PAIRS]),
        (1, None, [PAIRS]),
        (None, None, [PAIRS]),
        (0, 0, [PAIRS]),
    ],
)
def test_queue_pairs(asked: int | None, taken: int | None, codes: list[str]) -> None:
    """20 in all; an unset number takes them all, before or after others."""
    type_of_three = replace(INSTANCE_TYPE, eri_quantity=3)
    instance = replace(FRESH, type=type_of_three, rdma=0 if taken == 0 else 1, queue_pairs=taken)
    assert on({**RDMA, "QueuePairNumber": asked}, instance) == codes


def test_queue_pairs_below_one_are_refused_at_creation() -> None:
    """What the number itself shows is found at once; sums are found when attaching."""
    world = World(instance=FRESH)
    [finding] = [found for found in findings({**RDMA, "QueuePairNumber": 0}, world) if found.is_error]
    assert finding.raised_at == "create"


def test_a_type_without_rdma_says_so_alone() -> None:
    """Not also that its 0 queue pairs do not suffice."""
    none = fresh_instance(replace(INSTANCE_TYPE, eri_quantity=0, queue_pairs=0))
    assert on({**RDMA, "QueuePairNumber": 1}, none) == ["InvalidOperation.HighPerformanceTrafficModeIsNotAllowed"]


def test_a_plain_eni_has_no_part_in_rdma() -> None:
    """It fits where the type has no RDMA, and beside RDMA ENIs that leave no more of their kind and no pairs."""
    assert on({}, fresh_instance(replace(INSTANCE_TYPE, eri_quantity=0, queue_pairs=0))) == []
    assert on({}, replace(FRESH, rdma=1, queue_pairs=20)) == []
    assert on({}, replace(FRESH, rdma=1, queue_pairs=None)) == []


def test_unknown_limits_are_not_checked_and_said_once() -> None:
    """A type of which nothing is known refuses nothing; each limit that would have been asked is said once a batch."""
    world = World(instance=UNKNOWN, profile={"trunk": True})
    members: Json = {"SecondaryPrivateIpAddressCount": 40, "Ipv6AddressCount": 9, "QueueNumber": 2048}
    rdma: Json = {**RDMA, "QueuePairNumber": 100}
    assert errors(members, world) == errors(rdma, world) == errors({"InstanceType": "Trunk"}, world) == []
    ground = world.ground()
    for asked in (members, members, rdma, {"InstanceType": "Trunk"}):
        judge(case_of(asked, world, ground))
    limits = [field.name for field in fields(InstanceType) if field.name not in ("id", "source")]
    texts = [note.message for note in ground.setting.once.values() if note.code == "Lint.NotChecked"]
    # queues do not matter without their total, and no rule asks for the members of a trunk
    unasked = {"primary_queues", "secondary_queues", "eni_total_quantity"}
    assert sorted(texts) == sorted(
        f"{name} of ecs.unknown is not known and not checked" for name in set(limits) - unasked
    )


def test_unknown_default_queues_are_said() -> None:
    """The total is known, what an unset ENI takes is not."""
    unknown = fresh_instance(replace(INSTANCE_TYPE, primary_queues=None, secondary_queues=None))
    assert on({}, unknown) == []
    assert lints({}, World(instance=unknown)).count(("NotChecked", "")) == 2
    given = replace(unknown, queues=16)
    assert on({"QueueNumber": 1}, given) == [QUEUES]


def test_trunks_by_type_and_profile() -> None:
    """Either refuses; both are said once, at creation."""
    no_trunks = fresh_instance(replace(INSTANCE_TYPE, trunk_supported=False))
    [finding] = [found for found in findings({"InstanceType": "Trunk"}, World(instance=no_trunks)) if found.is_error]
    assert (finding.code, finding.raised_at) == ("InvalidOperation.TrunkingIsNotAllowed", "create")
    assert on({"InstanceType": "Secondary"}, no_trunks) == []


def test_source_is_the_types() -> None:
    """A limit says where the type's figures come from."""
    dated = fresh_instance(replace(INSTANCE_TYPE, source="catalogue, 2026-05"))
    [finding] = [f for f in findings({"SecondaryPrivateIpAddressCount": 10}, World(instance=dated)) if f.is_error]
    assert finding.source == "catalogue, 2026-05"
