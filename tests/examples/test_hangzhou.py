"""The example account and its plan files, read with json and ipaddress alone, independently of the package."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "eniplan" / "examples"
FOLDER = EXAMPLES / "hangzhou"
PLANS = ("web.toml", "tight.toml")
Row = dict[str, Any]


def answer(name: str) -> Row:
    """One file that holds one answer."""
    row: Row = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return row


def answers(name: str) -> list[Row]:
    """One file that holds an array of pages."""
    rows: list[Row] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return rows


ENI_PAGES: list[Row] = [answer(f"enis-{number}") for number in range(1, 5)]
ENIS: list[Row] = [eni for page in ENI_PAGES for eni in page["NetworkInterfaceSets"]["NetworkInterfaceSet"]]
INSTANCES: list[Row] = [one for page in answers("instances") for one in page["Instances"]["Instance"]]
VSWITCHES: dict[str, Row] = {one["VSwitchId"]: one for one in answer("vswitches")["VSwitches"]["VSwitch"]}
BLOCKS: list[Row] = answer("reservations")["VSwitchCidrReservations"]
GROUPS: dict[str, Row] = {
    one["SecurityGroupId"]: one for one in answer("security-groups")["SecurityGroups"]["SecurityGroup"]
}
TYPES: dict[str, Row] = {
    one["InstanceTypeId"]: one for one in answer("instance-types")["InstanceTypes"]["InstanceType"]
}


def plan(name: str) -> Row:
    """One plan file."""
    return tomllib.loads((EXAMPLES / name).read_text(encoding="utf-8"))


def group(name: str, prefix: str) -> Row:
    """The group of a plan file whose ENIs' names start so."""
    return next(one for one in plan(name)["group"] if one["name"].startswith(prefix))


def by_name(name: str) -> Row:
    """The VSwitch of a name."""
    return next(one for one in VSWITCHES.values() if one["VSwitchName"] == name)


def addresses(eni: Row) -> list[IPv4Address]:
    """Every single IPv4 address of an ENI."""
    return [IPv4Address(one["PrivateIpAddress"]) for one in eni["PrivateIpSets"]["PrivateIpSet"]]


def prefixes(eni: Row) -> list[IPv4Network]:
    """Every IPv4 prefix of an ENI."""
    return [IPv4Network(one["Ipv4Prefix"]) for one in eni["Ipv4PrefixSets"]["Ipv4PrefixSet"]]


def ipv6_addresses(eni: Row) -> list[IPv6Address]:
    """Every single IPv6 address of an ENI."""
    return [IPv6Address(one["Ipv6Address"]) for one in eni["Ipv6Sets"]["Ipv6Set"]]


def ipv6_prefixes(eni: Row) -> list[IPv6Network]:
    """Every IPv6 prefix of an ENI."""
    return [IPv6Network(one["Ipv6Prefix"]) for one in eni["Ipv6PrefixSets"]["Ipv6PrefixSet"]]


def blocks4(vswitch_id: str) -> list[IPv4Network]:
    """The Assigned IPv4 blocks of a VSwitch."""
    mine = [one for one in BLOCKS if one["VSwitchId"] == vswitch_id and one["Status"] == "Assigned"]
    return [IPv4Network(one["VSwitchCidrReservationCidr"]) for one in mine if one["IpVersion"] == "IPv4"]


def blocks6(vswitch_id: str) -> list[IPv6Network]:
    """The Assigned IPv6 blocks of a VSwitch."""
    mine = [one for one in BLOCKS if one["VSwitchId"] == vswitch_id and one["Status"] == "Assigned"]
    return [IPv6Network(one["VSwitchCidrReservationCidr"]) for one in mine if one["IpVersion"] == "IPv6"]


def system4(network: IPv4Network) -> set[IPv4Address]:
    """The system addresses: the first and the last three."""
    return {network[0], network[-3], network[-2], network[-1]}


def used4(vswitch_id: str) -> set[IPv4Address]:
    """Every IPv4 address in use in a VSwitch, alone or in a prefix."""
    mine = [eni for eni in ENIS if eni["VSwitchId"] == vswitch_id]
    return {one for eni in mine for one in addresses(eni)} | {
        one for eni in mine for prefix in prefixes(eni) for one in prefix
    }


