"""A refusal names the figures: what was asked for, what is there, and the limit, each worked out here by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eniplan.validation.instance import fresh_instance
from eniplan.validation.judge import judge
from tests.validation.world import GROUPS, INSTANCE_TYPE, PLAIN, Json, World, block_of, case_of, findings

FRESH = fresh_instance(INSTANCE_TYPE)
THREE_RDMA = replace(FRESH, type=replace(INSTANCE_TYPE, eri_quantity=3))
RDMA: Json = {"NetworkInterfaceTrafficMode": "HighPerformance"}
SECONDARY, IPV4, IPV6 = "SecondaryPrivateIpAddressCount", "Ipv4PrefixCount", "Ipv6PrefixCount"
CONFIG = "NetworkInterfaceTrafficConfig"
MANY_RULES = World(inventory={"security_groups": {group.id: replace(group, rule_count=501) for group in GROUPS}})


def groups(*names: str) -> Json:
    """A request with a list of groups."""
    return {"SecurityGroupId": None, "SecurityGroupIds": [f"sg-{name}" for name in names]}


def on(instance: object) -> World:
    """The account, and an instance that the ENI will be attached to."""
    return World(instance=instance, enis=())  # type: ignore[arg-type]


SAID: list[tuple[Json, World, str]] = [
    # addresses and prefixes
    ({SECONDARY: 45, IPV4: 5}, PLAIN, "45 secondary addresses and 5 IPv4 prefixes are 50 together; an ENI that is not"),
    ({"Ipv4Prefix": ["10.0.0.64/27"]}, PLAIN, "has mask 27; an IPv4 prefix has mask 28"),
    ({"Ipv6Prefix": ["2001:db8:0:1:4001::/96"]}, PLAIN, "has mask 96; an IPv6 prefix has mask 80"),
    ({"Ipv4Prefix": ["10.0.0.81/28"]}, PLAIN, "has host bits set; the block there is 10.0.0.80/28"),
    ({"Ipv4Prefix": ["10.0.0.80/28", "10.0.0.96/27"]}, PLAIN, "mask 27 differs from mask 28 of Ipv4Prefix.1"),
    ({"PrivateIpAddress": ["10.0.0.20", "10.0.0.020"]}, PLAIN, "four numbers from 0 to 255"),
    ({"Ipv6Address": ["2001:db8"]}, PLAIN, "is no IPv6 address; write eight groups"),
    ({SECONDARY: 1, IPV4: 1}, PLAIN, "secondary addresses and IPv4 prefixes in one request"),
    ({"Ipv6AddressCount": 1, IPV6: 1}, PLAIN, "IPv6 addresses and IPv6 prefixes in one request"),
    ({"PrivateIpAddress": [f"10.0.0.{n}" for n in range(20, 31)]}, PLAIN, "has 11 items; one request takes at most 10"),
    # instance types
    ({SECONDARY: 7, IPV4: 3}, on(FRESH), "1 primary, 7 secondary addresses and 3 prefixes are 11; one ENI of ecs.exa"),
    (
        {"Ipv6AddressCount": 4, IPV6: 2},
        on(FRESH),
        "4 IPv6 addresses and 2 IPv6 prefixes are 6; ecs.example.large takes",
    ),
    ({"QueueNumber": 9}, on(FRESH), "9 queues; one ENI of ecs.example.large takes 8"),
    ({}, on(replace(FRESH, enis=3)), "has 3 ENIs with its primary one; ecs.example.large takes 3 in all"),
    (
        {},
        on(replace(FRESH, queues=13)),
        "13 queues before it and 4 of its own; one instance of ecs.example.large has 16",
    ),
    (RDMA, on(replace(FRESH, rdma=1)), "takes 1 HighPerformance ENIs, this would be number 2"),
    ({**RDMA, "QueuePairNumber": 9}, on(replace(THREE_RDMA, queue_pairs=12)), "12 pairs are taken and 9 asked for"),
    (RDMA, on(replace(THREE_RDMA, queue_pairs=1)), "it takes all 20 pairs of ecs.example.large, and 1 are taken"),
    # groups
    (groups(*map(str, range(1, 12))), PLAIN, "11 security groups; the profile's security_groups_per_eni is 10"),
    (groups(*map(str, range(1, 7))), PLAIN, "6 security groups; accounts with the older limit take 5"),
    (groups("1", "2"), MANY_RULES, "have 1002 rules together; one ENI takes 1000"),
    (groups("1", "advanced"), PLAIN, "sg-advanced is advanced and sg-1 is basic"),
    (groups("2", "1", "2"), PLAIN, "sg-2 is given by SecurityGroupIds.1 already"),
    # room
    ({SECONDARY: 4}, World(vswitch={"cidr": block_of("10.0.0.8/29"), "blocks": ()}, enis=()), "5 needed, 4 left"),
    ({}, World(enis_in_region=200), "1 needed, 0 left: ENIs in cn-hangzhou by eni_quota (100)"),
    ({SECONDARY: 1}, World(enis=(), vpc_addresses=299_999), "2 needed, 1 left: private addresses in vpc-1"),
    ({SECONDARY: 1}, World(enis=(), vpc_addresses=299_999), "by addresses_per_vpc (300,000)"),
    ({IPV4: 4}, PLAIN, "4 needed, 3 left: free IPv4 prefixes in the reserved blocks of vsw-1"),
    # settings
    (
        {"TxQueueSize": 8192, "RxQueueSize": 16384},
        World(profile={"queue_size": True}),
        "is 8192 and RxQueueSize is 16384",
    ),
    ({"QueueNumber": 8, CONFIG: {"QueueNumber": 4}}, PLAIN, f"{CONFIG}.QueueNumber is 4 and QueueNumber is 8"),
    ({"RegionId": None}, PLAIN, "RegionId is missing; every request needs it"),
    ({"Tag": [{"Value": "x"}]}, PLAIN, "Tag.1.Key is missing; a tag needs a key of 1 to 128 characters"),
]


@pytest.mark.parametrize(("members", "world", "said"), SAID, ids=[said for _, _, said in SAID])
def test_a_refusal_names_the_figures(members: Json, world: World, said: str) -> None:
    """One of the findings has these words in its sentence."""
    assert [said for finding in findings(members, world) if said in finding.message] == [said]


def test_a_list_of_an_eni_that_several_calls_make() -> None:
    """Where further calls may add addresses, the ENI's own limit is told and not that of one request."""
    case = case_of({"PrivateIpAddress": [f"10.0.0.{number}" for number in range(130, 180)]})
    case.whole_eni = True
    said = [finding.message for finding in judge(case) if finding.parameter == "PrivateIpAddress"]
    assert "PrivateIpAddress has 50 items; an ENI that is not attached takes at most 49" in said
