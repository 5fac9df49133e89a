"""Random JSON objects, with member names that the API has and values that it has not."""

from __future__ import annotations

from hypothesis import strategies as st

from eniplan.contract.parameters import PARAMETERS

HALF = "\ud83d"
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([HALF, "*", "", "true"])
KNOWN = sorted({row.name for row in PARAMETERS} | {member.name for row in PARAMETERS for member in row.members})
NAMES = st.sampled_from(KNOWN) | st.text(max_size=8)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4))
OBJECTS = st.dictionaries(NAMES, VALUES, max_size=6)
"""Any JSON object."""
