"""The seam between who sends a call and who answers it: the cloud, the stand-in over HTTP, the stand-in in memory.

A call is what every official client puts on the wire: an action and its flattened parameters. A reply is an HTTP status
and a JSON object. Signing, dates and nonces belong to the transport that needs them: a call can be sent again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class ApiCall(NamedTuple):
    """One call of the API.

    Args:
        action: ``CreateNetworkInterface``, ``AssignPrivateIpAddresses``, ...
        parameters: the flattened parameters (``Tag.1.Key``), without Action and Version, every value a text.
    """

    action: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What answered a call.

    Args:
        status: the HTTP status; below 400 is a success.
        body: the JSON object; an error has RequestId, HostId, Code, Message and Recommend.
        retry_after: seconds to wait before the next call, of the header x-acs-retry-after; None without it.
    """

    status: int
    body: Mapping[str, object]
    retry_after: float | None = None

    @property
    def ok(self) -> bool:
        """Whether the call was carried out."""
        return self.status < 400

    @property
    def code(self) -> str:
        """The error's code; empty for a success, and for an error that names none."""
        return "" if self.ok else self.text("Code")

    @property
    def request_id(self) -> str:
        """The id under which the cloud's support finds the call."""
        return self.text("RequestId")

    def text(self, member: str) -> str:
        """A text of the body, half characters in it as ``?``; empty where it is missing or something else."""
        value = self.body.get(member)
        return value.encode(errors="replace").decode() if isinstance(value, str) else ""


class Transport(Protocol):
    """Carries calls to something that answers them; may be used from several threads at once."""

    def send(self, call: ApiCall) -> Reply:
        """Send one call and wait for its answer.

        Raises:
            eniplan.errors.NoAnswer: whether the call had its effect is unknown.
            eniplan.errors.NotSent: it certainly had none.
        """
        ...
