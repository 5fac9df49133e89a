"""Batches read back to be sent: ``steps.jsonl``, or ``requests.jsonl``, told apart by what stands in them.

A request becomes the step that creates its ENI. What could be carried out twice is refused: a call without a
ClientToken, a token that two calls share, and a step that follows none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, cast, get_args

from eniplan.contract.wire import canonical
from eniplan.errors import MalformedFile
from eniplan.exchange.request_file import read_requests
from eniplan.exchange.steps_beside import STEP_MEMBERS
from eniplan.network.input_file import shown_path
from eniplan.planning.steps import CREATE, DELETE, Action, Step
from eniplan.spelling import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.network.input_file import AnyPath
    from eniplan.planning.steps import Sendable

_ACTIONS: tuple[str, ...] = (*get_args(Action), DELETE)


def read_steps(path: AnyPath) -> tuple[Step, ...]:
    """The steps of a file of JSON lines, in its order.

    Args:
        path: the file, or ``-`` for the standard input.

    Raises:
        MalformedFile: a line that is neither a step nor a request, lacks a token, or repeats one; with the line.
    """
    reader = _Reader(shown_path(path))
    steps = tuple(reader.read(number, members) for number, members in read_requests(path))
    if not steps:
        raise MalformedFile(shown_path(path), "has no request; one on each line is expected, as export writes them")
    return steps


class _Reader:
    """One file: what its lines have said so far."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._line = 0
        self._tokens: dict[str, int] = {}
        self._ids: dict[str, int] = {}
        self._is_steps: bool | None = None

    def read(self, line: int, members: Mapping[str, object]) -> Step:
        """The step of a line."""
        self._line = line
        is_step = "action" in members or "parameters" in members
        if self._is_steps not in {None, is_step}:
            self._refuse("a batch has either steps or requests, and this line is of the other kind")
        self._is_steps = is_step
        step = self._step(members) if is_step else self._request(members)
        self._once(self._ids, step.id, "id")
        return step

    def _request(self, parameters: Mapping[str, object]) -> Step:
        token = self._token(parameters)
        name = parameters.get("NetworkInterfaceName")
        place = 1
        named = name if isinstance(name, str) and name and "/" not in name else f"line {self._line}"
        while f"{named}/{place}" in self._ids:  # two ENIs may have one name; their tokens tell them apart
            named, place = f"line {self._line} {token}", 1
        return Step(f"{named}/{place}", CREATE, canonical(parameters))

    def _step(self, members: Mapping[str, object]) -> Step:
        if unknown := sorted(members.keys() - STEP_MEMBERS):
            self._refuse(f"a step has id, action, parameters and after, not {unknown[0]}")
        made, action, parameters = members.get("id"), members.get("action"), members.get("parameters")
        if not isinstance(made, str) or not made:
            self._refuse("id: a text is expected")
        if not isinstance(action, str) or action not in _ACTIONS:
            self._refuse(f"action: {action} is not one that is sent{did_you_mean(str(action), _ACTIONS)}")
        if not isinstance(parameters, dict):
            self._refuse("parameters: the nested parameters of the call are expected, as one JSON object")
        if action != DELETE:
            self._token(parameters)
        elif not isinstance(parameters.get("NetworkInterfaceId"), str):
            self._refuse("NetworkInterfaceId: the id of the ENI to delete is expected")
        return Step(made, cast("Sendable", action), canonical(parameters), self._after(action, members.get("after")))

    def _after(self, action: str, after: object) -> str | None:
        follows = action not in {CREATE, DELETE}
        if not follows and after is None:
            return None
        if not follows or not isinstance(after, str) or after not in self._ids:
            wanted = "the id of an earlier step that creates an ENI" if follows else "null, since it follows no step"
            self._refuse(f"after: {wanted} is expected")
        return after

    def _token(self, parameters: Mapping[str, object]) -> str:
        token = parameters.get("ClientToken")
        if not isinstance(token, str) or not token:
            self._refuse("has no ClientToken, so that a retry could create a second ENI; export gives each its own")
        self._once(self._tokens, token, "ClientToken")
        return token

    def _once(self, seen: dict[str, int], text: str, what: str) -> None:
        if (earlier := seen.setdefault(text, self._line)) != self._line:
            self._refuse(f"has the {what} of line {earlier}; each call needs its own")

    def _refuse(self, problem: str) -> NoReturn:
        raise MalformedFile(self._path, problem, line=self._line)
