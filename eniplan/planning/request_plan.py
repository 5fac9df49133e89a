"""A plan of ready-made requests: each is judged and given its addresses in order, as a group of its own making."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eniplan.contract.client_token import client_token
from eniplan.contract.findings import Findings
from eniplan.contract.wire import Value, canonical, parameters_of
from eniplan.planning.checking import Batch, Line
from eniplan.planning.column_rows import OwnRequest
from eniplan.planning.columns import GroupColumns
from eniplan.planning.ground import Ground
from eniplan.planning.plan import Plan, Refused, Utilisation, planned_eni
from eniplan.planning.refusals import Refusals, reason_of_finding
from eniplan.planning.remarks import left_to_the_cloud
from eniplan.planning.shape import in_page_order
from eniplan.planning.spec import Group, PlanSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eniplan.contract.reading import ReadRequest
    from eniplan.network.inventory import Inventory
    from eniplan.planning.checking import Verdict
    from eniplan.planning.ground import Taken


def plan_requests(
    requests: Iterable[ReadRequest],
    inventory: Inventory,
    *,
    name: str = "requests",
    profile: Mapping[str, object] | None = None,
    seed: int = 0,
) -> Plan:
    """Plan ready-made requests on what exists.

    Args:
        requests: the requests, read.
        inventory: what exists.
        name: the plan's name; part of the token of a request that has none.
        profile: keys of the account's profile.
        seed: of the addresses drawn for what is asked for by count.
    """
    lines = [Line(number, read) for number, read in enumerate(requests, 1)]
    ground = Ground(inventory, inventory.profile.with_values(profile or {}, "profile"), seed)
    before = {vswitch_id: ground.counts(vswitch_id) for vswitch_id in inventory.vswitches}
    verdicts = list(Batch(ground).judge(lines))
    asked = sum(not _repeats(verdict) for verdict in verdicts)
    group = Group(name="request-{n}", vswitches=(), security_groups=(), count=asked)
    columns, refusals, tokens = GroupColumns(group, ()), Refusals(group), set[str]()
    for verdict in verdicts:
        label = verdict.case.request.name or f"request-{verdict.line}"
        errors = [finding for finding in verdict.findings if finding.is_error]
        if errors:
            refusals.add(label, reason_of_finding(replace(errors[0], request=label), (errors[0].vswitch,)))
        elif verdict.taken is not None:
            columns.append_own(verdict.line, _own(name, label, verdict, verdict.taken, tokens))
    regions = [verdict.case.region for verdict in verdicts if verdict.case.region]
    return Plan(
        name=name,
        seed=seed,
        region=regions[0] if regions else "",
        spec=PlanSpec(name=name, region=regions[0] if regions else "", seed=seed, groups=(group,)),
        inventory=inventory,
        profile=ground.setting.profile,
        columns=(columns,),
        refused=Refused(refusals.refused(len(columns))),
        findings=Findings(
            (
                *inventory.findings,
                *ground.setting.once.values(),
                *(finding for verdict in verdicts for finding in verdict.findings),
            )
        ),
        utilisation=tuple(
            Utilisation(vswitch=vswitch_id, before=counts, after=ground.counts(vswitch_id))
            for vswitch_id, counts in before.items()
        ),
    )


def _repeats(verdict: Verdict) -> bool:
    """Whether a request is an earlier one again, by its token: the two count once."""
    return verdict.taken is None and not any(finding.is_error for finding in verdict.findings)


def _own(plan: str, label: str, verdict: Verdict, taken: Taken, tokens: set[str]) -> OwnRequest:
    """The ENI of a request, and its line; a token that it lacks differs from those of all others."""
    request = verdict.case.request
    parameters = parameters_of(request)
    if request.client_token is None:
        bare = canonical(parameters)
        token = client_token(plan, label, bare)
        if token in tokens:  # requests of one name and the same parameters are different ENIs all the same
            token = client_token(plan, f"{label}\0{verdict.line}", bare)
        tokens.add(token)
        own: dict[str, Value] = {"ClientToken": token}
        parameters = in_page_order({**parameters, **own})
    pinned = not any(left_to_the_cloud(verdict.case))
    eni = planned_eni(
        label,
        "request-{n}",
        request.vswitch_id or "",
        taken.texts(),
        addressing="pinned" if pinned else "automatic",
        illustrative=not pinned,
        reason=f"{request.vswitch_id}: its request names it" if request.vswitch_id else "",
        token=str(parameters["ClientToken"]),
    )
    return OwnRequest(eni, canonical(parameters))
