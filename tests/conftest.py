"""What all tests share: how many examples the property tests try.

``HYPOTHESIS_PROFILE`` names one of two profiles:

* ``ci`` (the default): the same examples each time, so that a red test is red for everybody;
* ``fuzz`` (``make fuzz``): new examples each time, fifty times as many; what fails is remembered and tried again.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile(
    "fuzz",
    derandomize=False,
    deadline=None,
    print_blob=True,
    max_examples=5_000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
