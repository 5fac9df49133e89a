"""Make the example account: recorded-looking answers of region cn-hangzhou, one VPC, six VSwitches, 312 ENIs.

    python eniplan/examples/make_hangzhou.py [FOLDER]

writes the files of ``hangzhou/`` beside this script, in the shapes and with the members that ``aliyun`` prints.
All ids, addresses and times are drawn with ``random.Random(SEED).random()`` alone, whose sequence Python keeps
stable between versions: the same files everywhere, byte for byte.

What the account shows, VSwitch by VSwitch:

* web-h   roomy, with one reserved block that nothing uses yet
* web-i   dual stack and fragmented: single addresses all over it, no reserved block, few whole /28s left to
          reserve; a load balancer took 3 addresses that no ENI explains
* pod-h   dual stack, two IPv4 blocks and one IPv6 block, pods on prefixes
* pod-i   one block with few prefixes left
* hpc-j   RDMA nodes; a block of two prefixes, one of them in use
* edge-j  a /26, nearly full

``AvailableIpAddressCount`` is usable minus used, with the free addresses of reserved blocks counted in (whether
the cloud leaves them out is not documented); web-i reports 3 less.

Figures: ecs.g7.xlarge is a recorded answer (kubernetes-sigs/alibaba-cloud-csi-driver), ecs.g8a.xlarge the members of
a recorded one (cloud-barista/cm-beetle, 2025), the others are rows of the public instance family tables of
2025. Members that no source gives are left out.
"""

from __future__ import annotations

import json
import random
import sys
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Network
from pathlib import Path
from typing import TypeVar

SEED = 20260301
REGION = "cn-hangzhou"
OWNER = 1648203957310482
SERVICE = 1598713620449071
VPC = "vpc-bp1n4x8d2k7r5t0w9c3qz"
ROUTE_TABLE = "vtb-bp1c6q0m8z3f5k9s2j7vy"
RESOURCE_GROUP = "rg-acfm2x7kq4w9b5i"
START = datetime(2025, 2, 10, 1, 30, tzinfo=UTC)
DAYS = 480

WEB = "sg-bp1web7d3k9x2m5qt8r4"
EDGE = "sg-bp1edg4n8c0v6y1zs5j2"
HPC = "sg-bp1hpc9t5r3b7w2ka6f0"
POD = "sg-bp1pod2g6u1h8e4xm0c7"
CLOUD = "sg-bp1mng0p4z7s3d9vy6n1"

