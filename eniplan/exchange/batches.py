"""Batches of requests, out: at flat memory however many there are.

A format is a line of :data:`FORMATS`; what more than one line of Python writes is a module of
:mod:`eniplan.exchange.forms`.
"""

from __future__ import annotations

import json
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from eniplan.contract.findings import Findings
from eniplan.contract.wire import canonical, flatten
from eniplan.errors import EniplanError, OutputError
from eniplan.exchange.files import write_folder, write_whole
from eniplan.exchange.forms.approval_page import write_approval
from eniplan.exchange.forms.csv_sheet import write_csv
from eniplan.exchange.forms.not_said import findings_of
from eniplan.exchange.forms.python_script import write_python
from eniplan.exchange.forms.ros_template import not_said_by_ros, write_ros_json, write_ros_yaml
from eniplan.exchange.forms.shell_script import not_said_by_shell, write_shell
from eniplan.exchange.forms.terraform import not_said_by_terraform, write_terraform
from eniplan.exchange.forms.xlsx_sheet import write_xlsx
from eniplan.exchange.progress import told
from eniplan.exchange.steps_beside import STEPS_FILE, has_steps_beside, remove_leftover
from eniplan.network.input_file import shown_path
from eniplan.spelling import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TextIO

    from eniplan.exchange.forms.not_said import NotSaid
    from eniplan.exchange.progress import Progress
    from eniplan.network.input_file import AnyPath
    from eniplan.planning.plan import Plan
    from eniplan.planning.steps import Step


_TOGETHER: Final = 256


class Format(NamedTuple):
    """One way to write a batch.

    Args:
        meaning: what it holds, for documentation.
        write: writes it, line by line; what it cannot say is left out.
        file: a usual file name.
        suffixes: those that say this format, without their dot and in lower case.
        has_all_calls: whether the assign calls that follow a create are in it.
        not_said: what it cannot say of a call; None where it can say everything.
        source: where that is written, and its date.
        refuses: whether such a plan is refused unless somebody asks to leave it out; else it is left out and told.
        is_review: whether it is for a person to look at, whole, and not for a program to send.
    """

    meaning: str
    write: Callable[[Plan, TextIO], None]
    file: str
    suffixes: tuple[str, ...] = ()
    has_all_calls: bool = False
    not_said: Callable[[Step], Iterable[NotSaid]] | None = None
    source: str = ""
    refuses: bool = True
    is_review: bool = False


def _write_jsonl(plan: Plan, stream: TextIO) -> None:
    _write_lines(plan.requests.lines(), stream)


def _write_query(plan: Plan, stream: TextIO) -> None:
    _write_lines((canonical(flatten(json.loads(line))) for line in plan.requests.lines()), stream)


def _write_steps(plan: Plan, stream: TextIO) -> None:
    _write_lines((step.json() for step in plan.steps), stream)


def _write_lines(lines: Iterator[str], stream: TextIO) -> None:
    """Lines, a few hundred at a time: to a stream many short texts cost more than a long one."""
    while together := list(islice(lines, _TOGETHER)):
        stream.write("\n".join([*together, ""]))


FORMATS: Final[Mapping[str, Format]] = {
    "jsonl": Format(
        "the nested parameters of one CreateNetworkInterface call a line, for the SDK",
        _write_jsonl, "requests.jsonl", ("jsonl",),
    ),
    "steps": Format(
        "one call a line with its id and the step it follows: creates and assign calls",
        _write_steps, "steps.jsonl", ("steps",), has_all_calls=True,
    ),
    "query": Format(
        "the flattened parameters (Tag.1.Key) of one call a line, for a signed query",
        _write_query, "requests.query", ("query",),
    ),
    "python": Format(
        "a Python script that sends all calls through the official SDK, and goes on where it ended",
        write_python, "requests.py", ("py",), has_all_calls=True,
    ),
    "cli": Format(
        "a POSIX shell script of aliyun commands: all calls, each with its token",
        write_shell, "requests.sh", ("sh",), has_all_calls=True,
        not_said=not_said_by_shell, source="POSIX: arguments end with a NUL",
    ),
    "ros": Format(
        "a Resource Orchestration Service template in YAML",
        write_ros_yaml, "requests.yaml", ("yaml", "yml"),
        not_said=not_said_by_ros, source="ros-cdk-ecs 1.15.0, 2026-11-22",
    ),
    "ros-json": Format(
        "a Resource Orchestration Service template in JSON",
        write_ros_json, "requests.template.json",
        not_said=not_said_by_ros, source="ros-cdk-ecs 1.15.0, 2026-11-22",
    ),
    "terraform": Format(
        "Terraform blocks alicloud_ecs_network_interface of the provider aliyun/alicloud",
        write_terraform, "requests.tf", ("tf",),
        not_said=not_said_by_terraform, source="terraform-provider-alicloud, page of the resource, 2026-11-22",
        refuses=False,
    ),
    "csv": Format(
        "a table for review: a row for each ENI, each refusal and each finding",
        write_csv, "review.csv", ("csv",), has_all_calls=True, is_review=True,
    ),
    "xlsx": Format(
        "a workbook for review: ENIs, refusals, findings and VSwitches on sheets of their own",
        write_xlsx, "review.xlsx", ("xlsx",), has_all_calls=True, is_review=True,
    ),
    "html": Format(
        "the approval card: one page with verdict, digests, schedule, maps, findings and requests",
        write_approval, "approval.html", ("html", "htm"), has_all_calls=True, is_review=True,
    ),
}  # fmt: skip
"""The formats by name."""

