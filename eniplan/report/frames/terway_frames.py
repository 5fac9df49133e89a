"""The frames of a Kubernetes cluster's demand: the sum term by term, and the groups for a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from eniplan.capacity.node_terms import Scope
from eniplan.report.frames.column import Frame, Table, choice, count, text

if TYPE_CHECKING:
    from pandas import DataFrame

    from eniplan.capacity.terway import TerwayAnswer

TERMS = Table(
    "One row per term of the sum: those of one node, of the cluster, and of the VSwitch that was asked about.",
    (
        choice("scope", get_args(Scope), "what it is of: one node, all nodes, or one VSwitch"),
        text("what", "what is counted"),
        count("count", "how many, in the unit beside it; negative where it is taken off"),
        text("unit", "what the count is in"),
        text("why", "the arithmetic"),
        text("source", "where the rule stands, with its date; empty for arithmetic"),
    ),
)
GROUPS = Table(
    "One row per group, ready for a plan.",
    (
        text("name", "names of its ENIs"),
        count("count", "ENIs"),
        count("enis_per_instance", "ENIs of one node"),
        count("secondary_addresses", "secondary private addresses of each ENI, in addresses"),
        count("ipv4_prefixes", "IPv4 prefixes of each ENI, in /28s"),
        text("instance_type", "ECS type whose limits hold; empty for members of a trunk ENI"),
    ),
)


@TERMS.documents
def terms_frame(answer: TerwayAnswer) -> DataFrame:
    """The sum, term by term."""
    return TERMS.of(answer.terms)


@GROUPS.documents
def groups_frame(answer: TerwayAnswer) -> DataFrame:
    """The groups."""
    return GROUPS.of(answer.groups)


FRAMES = {
    "terms": Frame(TERMS, terms_frame),
    "groups": Frame(GROUPS, groups_frame),
}
