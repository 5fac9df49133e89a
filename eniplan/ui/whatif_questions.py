"""The table of the planner's what-if questions: what each asks, its fields, and how it is called with the state.

A further question is one entry. What is typed becomes arguments (:mod:`eniplan.ui.whatif_fields`); a question that
means more by its fields than one argument each says so in ``settled``.
"""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from eniplan.capacity.blocks import blocks
from eniplan.capacity.burst import burst
from eniplan.capacity.churn import UNITS, churn
from eniplan.capacity.clearing import FEWEST
from eniplan.capacity.defragment import defragment
from eniplan.capacity.forecast import USUAL_LEAD, forecast
from eniplan.capacity.growth import LinearGrowth
from eniplan.capacity.headroom import headroom
from eniplan.capacity.node_demand import MODES
from eniplan.capacity.pin import pin
from eniplan.capacity.reserve import reserve
from eniplan.capacity.size import size
from eniplan.capacity.terway import terway
from eniplan.capacity.zones import zones
from eniplan.ui import whatif_fields as f
from eniplan.ui.whatif_question import Question
from eniplan.ui.whatif_varied import VARIED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.ui.state import PlannerState
    from eniplan.ui.whatif_question import Arguments


def _blocks_settled(state: PlannerState, arguments: Arguments) -> Arguments:
    """Where no number of addresses is typed, as many are drawn as the plan takes from that open pool."""
    if arguments["more"] is not None:
        return arguments
    rows = state.plan.utilisation if state.plan else ()
    taken = {row.vswitch: row.before.free_open_ipv4 - row.after.free_open_ipv4 for row in rows}
    return {**arguments, "more": max(taken.get(str(arguments["vswitch"]), 0), 0)}


def _terway_settled(state: PlannerState, arguments: Arguments) -> Arguments:
    """The nodes' groups go to a VSwitch, which is held against their demand, and have a security group of its VPC."""
    given = dict(arguments)
    where, guarded = str(given.pop("vswitch")), given.pop("security_group")
    known = state.subject_vswitches.get(where)
    if known is None:
        return given
    there = state.plan.inventory if state.plan else state.inventory
    own = (each.id for each in there.security_groups.values() if each.vpc_id == known.vpc_id)
    guards = (guarded,) if guarded is not None else tuple(own)[:1]
    return {**given, "vswitch_cidr": str(known.cidr), "vswitches": (where,), "security_groups": guards}


_PER = ("day", "week", "month")


def _forecast_settled(state: PlannerState, arguments: Arguments) -> Arguments:
    """One group grows, or each of them does, at the rate that is typed; from today on, unless another day is."""
    given = dict(arguments)
    group, enis, per, spread, today = (given.pop(key) for key in ("group", "enis", "per", "spread", "today"))
    groups = [each.name for each in state.plan.spec.groups] if state.plan else []
    rate = LinearGrowth(_number(enis), str(per), _number(spread))  # type: ignore[arg-type] # it says what it accepts
    growth = dict.fromkeys(groups if group is None else [str(group)], rate)
    return {"growth": growth, "today": today or datetime.now().astimezone().date().isoformat(), **given}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


_SEED = f.whole("seed", "seed of the play", "the same seed gives the same random draws", 0)
_REPLICATIONS = f.whole("replications", "replications", "how often it is played", 20, least=1, slider=(1, 100))

