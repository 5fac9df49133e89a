"""A plan's batch against the stand-in in memory, one step after the other: what each would be answered.

The stand-in starts from what the plan was made on. Each step is sent once: a fault shows what it does to the batch, not
what a sender would do about it. Automatic ENIs get other addresses than the plan's illustrative ones, as they will in
the cloud; so an address that is pinned late in the batch may have been drawn by an earlier step.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from eniplan.contract.wire import flatten
from eniplan.planning.plan import Refusal
from eniplan.planning.rehearsal import Rehearsal, RehearsedStep
from eniplan.report.suggestions import advice_for
from eniplan.sending.faults import read_faults
from eniplan.sending.simulator import Simulator
from eniplan.sending.transport import ApiCall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from eniplan.network.input_file import AnyPath
    from eniplan.planning.columns import GroupColumns
    from eniplan.planning.plan import Plan
    from eniplan.planning.rehearsal import Outcome
    from eniplan.planning.steps import Step
    from eniplan.sending.faults import Fault
    from eniplan.sending.simulator import Answer
    from eniplan.sending.transport import Reply

    Advise = Callable[[str, str, str], str]
    """From a group, a code and a VSwitch to what can be done."""


def rehearse(plan: Plan, faults: AnyPath | Iterable[Fault] = (), *, seed: int | None = None) -> Rehearsal:
    """Send a plan's steps to a stand-in of the API in memory.

    Args:
        plan: what to send.
        faults: what is to go wrong: a file of faults, or faults.
        seed: of the addresses and ids that the stand-in draws; the plan's by default.

    Raises:
        MalformedFile: a file of faults that is not what it should be.
    """
    drawn = plan.seed if seed is None else seed
    wanted = read_faults(faults) if isinstance(faults, str | os.PathLike) else tuple(faults)
    simulator = Simulator(plan.inventory, profile=plan.profile, seed=drawn, faults=wanted)
    advise = _adviser(plan)
    steps = tuple(step for columns in plan.steps.columns for step in _group(columns, simulator, advise))
    made = len(simulator.inventory().enis) - len(plan.inventory.enis)
    return Rehearsal(plan=plan.name, seed=drawn, steps=steps, refused_before=plan.refused.enis, enis=made)


def _group(columns: GroupColumns, simulator: Simulator, advise: Advise) -> Iterator[RehearsedStep]:
    """The steps of one group; the steps of an ENI follow its create."""
    eni_id, vswitch = "", ""
    for step in columns.steps():
        parameters = dict(step.parameters)
        if step.after is None:
            eni_id, vswitch = "", str(parameters.get("VSwitchId", ""))
        elif not eni_id:
            yield _row(step, columns, vswitch, "not sent")
            continue
        else:
            parameters["NetworkInterfaceId"] = eni_id
        answer = simulator.answer(ApiCall(step.action, flatten(parameters)), 0.0)
        row = _answered(step, columns, vswitch, answer, advise)
        eni_id = row.eni_id or (eni_id if step.after else "")
        yield row


def _answered(step: Step, columns: GroupColumns, vswitch: str, answer: Answer, advise: Advise) -> RehearsedStep:
    reply, group = answer.reply, columns.group.name
    if reply is None:
        return _row(step, columns, vswitch, "no answer", answer.fault)
    made = reply.ok and step.after is None
    return replace(
        _row(step, columns, vswitch, _outcome(step, reply), answer.fault),
        status=reply.status,
        code=reply.code,
        message="" if reply.ok else reply.text("Message"),
        cause=answer.cause.message if answer.cause else "",
        fix="" if reply.ok or answer.fault else advise(group, reply.code, vswitch),
        eni_id=reply.text("NetworkInterfaceId") if made else "",
        primary=reply.text("PrivateIpAddress") if made else "",
    )


def _outcome(step: Step, reply: Reply) -> Outcome:
    if not reply.ok:
        return "refused"
    return "no id" if step.after is None and not reply.text("NetworkInterfaceId") else "done"


def _row(step: Step, columns: GroupColumns, vswitch: str, outcome: Outcome, fault: str = "") -> RehearsedStep:
    """What is known of a step without its answer."""
    return RehearsedStep(
        id=step.id,
        action=step.action,
        eni=step.id.rpartition("/")[0],
        group=columns.group.name,
        vswitch=vswitch,
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