JsonObject = dict[str, object]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class VSwitch:
    """One VSwitch; its reserved blocks as pairs of id and CIDR; how many addresses no ENI explains."""

    name: str
    zone: str
    id: str
    cidr: IPv4Network
    ipv6: IPv6Network | None = None
    blocks: tuple[tuple[str, IPv4Network | IPv6Network], ...] = ()
    unexplained: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What one ENI holds beside its primary address."""

    secondary: int = 0
    ipv4_prefixes: int = 0
    ipv6: int = 0
    ipv6_prefixes: int = 0
    rdma: bool = False


@dataclass(frozen=True, slots=True)
class Fleet:
    """Alike ENIs: one of each shape on each instance, or single loose ones where no instance type is named."""

    name: str
    vswitch: str
    count: int
    group: str
    shapes: tuple[Shape, ...]
    instance_type: str = ""
    first: int = 1
    managed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """An ECS instance; its ENIs refer to it."""

    id: str
    name: str
    fleet: Fleet
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Eni:
    """One ENI and what it drew: addresses with the primary one first, and prefixes."""

    id: str
    name: str
    mac: str
    vswitch: VSwitch
    fleet: Fleet
    rdma: bool
    created: datetime
    addresses: tuple[str, ...]
    ipv4_prefixes: tuple[str, ...]
    ipv6: tuple[str, ...]
    ipv6_prefixes: tuple[str, ...]
    instance: Instance | None
    device_index: int


VSWITCHES = (
    VSwitch(
        "web-h", "cn-hangzhou-h", "vsw-bp1wh3k9c7r2n5x0q4t8m", IPv4Network("10.20.0.0/22"),
        None, (("vcr-bp1k2w8r5t1n7x3c9q4z", IPv4Network("10.20.2.0/26")),),
    ),
    VSwitch(
        "web-i", "cn-hangzhou-i", "vsw-bp1wi6t0z8d4m1y7e3k5p", IPv4Network("10.20.4.0/22"),
        IPv6Network("2001:db8:2a:1401::/64"), unexplained=3,
    ),
    VSwitch(
        "pod-h", "cn-hangzhou-h", "vsw-bp1ph2v5g9s1b6u8j0n4r", IPv4Network("10.20.16.0/20"),
        IPv6Network("2001:db8:2a:1402::/64"),
        (
            ("vcr-bp1p6h1m9d4z0v5s8b2q", IPv4Network("10.20.20.0/22")),
            ("vcr-bp1u3e7g2y6f1j9a4t5k", IPv4Network("10.20.24.0/24")),
            ("vcr-bp1x8n0c5w3q7k1r6h4d", IPv6Network("2001:db8:2a:1402:4000::/66")),
        ),
    ),
    VSwitch(
        "pod-i", "cn-hangzhou-i", "vsw-bp1pi7a4f0q3x9c2w6d8k", IPv4Network("10.20.32.0/21"),
        None, (("vcr-bp1b4t9s2d7m5z1v0y6e", IPv4Network("10.20.36.0/23")),),
    ),
    VSwitch(
        "hpc-j", "cn-hangzhou-j", "vsw-bp1hj5m8r1k6y3t0v9z2b", IPv4Network("10.20.48.0/24"),
        None, (("vcr-bp1j5f2a8e0u6g3p1n9w", IPv4Network("10.20.48.64/27")),),
    ),
    VSwitch("edge-j", "cn-hangzhou-j", "vsw-bp1ej0d2n7u4p8g5s3f1x", IPv4Network("10.20.49.0/26")),
)  # fmt: skip

PLAIN = Shape()
DUAL = Shape(ipv6=1)
PREFIX = Shape(ipv4_prefixes=1)
PREFIXES = Shape(ipv4_prefixes=2)
WEB_SHAPE = Shape(secondary=5)
POD_SHAPE = Shape(secondary=6, ipv6=1)
POD_I = Shape(secondary=3, ipv4_prefixes=1)
RDMA = Shape(secondary=2, rdma=True)

FLEETS = (
    Fleet("web-node", "web-h", 12, WEB, (PLAIN, Shape(secondary=6), Shape(secondary=6)), "ecs.g7.xlarge"),
    Fleet("web", "web-h", 2, WEB, (WEB_SHAPE,)),
    Fleet("web-spare", "web-h", 14, WEB, (PLAIN,)),
    Fleet("web-node", "web-i", 12, WEB, (DUAL, WEB_SHAPE, WEB_SHAPE), "ecs.g7.xlarge", first=13),
    Fleet("web", "web-i", 2, WEB, (WEB_SHAPE,), first=3),
    Fleet("web-spare", "web-i", 12, WEB, (PLAIN,), first=15),
    Fleet("pod-node", "pod-h", 14, POD, (DUAL, POD_SHAPE, POD_SHAPE, PREFIXES), "ecs.g7.2xlarge"),
    Fleet(
        "pod-node", "pod-h", 7, POD, (DUAL, POD_SHAPE, POD_SHAPE, Shape(ipv4_prefixes=3)),
        "ecs.g7.2xlarge", first=15,
    ),
    Fleet(
        "pod-node", "pod-h", 3, POD, (DUAL, POD_SHAPE, POD_SHAPE, Shape(ipv4_prefixes=2, ipv6_prefixes=1)),
        "ecs.g7.2xlarge", first=22,
    ),
    Fleet("pod-spare", "pod-h", 10, POD, (Shape(secondary=4, ipv6=1),)),
    Fleet("pod-node", "pod-i", 8, POD, (PLAIN, POD_I, PREFIX), "ecs.g7.xlarge", first=25),
    Fleet("pod-node", "pod-i", 8, POD, (PLAIN, POD_I, Shape(secondary=2)), "ecs.g7.xlarge", first=33),
    Fleet("pod-spare", "pod-i", 2, POD, (PLAIN,), first=11),
    Fleet("hpc-node", "hpc-j", 9, HPC, (PLAIN, RDMA, Shape(secondary=1)), "ecs.g8a.xlarge"),
    Fleet("hpc-job", "hpc-j", 1, HPC, (PREFIX,)),
    Fleet("hpc-spare", "hpc-j", 1, HPC, (PLAIN,)),
    Fleet("edge-node", "edge-j", 6, EDGE, (PLAIN, Shape(secondary=3), Shape(secondary=2)), "ecs.g7.large"),
    Fleet("edge-spare", "edge-j", 4, EDGE, (PLAIN,)),
    Fleet("", "edge-j", 3, CLOUD, (PLAIN,), managed=True),
)  # fmt: skip

# id, name, type, rules, those of the rules that name a security group
SECURITY_GROUPS = (
    (WEB, "web", "normal", 24, 2),
    (POD, "pods-prod-hz", "enterprise", 18, 0),
    (CLOUD, "alicloud-nlb-managed", "normal", 6, 0),
    (HPC, "hpc", "normal", 12, 3),
    (EDGE, "edge", "normal", 41, 0),
)

RESOURCE_GROUPS = ((RESOURCE_GROUP, "default"), ("rg-acfm6t1yb8n3v0e", "prod"), ("rg-acfm9s4hd7c2j5u", "lab"))

# type: vCPU, memory in GiB, queues of one ENI
SIZES = {
    "ecs.g7.large": (2, 8, 2),
    "ecs.g7.xlarge": (4, 16, 4),
    "ecs.g7.2xlarge": (8, 32, 8),
    "ecs.g8a.xlarge": (4, 16, 4),
}

INSTANCE_TYPES = """[
{"InstanceTypeId": "ecs.g7.large", "InstanceTypeFamily": "ecs.g7", "InstanceFamilyLevel": "EnterpriseLevel",
 "InstanceCategory": "General-purpose", "CpuArchitecture": "X86", "CpuCoreCount": 2, "MemorySize": 8, "GPUAmount": 0,
 "GPUSpec": "", "LocalStorageCategory": "", "EniQuantity": 3, "EniPrivateIpAddressQuantity": 6,
 "EniIpv6AddressQuantity": 6, "PrimaryEniQueueNumber": 2},
{"InstancePpsTx": 1100000, "NvmeSupport": "unsupported", "PrimaryEniQueueNumber": 4, "TotalEniQueueQuantity": 16,
 "EniTrunkSupported": true, "InstanceTypeFamily": "ecs.g7", "InstancePpsRx": 1100000,
 "NetworkEncryptionSupport": false, "EriQuantity": 0, "InstanceBandwidthRx": 3072000, "Clock": {},
 "EnhancedNetwork": {}, "InstanceBandwidthTx": 3072000, "SecondaryEniQueueNumber": 4,
 "PhysicalProcessorModel": "Intel Xeon (Ice Lake) Platinum 8369B", "LocalStorageCategory": "", "GPUSpec": "",
 "CpuArchitecture": "X86", "InstanceTypeId": "ecs.g7.xlarge",
 "SupportedBootModes": {"SupportedBootMode": ["BIOS", "UEFI"]}, "MemorySize": 16, "MaximumQueueNumberPerEni": 4,
 "EniIpv6AddressQuantity": 15, "EniTotalQuantity": 20, "CpuCoreCount": 4,
 "NetworkInfo": {"BandwidthWeighting": {}},
 "CpuOptions": {"SupportedTopologyTypes": {"SupportedTopologyType": ["ContinuousCoreToHTMapping",
 "DiscreteCoreToHTMapping"]}, "CoreFactor": 2, "ThreadsPerCore": 2, "HyperThreadingAdjustable": true, "Core": 2},
 "InstanceCategory": "General-purpose", "EniQuantity": 4, "GPUAmount": 0, "DiskQuantity": 17,
 "CpuSpeedFrequency": 2.7, "InstanceFamilyLevel": "EnterpriseLevel", "JumboFrameSupport": true,
 "CpuTurboFrequency": 3.5, "EniPrivateIpAddressQuantity": 15},
{"InstanceTypeId": "ecs.g7.2xlarge", "InstanceTypeFamily": "ecs.g7", "InstanceFamilyLevel": "EnterpriseLevel",
 "InstanceCategory": "General-purpose", "CpuArchitecture": "X86", "CpuCoreCount": 8, "MemorySize": 32, "GPUAmount": 0,
 "GPUSpec": "", "LocalStorageCategory": "", "EniQuantity": 4, "EniPrivateIpAddressQuantity": 15,
 "EniIpv6AddressQuantity": 15, "PrimaryEniQueueNumber": 8},
{"InstanceTypeId": "ecs.g8a.xlarge", "InstanceTypeFamily": "ecs.g8a", "InstanceFamilyLevel": "EnterpriseLevel",
 "InstanceCategory": "General-purpose", "CpuArchitecture": "X86", "CpuCoreCount": 4, "CpuSpeedFrequency": 2.7,
 "CpuTurboFrequency": 3.7, "PhysicalProcessorModel": "AMD EPYC\u2122 Genoa 9T24", "MemorySize": 16,
 "GPUAmount": 0, "EniQuantity": 4, "EniTotalQuantity": 5, "EniTrunkSupported": true,
 "EniPrivateIpAddressQuantity": 15, "EniIpv6AddressQuantity": 15, "EriQuantity": 1, "QueuePairNumber": 2,
 "MaximumQueueNumberPerEni": 4, "PrimaryEniQueueNumber": 4, "SecondaryEniQueueNumber": 4,
 "TotalEniQueueQuantity": 16, "InstanceBandwidthRx": 2560000, "InstanceBandwidthTx": 2560000,
 "InstancePpsRx": 1000000, "InstancePpsTx": 1000000, "JumboFrameSupport": true, "NetworkEncryptionSupport": false,
 "NvmeSupport": "required", "DiskQuantity": 17, "SupportedBootModes": {"SupportedBootMode": ["BIOS", "UEFI"]}}
]"""

ACCOUNT = {
    "max-security-groups": ("100",),
    "max-dedicated-hosts": ("2",),
    "max-postpaid-instance-vcpu-count": ("1000",),
    "max-spot-instance-vcpu-count": ("1000",),
    "max-elastic-network-interfaces": ("5000",),
    "real-name-authentication": ("yes",),
    "instance-network-type": ("vpc",),
    "supported-postpaid-instance-types": tuple(SIZES),
}


class Draws:
    """Random ids, MAC addresses and times, and picks from a pool: everything that chance decides here."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)

    def below(self, limit: int) -> int:
        """Draw an integer from 0 up to, not including, a limit below 2**53."""
        return int(self._rng.random() * limit)

    def take(self, pool: list[T]) -> T:
        """Remove one item from a pool, each with the same chance."""
        return pool.pop(self.below(len(pool)))

    def text(self, length: int, letters: str = "0123456789abcdefghijklmnopqrstuvwxyz") -> str:
        """Draw an id's tail."""
        return "".join(letters[self.below(len(letters))] for _ in range(length))

    def mac(self) -> str:
        """Draw a MAC address of the cloud's own range."""
        return "00:16:3e:" + ":".join(self.text(2, "0123456789abcdef") for _ in range(3))

    def time(self) -> datetime:
        """Draw a second of the account's life."""
        return START + timedelta(seconds=self.below(DAYS * 86400))

    def request_id(self) -> str:
        """Draw a RequestId, an upper-case UUID."""
        return str(uuid.UUID(self.text(32, "0123456789abcdef"), version=5)).upper()