def free4(vswitch_id: str) -> set[IPv4Address]:
    """The open pool of a VSwitch: usable, not in use, outside Assigned blocks."""
    network = IPv4Network(VSWITCHES[vswitch_id]["CidrBlock"])
    reserved = {one for block in blocks4(vswitch_id) for one in block}
    return set(network) - system4(network) - used4(vswitch_id) - reserved


def whole_blocks(vswitch_id: str) -> int:
    """How many unused aligned /28s without a system address lie outside Assigned blocks."""
    free = free4(vswitch_id)
    subnets = IPv4Network(VSWITCHES[vswitch_id]["CidrBlock"]).subnets(new_prefix=28)
    return sum(free.issuperset(one) for one in subnets)


def free_prefixes(vswitch_id: str) -> int:
    """How many aligned /28s of Assigned blocks overlap nothing in use."""
    used = used4(vswitch_id)
    subnets = [one for block in blocks4(vswitch_id) for one in block.subnets(new_prefix=28)]
    return sum(used.isdisjoint(one) for one in subnets)


def strings(value: object) -> Iterator[str]:
    """Every string in an answer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def test_script_reproduces_every_file(tmp_path: Path) -> None:
    """The files are what the script writes, byte for byte, and nothing else lies beside them."""
    subprocess.run([sys.executable, str(EXAMPLES / "make_hangzhou.py"), str(tmp_path)], check=True)  # noqa: S603
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == made


def test_size_and_counts() -> None:
    """Six VSwitches in three zones, 312 ENIs in every one of them, on 79 instances, in less than 600 KB."""
    assert (len(VSWITCHES), len(ENIS), len(INSTANCES), len(BLOCKS)) == (6, 312, 79, 6)
    assert {one["ZoneId"] for one in VSWITCHES.values()} == {f"cn-hangzhou-{zone}" for zone in "hij"}
    assert {eni["VSwitchId"] for eni in ENIS} == set(VSWITCHES)
    assert Counter(eni["Type"] for eni in ENIS) == {"Primary": 79, "Secondary": 233}
    assert {eni["Status"] for eni in ENIS} == {"Available", "InUse"}
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 600_000


@pytest.mark.parametrize("pages", [ENI_PAGES, answers("instances")], ids=["enis", "instances"])
def test_pages_lead_on(pages: list[Row]) -> None:
    """Each page but the last has a NextToken of its own; together they hold TotalCount rows."""
    tokens = [page["NextToken"] for page in pages]
    assert len(pages) > 1
    assert tokens[-1] == ""
    assert all(tokens[:-1])
    assert len(set(tokens)) == len(tokens)
    rows = {"enis": ENIS, "instances": INSTANCES}["enis" if "NetworkInterfaceSets" in pages[0] else "instances"]
    assert {page["TotalCount"] for page in pages} == {len(rows)}


def test_nothing_is_masked() -> None:
    """No value is masked, and every RequestId is an upper-case UUID."""
    texts = [path.read_text(encoding="utf-8") for path in FOLDER.iterdir()]
    assert not any("*" in one for text in texts for one in strings(json.loads(text)))
    ids = [one for text in texts for one in re.findall(r'"RequestId": ?"([^"]*)"', text)]
    assert len(ids) == len(set(ids)) == 12
    assert all(re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", one) for one in ids)


def test_ids_names_and_macs_are_unique() -> None:
    """An id, a MAC address or a name stands for one thing only; ENIs of cloud services have no name."""
    for member in ("NetworkInterfaceId", "MacAddress"):
        assert len({eni[member] for eni in ENIS}) == len(ENIS)
    assert all(re.fullmatch(r"00:16:3e(:[0-9a-f]{2}){3}", eni["MacAddress"]) for eni in ENIS)
    named = [eni["NetworkInterfaceName"] for eni in ENIS if not eni["ServiceManaged"]]
    assert len(set(named)) == len(named) == 309
    assert {eni["NetworkInterfaceName"] for eni in ENIS if eni["ServiceManaged"]} == {""}


def test_times_lie_in_2025_and_2026() -> None:
    """Every ENI was created in 2025 or 2026, after its VSwitch."""
    for eni in ENIS:
        assert VSWITCHES[eni["VSwitchId"]]["CreationTime"] < eni["CreationTime"] < "2027"


def test_vswitches_do_not_overlap() -> None:
    """VSwitches are disjoint parts of one VPC, IPv4 and IPv6; both dual stack ones are documentation /64s."""
    networks = [IPv4Network(one["CidrBlock"]) for one in VSWITCHES.values()]
    assert all(one.subnet_of(IPv4Network("10.20.0.0/16")) for one in networks)
    assert not any(a.overlaps(b) for i, a in enumerate(networks) for b in networks[:i])
    dual = [IPv6Network(one["Ipv6CidrBlock"]) for one in VSWITCHES.values() if one["EnabledIpv6"]]
    assert len(set(dual)) == 2
    assert all(one.prefixlen == 64 and one.subnet_of(IPv6Network("2001:db8:2a:1400::/56")) for one in dual)
    assert {one["Ipv6CidrBlock"] for one in VSWITCHES.values() if not one["EnabledIpv6"]} == {""}


def test_single_addresses() -> None:
    """Each single address is unique, in its VSwitch's open pool, no system address; the first one is primary."""
    everyone = [one for eni in ENIS for one in addresses(eni)]
    assert len(set(everyone)) == len(everyone)
    for eni in ENIS:
        network = IPv4Network(VSWITCHES[eni["VSwitchId"]]["CidrBlock"])
        reserved = blocks4(eni["VSwitchId"])
        assert [one["Primary"] for one in eni["PrivateIpSets"]["PrivateIpSet"]].count(True) == 1
        assert eni["PrivateIpAddress"] == str(addresses(eni)[0])
        for one in addresses(eni):
            assert one in network
            assert one not in system4(network)
            assert not any(one in block for block in reserved)


