"""How the tests are shared among workers."""

from __future__ import annotations

from tests.conftest import OneBrowser


def test_browser_tests_go_to_one_worker_and_all_others_to_any() -> None:
    """Two of the browser's are one piece of work, two others are two."""
    sharing = object.__new__(OneBrowser)
    pieces = {
        name: sharing._split_scope(name)
        for name in (
            "tests/browser/test_a.py::test_one[chromium]",
            "tests/browser/test_b.py::test_two",
            "tests/test_c.py::test_three[a@b]",
            "tests/test_c.py::test_four",
        )
    }
    assert len(set(pieces.values())) == 3
    assert pieces["tests/browser/test_a.py::test_one[chromium]"] == pieces["tests/browser/test_b.py::test_two"]