class Pools:
    """What is still free in one VSwitch: single addresses outside reserved blocks, prefixes inside them."""

    def __init__(self, vswitch: VSwitch, draws: Draws) -> None:
        self.vswitch = vswitch
        self._draws = draws
        blocks = [block for _, block in vswitch.blocks]
        four = [block for block in blocks if isinstance(block, IPv4Network)]
        six = [block for block in blocks if isinstance(block, IPv6Network)]
        usable = range(int(vswitch.cidr[1]), int(vswitch.cidr[-3]))
        open_pool = [IPv4Address(number) for number in usable]
        self._addresses = [str(one) for one in open_pool if not any(one in block for block in four)]
        self._prefixes = [str(one) for block in four for one in block.subnets(new_prefix=28)]
        self._ipv6_prefixes = [str(one) for block in six for one in block.subnets(new_prefix=80)]
        self._ipv6_blocks = six

    def address(self) -> str:
        """Take a single IPv4 address."""
        return self._draws.take(self._addresses)

    def prefix(self) -> str:
        """Take an IPv4 prefix."""
        return self._draws.take(self._prefixes)

    def ipv6_prefix(self) -> str:
        """Take an IPv6 prefix."""
        return self._draws.take(self._ipv6_prefixes)

    def ipv6_address(self) -> str:
        """Draw a single IPv6 address; 2**64 are so many that none comes twice."""
        if self.vswitch.ipv6 is None:
            raise ValueError(f"{self.vswitch.name} has no IPv6")
        while True:
            one = self.vswitch.ipv6[(self._draws.below(2**32) << 32) + self._draws.below(2**32)]
            if not any(one in block for block in self._ipv6_blocks):
                return str(one)