def test_ipv6_addresses() -> None:
    """IPv6 addresses are unique, in dual stack VSwitches, outside IPv6 blocks, no system addresses."""
    everyone = [one for eni in ENIS for one in ipv6_addresses(eni)]
    assert len(set(everyone)) == len(everyone) == 94
    for eni in ENIS:
        for one in ipv6_addresses(eni):
            network = IPv6Network(VSWITCHES[eni["VSwitchId"]]["Ipv6CidrBlock"])
            assert int(network[0]) < int(one) < int(network[-9])
            assert not any(one in block for block in blocks6(eni["VSwitchId"]))


def test_prefixes() -> None:
    """Each prefix is a /28 (an /80) of its own, inside an Assigned block of its VSwitch."""
    four = [one for eni in ENIS for one in prefixes(eni)]
    six = [one for eni in ENIS for one in ipv6_prefixes(eni)]
    assert (len(four), len(set(four)), len(six), len(set(six))) == (80, 80, 3, 3)
    assert {one.prefixlen for one in four} == {28}
    assert {one.prefixlen for one in six} == {80}
    for eni in ENIS:
        assert all(any(one.subnet_of(b) for b in blocks4(eni["VSwitchId"])) for one in prefixes(eni))
        assert all(any(one.subnet_of(b) for b in blocks6(eni["VSwitchId"])) for one in ipv6_prefixes(eni))


def test_ipv4_blocks_are_legal() -> None:
    """IPv4 blocks are disjoint, two bits or more longer than their VSwitch, /28 at most, free of system addresses."""
    for vswitch_id, vswitch in VSWITCHES.items():
        network = IPv4Network(vswitch["CidrBlock"])
        mine = blocks4(vswitch_id)
        assert not any(a.overlaps(b) for i, a in enumerate(mine) for b in mine[:i])
        for block in mine:
            assert block.subnet_of(network)
            assert network.prefixlen + 2 <= block.prefixlen <= 28
            assert not any(one in block for one in system4(network))


def test_ipv6_blocks_are_legal() -> None:
    """The one IPv6 block is part of its VSwitch's /64, /66 to /80, free of system addresses."""
    found = [(vswitch_id, block) for vswitch_id in VSWITCHES for block in blocks6(vswitch_id)]
    assert len(found) == 1
    for vswitch_id, block in found:
        network = IPv6Network(VSWITCHES[vswitch_id]["Ipv6CidrBlock"])
        assert block.subnet_of(network)
        assert 66 <= block.prefixlen <= 80
        assert network[0] not in block
        assert not any(network[-number] in block for number in range(1, 10))


