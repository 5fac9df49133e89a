"""``terraform plan`` for Alibaba Cloud elastic network interfaces.

>>> import eniplan
>>> inventory = eniplan.read_inventory(eniplan.examples / "hangzhou")
>>> eniplan.plan(eniplan.examples / "web.toml", inventory)
<Plan web: 68 ENIs asked for, 64 to create, 4 exist, 0 refused>

Every public name is listed below and loaded when first used: importing eniplan costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module

from eniplan._version import __version__

TYPE_CHECKING = False  # type checkers take it for true; loading typing for it would cost more than all of this
if TYPE_CHECKING:
    from eniplan.allocation.ipv4_pool import Ipv4Pool
    from eniplan.allocation.ipv6_pool import Ipv6Pool
    from eniplan.capacity.answer import Answer
    from eniplan.capacity.blocks import blocks
    from eniplan.capacity.blocks_answer import BlocksAnswer
    from eniplan.capacity.burst import BurstAnswer, burst
    from eniplan.capacity.churn import ChurnAnswer, churn
    from eniplan.capacity.compare import CompareAnswer, compare
    from eniplan.capacity.defragment import DefragmentAnswer, defragment
    from eniplan.capacity.forecast import forecast
    from eniplan.capacity.forecast_answer import ForecastAnswer
    from eniplan.capacity.growth import CompoundGrowth, DatedCounts, LinearGrowth
    from eniplan.capacity.headroom import HeadroomAnswer, headroom
    from eniplan.capacity.pin import PinAnswer, pin
    from eniplan.capacity.reserve import ReserveAnswer, reserve
    from eniplan.capacity.scenario import Scenario
    from eniplan.capacity.size import SizeAnswer, size
    from eniplan.capacity.sweep import SweepSpec
    from eniplan.capacity.sweep_answer import SweepAnswer
    from eniplan.capacity.terway import TerwayAnswer, terway
    from eniplan.capacity.zones import ZonesAnswer, zones
    from eniplan.contract.finding import Finding
    from eniplan.contract.findings import Findings
    from eniplan.contract.request import CreateNetworkInterface
    from eniplan.delivery import reconcile, send
    from eniplan.errors import (
        EniplanError,
        InventoryError,
        JournalError,
        MalformedFile,
        NotSent,
        OutputError,
        QuestionError,
        RequestRefused,
        SpecError,
        SweepStopped,
    )
    from eniplan.exchange.batches import export, left_out
    from eniplan.exchange.growth_file import read_growth
    from eniplan.exchange.plan_file import read_plan_file, read_plan_text
    from eniplan.exchange.plan_writing import write_plan_file
    from eniplan.judging import check
    from eniplan.network.catalogue import instance_types
    from eniplan.network.instance_type import InstanceType
    from eniplan.network.inventory import Inventory
    from eniplan.network.profile import Profile
    from eniplan.network.reading import read_inventory
    from eniplan.network.reserving import with_reserved_block
    from eniplan.planning.checking import CheckReport
    from eniplan.planning.limits import GroupLimit
    from eniplan.planning.plan import Plan, PlannedENI
    from eniplan.planning.reconciliation import Reconciliation
    from eniplan.planning.rehearsal import Rehearsal
    from eniplan.planning.spec import Group, PlanSpec, Wish
    from eniplan.report.address_map import address_map
    from eniplan.report.address_map_text import address_map_text
    from eniplan.report.charts.limits import limits_chart
    from eniplan.report.charts.reserved_blocks import reserved_blocks_chart
    from eniplan.report.charts.utilisation import utilisation_chart
    from eniplan.report.holder import Holder
    from eniplan.report.holders import who_holds
    from eniplan.report.vpc_map import vpc_map
    from eniplan.sending.rehearsing import rehearse
    from eniplan.sending.send_limits import SendLimits
    from eniplan.sending.sender import Sent
    from eniplan.sending.standin.faults import Fault, read_faults
    from eniplan.sending.standin.server import StandIn, serve
    from eniplan.sending.standin.simulator import Simulator
    from eniplan.session import plan
    from eniplan.shipped import examples
    from eniplan.sweeping.sweep import sweep
    from eniplan.ui.planner import Planner

_HOMES = {
    "Answer": "capacity.answer",
    "BlocksAnswer": "capacity.blocks_answer",
    "BurstAnswer": "capacity.burst",
    "CheckReport": "planning.checking",
    "ChurnAnswer": "capacity.churn",
    "CompareAnswer": "capacity.compare",
    "CompoundGrowth": "capacity.growth",
    "CreateNetworkInterface": "contract.request",
    "DatedCounts": "capacity.growth",
    "DefragmentAnswer": "capacity.defragment",
    "EniplanError": "errors",
    "Fault": "sending.standin.faults",
    "Finding": "contract.finding",
    "Findings": "contract.findings",
    "ForecastAnswer": "capacity.forecast_answer",
    "Group": "planning.spec",
    "GroupLimit": "planning.limits",
    "HeadroomAnswer": "capacity.headroom",
    "Holder": "report.holder",
    "InstanceType": "network.instance_type",
    "Inventory": "network.inventory",
    "InventoryError": "errors",
    "Ipv4Pool": "allocation.ipv4_pool",
    "Ipv6Pool": "allocation.ipv6_pool",
    "JournalError": "errors",
    "LinearGrowth": "capacity.growth",
    "MalformedFile": "errors",
    "NotSent": "errors",
    "OutputError": "errors",
    "PinAnswer": "capacity.pin",
    "Plan": "planning.plan",
    "PlanSpec": "planning.spec",
    "PlannedENI": "planning.plan",
    "Planner": "ui.planner",
    "Profile": "network.profile",
    "QuestionError": "errors",
    "Reconciliation": "planning.reconciliation",
    "Rehearsal": "planning.rehearsal",
    "RequestRefused": "errors",
    "ReserveAnswer": "capacity.reserve",
    "Scenario": "capacity.scenario",
    "SendLimits": "sending.send_limits",
    "Sent": "sending.sender",
    "Simulator": "sending.standin.simulator",
    "SizeAnswer": "capacity.size",
    "SpecError": "errors",
    "StandIn": "sending.standin.server",
    "SweepAnswer": "capacity.sweep_answer",
    "SweepSpec": "capacity.sweep",
    "SweepStopped": "errors",
    "TerwayAnswer": "capacity.terway",
    "Wish": "planning.spec",
    "ZonesAnswer": "capacity.zones",
    "address_map": "report.address_map",
    "address_map_text": "report.address_map_text",
    "blocks": "capacity.blocks",
    "burst": "capacity.burst",
    "check": "judging",
    "churn": "capacity.churn",
    "compare": "capacity.compare",
    "defragment": "capacity.defragment",
    "examples": "shipped",
    "export": "exchange.batches",
    "forecast": "capacity.forecast",
    "headroom": "capacity.headroom",
    "instance_types": "network.catalogue",
    "left_out": "exchange.batches",
    "limits_chart": "report.charts.limits",
    "pin": "capacity.pin",
    "plan": "session",
    "read_faults": "sending.standin.faults",
    "read_growth": "exchange.growth_file",
    "read_inventory": "network.reading",
    "read_plan_file": "exchange.plan_file",
    "read_plan_text": "exchange.plan_file",
    "reconcile": "delivery",
    "rehearse": "sending.rehearsing",
    "reserve": "capacity.reserve",
    "reserved_blocks_chart": "report.charts.reserved_blocks",
    "send": "delivery",
    "serve": "sending.standin.server",
    "size": "capacity.size",
    "sweep": "sweeping.sweep",
    "terway": "capacity.terway",
    "utilisation_chart": "report.charts.utilisation",
    "vpc_map": "report.vpc_map",
    "who_holds": "report.holders",
    "with_reserved_block": "network.reserving",
    "write_plan_file": "exchange.plan_writing",
    "zones": "capacity.zones",
}

__all__ = [
    "Answer",
    "BlocksAnswer",
    "BurstAnswer",
    "CheckReport",
    "ChurnAnswer",
    "CompareAnswer",
    "CompoundGrowth",
    "CreateNetworkInterface",
    "DatedCounts",
    "DefragmentAnswer",
    "EniplanError",
    "Fault",
    "Finding",
    "Findings",
    "ForecastAnswer",
    "Group",
    "GroupLimit",
    "HeadroomAnswer",
    "Holder",
    "InstanceType",
    "Inventory",
    "InventoryError",
    "Ipv4Pool",
    "Ipv6Pool",
    "JournalError",
    "LinearGrowth",
    "MalformedFile",
    "NotSent",
    "OutputError",
    "PinAnswer",
    "Plan",
    "PlanSpec",
    "PlannedENI",
    "Planner",
    "Profile",
    "QuestionError",
    "Reconciliation",
    "Rehearsal",
    "RequestRefused",
    "ReserveAnswer",
    "Scenario",
    "SendLimits",
    "Sent",
    "Simulator",
    "SizeAnswer",
    "SpecError",
    "StandIn",
    "SweepAnswer",
    "SweepSpec",
    "SweepStopped",
    "TerwayAnswer",
    "Wish",
    "ZonesAnswer",
    "__version__",
    "address_map",
    "address_map_text",
    "blocks",
    "burst",
    "check",
    "churn",
    "compare",
    "defragment",
    "examples",
    "export",
    "forecast",
    "headroom",
    "instance_types",
    "left_out",
    "limits_chart",
    "pin",
    "plan",
    "read_faults",
    "read_growth",
    "read_inventory",
    "read_plan_file",
    "read_plan_text",
    "reconcile",
    "rehearse",
    "reserve",
    "reserved_blocks_chart",
    "send",
    "serve",
    "size",
    "sweep",
    "terway",
    "utilisation_chart",
    "vpc_map",
    "who_holds",
    "with_reserved_block",
    "write_plan_file",
    "zones",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'eniplan' has no attribute {name!r}")
    found = getattr(import_module(f"eniplan.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
