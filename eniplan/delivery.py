"""From a file to the cloud and back: send a batch, and reconcile a plan with what exists, as Python calls.

``eniplan send`` and ``eniplan reconcile`` are these calls from a shell.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from eniplan.errors import EniplanError, JournalError
from eniplan.exchange.plan_file import read_plan_file
from eniplan.exchange.step_file import read_steps
from eniplan.network.inventory import Inventory
from eniplan.network.profile_file import read_profile
from eniplan.network.reading import read_inventory
from eniplan.planning.plan import Plan
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import PlanSpec
from eniplan.sending.batch import Batch, changes_between, some
from eniplan.sending.endpoint import endpoint_of
from eniplan.sending.journal import Heading, open_journal, read_journal
from eniplan.sending.lanes import ThreadLanes
from eniplan.sending.reconcile import reconciled
from eniplan.sending.sdk_transport import sdk_transport
from eniplan.sending.send_limits import SendLimits
from eniplan.sending.sender import Sender
from eniplan.sending.states import MAY_EXIST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from eniplan.network.input_file import AnyPath
    from eniplan.planning.reconciliation import Reconciliation
    from eniplan.planning.steps import Step
    from eniplan.sending.journal import Journal
    from eniplan.sending.sender import Progress, Sent
    from eniplan.sending.transport import Transport


def send(
    wanted: AnyPath | Plan | Iterable[Step],
    journal: AnyPath,
    *,
    endpoint: str = "",
    protocol: str = "https",
    transport: Transport | None = None,
    limits: SendLimits | None = None,
    accept_changes: bool = False,
    progress: Callable[[Progress], None] | None = None,
    wants_stop: Callable[[], bool] | None = None,
) -> Sent:
    """Send a batch, or go on with one, so that nothing is created twice.

    Args:
        wanted: a file of requests or steps, a plan, or steps.
        journal: the file that remembers what was sent; it is begun where it is not there.
        endpoint: ``HOST:PORT``; by default the region's own.
        protocol: ``https``, or ``http`` to this machine.
        transport: what carries the calls instead of the official SDK; ``endpoint`` then only names the place.
        limits: pace, connections, stop conditions.
        accept_changes: go on although the batch has changed since the journal began. Steps that are the same keep
            their state; new ones are sent; a changed one is not if its earlier form may have been carried out.
        progress: told how many steps are settled.
        wants_stop: asked again and again; True ends in order.

    Returns:
        How far the batch is.

    Raises:
        MalformedFile: the file has no batch that can be sent.
        JournalError: the journal is another sender's, another batch's, damaged, or cannot be written.
        NotSent: there are no credentials.
        EniplanError: a wrong endpoint, or the SDK is missing.
    """
    batch = Batch(_steps(wanted))
    limits = limits or SendLimits()
    place = endpoint_of(_region(batch), endpoint, protocol)
    heading = Heading(file=_file_name(wanted), endpoint=place.site, region=place.region)
    with ExitStack() as stack:
        opened = stack.enter_context(open_journal(journal, batch, heading, time.time()))
        held = _settled_changes(opened, batch, heading, accept=accept_changes)
        carrier = transport or stack.enter_context(sdk_transport(place))
        lanes = stack.enter_context(ThreadLanes(carrier, limits.concurrency))
        return Sender(batch, opened, lanes, _clock(), limits, progress, wants_stop or _never, held).run()


def reconcile(
    wanted: AnyPath | PlanSpec | Plan,
    inventory: Inventory | AnyPath,
    *,
    journal: AnyPath | None = None,
    profile: AnyPath | None = None,
) -> Reconciliation:
    """Compare a plan with what exists, and say what is still to send.

    Args:
        wanted: a plan file, its spec, or a plan that was made on the fresh inventory.
        inventory: what exists now, described after the batch was sent.
        journal: of the sender; without it names are the only evidence.
        profile: a file of limits of the account that apply last, as for :func:`eniplan.plan`.

    Raises:
        MalformedFile: a file that is not what it should be.
        JournalError: a journal that is damaged.
    """
    there = inventory if isinstance(inventory, Inventory) else read_inventory(inventory)
    if isinstance(wanted, str | os.PathLike):
        wanted = read_plan_file(wanted)
    keys = read_profile(Path(profile)) if profile is not None else {}
    plan = plan_groups(wanted, there, profile=keys) if isinstance(wanted, PlanSpec) else wanted
    return reconciled(plan, there, read_journal(journal) if journal is not None else None)


def _steps(wanted: AnyPath | Plan | Iterable[Step]) -> Iterable[Step]:
    if isinstance(wanted, Plan):
        return wanted.steps
    return read_steps(wanted) if isinstance(wanted, str | os.PathLike) else wanted


def _file_name(wanted: object) -> str:
    if isinstance(wanted, Plan):
        return wanted.name
    return Path(wanted).name if isinstance(wanted, str | os.PathLike) else ""


def _region(batch: Batch) -> str:
    regions = sorted({str(each.step.parameters.get("RegionId", "")) for each in batch})
    if len(regions) != 1 or not regions[0]:
        named = some(regions) if any(regions) else "none"
        raise EniplanError(f"a batch goes to one region, and the calls of this one name {named}; split it by RegionId")
    return regions[0]


def _never() -> bool:
    return False


def _clock() -> Callable[[], float]:
    """Seconds since the epoch that never go back, whatever is done to the machine's clock."""
    behind = time.time() - time.monotonic()
    return lambda: time.monotonic() + behind


def _settled_changes(journal: Journal, batch: Batch, heading: Heading, *, accept: bool) -> frozenset[str]:
    """Make sure that the journal goes with the batch; the keys of the steps that may not be sent."""
    _check_place(journal, heading)
    began = journal.record.batch()
    changes = changes_between(began, batch)
    if not changes.kept:
        raise JournalError(journal.path, f"is of another batch, {journal.record.file}; name a file that is not there "
                           "to begin one for this batch")  # fmt: skip
    if changes.mistaken:
        raise JournalError(journal.path, f"{some(changes.mistaken)}: another request with the same ClientToken than "
                           "when this journal began; a changed request needs a new token")  # fmt: skip
    if changes.any and not accept:
        raise JournalError(journal.path, f"the batch has changed since this journal began: {changes.told()}; "
                           f"{_may_go_on(changes.kept)}")  # fmt: skip
    if changes.any:
        journal.begin_batch(batch)
    return _held(journal, batch)


def _may_go_on(kept: int) -> str:
    same = "1 step is the same" if kept == 1 else f"{kept:,} steps are the same"
    return f"{same}; --accept-changes goes on with these and sends what is new, but for ENIs that may exist already"


def _check_place(journal: Journal, heading: Heading) -> None:
    record = journal.record
    if (record.endpoint, record.region) != (heading.endpoint, heading.region):
        was, now = _told(record.endpoint, record.region), _told(heading.endpoint, heading.region)
        raise JournalError(
            journal.path, f"is of calls to {was}, and these go to {now}; each place needs a journal of its own"
        )


def _told(endpoint: str, region: str) -> str:
    return f"{endpoint} for {region}" if endpoint else f"the endpoint of {region}"


def _held(journal: Journal, batch: Batch) -> frozenset[str]:
    """Steps whose earlier form, under another token, may have been carried out: they would make a second ENI."""
    entries = journal.record.entries
    exist = {entry.step for key, entry in entries.items() if key not in batch.by_key and entry.state in MAY_EXIST}
    return frozenset(each.key for each in batch if each.step.id in exist and each.key not in entries)
