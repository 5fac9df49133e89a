"""Rules on the instance type an ENI will be attached to. Creating does not raise them, attaching does.

A limit that is not known is not checked, and said once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.validation.rule import Stage, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.contract.finding import Finding
    from eniplan.network.instance_type import InstanceType
    from eniplan.validation.case import Case
    from eniplan.validation.instance import Instance


def _limit(case: Case, field: str) -> int | None:
    """A limit of the type; an unknown one is said once."""
    kind = case.instance_type
    limit = getattr(kind, field) if kind else None
    if kind and limit is None:
        message = f"{field} of {kind.id} is not known and not checked"
        case.setting.say_once(f"{kind.id} {field}", "Lint.NotChecked", message, kind.source)
    return limit if isinstance(limit, int) else None


def _exceeded(case: Case, code: str, parameter: str, message: str) -> Finding:
    kind = case.instance_type
    return case.refuse(code, parameter, message, source=kind.source if kind else "", raised_at="attach")


def _name(case: Case) -> str:
    return case.instance_type.id if case.instance_type else ""


@rule("InvalidOperation.Ipv4CountExceeded", stage=Stage.FACTS)
def ipv4_per_eni(case: Case) -> Iterator[Finding]:
    """1 + secondary addresses + IPv4 prefixes; a prefix takes one slot whatever its size."""
    if (most := _limit(case, "ipv4_per_eni")) is None:
        return
    prefixes = case.prefix_total(4)
    if (slots := 1 + case.secondary + prefixes) > most:
        asked = f"1 primary, {case.secondary} secondary addresses and {prefixes} prefixes"
        message = f"{asked} are {slots}; one ENI of {_name(case)} takes {most}"
        path = (
            "PrivateIpAddress"
            if case.request.secondary_addresses
            else "SecondaryPrivateIpAddressCount" if case.secondary else case.prefix_parameter(4)
        )  # fmt: skip
        yield _exceeded(case, "InvalidOperation.Ipv4CountExceeded", path, message)


@rule("InvalidOperation.Ipv6CountExceeded", stage=Stage.FACTS)
def ipv6_per_eni(case: Case) -> Iterator[Finding]:
    """IPv6 addresses + IPv6 prefixes."""
    if not case.wants_ipv6 or (most := _limit(case, "ipv6_per_eni")) is None:
        return
    prefixes = case.prefix_total(6)
    if (slots := case.ipv6 + prefixes) > most:
        message = f"{case.ipv6} IPv6 addresses and {prefixes} IPv6 prefixes are {slots}; {_name(case)} takes {most}"
        path = (
            "Ipv6Address"
            if case.request.ipv6_addresses
            else "Ipv6AddressCount"
            if case.ipv6
            else case.prefix_parameter(6)
        )
        yield _exceeded(case, "InvalidOperation.Ipv6CountExceeded", path, message)


@rule("InvalidOperation.MaxEniQueueNumberExceeded", stage=Stage.FACTS)
def queues_per_eni(case: Case) -> Iterator[Finding]:
    """QueueNumber up to MaximumQueueNumberPerEni (the page says less than; the defaults reach it)."""
    queues = case.settings.get("queue_number")
    if queues is None or (most := _limit(case, "max_queues_per_eni")) is None:
        return
    if isinstance(queues.value, int) and queues.value > most:
        message = f"{queues.value} queues; one ENI of {_name(case)} takes {most}"
        yield _exceeded(case, "InvalidOperation.MaxEniQueueNumberExceeded", queues.path, message)


@rule("InvalidOperation.TrunkingIsNotAllowed", stage=Stage.FACTS)
def trunk_supported(case: Case) -> Iterator[Finding]:
    """A trunk ENI needs a type that takes trunks."""
    kind = case.instance_type
    if kind is None or case.request.eni_type != "Trunk":
        return
    if kind.trunk_supported is None:
        message = f"trunk_supported of {kind.id} is not known and not checked"
        case.setting.say_once(f"{kind.id} trunk_supported", "Lint.NotChecked", message, kind.source)
    elif not kind.trunk_supported and case.profile.trunk:
        yield _exceeded(case, "InvalidOperation.TrunkingIsNotAllowed", "InstanceType", f"{kind.id} takes no trunk ENIs")


@rule("EniPerInstanceLimitExceeded", stage=Stage.INSTANCE)
def enis_per_instance(case: Case) -> Iterator[Finding]:
    """ENIs of one instance, the primary ENI included."""
    instance = case.instance
    if instance is None or (most := _limit(case, "eni_quantity")) is None:
        return
    if instance.enis + 1 > most:
        message = f"the instance has {instance.enis} ENIs with its primary one; {_name(case)} takes {most} in all"
        yield _exceeded(case, "EniPerInstanceLimitExceeded", "", message)


@rule("InvalidOperation.ExceedInstanceTypeQueueNumber", stage=Stage.INSTANCE)
def queues_per_instance(case: Case) -> Iterator[Finding]:
    """Queues of all ENIs of one instance; an unset number counts as the type's default."""
    instance = case.instance
    if instance is None or not instance.sums or (most := _limit(case, "total_queues")) is None:
        return
    given = case.settings.get("queue_number")
    asked = given.value if given and isinstance(given.value, int) else None
    taken = instance.queues_of(asked)
    if instance.queues is None or taken is None:
        _limit(case, "primary_queues")
        _limit(case, "secondary_queues")
    elif instance.queues + taken > most:
        message = f"{instance.queues} queues before it and {taken} of its own; one instance of {_name(case)} has {most}"
        path = given.path if given else "QueueNumber"
        yield _exceeded(case, "InvalidOperation.ExceedInstanceTypeQueueNumber", path, message)


