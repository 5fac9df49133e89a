"""The frames, tables and documents of scenarios and sweeps against the answers they are made of."""

from __future__ import annotations

import json

import pytest

from eniplan.capacity.compare import COMPARED
from eniplan.exchange.answer_document import answer_document
from eniplan.report.answers.answer_text import answer_text
from tests.report.charts.drawn import HOSTILE
from tests.report.sweep_answers import compared, swept

COMPARE = compared()
SWEEP = swept(
    {"mask": (24, 25), "density": (0.0, 0.5), "placement": ("fill", "spread"), "seed": (1, 2)}, replications=1
)


@pytest.mark.parametrize("answer", [COMPARE, SWEEP], ids=["compare", "sweep"])
def test_every_column_is_described(answer: object) -> None:
    """The frame ``columns`` has a meaning for each column of the others, factors included, in their dtypes."""
    assert hasattr(answer, "frame")
    for name, rows in answer.frame("columns").groupby("frame", sort=False):
        frame = answer.frame(str(name))
        assert rows["column"].tolist() == frame.columns.tolist()
        assert rows["dtype"].tolist() == [str(dtype) for dtype in frame.dtypes]


def test_columns_of_a_sweep_are_its_factors_and_fixed_ones() -> None:
    """A seed that is varied is the column seed, once; dtypes follow the levels."""
    frame = SWEEP.frame()
    assert frame.columns[:6].tolist() == ["combination", "replication", "seed", "mask", "density", "placement"]
    assert [str(frame[key].dtype) for key in ("seed", "mask", "density", "placement")] == [
        "int64",
        "int64",
        "float64",
        "string",
    ]
    assert frame["seed"].tolist() == [1, 2] * 8
    assert frame.loc[frame["mask"] == 25, "problem"].str.contains("is not a part of").all()
    assert frame.loc[frame["mask"] == 25, "placed"].isna().all()


def test_combinations_are_means_of_the_rows() -> None:
    """As pandas groups them."""
    answer = swept({"density": (0.0, 0.5, 1.0)}, replications=4)
    means = answer.frame().groupby("combination")["whole_blocks"].mean()
    combined = answer.frame("combinations")
    assert combined["whole_blocks"].tolist() == means.tolist()
    assert combined["refusing"].tolist() == [0, 0, 4]


def test_differences_add_up() -> None:
    """First + difference = number, for each scenario and consequence."""
    frame = COMPARE.frame("differences")
    assert len(frame) == 3 * len(COMPARED)
    assert (frame["first"] + frame["difference"] == frame["number"]).all()
    assert COMPARE.frame()["scenario"].tolist() == [each.name for each in COMPARE.scenarios]


def test_only_what_differs_is_printed() -> None:
    """With its sign; what is equal is not a row."""
    lines = answer_text(COMPARE).splitlines()
    assert any("ENIs asked for" in line and line.endswith("+570") for line in lines)
    assert not any(line.strip().endswith(" =") for line in lines)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_others_are_safe_in_text_card_and_document(name: str) -> None:
    """Escaped in HTML, visible in a terminal, whole in the document."""
    clean = name.replace("\ud800", "").replace("\x00", "")
    for answer in (compared(name), swept({"group.zone": (clean,)}, name=clean)):
        text, card = answer_text(answer), answer._repr_html_()
        assert not {"\x00", "\x1b", "\u202e"} & set(text)
        assert "<script>" not in card
        assert json.loads(json.dumps(answer_document(answer)))["question"] == answer.question


def test_rows_stand_in_the_document() -> None:
    """By the names of their fields, consequences inside; a row without a plan has none."""
    document = json.loads(json.dumps(answer_document(SWEEP)))
    assert document["answer"]["rows"][0]["levels"] == [24, 0.0, "fill", 1]
    assert document["answer"]["rows"][0]["consequences"]["placed"] == 40
    assert document["answer"]["rows"][-1]["consequences"] is None
    assert document["assumptions"] == ["so it is"]
