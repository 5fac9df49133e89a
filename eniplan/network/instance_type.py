"""The limits of an ECS instance type, as DescribeInstanceTypes gives them. None is unknown, and never a limit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceType:
    """One instance type.

    Args:
        id: ``ecs.g7.xlarge``.
        eni_quantity: ENIs per instance, the primary ENI included.
        ipv4_per_eni: private IPv4 addresses per ENI, the primary address included; a prefix takes one slot.
        ipv6_per_eni: IPv6 addresses and prefixes per ENI.
        trunk_supported: whether it takes trunk ENIs.
        eri_quantity: RDMA (HighPerformance) ENIs per instance; 0 is none.
        max_queues_per_eni: MaximumQueueNumberPerEni.
        primary_queues, secondary_queues: the queues an ENI takes when none are asked for.
        total_queues: TotalEniQueueQuantity over all ENIs of one instance.
        queue_pairs: QueuePairNumber over all RDMA ENIs of one instance.
        eni_total_quantity: EniTotalQuantity, ENIs per instance with the members of its trunk ENI.
        source: where the figures come from, with a date.
    """

    id: str
    eni_quantity: int | None = None
    ipv4_per_eni: int | None = None
    ipv6_per_eni: int | None = None
    trunk_supported: bool | None = None
    eri_quantity: int | None = None
    max_queues_per_eni: int | None = None
    primary_queues: int | None = None
    secondary_queues: int | None = None
    total_queues: int | None = None
    queue_pairs: int | None = None
    eni_total_quantity: int | None = None
    source: str = "DescribeInstanceTypes of the inventory"
