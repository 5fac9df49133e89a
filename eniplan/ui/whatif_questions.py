"""The table of the planner's what-if questions: what each asks, its fields, and how it is called with the state.

A further question is one entry. What is typed becomes arguments (:mod:`eniplan.ui.whatif_fields`); a question that
means more by its fields than one argument each says so in ``settled``. The call is a value: it is made in the planner,
and shown as the line of Python that anybody can run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import Parameter, signature
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from eniplan.capacity.blocks import blocks
from eniplan.capacity.burst import burst
from eniplan.capacity.churn import UNITS, churn
from eniplan.capacity.clearing import FEWEST
from eniplan.capacity.defragment import defragment
from eniplan.capacity.headroom import headroom
from eniplan.capacity.node_demand import MODES
from eniplan.capacity.pin import pin
from eniplan.capacity.reserve import reserve
from eniplan.capacity.size import size
from eniplan.capacity.terway import terway
from eniplan.capacity.zones import zones
from eniplan.errors import QuestionError
from eniplan.ui import whatif_fields as f

if TYPE_CHECKING:
    from eniplan.capacity.answer import Answer
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.ui.background import Progress
    from eniplan.ui.state import PlannerState
    from eniplan.ui.whatif_fields import QuestionField

Arguments: TypeAlias = "Mapping[str, object]"
_LONGEST = 88


def _as_typed(_state: PlannerState, arguments: Arguments) -> Arguments:
    return arguments


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    Args:
        asks: what it asks, as one sentence.
        ask: the function that answers it; what it is asked about comes first, or under ``subject_key``.
        about: what it is asked about: the plan, or what exists.
        fields: its parameters.
        settled: the arguments for what the fields say, where a field is not just an argument.
        subject_key: the name of the argument that ``about`` is, where it does not come first.
        is_slow: whether it may take longer than a step of a slider: it is asked beside the kernel's own thread, and
            takes ``progress``.
    """

    asks: str
    ask: Callable[..., Answer]
    about: Literal["plan", "inventory"] = "plan"
    fields: tuple[QuestionField, ...] = ()
    settled: Callable[[PlannerState, Arguments], Arguments] = _as_typed
    subject_key: str = ""
    is_slow: bool = False

    @property
    def name(self) -> str:
        """As Python and the command line call it."""
        return self.ask.__name__

    def call(self, state: PlannerState, arguments: Arguments) -> Call:
        """The call for a planner as it stands.

        Raises:
            QuestionError: there is nothing yet that could be asked about.
        """
        plan = state.plan
        if self.about == "plan" and (plan is None or not plan.spec.groups):
            raise QuestionError("plan", "there is no group yet that could be asked about; add one")
        given = _given(self.ask, self.settled(state, arguments))
        if self.about == "plan":
            return Call(question=self, subject=plan, source="plan", arguments=given)
        if plan is not None:
            return Call(question=self, subject=plan.inventory, source="plan.inventory", arguments=given)
        return Call(question=self, subject=state.inventory, source="inventory", arguments=given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A question with all that it needs.

    Args:
        question: the question.
        subject: the plan or inventory that it is asked about.
        source: how the code of the planner calls that.
        arguments: the further arguments that differ from their defaults.
    """

    question: Question
    subject: Plan | Inventory | None
    source: str
    arguments: Arguments

    def answer(self, progress: Progress | None = None) -> Answer:
        """Ask; ``progress`` as the question takes it, if it is a slow one.

        Raises:
            QuestionError: the question has no answer.
        """
        told = {"progress": progress} if self.question.is_slow and progress else {}
        if key := self.question.subject_key:
            return self.question.ask(**{key: self.subject}, **self.arguments, **told)
        return self.question.ask(self.subject, **self.arguments, **told)

    def code(self) -> str:
        """The call as Python."""
        key = self.question.subject_key
        given = [f"{key}={self.source}" if key else self.source]
        given += [f"{name}={value!r}" for name, value in self.arguments.items()]
        start = f"eniplan.{self.question.name}("
        line = f"{start}{', '.join(given)})"
        return line if len(line) <= _LONGEST else start + "\n" + "".join(f"    {each},\n" for each in given) + ")"


def _given(ask: Callable[..., Answer], arguments: Arguments) -> Arguments:
    """The arguments that say something: what is None, or the function's own default, is left out."""
    defaults = signature(ask).parameters
    absent = {Parameter.empty, None}
    return {
        name: value
        for name, value in arguments.items()
        if value is not None and (defaults[name].default in absent or value != defaults[name].default)
    }


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


_SEED = f.whole("seed", "seed of the play", "the same seed gives the same random draws", 0)
_REPLICATIONS = f.whole(
    "replications", "replications", "how often it is played", 20, least=1, slider=(1, 100)
)  # fmt: skip

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
                "more", "more addresses", "single addresses drawn from what is free today; as many as the plan takes there where nothing is typed",
                slider=(0, 1_000), hint="as planned",
            ),
            f.chance("limit", "gone below", "a size of block counts as gone when its chance falls below this", 0.05),
            f.whole(
                "trials", "trials", "of a simulation beside the exact figures; 0 for none", 0, most=1_000_000
            ),
            _SEED,
        ),
        settled=_blocks_settled,
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
            f.whole(
                "vswitches", "VSwitches", "how many share the demand, at least", 1, least=1, slider=(1, 16)
            ),
            f.whole(
                "drawn", "drawn before", "single addresses that are drawn before the blocks are reserved", 0,
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
            f.one_of(
                "mode", "mode", "how pods get addresses", MODES, "shared"
            ),
            f.whole(
                "pods_per_node", "pods on each node", "the most that the type holds where nothing is typed", least=1,
                slider=(1, 200), hint="most",
            ),
            f.whole("min_pool", "idle at least", "addresses or ENIs that a node keeps idle at least", 0),
            f.whole("max_pool", "idle at most", "addresses or ENIs that a node keeps idle at most", 5),
            f.whole(
                "member_enis", "member ENIs", "of one node in trunk mode", least=1, hint="what the type says"
            ),
            f.vswitch("where their ENIs go, and what their demand is held against"),
            f.security_group("what guards their ENIs"),
            f.text("name", "names begin with", "the beginning of the ENIs' names", "node"),
        ),
        settled=_terway_settled,
    ),
    Question(
        asks="Which addresses should the plan name so that whole /28s stay whole, and what does random cost?",
        ask=pin,
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
                "creations", "creations", "how many ENIs; as many as the group has where nothing is typed", least=1, slider=(1, 500), hint="all"
            ),
            f.whole(
                "concurrent", "at a time", "creations that decide on the same counts; all of them where nothing is typed", least=1, slider=(1, 500),
                hint="all",
            ),
            _REPLICATIONS,
            _SEED,
        ),
        is_slow=True,
    ),
)  # fmt: skip

QUESTIONS: Mapping[str, Question] = MappingProxyType({question.name: question for question in _ALL})
"""Every question by name, in the order of the list to choose from."""
