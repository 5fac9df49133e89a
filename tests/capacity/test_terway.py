"""A cluster's demand: published examples, arithmetic by hand, and the groups really planned."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.capacity.node_demand import MODES, Mode
from eniplan.capacity.terway import TerwayAnswer, terway
from eniplan.errors import QuestionError
from eniplan.network.instance_type import InstanceType
from eniplan.planning.planner import plan_groups
from tests.planning.ground_kit import REGION, SG, account, vswitch

G7 = InstanceType(id="ecs.g7.xlarge", eni_quantity=4, ipv4_per_eni=15, trunk_supported=True, eni_total_quantity=20)
TWENTY = InstanceType(id="ecs.twenty", eni_quantity=2, ipv4_per_eni=20)
"""One secondary ENI with 20 addresses."""


def term(answer: TerwayAnswer, scope: str, what: str) -> int:
    """The count of the first term of a name."""
    return next(each.count for each in answer.terms if (each.scope, each.what) == (scope, what))


def test_nineteen_prefixes_of_sixteen_are_304_addresses() -> None:
    """Terway's ip-prefix.md: 20 addresses per ENI leave 19 prefixes, 19 x 16 = 304 addresses."""
    assert terway(1, TWENTY, "prefix").most_pods_per_node == 304


def test_two_hundred_pods_take_sixteen_prefixes() -> None:
    """Terway's ip-prefix.md: 200 / 16 rounds up to 13, and 20 % more to 16."""
    answer = terway(1, G7, "prefix", pods_per_node=200)
    assert term(answer, "node", "prefixes for the pods") == 13
    assert (term(answer, "node", "headroom"), answer.prefixes) == (3, 16)


def test_fourteen_prefixes_are_two_calls() -> None:
    """One call takes ten prefixes: 14 = 10 + 4, said in the term and counted over 3 ENIs of each of 5 nodes."""
    answer = terway(5, G7, "prefix")
    assert answer.node.parts[0].prefixes == 14
    assert any("14 = 10 + 4" in each.why for each in answer.terms)
    assert term(answer, "cluster", "calls") == 5 * 3 * 2


def test_a_vendors_table_is_corrected_by_the_system_addresses() -> None:
    """ACK's planning page counts 8,192 pods in a /19; four addresses are the system's."""
    answer = terway(1, G7, "exclusive", pods_per_node=1, max_pool=0, vswitch_cidr="10.0.0.0/19")
    assert term(answer, "VSwitch", "addresses") == 8192
    assert term(answer, "VSwitch", "pods that fit") == 8192 - 4


@pytest.mark.parametrize(
    ("mode", "most"),
    [("exclusive", 4 - 1), ("shared", (4 - 1) * 15), ("prefix", (4 - 1) * (15 - 1) * 16), ("trunk", 20 - 4)],
)
def test_the_most_pods_of_each_mode(mode: str, most: int) -> None:
    """Terway's limit.go on ecs.g7.xlarge: 4 ENIs of 15 addresses, 20 with trunk members."""
    assert terway(1, G7, mode).most_pods_per_node == most


def test_trunk_members_are_never_more_than_all_but_two() -> None:
    """One primary ENI and one trunk are no members, whatever EniQuantity is: 6 - 2, not 6 - 1."""
    assert terway(1, replace(G7, eni_quantity=1, eni_total_quantity=6), "trunk").most_pods_per_node == 4


def test_a_warm_pool_stays_inside_what_the_type_holds() -> None:
    """45 addresses: 40 pods leave 5 for a pool of 3 to 9; 20 pods leave enough for 9."""
    tight, roomy = (terway(1, G7, pods_per_node=pods, min_pool=3, max_pool=9) for pods in (40, 20))
    assert (tight.node.idle_least, tight.node.idle_most, tight.addresses) == (3, 5, 45)
    assert (roomy.node.idle_least, roomy.node.idle_most, roomy.addresses) == (3, 9, 29)
    assert roomy.node.enis == 2


def test_more_pods_than_fit_are_told_and_the_most_is_planned() -> None:
    """A node of 45 addresses runs no 46 pods."""
    answer = terway(2, G7, pods_per_node=46)
    assert not answer.holds
    assert answer.headline == "46 pods do not fit on one ecs.g7.xlarge in shared mode: 45 do"
    assert answer.addresses == 2 * 45


def test_dense_prefixes_bind_a_vswitch_before_its_addresses_do() -> None:
    """A /24 has 252 usable addresses and 14 prefixes: with 4 prefixes a node 14 // 4 = 3 nodes, not 252 // 65 = 3."""
    answer = terway(1, TWENTY, "prefix", pods_per_node=41, vswitch_cidr="10.0.0.0/24")
    assert answer.prefixes == 4
    assert term(answer, "VSwitch", "most prefixes") == 14
    assert term(answer, "VSwitch", "nodes that fit") == 3


