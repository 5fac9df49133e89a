"""The usual ENI of a group: judged once in each VSwitch, by position in its instance, and what is said of it."""

from __future__ import annotations

from typing import Any

from eniplan.network.instance_type import InstanceType
from eniplan.planning.ground import Ground
from eniplan.planning.usual import SAMPLE_TOKEN, UsualENI
from tests.planning.ground_kit import ACCOUNT, A, B, C, account, group, planned, said, spec, vswitch

FAR = vswitch("far", "10.9.0.0/24", vpc_id="vpc-2")
ON = account(A, B, C, FAR)
TYPE = InstanceType(id="t", eni_quantity=3, ipv4_per_eni=10, eri_quantity=2, queue_pairs=10)


def usual(*where: str, on: Any = ON, count: int = 3, **shape: Any) -> UsualENI:  # noqa: ANN401
    """The usual ENI of a group."""
    made = group("web-{n}", count, *where, **shape)
    return UsualENI(spec(made), made, Ground(on))


def test_each_vswitch_is_judged_by_itself() -> None:
    """One fits, one is in another VPC, one has no IPv6, one is unknown."""
    found = usual("far", "c", "a", "nowhere", ipv6_addresses=1)
    assert [(c.vswitch.id, c.index, {e.code for e in c.errors}) for c in found.candidates] == [
        ("vsw-far", 0, {"InvalidOperation.VSwitchIpv6Disabled", "InvalidOperation.VpcMismatch"}),
        ("vsw-c", 1, {"InvalidOperation.VSwitchIpv6Disabled"}),
        ("vsw-a", 2, set()),
    ]
    assert [c.vswitch.id for c in found.usable] == ["vsw-a"]
    assert [(f.code, f.vswitch) for f in found.unknown] == [("InvalidVSwitchId.NotFound", "vsw-nowhere")]
    assert found.refusal(0) is None


def test_the_request_is_the_groups() -> None:
    """By count, with the last name and a token, which stands for all."""
    assert usual("a", secondary_addresses=2, tags=(("k", "v"),)).parameters("vsw-a") == {
        "RegionId": "cn-hangzhou", "Tag": [{"Key": "k", "Value": "v"}], "VSwitchId": "vsw-a",
        "NetworkInterfaceName": "web-3", "SecondaryPrivateIpAddressCount": 2, "ClientToken": SAMPLE_TOKEN,
        "SecurityGroupIds": ["sg-1"],
    }  # fmt: skip


def test_without_a_usable_vswitch_all_is_refused_and_told() -> None:
    """The refusal is the first of what is wrong, the findings have the rest."""
    plan = planned(group("web-{n}", 2, "nowhere", "far"), on=ON)
    assert [(r.code, r.enis) for r in plan.refused] == [("InvalidVSwitchId.NotFound", 2)]
    assert sorted(f.code for f in plan.findings if f.is_error) == [
        "InvalidOperation.VpcMismatch", "InvalidVSwitchId.NotFound",
    ]  # fmt: skip


def test_a_type_that_nobody_knows_is_said() -> None:
    """Its limits are not checked; the group is placed."""
    plan = planned(group("web-{n}", 2, "a", "b", instance_type="ecs.none"))
    assert said(plan.findings, "Lint.TypeUnknown") == [("web-{n}", "")]
    assert plan.ok


def test_a_type_of_the_catalogue_is_said_and_judged() -> None:
    """10 addresses an ENI by the documentation of 2021: 9 secondary ones fit, 10 are refused by that source."""
    made = planned(group("web-{n}", 1, instance_type="ecs.g6.xlarge", secondary_addresses=9))
    assert (said(made.findings, "Lint.CatalogueUsed"), made.ok) == ([("web-{n}", "")], True)
    plan = planned(group("web-{n}", 1, instance_type="ecs.g6.xlarge", secondary_addresses=10))
    [error] = [f for f in plan.findings if f.is_error]
    assert (error.code, error.raised_at) == ("InvalidOperation.Ipv4CountExceeded", "attach")
    assert error.source == "catalogue, documentation table, 2025"


def test_the_inventorys_own_type_wins() -> None:
    """It takes 3 addresses, where the catalogue's takes 10; no note says otherwise."""
    own = account(A, types=[InstanceType(id="ecs.g6.xlarge", ipv4_per_eni=3)])
    plan = planned(group("web-{n}", 1, instance_type="ecs.g6.xlarge", secondary_addresses=9), on=own)
    assert [f.code for f in plan.findings if f.is_error] == ["InvalidOperation.Ipv4CountExceeded"]
    assert said(plan.findings, "Lint.CatalogueUsed") == []


def test_positions_count_rdma_pairs() -> None:
    """10 queue pairs: ENIs of 4 fit twice, of 6 once; without a number the first takes them all."""
    rdma = {"NetworkInterfaceTrafficMode": "HighPerformance"}
    on = account(A, types=[InstanceType(id="t", eni_quantity=9, eri_quantity=5, queue_pairs=10)])

    def fits(**parameters: object) -> list[bool]:
        found = usual("a", on=on, instance_type="t", enis_per_instance=3, parameters={**rdma, **parameters})
        return [found.fits_instance(position) for position in range(3)]

    assert fits(QueuePairNumber=4) == [True, True, False]
    assert fits(QueuePairNumber=6) == [True, False, False]
    assert fits() == [True, False, False]


def test_positions_repeat_from_instance_to_instance() -> None:
    """Two of three fit; the fourth ENI is the first of the next instance."""
    found = usual("a", on=account(A, types=[TYPE]), instance_type="t", enis_per_instance=3, count=9)
    assert [found.fits_instance(position) for position in range(6)] == [True, True, False] * 2
    before = [found.instance_at(position) for position in range(3)]
    assert [instance and instance.enis for instance in before] == [1, 2, 3]


def test_without_a_type_nothing_is_summed() -> None:
    """Every position fits, and no instance is known."""
    found = usual("a", enis_per_instance=5, count=5)
    assert (found.fits_instance(4), found.instance_at(4)) == (True, None)


def test_notes_of_two_vswitches_are_said_once() -> None:
    """The same warning in a and b."""
    found = usual("a", "b", secondary_addresses=1, ipv4_prefixes=1)
    assert [f.code for f in found.findings] == ["Lint.MixedAddressesAndPrefixes"]
    assert found.said == {("Lint.MixedAddressesAndPrefixes", "Ipv4PrefixCount")}


def test_a_region_other_than_the_vswitchs() -> None:
    """The VSwitch exists, in another region: not found, and it says where it is."""
    plan = planned(group("web-{n}", 1), on=ACCOUNT, region="cn-shanghai")
    assert [r.code for r in plan.refused] == ["InvalidVSwitchId.NotFound"]
    assert "is in cn-hangzhou, not in cn-shanghai" in plan.refused[0].message
