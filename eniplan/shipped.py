"""What is shipped beside the code."""

from __future__ import annotations

from pathlib import Path

examples = Path(__file__).parent / "examples"
"""The folder with the example account and its plan files."""