def test_blocks_count_their_prefixes() -> None:
    """AssignedCidrCount and AvailableCidrCount are the prefixes that ENIs hold, and the rest."""
    for block in BLOCKS:
        if block["IpVersion"] == "IPv4":
            four = IPv4Network(block["VSwitchCidrReservationCidr"])
            used, size = sum(one.subnet_of(four) for eni in ENIS for one in prefixes(eni)), 28 - four.prefixlen
        else:
            six = IPv6Network(block["VSwitchCidrReservationCidr"])
            used, size = sum(one.subnet_of(six) for eni in ENIS for one in ipv6_prefixes(eni)), 80 - six.prefixlen
        assert (used, 2**size - used) == (block["AssignedCidrCount"], block["AvailableCidrCount"])


@pytest.mark.parametrize("vswitch_id", VSWITCHES)
def test_available_count(vswitch_id: str) -> None:
    """AvailableIpAddressCount is usable minus used, except for 3 addresses of web-i that no ENI explains."""
    vswitch = VSWITCHES[vswitch_id]
    usable = IPv4Network(vswitch["CidrBlock"]).num_addresses - 4
    unexplained = 3 if vswitch["VSwitchName"] == "web-i" else 0
    assert usable - len(used4(vswitch_id)) - vswitch["AvailableIpAddressCount"] == unexplained


def test_pools_as_the_comments_say() -> None:
    """Free single addresses, free prefixes and whole /28s of each VSwitch are the figures that plans rely on."""
    figures = {
        vswitch["VSwitchName"]: (len(free4(key)), free_prefixes(key), whole_blocks(key))
        for key, vswitch in VSWITCHES.items()
    }
    assert figures == {
        "web-h": (750, 4, 3),
        "web-i": (840, 0, 2),
        "pod-h": (2378, 25, 17),
        "pod-i": (1418, 8, 22),
        "hpc-j": (164, 1, 0),
        "edge-j": (5, 0, 0),
    }


def test_web_i_is_fragmented() -> None:
    """15 to 20 % of web-i is in use, all of it single addresses, and no block is reserved."""
    web = by_name("web-i")["VSwitchId"]
    usable = IPv4Network(VSWITCHES[web]["CidrBlock"]).num_addresses - 4
    assert 0.15 < len(used4(web)) / usable < 0.20
    assert not any(prefixes(eni) for eni in ENIS if eni["VSwitchId"] == web)
    assert blocks4(web) == []


def test_first_eni_is_in_a_basic_group_with_room() -> None:
    """The first ENI listed is in one basic, unmanaged security group that has room for more."""
    first = GROUPS[ENIS[0]["SecurityGroupIds"]["SecurityGroupId"][0]]
    assert (first["SecurityGroupType"], first["ServiceManaged"]) == ("normal", False)
    assert len(ENIS[0]["SecurityGroupIds"]["SecurityGroupId"]) == 1
    members = [eni for eni in ENIS if first["SecurityGroupId"] in eni["SecurityGroupIds"]["SecurityGroupId"]]
    held = sum(len(addresses(e)) + len(prefixes(e)) + len(ipv6_addresses(e)) for e in members)
    assert 0 < held < 1000
    assert ENIS[0]["ServiceManaged"] is False


def test_security_groups() -> None:
    """Every ENI's groups exist and are of one type; basic, advanced and managed ones are there."""
    kinds = {(one["SecurityGroupType"], one["ServiceManaged"]) for one in GROUPS.values()}
    assert kinds == {("normal", False), ("normal", True), ("enterprise", False)}
    assert len({one["VpcId"] for one in [*GROUPS.values(), *VSWITCHES.values(), *ENIS, *BLOCKS]}) == 1
    for eni in ENIS:
        mine = [GROUPS[one] for one in eni["SecurityGroupIds"]["SecurityGroupId"]]
        assert len({one["SecurityGroupType"] for one in mine}) == 1
        assert {one["ServiceManaged"] for one in mine} == {eni["ServiceManaged"]}


