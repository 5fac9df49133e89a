"""How many examples a property test tries that wants another number than most."""

from __future__ import annotations

from hypothesis import settings

USUAL = 60
"""What a property test tries in the profile ``ci``; ``tests/conftest.py`` sets it."""


def examples(number: int) -> int:
    """So many in the profile ``ci``, and as many times more in another profile as that tries of the others."""
    return max(1, number * settings().max_examples // USUAL)
