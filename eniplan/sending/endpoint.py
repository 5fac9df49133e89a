"""Where calls go: the region's own endpoint, or a host and a port; unencrypted only where nobody can listen."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal, cast, get_args

from eniplan.errors import EniplanError

Protocol = Literal["https", "http"]


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
        raise EniplanError(f"--endpoint {address}: HOST or HOST:PORT is expected, without https:// and without a path")
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
    host, _, port = address.rpartition(":") if address.count(":") == 1 or "]:" in address else (address, "", "443")
    is_port = port.isascii() and port.isdigit() and 1 <= int(port[:6]) <= 65_535
    return bool(host) and is_port and not any(letter in " /@?#\\\0\t\r\n" for letter in address)
