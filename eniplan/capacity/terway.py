"""What does a Kubernetes cluster ask for? Nodes times an ECS type's limits, term by term, as groups for a plan.

Every term of the sum is a row that says how many, why, and where the rule stands. The groups hold what one zone's nodes
take at their peak: all pods running and the warm pool full.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from eniplan.capacity import unconfirmed
from eniplan.capacity.answer import Answer
from eniplan.capacity.asking import check_warm_pool, chosen_one, cidr_named
from eniplan.capacity.node_demand import HEADROOM_PERCENT, MODES, PODS_PER_PREFIX, Mode, node_demand, room_of
from eniplan.capacity.node_terms import Term, cluster_terms, node_terms, vswitch_terms
from eniplan.errors import QuestionError
from eniplan.network.inventory import Inventory
from eniplan.network.known_type import known_type
from eniplan.network.profile import Profile
from eniplan.planning.spec import MOST_ENIS, Group, PlanSpec
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eniplan.capacity.node_demand import NodeDemand
    from eniplan.network.instance_type import InstanceType

POOL = (0, 5)
"""The warm pool's minimum and maximum where nobody says (Terway's eni_conf: min_pool_size, max_pool_size)."""

_ASSUMPTIONS: dict[Mode, tuple[str, ...]] = {
    "exclusive": ("each pod has a secondary ENI of its own, the node's primary ENI serves no pod (Terway, limit.go)",),
    "shared": ("pods use the primary addresses of secondary ENIs too, and fill ENIs evenly (Terway, limit.go)",),
    "prefix": (
        f"all {PODS_PER_PREFIX} addresses of a /28 serve pods (Terway, ip-prefix.md)",
        f"{HEADROOM_PERCENT} % more prefixes than needed are kept, spread evenly over the ENIs (Terway, ip-prefix.md)",
        "prefix mode has no warm pool: min_pool and max_pool do not count (Terway, ip-prefix.md)",
    ),
    "trunk": (
        "each pod has a member ENI behind the node's trunk ENI; members = EniTotalQuantity - EniQuantity (limit.go)",
        "trunk ENIs are by invitation: set trunk = true in the profile once the account has them",
    ),
}
_ALWAYS = (
    "counted at the peak: all nodes are there, all pods run, and the warm pool is full",
    "the nodes' own primary ENIs come with the instances and are not counted",
    "kubelet's max-pods may be lower than what the ECS type holds",
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TerwayAnswer(Answer):
    """What the nodes of a cluster ask for.

    Args:
        nodes: how many.
        instance_type: their ECS type.
        mode: how pods get addresses: exclusive, shared, prefix or trunk.
        pods_per_node: the pods asked for on each node.
        most_pods_per_node: the most that its type can hold.
        node: what one node takes.
        terms: the sum, term by term.
        groups: the ENIs, for a plan; of what the type can hold where more pods are asked for.
    """

    question: ClassVar[str] = "terway"
    derived: ClassVar[tuple[str, ...]] = ("enis", "addresses", "prefixes", "holds")

    nodes: int
    instance_type: str
    mode: Mode
    pods_per_node: int
    most_pods_per_node: int
    node: NodeDemand
    terms: tuple[Term, ...]
    groups: tuple[Group, ...]

    @property
    def enis(self) -> int:
        """ENIs of the cluster, trunk ENIs included, without the nodes' primary ones."""
        return self.nodes * (self.node.enis + (self.mode == "trunk"))

    @property
    def addresses(self) -> int:
        """Single addresses of the open pool that the cluster takes."""
        return self.nodes * (self.node.addresses + (self.mode == "trunk"))

    @property
    def prefixes(self) -> int:
        """IPv4 prefixes that the cluster takes, in /28s."""
        return self.nodes * self.node.prefixes

    @property
    def holds(self) -> bool:
        """Whether a node of the type can run the pods asked for."""
        return self.pods_per_node <= self.most_pods_per_node

    @property
    def headline(self) -> str:
        """What the cluster takes, or what a node cannot hold."""
        if not self.holds:
            return (
                f"{self.pods_per_node:,} pods do not fit on one {self.instance_type} in {self.mode} mode: "
                f"{self.most_pods_per_node:,} do"
            )
        enis, addresses = counted(self.enis, "ENI"), counted(self.addresses, "single address")
        prefixes = f" and {counted(self.prefixes, '/28 prefix')}" if self.prefixes else ""
        pods = counted(self.pods_per_node, "pod")
        return f"{counted(self.nodes, 'node')} with {pods} each: {enis}, {addresses}{prefixes}"

    def spec(self, name: str, region: str, seed: int = 0) -> PlanSpec:
        """The groups as a plan."""
        return PlanSpec(name=name, region=region, seed=seed, groups=self.groups)


