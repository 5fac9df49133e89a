"""A batch as a POSIX shell script of ``aliyun ecs ...`` commands, in the flattened syntax of the API page.

``--force`` lets members of objects through (``EnhancedNetwork.EnableSriov``), which the command line does not know by
itself, and tags from the tenth on; with it the method has to be named. The command line takes a word that begins with
a dash for an option, so such a value follows its name after ``=``; an empty value cannot, and stands alone
(aliyun/aliyun-cli, cli/parser.go and issue 537).

NetworkInterfaceId is taken from the answer by sed, so that nothing has to be installed: inside a JSON text a quotation
mark is escaped, so nothing that an answer quotes can look like the member. A value with a NUL cannot be given to any
program, and is left out with a finding.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from eniplan.contract.wire import flatten
from eniplan.exchange.forms.not_said import NotSaid, has_text
from eniplan.report.lettering import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

    from eniplan.planning.plan import Plan
    from eniplan.planning.steps import Step

_HEAD = r"""#!/bin/sh
# Creates the network interfaces of a plan with the Alibaba Cloud command line, aliyun, which has the credentials.
# It stops at the first call that fails. Run it again to go on: each call has a ClientToken, so that what was created
# is answered again and not created twice. For how long the service remembers a token is not documented.
# Standard output: each interface with its id. Standard error: how far it is.
# The texts of the plan stand in single quotes, so that nothing in them has a meaning:
# shellcheck disable=SC1003,SC2016
set -u
made=0
id=

stop() {
  printf '%s: %s; after %s made, run the script again to go on\n' "$1" "$2" "$made" >&2
  exit 1
}

create() { # NAME COMMAND...: run it, and take the id from its answer
  name=$1
  shift
  printf '%s: creating\n' "$name" >&2
  answer=$("$@" </dev/null) || stop "$name" 'the create call failed'
  id=$(printf '%s\n' "$answer" |
    LC_ALL=C sed -n 's/.*"NetworkInterfaceId"[[:space:]]*:[[:space:]]*"\([A-Za-z0-9_-]\{1,\}\)".*/\1/p' |
    LC_ALL=C sed 1q)
  [ -n "$id" ] || stop "$name" 'the answer has no NetworkInterfaceId'
  made=$((made + 1))
  printf '%s %s\n' "$name" "$id"
}

assign() { # NAME COMMAND...: run it for the interface that was created last
  name=$1
  shift
  printf '%s: assigning to %s\n' "$name" "$id" >&2
  "$@" </dev/null >/dev/null || stop "$name" 'the assign call failed'
}

"""
_NUL = r"\u0000"
"""As a step's line of JSON has it: most lines need no second look."""
_JOINT = " \\\n  "
_TAIL = """
printf '%s made\\n' "$made" >&2
"""


def write_shell(plan: Plan, stream: TextIO) -> None:
    """Write the script of a plan: all its calls, creates and assign calls."""
    stream.writelines(_lines(plan))


def not_said_by_shell(step: Step) -> Iterator[NotSaid]:
    """What no argument of a program can hold."""
    if _NUL in step.line:
        for name, value in step.parameters.items():
            if has_text(value, lambda text: "\0" in text):
                yield NotSaid(name, "holds a NUL character, which no argument of a program can")


def _lines(plan: Plan) -> Iterator[str]:
    yield _HEAD
    for step in plan.steps:
        yield f"{_JOINT.join(_words(step))}\n"
    yield _TAIL


def _words(step: Step) -> Iterator[str]:
    """What stands on each line of a command; only the id of the create's answer is not quoted for good."""
    is_create = step.after is None
    unsaid = {each.parameter for each in not_said_by_shell(step)}
    said = flatten({name: value for name, value in step.parameters.items() if name not in unsaid})
    yield f"{'create' if is_create else 'assign'} {shlex.quote(visible(step.eni))}"
    yield f"aliyun ecs {step.action}"
    yield from _options(said)
    if not is_create:
        yield '--NetworkInterfaceId "$id"'
    yield "--method POST --force"


def _options(said: Mapping[str, str]) -> Iterator[str]:
    if "RegionId" in said:
        yield f"--region {shlex.quote(said['RegionId'])}"
    for name, value in said.items():
        yield f"--{name}={shlex.quote(value)}" if value.startswith("-") else f"--{name} {shlex.quote(value)}"