@rule("InvalidOperation.HighPerformanceTrafficModeIsNotAllowed", stage=Stage.INSTANCE)
def rdma_per_instance(case: Case) -> Iterator[Finding]:
    """RDMA ENIs of one instance, up to EriQuantity; 0 is none."""
    instance = case.instance
    if instance is None or not case.high_performance or (most := _limit(case, "eri_quantity")) is None:
        return
    if instance.rdma + 1 > most:
        message = f"{_name(case)} takes {most} HighPerformance ENIs, this would be number {instance.rdma + 1}"
        path = case.settings["traffic_mode"].path
        yield _exceeded(case, "InvalidOperation.HighPerformanceTrafficModeIsNotAllowed", path, message)


@rule("InvalidParameter.InvalidQueuePairNumber", stage=Stage.INSTANCE)
def queue_pairs_per_instance(case: Case) -> Iterator[Finding]:
    """Queue pairs of all RDMA ENIs of one instance; an ENI without a number takes them all."""
    instance, kind = case.instance, case.instance_type
    if instance is None or kind is None or not case.high_performance:
        return
    if kind.eri_quantity == 0 or (most := _limit(case, "queue_pairs")) is None:
        return
    given = case.settings.get("queue_pair_number")
    asked = given.value if given and isinstance(given.value, int) else None
    if (problem := _pairs_problem(instance, kind, asked, most)) is not None:
        path = given.path if given else "QueuePairNumber"
        yield _exceeded(case, "InvalidParameter.InvalidQueuePairNumber", path, problem)


def _pairs_problem(instance: Instance, kind: InstanceType, asked: int | None, most: int) -> str | None:
    if instance.queue_pairs is None:
        return (
            f"an ENI before it has no QueuePairNumber and takes all {most} pairs of {kind.id}; give each ENI a number"
        )
    if asked is None:
        if instance.queue_pairs == 0:
            return None
        return f"without a number it takes all {most} pairs of {kind.id}, and {instance.queue_pairs} are taken"
    if instance.queue_pairs + asked > most:
        return f"{instance.queue_pairs} pairs are taken and {asked} asked for; one instance of {kind.id} has {most}"
    return None