def terway(
    nodes: int,
    instance_type: str | InstanceType,
    mode: str = "shared",
    *,
    pods_per_node: int | None = None,
    min_pool: int = POOL[0],
    max_pool: int = POOL[1],
    inventory: Inventory | None = None,
    member_enis: int | None = None,
    vswitch_cidr: str = "",
    name: str = "node",
    vswitches: Sequence[str] = (),
    security_groups: Sequence[str] = (),
    zone: str = "",
) -> TerwayAnswer:
    """What the nodes of a Kubernetes cluster with Terway ask for: ENIs, addresses, prefixes, calls.

    Args:
        nodes: how many nodes.
        instance_type: their ECS type: a name, or its limits.
        mode: ``exclusive``, ``shared``, ``prefix`` or ``trunk``.
        pods_per_node: pods on each; by default the most that the type holds.
        min_pool: idle addresses (or ENIs) that a node keeps at least; prefix mode has no warm pool.
        max_pool: idle ones that it keeps at most.
        inventory: where limits of the type are looked for first; then in the dated catalogue.
        member_enis: in trunk mode the members that one node may have, where EniTotalQuantity is not known.
        vswitch_cidr: a VSwitch to be held against the demand: how many nodes fit into it alone.
        name: the beginning of the ENIs' names.
        vswitches: VSwitch ids of the groups; nodes of several zones are one question for each zone.
        security_groups: security group ids of the groups.
        zone: zone id of the groups; empty for any.

    Raises:
        QuestionError: a number out of range, an unknown mode, or a type whose limits nobody knows.

    >>> terway(3, "ecs.g7.xlarge", "prefix", pods_per_node=200).headline
    '3 nodes with 200 pods each: 6 ENIs, 6 single addresses and 48 /28 prefixes'
    """
    asked = chosen_one("mode", mode, MODES)
    _check_numbers(nodes, pods_per_node, min_pool, max_pool)
    kind, told = _kind(instance_type, inventory or Inventory(), member_enis if asked == "trunk" else None)
    room = room_of(kind, asked)
    pods = room.pods if pods_per_node is None else pods_per_node
    demand = node_demand(room, asked, min(pods, room.pods), (min_pool, max_pool))
    _check_size(nodes, demand.enis)
    terms = [*node_terms(kind, asked, demand), *cluster_terms(nodes, asked, demand)]
    if vswitch_cidr:
        terms += vswitch_terms(cidr_named(vswitch_cidr), asked, demand)
    shape = Group(name=name, vswitches=tuple(vswitches), security_groups=tuple(security_groups), zone=zone)
    made = tuple(_groups(shape, kind.id, nodes, asked, demand))
    limits = inventory.profile if inventory else Profile()
    return TerwayAnswer(
        nodes=nodes,
        instance_type=kind.id,
        mode=asked,
        pods_per_node=pods,
        most_pods_per_node=room.pods,
        node=demand,
        terms=tuple(terms),
        groups=made,
        assumptions=(*told, *_ASSUMPTIONS[asked], *_ALWAYS, *unconfirmed.of_groups(made, limits)),
    )


def _check_numbers(nodes: int, pods: int | None, min_pool: int, max_pool: int) -> None:
    if not 1 <= nodes <= MOST_ENIS:
        raise QuestionError(str(nodes), f"nodes: {nodes} is not a whole number from 1 to {MOST_ENIS:,}")
    if pods is not None and not 1 <= pods <= MOST_ENIS:
        raise QuestionError(str(pods), f"pods_per_node: {pods} is not a whole number from 1 to {MOST_ENIS:,}")
    check_warm_pool(min_pool, max_pool)


def _check_size(nodes: int, enis: int) -> None:
    if nodes * enis > MOST_ENIS:
        message = f"{nodes:,} nodes of {enis:,} ENIs are {nodes * enis:,}; at most {MOST_ENIS:,} can be planned"
        raise QuestionError(str(nodes), message)


def _kind(
    wanted: str | InstanceType, inventory: Inventory, members: int | None
) -> tuple[InstanceType, tuple[str, ...]]:
    """The limits of the type, and what is to be said of where they come from."""
    if isinstance(wanted, str):
        known = known_type(wanted, inventory)
        if known.limits is None:
            raise QuestionError(wanted, known.finding.message if known.finding else "instance_type: name an ECS type")
        kind, told = known.limits, (known.finding.message,) if known.finding else ()
    else:
        kind, told = wanted, ()
    if members is None:
        return kind, told
    return replace(kind, eni_total_quantity=members + (kind.eni_quantity or 0)), told


def _groups(shape: Group, kind: str, nodes: int, mode: Mode, demand: NodeDemand) -> list[Group]:
    """One group for each kind of ENI that a node has."""
    if mode == "trunk":
        members = replace(shape, name=f"{shape.name}-member-{{n}}", count=nodes * demand.enis)
        trunk = replace(shape, name=f"{shape.name}-trunk-{{n}}", count=nodes, instance_type=kind)
        return [replace(trunk, parameters={"InstanceType": "Trunk"}), members]
    names = ("eni",) if len(demand.parts) == 1 else ("large", "small")
    return [
        replace(
            shape,
            name=f"{shape.name}-{word}-{{n}}",
            count=nodes * part.enis,
            enis_per_instance=part.enis,
            secondary_addresses=part.secondary,
            ipv4_prefixes=part.prefixes,
            instance_type=kind,
        )
        for word, part in zip(names, demand.parts, strict=True)
    ]
