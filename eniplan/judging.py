"""The check of ready-made requests as one call, from Python and from the command line, from a path or from values.

Apart from :mod:`eniplan.session`: judging requests needs nothing that reads a plan file or plans groups, and a check
of one request is all loading.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from eniplan.contract.request import CreateNetworkInterface
from eniplan.contract.wire import parameters_of
from eniplan.errors import RequestRefused, WrongKind
from eniplan.exchange.request_file import read_requests
from eniplan.given import given_inventory, given_limits
from eniplan.planning.checking import CheckReport, check_requests

if TYPE_CHECKING:
    from eniplan.given import AnyInventory, AnyProfile, Request
    from eniplan.network.input_file import AnyPath


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
        profile: as in :func:`eniplan.plan`.
        instance_type: judge every ENI as the one secondary ENI beside the primary of this ECS type.
        strict: raise on errors.

    Raises:
        MalformedFile: a file that is not what it should be.
        RequestRefused: with ``strict``, if any finding is an error.
        WrongKind: an argument of another kind.
    """
    if not isinstance(requests, str | os.PathLike | Iterable):
        raise WrongKind("requests", requests, "a file of JSON lines or an iterable of requests")
    there, keys = given_inventory(inventory), given_limits(profile)
    lines = (
        read_requests(requests) if isinstance(requests, str | os.PathLike) else enumerate(map(_members, requests), 1)
    )
    limits = there.profile.with_values(keys, "--profile")
    report = check_requests(lines, there, profile=limits, instance_type=instance_type)
    if strict and not report.ok:
        raise RequestRefused([finding for finding in report.findings if finding.is_error])
    return report


def _members(request: Request) -> Mapping[str, object]:
    return parameters_of(request) if isinstance(request, CreateNetworkInterface) else request
