"""Peer: moto's EC2, where it is installed: its ``create_network_interface``, called without HTTP.

It does less: it never looks whether an address is in use.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def creator() -> Callable[[int], Any] | None:
    """A function that creates so many ENIs of 10 addresses in a /16; None where moto is not installed."""
    if find_spec("moto") is None:
        return None
    backend: Any = import_module("moto.ec2.models").ec2_backends["123456789012"]["us-east-1"]
    vpc = backend.create_vpc("10.0.0.0/16")
    subnet = backend.create_subnet(vpc.id, "10.0.0.0/16", "us-east-1a")

    def create(count: int) -> list[Any]:
        return [
            backend.create_network_interface(subnet, None, secondary_ips_count=9, group_ids=[], description="")
            for _ in range(count)
        ]

    return create