_ALL: tuple[Question, ...] = (
    Question(
        asks="How many more ENIs of each group fit after the plan, and which limit refuses the next one?",
        ask=headroom,
        fields=(f.group("whose headroom", or_all=True),),
    ),
    Question(
        asks="How many aligned /28s of a VSwitch stay whole while single addresses are drawn at random?",
        ask=blocks,
        about="inventory",
        fields=(
            f.vswitch("whose open pool"),
            f.whole(
                "more",
                "more addresses",
                "single addresses drawn from what is free today; as many as the plan takes there if empty",
                slider=(0, 1_000),
                hint="as planned",
            ),
            f.chance("limit", "gone below", "a size of block counts as gone when its chance falls below this", 0.05),
            f.whole("trials", "trials", "of a simulation beside the exact figures; 0 for none", 0, most=1_000_000),
            _SEED,
        ),
        settled=_blocks_settled,
    ),
    Question(
        asks="If groups grow: when is which one refused, by which limit, and what has to be ordered by when?",
        ask=forecast,
        fields=(
            f.group("which grows", or_all=True),
            f.whole("enis", "ENIs more", "so many more of each group in a period", 10, least=1, slider=(1, 200)),
            f.one_of("per", "a", "the period", _PER, "month"),
            f.whole("spread", "give or take", "the standard deviation of that rate", 0, slider=(0, 100)),
            f.whole("lead_days", "days to order", "how long before it is needed something is ordered", USUAL_LEAD),
            f.text("today", "today", "the day the plan is of, as 2026-11-23; this day if empty"),
        ),
        settled=_forecast_settled,
    ),
    Question(
        asks="Which blocks should be reserved so that the prefixes of the plan have a place, and what does each buy?",
        ask=reserve,
        is_slow=True,
    ),
    Question(
        asks="What are the smallest VSwitches and reserved blocks that hold the plan, and what would one less risk?",
        ask=size,
        fields=(
            f.chance("confidence", "confidence", "the chance with which everything has to fit", 0.95),
            f.whole("vswitches", "VSwitches", "how many share the demand, at least", 1, least=1, slider=(1, 16)),
            f.whole(
                "drawn",
                "drawn before",
                "single addresses that are drawn before the blocks are reserved",
                0,
                slider=(0, 1_000),
            ),
        ),
    ),
    Question(
        asks="If a zone or a VSwitch is lost: what no longer fits, where could it go, and what to reserve today?",
        ask=zones,
        is_slow=True,
    ),
    Question(
        asks="What do the nodes of a Kubernetes cluster with Terway ask for: ENIs, addresses, prefixes and calls?",
        ask=terway,
        about="inventory",
        subject_key="inventory",
        fields=(
            f.whole("nodes", "nodes", "how many nodes", 10, least=1, slider=(1, 200)),
            f.text("instance_type", "instance type", "their ECS type", "ecs.g7.2xlarge"),
            f.one_of("mode", "mode", "how pods get addresses", MODES, "shared"),
            f.whole(
                "pods_per_node",
                "pods on each node",
                "the most that the type holds if empty",
                least=1,
                slider=(1, 200),
                hint="most",
            ),
            f.whole("min_pool", "idle at least", "addresses or ENIs that a node keeps idle at least", 0),
            f.whole("max_pool", "idle at most", "addresses or ENIs that a node keeps idle at most", 5),
            f.whole("member_enis", "member ENIs", "of one node in trunk mode", least=1, hint="what the type says"),
            f.vswitch("where their ENIs go, and what their demand is held against"),
            f.security_group("what guards their ENIs"),
            f.text("name", "names begin with", "the beginning of the ENIs' names", "node"),
        ),
        settled=_terway_settled,
    ),
    Question(
        asks="Which addresses should the plan name so that whole /28s stay whole, and what does random cost?",
        ask=pin,
        is_slow=True,
    ),
    Question(
        asks="Which fewest addresses or ENIs of a VSwitch have to move so that whole blocks come back?",
        ask=defragment,
        about="inventory",
        fields=(
            f.vswitch("which is to be tidied"),
            f.whole("blocks", "blocks", "whole /28s to win back", 1, least=1, slider=(1, 20)),
            f.whole("mask", "mask", "28, or one block of a shorter mask", 28, least=1, most=28),
            f.one_of("fewest", "fewest", "what is to be as few as it goes", FEWEST, "addresses"),
            f.yes_no("recreate", "ENIs made anew", "whether ENIs may be made anew, so that primary addresses move"),
        ),
    ),
    Question(
        asks="What do pods that come and go, on nodes with warm pools, leave of whole /28s and free addresses?",
        ask=churn,
        fields=(
            f.group("whose VSwitches the nodes use"),
            f.one_of("unit", "unit", "what is created and deleted at once", UNITS, "eni"),
            f.whole("nodes", "nodes", "how many nodes", 10, least=1, slider=(1, 100)),
            f.whole("pods_per_node", "pods on each node", "on average", 20, least=1, slider=(1, 100)),
            f.whole("lifetime", "lifetime", "steps that a pod lives, on average", 30, least=1, slider=(1, 200)),
            f.whole("min_pool", "idle at least", "units that a node keeps idle at least", 0),
            f.whole("max_pool", "idle at most", "units that a node keeps idle at most", 5),
            f.whole("reclaim_every", "reclaim every", "steps between two reclaims of idle units; 0 for none", 10),
            f.whole("reclaim_batch", "reclaim at once", "idle units that one reclaim deletes at most", 5),
            f.whole("steps", "steps", "how many steps are played", 200, least=1, slider=(1, 500)),
            _REPLICATIONS,
            _SEED,
        ),
        is_slow=True,
    ),
    Question(
        asks="Where do concurrent creations that see old counts pile up, and which is refused first?",
        ask=burst,
        fields=(
            f.group("whose ENIs are created"),
            f.whole(
                "creations",
                "creations",
                "how many ENIs; as many as the group has if empty",
                least=1,
                slider=(1, 500),
                hint="all",
            ),
            f.whole(
                "concurrent",
                "at a time",
                "creations that decide on the same counts; all of them if empty",
                least=1,
                slider=(1, 500),
                hint="all",
            ),
            _REPLICATIONS,
            _SEED,
        ),
        is_slow=True,
    ),
    *VARIED,
)

QUESTIONS: Mapping[str, Question] = MappingProxyType({question.name: question for question in _ALL})
"""Every question by name, in the order of the list to choose from."""
