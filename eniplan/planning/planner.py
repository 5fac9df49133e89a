"""From groups to a plan: a fold over the ENIs that are wanted, each judged and given its addresses in turn.

**Theory of operation.** All ENIs of a group in one VSwitch make the same request but for their names. So what does
not change while a batch is planned is judged once per group and VSwitch, with the rules that judge every other request;
what runs out is counted down (:mod:`eniplan.planning.candidate`), and looked at again when it reaches nothing. An ENI
with wishes of its own is judged by itself, with all rules. So a plan of 100,000 ENIs costs little more than drawing
their addresses, and says the same as judging each request.

Named addresses of all groups are held back first: automatic picks keep out of their way (decision).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from eniplan.contract.findings import Findings
from eniplan.contract.reading import read_request
from eniplan.errors import SpecError
from eniplan.network.block_limits import block_limit_findings
from eniplan.network.planned import with_planned
from eniplan.planning.ground import Ground
from eniplan.planning.group_fold import GroupFold
from eniplan.planning.keeping import not_kept
from eniplan.planning.limits import limits_after
from eniplan.planning.plan import Plan, Refused, Utilisation
from eniplan.planning.shape import counted, fixed_parameters, in_page_order
from eniplan.planning.spec_check import check_spec
from eniplan.validation.case import Case

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eniplan.network.inventory import Inventory
    from eniplan.planning.previous import Previous
    from eniplan.planning.remarks import Automatic
    from eniplan.planning.spec import PlanSpec


def plan_groups(
    spec: PlanSpec,
    inventory: Inventory,
    *,
    profile: Mapping[str, object] | None = None,
    seed: int | None = None,
    previous: Previous | None = None,
) -> Plan:
    """Plan what a spec asks for on what exists.

    Args:
        spec: groups, and the network that does not exist yet.
        inventory: what exists.
        profile: keys of the account's profile, over the spec's.
        seed: instead of the spec's.
        previous: an earlier plan of the same name: its ENIs keep what they had, and take it first.

    Returns:
        The plan: what fits is placed, what does not is refused with its code, and the rest stands.

    Raises:
        SpecError: a spec that no network could satisfy (a count of 0, two groups with one name, ...), or an earlier
            plan of another name.
    """
    check_spec(spec)
    _check_previous(spec, previous)
    seed = spec.seed if seed is None else seed
    whole = with_planned(inventory, spec.vswitches, spec.security_groups)
    limits = whole.profile.with_values(spec.profile, "plan file").with_values(profile or {}, "--profile")
    many = block_limit_findings(whole.vswitches.values(), limits)
    ground = Ground(whole, limits, seed)
    before = {vswitch_id: ground.counts(vswitch_id) for vswitch_id in whole.vswitches}
    _hold_wishes(spec, ground)
    automatic: Automatic = {}
    folds = [GroupFold(spec, group, ground, automatic) for group in spec.groups]
    lost = _keep(folds, previous) if previous else {}
    placed = [fold.run() for fold in folds]
    return Plan(
        name=spec.name,
        seed=seed,
        region=spec.region,
        spec=spec,
        inventory=whole,
        columns=tuple(each.columns for each in placed),
        refused=Refused(chain.from_iterable(each.refused for each in placed)),
        findings=Findings(
            (
                *whole.findings,
                *(finding for finding in many if finding not in whole.findings),
                *ground.setting.once.values(),
                *chain.from_iterable(each.findings for each in placed),
                *not_kept(lost),
            )
        ),
        utilisation=tuple(
            Utilisation(vswitch=vswitch_id, before=counts, after=ground.counts(vswitch_id))
            for vswitch_id, counts in before.items()
        ),
        previous=previous,
        lost=lost,
        profile=limits,
        limits=tuple(
            chain.from_iterable(
                limits_after(group.name, each.usable, ground) for group, each in zip(spec.groups, placed, strict=True)
            )
        ),
    )


def _check_previous(spec: PlanSpec, previous: Previous | None) -> None:
    if previous is not None and previous.name != spec.name:
        problem = f'is of the plan "{previous.name}", and this is "{spec.name}"; give an earlier plan of the same name'
        raise SpecError("previous", problem)


def _keep(folds: Sequence[GroupFold], previous: Previous) -> dict[str, str]:
    """Let the ENIs of the earlier plan take what they had; by name, why something could not be kept."""
    has_wishes = any(fold.group.enis for fold in folds)
    keepers = [fold.keep(previous.enis, names_owners=has_wishes) for fold in folds]
    for keeper in keepers:
        keeper.complete()
    return {name: why for keeper in keepers for name, why in keeper.lost.items()}


def _hold_wishes(spec: PlanSpec, ground: Ground) -> None:
    """Keep automatic picks away from every address and prefix that some group names."""
    for group in spec.groups:
        for wish in group.enis:
            for vswitch_id in (wish.vswitch,) if wish.vswitch else group.vswitches:
                parameters = {**fixed_parameters(spec, group, vswitch_id), **counted(group, wish)}
                ground.hold(Case(read_request(in_page_order(parameters)), ground.setting))
