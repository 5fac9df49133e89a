"""``eniplan whatif forecast`` as a user meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.test_cli import ACCOUNT, WEB, Run

if TYPE_CHECKING:
    from pathlib import Path

ASKED = ("whatif", "forecast", "--plan", WEB, "--inventory", ACCOUNT, "--today", "2026-11-23")


def growth(folder: Path, *rows: str) -> str:
    """A growth file."""
    path = folder / "growth.csv"
    path.write_text("\n".join(("date,group,count", *rows)), encoding="utf-8")
    return str(path)


def test_the_document_has_the_dates(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """More pods than there are prefixes on a day: refused from that day on, ordered the lead time before, exit 1."""
    rows = growth(tmp_path, "2027-03-01,pod-{n:02},5000")
    run = Run(capsys, *ASKED, "--growth", rows, "--lead-days", "10", "--json")
    answer = run.document["answer"]
    assert isinstance(answer, dict)
    (group,) = answer["groups"]
    assert (run.status, run.document["question"]) == (1, "forecast")
    assert group["refused"] == {"p05": "2027-03-01", "p50": "2027-03-01", "p95": "2027-03-01"}
    assert group["due"] == {"order_by": "2027-02-19", "is_late": False}
    assert (answer["today"], answer["until"]) == ("2026-11-23", "2029-11-23")


def test_the_text_says_what_to_order(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """And what fits ends with 0."""
    rows = growth(tmp_path, "2027-03-01,pod-{n:02},5000")
    run = Run(capsys, *ASKED, "--growth", rows)
    assert "a further reserved IPv4 block" in run.out
    fine = Run(capsys, *ASKED, "--growth", growth(tmp_path, "2027-03-01,pod-{n:02},13"))
    assert fine.status == 0
    assert fine.out.startswith("everything that grows fits until 2029-11-23\n")


@pytest.mark.parametrize(
    ("rows", "more", "said"),
    [
        (("2027-03-01,pods-{n:02},13",), (), 'line 2: there is no group "pods-{n:02}"; did you mean pod-{n:02}?'),
        (("1.3.2027,pod-{n:02},13",), (), 'line 2: "1.3.2027" is no date'),
        (
            ("2027-03-01,pod-{n:02},13",),
            ("--until", "2020-01-01"),
            "2020-01-01 is not after 2026-11-23, which is today",
        ),
        (("2027-03-01,pod-{n:02},13",), ("--chance", "2"), "a chance of 2.0 is not between 0 and 1"),
        (("2027-03-01,pod-{n:02},13",), ("--growth", ""), "is empty; the name of a file or folder is expected"),
    ],
)
def test_what_is_wrong_ends_with_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, rows: tuple[str, ...], more: tuple[str, ...], said: str
) -> None:
    """One sentence on standard error, nothing on standard output."""
    run = Run(capsys, *ASKED, "--growth", growth(tmp_path, *rows), *more)
    assert (run.status, run.out) == (2, "")
    assert said in run.err


def test_without_today_the_clock_says_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A schedule far ahead holds whatever day it is."""
    rows = growth(tmp_path, "2199-03-01,pod-{n:02},13")
    run = Run(capsys, *ASKED[:-2], "--growth", rows)
    assert run.status == 2
    assert "nothing grows until" in run.err
