"""A plan's batch against the stand-in in memory, one step after the other: what each would be answered.

The stand-in starts from what the plan was made on. The steps come in the order of the sender, as on one connection:
what names its addresses first, assign calls before creates. Each is sent once: a fault shows what it does to the batch,
not what a sender would do about it. Automatic ENIs get other addresses than the plan's illustrative ones, as they will
in the cloud.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from eniplan.planning.plan import Refusal
from eniplan.planning.rehearsal import Rehearsal, RehearsedStep
from eniplan.report.suggestions import advice_for
from eniplan.sending.batch import Batch
from eniplan.sending.schedule import turn_of
from eniplan.sending.standin.faults import read_faults
from eniplan.sending.standin.simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from eniplan.network.input_file import AnyPath
    from eniplan.planning.plan import Plan
    from eniplan.planning.rehearsal import Outcome
    from eniplan.sending.batch import Outgoing
    from eniplan.sending.standin.faults import Fault
    from eniplan.sending.standin.simulator import Answer
    from eniplan.sending.transport import Reply

    Advise = Callable[[str, str, str], str]
    """From a group, a code and a VSwitch to what can be done."""
    Progress = Callable[[int], None]
    """Called with the number of calls that were answered; what it raises ends the rehearsal."""


def rehearse(
    plan: Plan,
    faults: AnyPath | Iterable[Fault] = (),
    *,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Rehearsal:
    """Send a plan's steps to a stand-in of the API in memory.

    Args:
        plan: what to send.
        faults: what is to go wrong: a file of faults, or faults.
        seed: of the addresses and ids that the stand-in draws; the plan's by default.
        progress: called after each call with the number of calls so far; what it raises ends the rehearsal.

    Returns:
        Every step with its answer, in the order of the sender.

    Raises:
        MalformedFile: a file of faults that is not what it should be.
    """
    drawn = plan.seed if seed is None else seed
    wanted = read_faults(faults) if isinstance(faults, str | os.PathLike) else tuple(faults)
    simulator = Simulator(plan.inventory, profile=plan.profile, seed=drawn, faults=wanted)
    steps = tuple(_rows(plan, simulator, progress))
    made = len(simulator.inventory().enis) - len(plan.inventory.enis)
    return Rehearsal(plan=plan.name, seed=drawn, steps=steps, refused_before=plan.refused.enis, enis=made)


def _rows(plan: Plan, simulator: Simulator, progress: Progress | None) -> Iterator[RehearsedStep]:
    """Each step with its answer; what follows a create that gave no id stands right after it."""
    groups = {step.id: columns.group.name for columns in plan.steps.columns for step in columns.steps()}
    batch, advise = Batch(plan.steps), _adviser(plan)
    enis: dict[str, str] = {}
    turns = _Turns(out for out in batch if not out.root)
    for calls, out in enumerate(turns, 1):
        answer = simulator.answer(out.call(enis.get(out.root, "")), 0.0)
        row = _answered(out, groups[out.step.id], answer, advise)
        yield row
        if progress is not None:
            progress(calls)
        followers = batch.followers.get(out.key, ())
        if row.eni_id:
            enis[out.key] = row.eni_id
            turns.enter(followers)
        else:
            yield from (_row(each, groups[each.step.id], "not sent") for each in followers)


class _Turns:
    """The steps that may be sent, the sender's next one first; more may enter meanwhile."""

    def __init__(self, steps: Iterable[Outgoing]) -> None:
        self._waiting: list[tuple[int, int, Outgoing]] = []
        self._order = count()
        self.enter(steps)

    def enter(self, steps: Iterable[Outgoing]) -> None:
        """Steps take their places, each behind those of the same line."""
        for out in steps:
            heappush(self._waiting, (turn_of(out), next(self._order), out))

    def __iter__(self) -> Iterator[Outgoing]:
        while self._waiting:
            yield heappop(self._waiting)[2]


def _answered(out: Outgoing, group: str, answer: Answer, advise: Advise) -> RehearsedStep:
    reply = answer.reply
    if reply is None:
        return _row(out, group, "no answer", answer.fault)
    made = reply.ok and not out.root
    return replace(
        _row(out, group, _outcome(out, reply), answer.fault),
        status=reply.status,
        code=reply.code,
        message="" if reply.ok else reply.text("Message"),
        cause=answer.cause.message if answer.cause else "",
        fix="" if reply.ok or answer.fault else advise(group, reply.code, out.vswitch),
        eni_id=reply.text("NetworkInterfaceId") if made else "",
        primary=reply.text("PrivateIpAddress") if made else "",
    )


def _outcome(out: Outgoing, reply: Reply) -> Outcome:
    if not reply.ok:
        return "refused"
    return "no id" if not out.root and not reply.text("NetworkInterfaceId") else "done"


def _row(out: Outgoing, group: str, outcome: Outcome, fault: str = "") -> RehearsedStep:
    """What is known of a step without its answer."""
    return RehearsedStep(
        id=out.step.id,
        action=out.step.action,
        eni=out.step.eni,
        group=group,
        vswitch=out.vswitch,
        outcome=outcome,
        fault=fault,
    )


def _adviser(plan: Plan) -> Advise:
    """What a plan's figures suggest about a refusal, looked up once for each group, code and VSwitch."""

    @cache
    def advise(group: str, code: str, vswitch: str) -> str:
        count = next((each.count for each in plan.spec.groups if each.name == group), 0)
        return advice_for(
            Refusal(
                group=group,
                count=count,
                placed=0,
                code=code,
                limit="",
                vswitches=(vswitch,),
                message="",
                enis=1,
                first="",
            ),
            plan,
        )

    return advise