def draw_eni(draws: Draws, pool: Pools, fleet: Fleet, *, number: int, index: int, instance: Instance | None) -> Eni:
    """Create one ENI of a fleet: its number counts the instances (or the loose ENIs), its index the shapes."""
    shape = fleet.shapes[index]
    name = f"{fleet.name}-{number:02}" + (f"-eth{index}" if index else "") if fleet.name else ""
    return Eni(
        id=f"eni-bp1{draws.text(17)}",
        name=name,
        mac=draws.mac(),
        vswitch=pool.vswitch,
        fleet=fleet,
        rdma=shape.rdma,
        created=instance.created + timedelta(minutes=7 * index) if instance else draws.time(),
        addresses=tuple(pool.address() for _ in range(1 + shape.secondary)),
        ipv4_prefixes=tuple(pool.prefix() for _ in range(shape.ipv4_prefixes)),
        ipv6=tuple(pool.ipv6_address() for _ in range(shape.ipv6)),
        ipv6_prefixes=tuple(pool.ipv6_prefix() for _ in range(shape.ipv6_prefixes)),
        instance=instance,
        device_index=index,
    )


def draw_instance(draws: Draws, fleet: Fleet, number: int) -> Instance | None:
    """Create the instance that the next ENIs of a fleet are attached to, if the fleet has any."""
    if not fleet.instance_type:
        return None
    name = f"{fleet.name}-{number:02}"
    return Instance(id=f"i-bp1{draws.text(17)}", name=name, fleet=fleet, created=draws.time())


