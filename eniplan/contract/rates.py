"""How many calls the cloud is sent: of each action in a minute where nobody says otherwise, and at most.

The cloud counts per account, region and action in windows of a minute, and everybody counts: console, other users,
Terraform. Its own numbers are not public; these are those of Alibaba's Kubernetes network plug-in (terway,
pkg/aliyun/client/ratelimit.go, read 2026-11): a decision.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CALLS_PER_MINUTE: Mapping[str, int] = MappingProxyType(
    {
        "CreateNetworkInterface": 500,
        "AssignPrivateIpAddresses": 400,
        "AssignIpv6Addresses": 400,
        "DeleteNetworkInterface": 500,
    }
)
"""Calls a minute of each action."""

MOST_PER_MINUTE: Final = 1_000_000
"""The most calls a minute that somebody may ask for."""

MOST_CONCURRENT: Final = 64
"""The most calls in flight: the SDK keeps 40 connections, and many more threads than that only wait."""
