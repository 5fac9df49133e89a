"""Files of faults: which calls they meet, and what is refused with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eniplan.errors import MalformedFile, SpecError
from eniplan.sending.standin.faults import Fault, FaultPlan, faults_of, read_faults

CREATE = "CreateNetworkInterface"


def fault(**keys: Any) -> dict[str, object]:  # noqa: ANN401 - a table of TOML
    """A document with one fault."""
    return {"fault": [{"action": CREATE, "kind": "slow", **keys}]}


def met(*faults: Fault, calls: int, action: str = CREATE) -> list[int]:
    """The numbers of the calls that meet a fault."""
    plan = FaultPlan(faults, seed=3)
    return [number for number in range(1, calls + 1) if plan.next(action)]


def test_a_fault_meets_the_calls_it_says() -> None:
    """The nth alone, every so-manieth, and no call of another action."""
    assert met(Fault(action=CREATE, kind="slow", nth=3), calls=9) == [3]
    assert met(Fault(action=CREATE, kind="slow", every=4), calls=9) == [4, 8]
    assert met(Fault(action="DeleteNetworkInterface", kind="slow", every=1), calls=9) == []


def test_a_share_meets_about_that_part() -> None:
    """One in ten of 2,000 calls is 200, give or take five standard deviations of 13.4; the same seed meets the same."""
    some = Fault(action=CREATE, kind="slow", share=0.1)
    assert abs(len(met(some, calls=2000)) - 200) < 5 * 13.5
    assert met(some, calls=50) == met(some, calls=50)


def test_the_first_that_fits_is_met() -> None:
    """Two faults on one call: the file's order decides."""
    plan = FaultPlan([Fault(action=CREATE, kind="slow", nth=1), Fault(action=CREATE, kind="Throttling", every=1)])
    kinds = [found.kind for _ in range(2) if (found := plan.next(CREATE))]
    assert kinds == ["slow", "Throttling"]


@pytest.mark.parametrize(
    ("document", "key", "words"),
    [
        ({"faults": []}, "faults", "did you mean fault?"),
        ({"fault": {}}, "fault", "[[fault]]"),
        (fault(), "fault[1]", "just one of nth, every and share"),
        (fault(nth=1, every=2), "fault[1]", "just one of nth, every and share"),
        (fault(nth=0), "fault[1].nth", "from 1"),
        (fault(nth=True), "fault[1].nth", "from 1"),
        (fault(share=1.5), "fault[1].share", "from 0 to 1"),
        (fault(share=float("nan")), "fault[1].share", "from 0 to 1"),
        (fault(nth=1, kind="500-befor"), "fault[1].kind", "did you mean 500-before?"),
        (fault(nth=1, kind="Throtling"), "fault[1].kind", "did you mean Throttling?"),
        (fault(nth=1, action="CreateNetworkInterfaces"), "fault[1].action", "did you mean CreateNetworkInterface?"),
        (fault(nth=1, sceonds=1), "fault[1].sceonds", "did you mean seconds?"),
    ],
)
def test_what_means_nothing_is_refused(document: dict[str, object], key: str, words: str) -> None:
    """Each with its place and what would be accepted."""
    with pytest.raises(SpecError) as problem:
        faults_of(document)
    assert problem.value.key == key
    assert words in str(problem.value)


def test_a_file_is_read(tmp_path: Path) -> None:
    """A TOML file; no-answer is no-answer-after, the harder of the two."""
    path = tmp_path / "faults.toml"
    path.write_text(f'[[fault]]\naction = "{CREATE}"\nnth = 2\nkind = "no-answer"\n', encoding="utf-8")
    assert read_faults(path) == (Fault(action=CREATE, kind="no-answer-after", nth=2),)
    path.write_text("[[fault]\n", encoding="utf-8")
    with pytest.raises(MalformedFile, match="line 1"):
        read_faults(path)