@given(
    mode=st.sampled_from(MODES),
    nodes=st.integers(1, 6),
    limits=st.tuples(st.integers(2, 6), st.integers(2, 12)),
    pods=st.integers(1, 60),
    pool=st.integers(0, 9),
)
def test_the_groups_are_what_is_counted_and_can_be_planned(
    mode: Mode, nodes: int, limits: tuple[int, int], pods: int, pool: int
) -> None:
    """Any type and mode: the groups' ENIs, addresses and prefixes are the answer's, and a roomy VSwitch takes them all.

    Each node can run the pods asked for, by arithmetic on the groups alone; one ENI less could not.
    """
    enis, slots = limits
    kind = InstanceType(
        id="ecs.x", eni_quantity=enis, ipv4_per_eni=slots, trunk_supported=True, eni_total_quantity=enis + 9
    )
    most = terway(1, kind, mode).most_pods_per_node
    pods = min(pods, most)
    where = vswitch("big", "10.0.0.0/16", "10.0.64.0/18", "10.0.128.0/18")
    answer = terway(nodes, kind, mode, pods_per_node=pods, max_pool=pool, vswitches=[where.id], security_groups=[SG])
    made = plan_groups(answer.spec("pods", REGION), account(where, types=[kind]), profile={"trunk": True})
    assert made.refused == ()
    assert len(made.enis) == answer.enis
    assert sum(1 + len(eni.secondary) for eni in made.enis) == answer.addresses
    assert sum(len(eni.ipv4_prefixes) for eni in made.enis) == answer.prefixes
    if mode == "prefix":
        assert 16 * answer.prefixes >= nodes * pods
        assert (answer.node.enis - 1) * (slots - 1) < answer.node.prefixes
    elif mode == "shared":
        assert answer.addresses == nodes * min(pods + pool, most)
        assert (answer.node.enis - 1) * slots < pods + answer.node.idle_most


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"nodes": 0}, r"^nodes: 0 is not a whole number from 1 to 1,000,000$"),
        ({"pods_per_node": 0}, r"^pods_per_node: 0 is not a whole number"),
        ({"mode": "prefixes"}, r'^mode: "prefixes" is not one of .*trunk; did you mean prefix\?$'),
        ({"min_pool": 6}, r"^the warm pool from 6 to 5 is none; 0 <= min_pool <= max_pool is$"),
        ({"vswitch_cidr": "10.0.0.1/24"}, r"^10\.0\.0\.1/24 is no IPv4 CIDR without host bits"),
        ({"instance_type": "ecs.g7.xlage"}, r"^the limits of ecs\.g7\.xlage are not known and not checked; near it"),
        ({"instance_type": TWENTY, "mode": "trunk"}, r"^eni_total_quantity of ecs\.twenty is not known"),
        ({"instance_type": replace(G7, trunk_supported=False), "mode": "trunk"}, r"takes no trunk ENIs"),
        ({"instance_type": replace(G7, eni_quantity=1)}, r"^ecs\.g7\.xlarge holds no pod in shared mode"),
        ({"nodes": 1_000_000}, r"^1,000,000 nodes of 3 ENIs are 3,000,000; at most 1,000,000 can be planned$"),
    ],
)
def test_what_means_nothing_is_refused(asked: dict[str, object], said: str) -> None:
    """One plain sentence each."""
    with pytest.raises(QuestionError, match=said):
        terway(**{"nodes": 1, "instance_type": G7, "mode": "shared", **asked})  # type: ignore[arg-type]


def test_where_the_limits_come_from_is_said() -> None:
    """The inventory's own figures go before the catalogue's, which are told with their date."""
    own = terway(1, "ecs.g7.xlarge", inventory=account(types=[replace(G7, ipv4_per_eni=9)]))
    assert own.most_pods_per_node == 27
    listed = terway(1, "ecs.g7.xlarge")
    assert listed.most_pods_per_node == 45
    assert any("catalogue" in sentence for sentence in listed.assumptions)


def test_prefixes_can_bind_before_addresses() -> None:
    """Two ENIs of two addresses hold one prefix a node: a /26 has two prefixes, though 60 // 17 = 3 nodes have room."""
    small = InstanceType(id="ecs.small", eni_quantity=2, ipv4_per_eni=2)
    answer = terway(1, small, "prefix", vswitch_cidr="10.0.0.0/26")
    assert answer.prefixes == 1
    assert term(answer, "VSwitch", "nodes that fit") == 2
