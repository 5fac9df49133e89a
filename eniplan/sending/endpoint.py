"""Where calls go: the region's own endpoint, or a host and a port; unencrypted only where nobody can listen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final, Literal, cast, get_args

from eniplan.errors import EniplanError
from eniplan.report.lettering import visible

Protocol = Literal["https", "http"]
_ADDRESS: Final = re.compile(r"(?:\[(?P<six>[^\]]*)\]|[\w.-]+)(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where calls go.

    Args:
        region: of the calls.
        address: ``HOST:PORT`` or ``HOST``; empty for the region's own endpoint, by the SDK's table.
        protocol: ``https``, or ``http`` on the loopback interface.
    """

    region: str
    address: str = ""
    protocol: Protocol = "https"

    @property
    def is_loopback(self) -> bool:
        """Whether it is on this machine."""
        return is_loopback(self.address)

    @property
    def site(self) -> str:
        """What a journal remembers: a stand-in may come back on another port, another host is another place."""
        return "loopback" if self.is_loopback else self.address.lower()


def endpoint_of(region: str, address: str = "", protocol: str = "https") -> Endpoint:
    """An endpoint from texts that a user has written.

    Raises:
        EniplanError: no address, an unknown protocol, or http to another machine.
    """
    if protocol not in get_args(Protocol):
        raise EniplanError(f"--protocol {protocol}: https is expected, or http for an endpoint on this machine")
    if address and not _is_address(address):
        shown = address.rpartition("@")[2]  # before it stands what nobody else should read
        raise EniplanError(f"--endpoint {visible(shown)}: HOST or HOST:PORT is expected, an IPv6 address in brackets, "
                           "without https://, a user or a path")  # fmt: skip
    if protocol == "http" and not is_loopback(address):
        raise EniplanError("--protocol http: anybody on the way could read and change the calls; only an --endpoint on "
                           "the loopback interface (127.0.0.1:PORT) is spoken to without encryption")  # fmt: skip
    return Endpoint(region, address, cast("Protocol", protocol))


def is_loopback(address: str) -> bool:
    """Whether HOST:PORT is on this machine, by its name or its number alone."""
    host = _host(address)
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _host(address: str) -> str:
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.rpartition(":")[0] if address.count(":") == 1 else address


def _is_address(address: str) -> bool:
    """``HOST``, ``HOST:PORT``, ``[IPV6]`` or ``[IPV6]:PORT``."""
    found = _ADDRESS.fullmatch(address)
    if found is None or not 1 <= int(found["port"] or 443) <= 65_535:
        return False
    return found["six"] is None or _is_ipv6(found["six"])


def _is_ipv6(text: str) -> bool:
    try:
        return IPv6Address(text).scope_id is None
    except ValueError:
        return False
