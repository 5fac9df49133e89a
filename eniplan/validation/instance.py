"""The instance an ENI will be attached to: its type's limits and the ENIs attached before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eniplan.network.instance_type import InstanceType


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A planned instance, before one more ENI is attached.

    Args:
        type: the limits of its ECS type.
        enis: ENIs it has, the primary ENI included.
        queues: queues they take together, None where a default that they take is not known.
        rdma: RDMA (HighPerformance) ENIs among them.
        queue_pairs: queue pairs they take; None where one of them was left unset and takes them all.
        sums: whether limits over the whole instance are judged, beside the number of ENIs; a request checked alone
            is the one secondary ENI beside the primary, and has no sums (decision).
    """

    type: InstanceType
    enis: int = 1
    queues: int | None = None
    rdma: int = 0
    queue_pairs: int | None = 0
    sums: bool = True

    def queues_of(self, asked: int | None) -> int | None:
        """The queues an ENI takes: what it asks for, else the type's default for a secondary ENI."""
        return asked if asked is not None else self.type.secondary_queues

    def with_eni(self, *, queues: int | None, high_performance: bool, pairs: int | None) -> Instance:
        """The instance after one more ENI."""
        taken = self.queues_of(queues)
        total = None if self.queues is None or taken is None else self.queues + taken
        if not high_performance:
            return replace(self, enis=self.enis + 1, queues=total)
        summed = None if self.queue_pairs is None or pairs is None else self.queue_pairs + pairs
        return replace(self, enis=self.enis + 1, queues=total, rdma=self.rdma + 1, queue_pairs=summed)


def fresh_instance(instance_type: InstanceType, *, sums: bool = True) -> Instance:
    """An instance with its primary ENI only."""
    return Instance(type=instance_type, queues=instance_type.primary_queues, sums=sums)
