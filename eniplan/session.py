"""A plan as one call, from Python and from the command line.

Whatever is given as a path is read first; everything else is the core's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from eniplan.contract.reading import ReadRequest, read_request
from eniplan.contract.request import CreateNetworkInterface
from eniplan.errors import RequestRefused, SpecError, WrongKind
from eniplan.exchange.plan_file import read_plan_file
from eniplan.given import given_inventory, given_limits
from eniplan.planning.plan import Plan
from eniplan.planning.planner import plan_groups
from eniplan.planning.previous import Previous, previous_of
from eniplan.planning.spec import PlanSpec

if TYPE_CHECKING:
    from eniplan.given import AnyInventory, AnyProfile, Request
    from eniplan.network.input_file import AnyPath

    AnyPrevious = Plan | Previous | AnyPath | None


def plan(
    wanted: AnyPath | PlanSpec | Iterable[Request],
    inventory: AnyInventory = None,
    *,
    profile: AnyProfile = None,
    seed: int | None = None,
    previous: AnyPrevious = None,
    strict: bool = False,
) -> Plan:
    """Plan what is wanted on what exists.

    Args:
        wanted: a plan file (TOML), a :class:`PlanSpec`, or ready-made requests.
        inventory: what exists: an inventory, or a file or folder of API answers.
        profile: limits of the account that apply last: a profile, some of its keys, or a TOML file with them.
        seed: of the random draws, instead of the plan file's.
        previous: an earlier plan of the same name, or the file that ``plan --json`` or ``-o`` wrote of it: every ENI
            that is still wanted keeps its addresses, and takes them before all others.
        strict: raise on refusals instead of giving them in the plan.

    Returns:
        The plan: what fits has its addresses, what does not is refused with its code.

    Raises:
        MalformedFile: a file that is not what it should be.
        SpecError: a plan that no network could satisfy, or an earlier plan of another name.
        RequestRefused: with ``strict``, if anything is refused.
        WrongKind: an argument of another kind.
    """
    there, keys = given_inventory(inventory), given_limits(profile)
    if isinstance(wanted, str | os.PathLike):
        wanted = read_plan_file(wanted)
    if isinstance(wanted, PlanSpec):
        made = plan_groups(wanted, there, profile=keys, seed=seed, previous=_previous(previous, wanted))
    elif not isinstance(wanted, Iterable):
        raise WrongKind("wanted", wanted, "a plan file, a PlanSpec or an iterable of requests")
    elif previous is not None:
        raise SpecError("previous", "goes with a plan file; ready-made requests say themselves what they want")
    else:
        from eniplan.planning.request_plan import plan_requests  # noqa: PLC0415 - first use only

        made = plan_requests([_read(request) for request in wanted], there, profile=keys, seed=seed or 0)
    if strict and not made.ok:
        raise RequestRefused([finding for finding in made.findings if finding.is_error])
    return made


def _previous(given: AnyPrevious, spec: PlanSpec) -> Previous | None:
    if given is None or isinstance(given, Previous):
        return given
    if isinstance(given, Plan):
        return previous_of(given)
    from eniplan.exchange.previous_file import read_previous  # noqa: PLC0415 - first use only

    return read_previous(given, spec.name)


def _read(request: Request) -> ReadRequest:
    return ReadRequest(request) if isinstance(request, CreateNetworkInterface) else read_request(request)