def draw_enis(draws: Draws) -> list[Eni]:
    """Create every ENI of the account, fleet by fleet."""
    pools = {vswitch.name: Pools(vswitch, draws) for vswitch in VSWITCHES}
    enis = []
    for fleet in FLEETS:
        for number in range(fleet.first, fleet.first + fleet.count):
            instance = draw_instance(draws, fleet, number)
            enis += [
                draw_eni(draws, pools[fleet.vswitch], fleet, number=number, index=index, instance=instance)
                for index in range(len(fleet.shapes))
            ]
    return enis


def seconds(time: datetime) -> str:
    """Write a time as most answers do."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def minutes(time: datetime) -> str:
    """Write a time as DescribeInstances does."""
    return time.strftime("%Y-%m-%dT%H:%MZ")


def tags(fleet: Fleet) -> JsonObject:
    """Tags as ECS answers show them."""
    values = {"app": fleet.name.split("-")[0], "env": "prod"} if fleet.name else {}
    return {"Tag": [{"TagKey": key, "TagValue": value} for key, value in values.items()]}


def address_sets(eni: Eni) -> dict[str, dict[str, list[JsonObject]]]:
    """The addresses and prefixes of an ENI, alike in DescribeNetworkInterfaces and DescribeInstances."""
    return {
        "PrivateIpSets": {
            "PrivateIpSet": [{"PrivateIpAddress": one, "Primary": not index} for index, one in enumerate(eni.addresses)]
        },
        "Ipv6Sets": {"Ipv6Set": [{"Ipv6Address": one} for one in eni.ipv6]},
        "Ipv4PrefixSets": {"Ipv4PrefixSet": [{"Ipv4Prefix": one} for one in eni.ipv4_prefixes]},
        "Ipv6PrefixSets": {"Ipv6PrefixSet": [{"Ipv6Prefix": one} for one in eni.ipv6_prefixes]},
    }


def eni_type(eni: Eni) -> str:
    """Tell an instance's primary ENI from the others."""
    return "Primary" if eni.instance and not eni.device_index else "Secondary"


def attachment(eni: Eni) -> JsonObject:
    """The members that an attached ENI fills, and that the others leave empty."""
    if eni.instance is None:
        return {"InstanceId": "", "Attachment": {}, "Status": "InUse" if eni.fleet.managed else "Available"}
    place = {"InstanceId": eni.instance.id, "DeviceIndex": eni.device_index, "NetworkCardIndex": 0}
    queues = SIZES[eni.fleet.instance_type][2]
    return {"InstanceId": eni.instance.id, "Attachment": place, "Status": "InUse", "QueueNumber": queues}


def service(eni: Eni) -> JsonObject:
    """Who runs the ENI: the account itself, or a cloud service on its behalf."""
    if eni.fleet.managed:
        return {"ServiceManaged": True, "ServiceID": SERVICE, "Description": "Created by nlb"}
    return {"ServiceManaged": False, "Description": ""}