def test_account_quota() -> None:
    """The account may hold 5,000 ENIs."""
    items = answer("account-attributes")["AccountAttributeItems"]["AccountAttributeItem"]
    quota = next(one for one in items if one["AttributeName"] == "max-elastic-network-interfaces")
    assert quota["AttributeValues"] == {"ValueItem": [{"Value": "5000"}]}


def test_resource_groups() -> None:
    """The resource group of every ENI, instance and VSwitch is listed."""
    listed = {one["Id"] for one in answer("resource-groups")["ResourceGroups"]["ResourceGroup"]}
    assert {one["ResourceGroupId"] for one in [*ENIS, *INSTANCES, *VSWITCHES.values()]} < listed


def test_instances_agree_with_enis() -> None:
    """An instance lists the ENIs that name it, with the same addresses, its primary one first, all in its zone."""
    attached: defaultdict[str, list[Row]] = defaultdict(list)
    for eni in ENIS:
        if eni["Attachment"]:
            assert (eni["Attachment"]["InstanceId"], eni["Status"]) == (eni["InstanceId"], "InUse")
            attached[eni["InstanceId"]].append(eni)
    assert {one["InstanceId"] for one in INSTANCES} == set(attached)
    sets = ("PrivateIpSets", "Ipv6Sets", "Ipv4PrefixSets", "Ipv6PrefixSets")
    for instance in INSTANCES:
        mine = attached[instance["InstanceId"]]
        assert [eni["Attachment"]["DeviceIndex"] for eni in mine] == list(range(len(mine)))
        assert [eni["Type"] for eni in mine] == ["Primary"] + ["Secondary"] * (len(mine) - 1)
        assert {eni["ZoneId"] for eni in mine} == {instance["ZoneId"]}
        assert instance["VpcAttributes"]["VSwitchId"] == mine[0]["VSwitchId"]
        assert instance["VpcAttributes"]["PrivateIpAddress"]["IpAddress"] == [mine[0]["PrivateIpAddress"]]
        for shown, eni in zip(instance["NetworkInterfaces"]["NetworkInterface"], mine, strict=True):
            assert shown["NetworkInterfaceId"] == eni["NetworkInterfaceId"]
            assert shown["PrimaryIpAddress"] == eni["PrivateIpAddress"]
            filled = {name: eni[name] for name in sets if any(eni[name].values())}
            assert {name: shown[name] for name in sets if name in shown} == filled


def test_limits_of_instance_types_hold() -> None:
    """No instance has more ENIs, addresses or RDMA ENIs than its type allows."""
    attached: defaultdict[str, list[Row]] = defaultdict(list)
    for eni in ENIS:
        attached[eni["InstanceId"]].append(eni)
    for instance in INSTANCES:
        limits, mine = TYPES[instance["InstanceType"]], attached[instance["InstanceId"]]
        rdma = [eni for eni in mine if eni["NetworkInterfaceTrafficMode"] == "HighPerformance"]
        assert len(mine) <= limits["EniQuantity"]
        assert len(rdma) <= limits.get("EriQuantity", 0)
        assert sum(eni["QueuePairNumber"] for eni in mine) <= limits.get("QueuePairNumber", 0)
        for eni in mine:
            assert len(addresses(eni)) + len(prefixes(eni)) <= limits["EniPrivateIpAddressQuantity"]
            assert len(ipv6_addresses(eni)) + len(ipv6_prefixes(eni)) <= limits["EniIpv6AddressQuantity"]


def test_zones_of_enis() -> None:
    """An ENI is in the zone of its VSwitch."""
    assert all(eni["ZoneId"] == VSWITCHES[eni["VSwitchId"]]["ZoneId"] for eni in ENIS)


@pytest.mark.parametrize("name", PLANS)
def test_plans_name_what_exists(name: str) -> None:
    """A plan file names VSwitches, security groups and instance types of the account only."""
    spec = plan(name)
    assert (spec["format"], spec["name"], spec["region"]) == (1, name.removesuffix(".toml"), "cn-hangzhou")
    for one in spec["group"]:
        assert set(one["vswitches"]) <= set(VSWITCHES)
        assert set(one["security_groups"]) <= set(GROUPS)
        assert one.get("instance_type", "ecs.g7.large") in TYPES


