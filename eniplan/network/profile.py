"""The account's profile: limits that differ between accounts and regions, each with its source and date.

Precedence, per key: the defaults below, then DescribeAccountAttributes (eni_quota), then the plan file's
``[profile]``, then ``--profile FILE``. One table drives defaults, reading, checking and documentation.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from eniplan.errors import SpecError
from eniplan.spelling import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

Mixed = Literal["warn", "error", "split"]

PREFIX_REGIONS = (
    "ap-southeast-1", "us-west-1", "us-east-1", "ap-southeast-6", "eu-central-1", "eu-west-1", "ap-southeast-3",
    "ap-southeast-7", "ap-southeast-5", "ap-northeast-1", "ap-northeast-2", "me-east-1", "me-central-1", "cn-qingdao",
    "cn-beijing", "cn-hangzhou", "cn-shenzhen", "cn-shanghai", "cn-hongkong", "cn-huhehaote", "cn-chengdu",
    "cn-heyuan", "cn-wulanchabu", "cn-guangzhou",
)  # fmt: skip
"""Regions whose VSwitches give prefixes (ECS documentation, "IP prefixes", 2026-05)."""


class Key(NamedTuple):
    """One key of the profile: what its values are, where the default comes from, and what it limits."""

    accepts: str
    source: str
    meaning: str


KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "eni_quota": Key("a whole number from 0", "unknown: depends on the account", "ENIs per region; 0 is unknown"),
        "security_groups_per_eni": Key("a whole number from 1", "ECS limits page, 2026", "security groups of one ENI"),
        "basic_group_addresses": Key(
            "a whole number from 1", "ECS documentation, security groups, 2026-03",
            "private addresses (IPv4, IPv6, prefixes: one each) in a basic security group",
        ),
        "advanced_group_enis": Key(
            "a whole number from 1", "ECS documentation, security groups, 2026-03", "ENIs in an advanced group"
        ),
        "group_rules_per_eni": Key("a whole number from 1", "ECS limits page, 2026", "rules of all groups of one ENI"),
        "addresses_per_vpc": Key("a whole number from 1", "VPC limits page, 2026", "private addresses in one VPC"),
        "reserved_blocks_per_vpc": Key(
            "a whole number from 1", "VPC limits page, 2026", "reserved blocks per VPC and family"
        ),
        "prefix_regions": Key(
            "a list of region ids", "ECS documentation, IP prefixes, 2026-05", "regions that have prefixes"
        ),
        "ipv6_at_creation": Key("true or false", "decision", "the region allocates IPv6 in the create call"),
        "addresses_with_prefixes": Key(
            '"warn", "error" or "split"', "decision", "secondary addresses and prefixes of one family in one request"
        ),
        "trunk": Key("true or false", "CreateNetworkInterface page, 2026-04-04: by invitation", "trunk ENIs"),
        "queue_size": Key("true or false", "CreateNetworkInterface page, 2026-04-04: by invitation", "queue depths"),
        "enhanced_network": Key(
            "true or false", "CreateNetworkInterface page, 2026-04-04: not public", "EnhancedNetwork"
        ),
        "connection_tracking": Key("true or false", "decision", "ConnectionTrackingConfiguration"),
        "source_dest_check": Key("true or false", "decision", "SourceDestCheck"),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The limits of one account; attributes as in :data:`KEYS`, ``sources`` says where each comes from."""

    eni_quota: int = 0
    security_groups_per_eni: int = 10
    basic_group_addresses: int = 6000
    advanced_group_enis: int = 65536
    group_rules_per_eni: int = 1000
    addresses_per_vpc: int = 300000
    reserved_blocks_per_vpc: int = 100
    prefix_regions: tuple[str, ...] = PREFIX_REGIONS
    ipv6_at_creation: bool = True
    addresses_with_prefixes: Mixed = "warn"
    trunk: bool = False
    queue_size: bool = False
    enhanced_network: bool = False
    connection_tracking: bool = True
    source_dest_check: bool = True
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)

    def source(self, key: str) -> str:
        """Where the value of a key comes from, for a finding's ``source``."""
        return self.sources.get(key) or f"profile default ({KEYS[key].source})"

    def with_values(self, values: Mapping[str, object], source: str) -> Profile:
        """The profile with some keys replaced.

        Args:
            values: key to value, as a TOML file gives them.
            source: where they come from; it is shown with each finding they decide.

        Raises:
            SpecError: an unknown key (with the nearest one) or a value of the wrong kind.
        """
        checked = {key: _checked(key, value) for key, value in values.items()}
        sources = {**self.sources, **dict.fromkeys(checked, source)}
        return replace(self, sources=sources, **checked)  # type: ignore[arg-type]


def _checked(key: str, value: object) -> object:
    if key not in KEYS:
        raise SpecError(f"profile.{key}", f"there is no such key{did_you_mean(key, KEYS)}")
    default = getattr(Profile(), key)
    if not _fits(key, default, value):
        raise SpecError(f"profile.{key}", f"{value!r} is not {KEYS[key].accepts}")
    return tuple(value) if isinstance(value, list) else value


def _fits(key: str, default: object, value: object) -> bool:
    if isinstance(default, bool):
        return isinstance(value, bool)
    if isinstance(default, int):
        return isinstance(value, int) and not isinstance(value, bool) and value >= (0 if key == "eni_quota" else 1)
    if isinstance(default, tuple):
        return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    return value in ("warn", "error", "split")
