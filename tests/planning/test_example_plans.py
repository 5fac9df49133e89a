"""The two plan files of the example account, as their comments say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import eniplan
from eniplan.exchange.plan_file import read_plan_file
from eniplan.network.inventory import Inventory
from eniplan.network.reading import read_inventory
from eniplan.planning.plan import Plan
from eniplan.planning.planner import plan_groups

EXAMPLES = Path(eniplan.__file__).parent / "examples"


@pytest.fixture(scope="module")
def hangzhou() -> Inventory:
    """The example account."""
    return read_inventory(EXAMPLES / "hangzhou")


@pytest.fixture(scope="module")
def web(hangzhou: Inventory) -> Plan:
    """web.toml on it."""
    return plan_groups(read_plan_file(EXAMPLES / "web.toml"), hangzhou)


@pytest.fixture(scope="module")
def tight(hangzhou: Inventory) -> Plan:
    """tight.toml on it."""
    return plan_groups(read_plan_file(EXAMPLES / "tight.toml"), hangzhou)


def test_web_refuses_nothing(web: Plan) -> None:
    """68 ENIs, of which 4 exist already; nothing is refused."""
    assert repr(web) == "<Plan web: 68 ENIs asked for, 64 to create, 4 exist, 0 refused>"
    assert web.ok
    assert [e.name for e in web.enis if e.state == "existing"] == ["web-01", "web-02", "web-03", "web-04"]


def test_web_pins_its_gateways(web: Plan) -> None:
    """The first one has its address, all of them the lowest free ones of web-h; nothing automatic is sent before."""
    gateways = list(web.enis[:4])
    assert [e.name for e in gateways] == [f"gateway-{n}" for n in range(1, 5)]
    assert (gateways[0].primary, {e.vswitch for e in gateways}) == ("10.20.0.10", {"vsw-bp1wh3k9c7r2n5x0q4t8m"})
    assert not any(e.illustrative for e in gateways)
    assert not [f for f in web.findings if f.code == "Lint.MightBePicked"]


def test_webs_instances_stay_in_one_zone(web: Plan) -> None:
    """Two ENIs an instance, in two zones."""
    zones = {vswitch.id: vswitch.zone_id for vswitch in web.inventory.vswitches.values()}
    pairs = [e for e in web.enis if e.group == "web-{n:02}"]
    assert len(pairs) == 32
    assert all(zones[one.vswitch] == zones[two.vswitch] for one, two in zip(pairs[::2], pairs[1::2], strict=True))
    assert len({zones[e.vswitch] for e in pairs}) == 2


def test_webs_pods_have_two_prefixes(web: Plan) -> None:
    """12 pods, 24 prefixes, no two the same."""
    pods = [e for e in web.enis if e.group == "pod-{n:02}"]
    assert (len(pods), len({p for e in pods for p in e.ipv4_prefixes})) == (12, 24)


def test_tight_refuses_16_of_25(tight: Plan) -> None:
    """9 of 25 ENIs are placed; each group runs into the limit that its comment names."""
    assert repr(tight) == "<Plan tight: 25 ENIs asked for, 9 to create, 0 exist, 16 refused>"
    assert [(r.group, r.code, r.placed, r.enis) for r in tight.refused] == [
        ("proxy-{n}", "QuotaExceeded.PrivateIpAddress", 0, 1),
        ("edge-{n}", "InvalidVSwitchId.IpNotEnough", 5, 3),
        ("job-{n}", "InvalidVSwitchId.IpPrefixNotEnough", 1, 2),
        ("sidecar-{n}", "InvalidOperation.VSwitchCidrReservationNotExist", 0, 2),
        ("resolver-{n}", "InvalidOperation.VSwitchIpv6Disabled", 0, 2),
        ("dense-{n}", "InvalidOperation.Ipv4CountExceeded", 0, 2),
        ("mixed-{n}", "EnterpriseGroupLimited.MutliGroupType", 0, 1),
        ("fixed-{n}", "InvalidPrivateIpAddress.Duplicated", 2, 1),
        ("borrowed-{n}", "InvalidOperation.ResourceManagedByCloudProduct", 0, 1),
        ("last-{n}", "InvalidVSwitchId.IpInvalid", 1, 1),
    ]


def test_tights_figures_are_those_of_the_comments(tight: Plan) -> None:
    """edge-j had 5 free addresses and has none; web-i keeps its two whole /28s; hpc-j gives its last prefix."""
    rows = {row.vswitch: row for row in tight.utilisation}
    edge, hpc = rows["vsw-bp1ej0d2n7u4p8g5s3f1x"], rows["vsw-bp1hj5m8r1k6y3t0v9z2b"]
    assert (edge.before.free_open_ipv4 - edge.before.unexplained_ipv4, edge.after.free_open_ipv4) == (5, 0)
    assert (hpc.before.free_prefixes_ipv4, hpc.after.free_prefixes_ipv4) == (1, 0)
    assert rows["vsw-bp1wi6t0z8d4m1y7e3k5p"].after.whole_blocks == 2
    assert tight.refused[0].limit.endswith(": 5 left, 10 an ENI")


def test_tights_attach_errors_say_so(tight: Plan) -> None:
    """Only the limit of the instance type is raised when attaching."""
    raised = Counter(f.raised_at for f in tight.findings if f.is_error)
    assert raised == {"create": 9, "attach": 1}