def eni_answer(eni: Eni) -> JsonObject:
    """One ENI as DescribeNetworkInterfaces shows it."""
    return {
        "CreationTime": seconds(eni.created),
        "VpcId": VPC,
        "Type": eni_type(eni),
        "NetworkInterfaceTrafficMode": "HighPerformance" if eni.rdma else "Standard",
        "NetworkInterfaceName": eni.name,
        "MacAddress": eni.mac,
        "QueuePairNumber": 2 if eni.rdma else 0,
        "NetworkInterfaceId": eni.id,
        "OwnerId": str(OWNER),
        "VSwitchId": eni.vswitch.id,
        "ResourceGroupId": RESOURCE_GROUP,
        "ZoneId": eni.vswitch.zone,
        "PrivateIpAddress": eni.addresses[0],
        "Tags": tags(eni.fleet),
        "SecurityGroupIds": {"SecurityGroupId": [eni.fleet.group]},
        "AssociatedPublicIp": {},
        "DeleteOnRelease": True,
        "SourceDestCheck": False,
        **attachment(eni),
        **service(eni),
        **address_sets(eni),
    }


def attached_answer(eni: Eni) -> JsonObject:
    """One ENI as DescribeInstances shows it: without the sets that are empty."""
    return {
        "Type": eni_type(eni),
        "PrimaryIpAddress": eni.addresses[0],
        "NetworkInterfaceId": eni.id,
        "MacAddress": eni.mac,
        **{name: rows for name, rows in address_sets(eni).items() if any(rows.values())},
    }


