"""The acts of a session: plan and check, as Python calls and as the command line uses them.

Whatever is given as a path is read first; everything else is the core's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from eniplan.contract.reading import ReadRequest, read_request
from eniplan.contract.request import CreateNetworkInterface
from eniplan.contract.wire import parameters_of
from eniplan.errors import RequestRefused, SpecError
from eniplan.exchange.plan_file import read_plan_file
from eniplan.exchange.previous_file import read_previous
from eniplan.exchange.request_file import read_requests
from eniplan.network.inventory import Inventory
from eniplan.network.profile import KEYS, Profile
from eniplan.network.profile_file import read_profile
from eniplan.network.reading import read_inventory
from eniplan.planning.checking import CheckReport, check_requests
from eniplan.planning.plan import Plan
from eniplan.planning.planner import plan_groups
from eniplan.planning.previous import Previous, previous_of
from eniplan.planning.request_plan import plan_requests
from eniplan.planning.spec import PlanSpec

AnyPath = str | os.PathLike[str]
Request = CreateNetworkInterface | Mapping[str, object]
AnyProfile = Profile | Mapping[str, object] | AnyPath | None
AnyInventory = Inventory | AnyPath | None
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
    """
    there, keys = _inventory(inventory), _profile_keys(profile)
    if isinstance(wanted, str | os.PathLike):
        wanted = read_plan_file(wanted)
    if isinstance(wanted, PlanSpec):
        made = plan_groups(wanted, there, profile=keys, seed=seed, previous=_previous(previous, wanted))
    elif previous is not None:
        raise SpecError("previous", "goes with a plan file; ready-made requests say themselves what they want")
    else:
        made = plan_requests([_read(request) for request in wanted], there, profile=keys, seed=seed or 0)
    if strict and not made.ok:
        raise RequestRefused([finding for finding in made.findings if finding.is_error])
    return made


def check(
    requests: AnyPath | Iterable[Request],
    inventory: AnyInventory = None,
    *,
    profile: AnyProfile = None,
    instance_type: str = "",
    strict: bool = False,
) -> CheckReport:
    """Judge ready-made requests in order, with state carried on: one without errors takes its addresses.

    Args:
        requests: a file of JSON lines, or requests.
        inventory: what exists; without it only what the requests alone decide is judged.
        profile: as in :func:`plan`.
        instance_type: judge every ENI as the one secondary ENI beside the primary of this ECS type.
        strict: raise on errors.

    Raises:
        MalformedFile: a file that is not what it should be.
        RequestRefused: with ``strict``, if any finding is an error.
    """
    there, keys = _inventory(inventory), _profile_keys(profile)
    lines = (
        read_requests(requests) if isinstance(requests, str | os.PathLike) else enumerate(map(_members, requests), 1)
    )
    limits = there.profile.with_values(keys, "--profile")
    report = check_requests(lines, there, profile=limits, instance_type=instance_type)
    if strict and not report.ok:
        raise RequestRefused([finding for finding in report.findings if finding.is_error])
    return report


def _previous(given: AnyPrevious, spec: PlanSpec) -> Previous | None:
    if given is None or isinstance(given, Previous):
        return given
    return previous_of(given) if isinstance(given, Plan) else read_previous(given, spec.name)


def _inventory(given: AnyInventory) -> Inventory:
    if given is None:
        return Inventory()
    return given if isinstance(given, Inventory) else read_inventory(given)


def _profile_keys(given: AnyProfile) -> Mapping[str, object]:
    if given is None:
        return {}
    if isinstance(given, Profile):
        return {key: getattr(given, key) for key in KEYS}
    return given if isinstance(given, Mapping) else read_profile(Path(given))


def _read(request: Request) -> ReadRequest:
    return ReadRequest(request) if isinstance(request, CreateNetworkInterface) else read_request(request)


def _members(request: Request) -> Mapping[str, object]:
    return parameters_of(request) if isinstance(request, CreateNetworkInterface) else request