_BY_SUFFIX: Final = {suffix: name for name, form in FORMATS.items() for suffix in form.suffixes}
_AMBIGUOUS: Final[Mapping[str, str]] = {
    "json": "name the format: jsonl has one request a line, ros (or ros-json) is a template in JSON",
}


def export(
    plan: Plan,
    path: AnyPath,
    format: str | None = None,  # noqa: A002 - what users call it
    *,
    progress: Progress | None = None,
    leave_out: bool = False,
) -> None:
    """Write the requests of a plan to a file, which appears whole or not at all.

    Args:
        plan: the plan; only accepted, new ENIs have a request.
        path: the file.
        format: a name of :data:`FORMATS`; by default the file's suffix says it, and the name ``steps.jsonl``.
            ``ros`` is JSON in a file of suffix ``.json``, else YAML.
        progress: called with the number of lines written so far; what it raises ends the export, and no file appears.
        leave_out: write a form that cannot say everything all the same; :func:`left_out` tells what is missing.
            Terraform blocks are always written so.

    A ``jsonl`` batch whose ENIs need more than their creates gets ``steps.jsonl`` beside it: both files, or neither.
    Where such a batch is written over and the new one needs no steps, those of the earlier plan are removed.

    Raises:
        OutputError: a suffix that says no format, or a file that cannot be written.
        EniplanError: an unknown format, one that cannot say what the plan asks for, or a plan too large for it.
    """
    name = format_of(path, format)
    if has_steps_beside(plan, path, name):
        _write_with_steps(plan, Path(path), progress)
        return
    is_again = Path(path).is_file()
    write_whole(path, lambda stream: write_batch(plan, name, stream, progress=progress, leave_out=leave_out))
    if is_again and name == "jsonl":
        remove_leftover(plan, path)


def left_out(plan: Plan, format: str) -> Findings:  # noqa: A002 - what users call it
    """What a format cannot say of a plan, as warnings ``Lint.NotExpressed``: one for each parameter or action.

    Raises:
        EniplanError: an unknown format.
    """
    _check_format(format)
    not_said = FORMATS[format].not_said
    return Findings(() if not_said is None else findings_of(format, plan.steps, not_said, FORMATS[format].source))


def _write_with_steps(plan: Plan, path: Path, progress: Progress | None) -> None:
    if path.name == STEPS_FILE:
        problem = "is where the assign calls of these ENIs go; give the requests another name, or ask for steps"
        raise OutputError(shown_path(path), problem)
    formats = {path.name: "jsonl", STEPS_FILE: "steps"}
    write_folder(
        path.parent, {name: partial(write_batch, plan, form, progress=progress) for name, form in formats.items()}
    )


def _check_format(name: str) -> None:
    if name not in FORMATS:
        raise EniplanError(f"{name} is not a known format{did_you_mean(name, FORMATS)}")


def write_batch(
    plan: Plan,
    format: str,  # noqa: A002 - what users call it
    stream: TextIO,
    *,
    progress: Progress | None = None,
    leave_out: bool = False,
) -> None:
    """Write the requests of a plan to an open stream, in a known format; the rest is as for :func:`export`."""
    if not leave_out and FORMATS[format].refuses:
        _check_said(format, left_out(plan, format))
    FORMATS[format].write(plan, stream if progress is None else told(stream, progress))


def _check_said(name: str, missing: Findings) -> None:
    if missing:
        told_once = "; ".join(finding.message.partition(": ")[2] for finding in missing[:3])
        rest = f"; and {len(missing) - 3:,} more" if len(missing) > 3 else ""
        offer = "leave it out (--leave-out, or leave_out=True), or choose steps or python"
        raise EniplanError(f"{name} cannot say all of this plan: {told_once}{rest}; {offer}")


def format_of(path: AnyPath, format: str | None = None) -> str:  # noqa: A002 - what users call it
    """The format in which a file is written: the one that is named, else what the file's name says.

    Raises:
        OutputError: a suffix that says no format, or several.
        EniplanError: an unknown format.
    """
    suffix = Path(path).suffix.removeprefix(".").lower()
    if format is not None:
        _check_format(format)
        return "ros-json" if (format, suffix) == ("ros", "json") else format
    if Path(path).name == STEPS_FILE:
        return "steps"
    if suffix in _AMBIGUOUS:
        raise OutputError(shown_path(path), f"its suffix names more than one format; {_AMBIGUOUS[suffix]}")
    if suffix not in _BY_SUFFIX:
        raise OutputError(shown_path(path), f"its suffix names no format; name one of {', '.join(FORMATS)}")
    return _BY_SUFFIX[suffix]