def hardware(fleet: Fleet) -> JsonObject:
    """The members of an instance that its type decides."""
    cpu, memory, _ = SIZES[fleet.instance_type]
    return {
        "InstanceType": fleet.instance_type,
        "InstanceTypeFamily": fleet.instance_type.rpartition(".")[0],
        "Cpu": cpu,
        "Memory": memory * 1024,
        "CpuOptions": {"ThreadsPerCore": 2, "CoreCount": cpu // 2, "Numa": ""},
        "GPUAmount": 0,
        "GPUSpec": "",
    }


def system(instance: Instance) -> JsonObject:
    """The members of an instance that say what runs on it, and how it is paid."""
    return {
        "CreationTime": minutes(instance.created),
        "StartTime": minutes(instance.created + timedelta(minutes=1)),
        "ExpiredTime": "2099-12-31T15:59Z",
        "HostName": instance.name,
        "ImageId": "aliyun_3_x64_20G_alibase_20250117.vhd",
        "OSName": "Alibaba Cloud Linux  3.2104 LTS 64\u4f4d",
        "OSNameEn": "Alibaba Cloud Linux  3.2104 LTS 64 bit",
        "OSType": "linux",
        "InstanceChargeType": "PostPaid",
        "InternetChargeType": "PayByTraffic",
        "SpotStrategy": "NoSpot",
        "DeletionProtection": False,
        "IoOptimized": True,
        "OperationLocks": {"LockReason": []},
    }


def instance_answer(instance: Instance, enis: list[Eni]) -> JsonObject:
    """One instance with its ENIs, as DescribeInstances shows it."""
    first = enis[0]
    own = {
        "VpcId": VPC,
        "VSwitchId": first.vswitch.id,
        "PrivateIpAddress": {"IpAddress": [first.addresses[0]]},
        "NatIpAddress": "",
    }
    return {
        "InstanceId": instance.id,
        "InstanceName": instance.name,
        "Status": "Running",
        "RegionId": REGION,
        "ZoneId": first.vswitch.zone,
        "ResourceGroupId": RESOURCE_GROUP,
        "InstanceNetworkType": "vpc",
        "VpcAttributes": own,
        "SecurityGroupIds": {"SecurityGroupId": [instance.fleet.group]},
        "PublicIpAddress": {"IpAddress": []},
        "InnerIpAddress": {"IpAddress": []},
        "EipAddress": {"AllocationId": "", "IpAddress": "", "InternetChargeType": ""},
        "Tags": tags(instance.fleet),
        "NetworkInterfaces": {"NetworkInterface": [attached_answer(eni) for eni in enis]},
        **hardware(instance.fleet),
        **system(instance),
    }


def instance_answers(enis: list[Eni]) -> list[JsonObject]:
    """Every instance, in the order of the ENIs."""
    attached: dict[str, list[Eni]] = {}
    instances = {}
    for eni in enis:
        if eni.instance:
            instances[eni.instance.id] = eni.instance
            attached.setdefault(eni.instance.id, []).append(eni)
    return [instance_answer(instance, attached[key]) for key, instance in instances.items()]


def vswitch_answer(vswitch: VSwitch, used: int) -> JsonObject:
    """One VSwitch as DescribeVSwitches shows it, from the number of addresses that ENIs use."""
    available = vswitch.cidr.num_addresses - 4 - used - vswitch.unexplained
    return {
        "VpcId": VPC,
        "Status": "Available",
        "CreationTime": seconds(START),
        "IsDefault": False,
        "AvailableIpAddressCount": available,
        "NetworkAclId": "",
        "OwnerId": OWNER,
        "VSwitchId": vswitch.id,
        "CidrBlock": str(vswitch.cidr),
        "Description": "",
        "ResourceGroupId": RESOURCE_GROUP,
        "ZoneId": vswitch.zone,
        "Ipv6CidrBlock": str(vswitch.ipv6) if vswitch.ipv6 else "",
        "EnabledIpv6": vswitch.ipv6 is not None,
        "VSwitchName": vswitch.name,
        "ShareType": "",
        "Tags": {"Tag": [{"Key": "env", "Value": "prod"}]},
        "RouteTable": {"RouteTableId": ROUTE_TABLE, "RouteTableType": "System"},
    }


def vswitch_answers(enis: list[Eni]) -> list[JsonObject]:
    """Every VSwitch; a prefix in use counts for its 16 addresses."""
    used: Counter[str] = Counter()
    for eni in enis:
        used[eni.vswitch.name] += len(eni.addresses) + 16 * len(eni.ipv4_prefixes)
    return [vswitch_answer(vswitch, used[vswitch.name]) for vswitch in VSWITCHES]


def block_counts(block: IPv4Network | IPv6Network, enis: list[Eni]) -> JsonObject:
    """How many prefixes of a reserved block ENIs hold, and how many are free."""
    if isinstance(block, IPv4Network):
        used = sum(IPv4Network(one).subnet_of(block) for eni in enis for one in eni.ipv4_prefixes)
        size = 2 ** (28 - block.prefixlen)
    else:
        used = sum(IPv6Network(one).subnet_of(block) for eni in enis for one in eni.ipv6_prefixes)
        size = 2 ** (80 - block.prefixlen)
    return {"AssignedCidrCount": used, "AvailableCidrCount": size - used}


def reservation_answer(vswitch: VSwitch, number: int, enis: list[Eni]) -> JsonObject:
    """One reserved block as ListVSwitchCidrReservations shows it; blocks of a VSwitch are counted from 0."""
    key, block = vswitch.blocks[number]
    return {
        "VSwitchCidrReservationId": key,
        "VSwitchCidrReservationName": f"{vswitch.name}-prefixes-{number + 1}",
        "VSwitchCidrReservationDescription": "",
        "VSwitchCidrReservationCidr": str(block),
        "VSwitchId": vswitch.id,
        "VpcId": VPC,
        "IpVersion": f"IPv{block.version}",
        "Type": "prefix",
        "Status": "Assigned",
        "CreationTime": seconds(START + timedelta(days=number + 1)),
        "Tags": [],
        **block_counts(block, enis),
    }


def security_group_answer(key: str, name: str, group_type: str, rules: int, group_rules: int) -> JsonObject:
    """One security group as DescribeSecurityGroups shows it."""
    owner = {"ServiceManaged": True, "ServiceID": SERVICE} if key == CLOUD else {"ServiceManaged": False}
    return {
        "SecurityGroupId": key,
        "SecurityGroupName": name,
        "SecurityGroupType": group_type,
        "Description": "",
        "VpcId": VPC,
        "CreationTime": seconds(START + timedelta(hours=2)),
        "ResourceGroupId": RESOURCE_GROUP,
        "RuleCount": rules,
        "GroupToGroupRuleCount": group_rules,
        "EcsCount": 0,
        "AvailableInstanceAmount": 0,
        "Tags": {"Tag": []},
        **owner,
    }


def resource_group_answer(key: str, name: str) -> JsonObject:
    """One resource group as ListResourceGroups shows it."""
    return {
        "Id": key,
        "Name": name,
        "DisplayName": name,
        "Status": "OK",
        "AccountId": str(OWNER),
        "CreateDate": "2025-02-10T09:12:40+08:00",
    }


def account_attribute(name: str, values: tuple[str, ...]) -> JsonObject:
    """One item of DescribeAccountAttributes."""
    return {"AttributeName": name, "AttributeValues": {"ValueItem": [{"Value": value} for value in values]}}


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of one listing, their two wrappers, and how many rows one page holds."""

    outer: str
    inner: str
    rows: list[JsonObject]
    page_size: int = 100


def token_pages(draws: Draws, listing: Listing) -> list[JsonObject]:
    """Cut a listing into pages; each NextToken leads on, the last one is empty."""
    size, total = listing.page_size, len(listing.rows)
    return [
        {
            "RequestId": draws.request_id(),
            "NextToken": draws.text(32, "0123456789abcdef") if start + size < total else "",
            "PageNumber": number,
            "PageSize": size,
            "TotalCount": total,
            listing.outer: {listing.inner: listing.rows[start : start + size]},
        }
        for number, start in enumerate(range(0, total, size), 1)
    ]


def numbered_page(draws: Draws, outer: str, inner: str, rows: list[JsonObject]) -> JsonObject:
    """Answer a short listing with one page of at most 50 rows."""
    head: JsonObject = {"PageNumber": 1, "PageSize": 50, "TotalCount": len(rows)}
    return {"RequestId": draws.request_id(), **head, outer: {inner: rows}}


def small_answers(draws: Draws, enis: list[Eni]) -> dict[str, object]:
    """The files of one answer each."""
    blocks = [reservation_answer(one, i, enis) for one in VSWITCHES for i in range(len(one.blocks))]
    groups = [security_group_answer(*row) for row in sorted(SECURITY_GROUPS, reverse=True)]
    resource_groups = [resource_group_answer(*row) for row in RESOURCE_GROUPS]
    attributes = [account_attribute(*row) for row in ACCOUNT.items()]
    types = {"NextToken": "", "InstanceTypes": {"InstanceType": json.loads(INSTANCE_TYPES)}}
    reservations = {"MaxResults": 100, "NextToken": "", "TotalCount": len(blocks)}
    return {
        "vswitches": numbered_page(draws, "VSwitches", "VSwitch", vswitch_answers(enis)),
        "reservations": {"RequestId": draws.request_id(), **reservations, "VSwitchCidrReservations": blocks},
        "security-groups": token_pages(draws, Listing("SecurityGroups", "SecurityGroup", groups))[0],
        "instance-types": {"RequestId": draws.request_id(), **types},
        "account-attributes": {
            "RequestId": draws.request_id(),
            "AccountAttributeItems": {"AccountAttributeItem": attributes},
        },
        "resource-groups": numbered_page(draws, "ResourceGroups", "ResourceGroup", resource_groups),
    }


def make_account(seed: int) -> dict[str, object]:
    """Draw the account: the answer, or the JSON array of pages, that each file holds, by file name."""
    draws = Draws(seed)
    enis = draw_enis(draws)
    eni_rows = Listing("NetworkInterfaceSets", "NetworkInterfaceSet", [eni_answer(eni) for eni in enis])
    instance_rows = Listing("Instances", "Instance", instance_answers(enis), 50)
    files: dict[str, object] = {f"enis-{i}": one for i, one in enumerate(token_pages(draws, eni_rows), 1)}
    files["instances"] = token_pages(draws, instance_rows)
    return files | small_answers(draws, enis)


def layout(value: object, levels: int, indent: str = "") -> str:
    """Write JSON with the outer levels one item a line and everything below them compact."""
    if not levels or not value or not isinstance(value, dict | list):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    inner = indent + "\t"
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {layout(one, levels - 1, inner)}" for key, one in value.items()]
    else:
        items = [layout(one, levels - 1, inner) for one in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{inner}" + f",\n{inner}".join(items) + f"\n{indent}{closing}"


def write_account(folder: Path) -> None:
    """Write every file of the account into a folder; the long listings hold one ENI or instance a line."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, answer in make_account(SEED).items():
        levels = 4 if name == "instances" else 3 if name.startswith("enis") else sys.maxsize
        (folder / f"{name}.json").write_bytes(f"{layout(answer, levels)}\n".encode())


if __name__ == "__main__":
    write_account(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).with_name("hangzhou"))
