"""A security group, as far as it limits ENIs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

GroupType = Literal["basic", "advanced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityGroup:
    """One security group.

    Args:
        id: its id.
        vpc_id: its VPC; empty for the classic network, None where the file does not say.
        type: ``basic`` (the API's normal), ``advanced`` (the API's enterprise), None where it is not known.
        managed: whether a cloud service manages it.
        rule_count: its rules, None where the file does not say.
        planned: whether a plan file describes it and it does not exist yet.
    """

    id: str
    vpc_id: str | None = None
    type: GroupType | None = None
    managed: bool = False
    rule_count: int | None = None
    name: str = ""
    planned: bool = False
