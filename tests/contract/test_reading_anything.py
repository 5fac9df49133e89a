"""Whatever JSON object comes: reading it never fails, and says only what can be written."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given

from eniplan.contract.reading import read_request
from eniplan.contract.wire import canonical, parameters_of
from tests.contract.any_json import OBJECTS

Json = dict[str, Any]


@given(OBJECTS)
def test_any_json_object_can_be_read(members: Json) -> None:
    """Nothing raises, the findings can be written, and what was read is written as a request that reads the same."""
    read = read_request(members)
    for finding in read.findings:
        assert (finding.message + finding.parameter).encode()
        assert finding.is_error or finding.parameter not in read.skipped
    again = json.loads(canonical(parameters_of(read.request)))
    if not read.skipped:
        assert read_request(again).request == read.request