@pytest.mark.parametrize("name", PLANS)
def test_comments_name_the_vswitches_and_groups(name: str) -> None:
    """The comment behind each id is the name that the account gives it."""
    names = {key: one["VSwitchName"] for key, one in VSWITCHES.items()}
    names |= {key: one["SecurityGroupName"] for key, one in GROUPS.items()}
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    found = re.findall(r'"((?:vsw|sg)-[a-z0-9]+)"[\],]* # ([\w-]+)', text)
    assert len(found) == len(re.findall(r'"(?:vsw|sg)-', text))
    assert [(key, names[key]) for key, _ in found] == found


def test_web_finds_four_enis_in_place() -> None:
    """web-01 to web-04 exist in VSwitches of their group with exactly its shape; no other planned name exists."""
    wanted = group("web.toml", "web-")
    existing = {eni["NetworkInterfaceName"]: eni for eni in ENIS}
    planned = [one["name"].format(n=n) for one in plan("web.toml")["group"] for n in range(1, one["count"] + 1)]
    assert len(planned) == len(set(planned)) == 68
    assert [name for name in planned if name in existing] == ["web-01", "web-02", "web-03", "web-04"]
    for name, vswitch in zip(("web-01", "web-02", "web-03", "web-04"), "hhii", strict=True):
        eni = existing[name]
        assert VSWITCHES[eni["VSwitchId"]]["VSwitchName"] == f"web-{vswitch}"
        assert eni["VSwitchId"] in wanted["vswitches"]
        assert len(addresses(eni)) == 1 + wanted["secondary_addresses"]
        assert [prefixes(eni), ipv6_addresses(eni), ipv6_prefixes(eni)] == [[], [], []]
        assert eni["SecurityGroupIds"]["SecurityGroupId"] == wanted["security_groups"]
        assert {one["TagKey"]: one["TagValue"] for one in eni["Tags"]["Tag"]} == wanted["tags"]
        assert eni["DeleteOnRelease"] is wanted["parameters"]["DeleteOnRelease"]


def test_web_wishes_for_a_free_address() -> None:
    """The address that web.toml names is free, and the prefixes that it asks for exist."""
    gateways = group("web.toml", "gateway-")
    assert IPv4Address(gateways["eni"][0]["primary"]) in free4(gateways["vswitches"][0])
    pods = group("web.toml", "pod-")
    assert pods["count"] * pods["ipv4_prefixes"] <= sum(free_prefixes(one) for one in pods["vswitches"])


def test_tight_meets_the_limits() -> None:
    """What the comments of tight.toml promise follows from the account: nothing free, in use, or a system address."""
    assert sum(one["count"] for one in plan("tight.toml")["group"]) == 25
    edge, web = by_name("edge-j")["VSwitchId"], by_name("web-h")["VSwitchId"]
    assert 1 <= len(free4(edge)) < 1 + group("tight.toml", "proxy-")["secondary_addresses"]
    assert len(free4(edge)) == 5 == group("tight.toml", "edge-")["count"] - 3
    assert free_prefixes(by_name("hpc-j")["VSwitchId"]) == 1 == group("tight.toml", "job-")["count"] - 2
    assert blocks4(group("tight.toml", "sidecar-")["vswitches"][0]) == []
    assert VSWITCHES[group("tight.toml", "resolver-")["vswitches"][0]]["EnabledIpv6"] is False
    dense = group("tight.toml", "dense-")
    assert 1 + dense["secondary_addresses"] > TYPES[dense["instance_type"]]["EniPrivateIpAddressQuantity"]
    mixed = group("tight.toml", "mixed-")["security_groups"]
    assert {GROUPS[one]["SecurityGroupType"] for one in mixed} == {"normal", "enterprise"}
    assert IPv4Address(group("tight.toml", "fixed-")["eni"][0]["primary"]) in used4(web)
    assert GROUPS[group("tight.toml", "borrowed-")["security_groups"][0]]["ServiceManaged"] is True
    last = IPv4Address(group("tight.toml", "last-")["eni"][0]["primary"])
    assert last in system4(IPv4Network(VSWITCHES[web]["CidrBlock"]))
