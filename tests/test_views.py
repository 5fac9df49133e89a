"""The door to frames, charts and cards: loaded when first used, and only what is asked for."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import eniplan
from eniplan.errors import EniplanError
from tests.planning.ground_kit import group, planned

ROOT = Path(__file__).parent.parent
PLAN = planned(group("web-{n}", 3))
PLANNING = "import eniplan; p = eniplan.plan(eniplan.examples / 'web.toml', eniplan.examples / 'hangzhou')"


def loaded_after(statements: str) -> set[str]:
    """The modules that a fresh Python has loaded after some statements."""
    code = f"import json, sys\n{statements}\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return set(json.loads(run.stdout))


def test_planning_loads_nothing_of_the_report() -> None:
    """A plan that nobody looks at costs neither pandas nor matplotlib, nor the report."""
    loaded = loaded_after(f"{PLANNING}; repr(p); p.ok")
    assert not {"pandas", "numpy", "matplotlib"} & loaded
    assert not [name for name in loaded if name.startswith("eniplan.report")]


@pytest.mark.parametrize(
    ("look", "needed", "spared"),
    [
        ("p.frame()", "pandas", "matplotlib"),
        ("p.chart()", "matplotlib", "pandas"),
        ("p._repr_html_()", "eniplan.report.cards", "pandas"),
        ("p._repr_html_()", "eniplan.report.cards", "matplotlib"),
    ],
)
def test_looking_loads_what_is_looked_at(look: str, needed: str, spared: str) -> None:
    """A frame loads pandas, a chart matplotlib, a card neither."""
    loaded = loaded_after(f"{PLANNING}; {look}")
    assert needed in loaded
    assert spared not in loaded


def test_what_can_be_looked_at_stays_a_value() -> None:
    """Looking leaves no trace: pickled and unpickled, a plan has the same ENIs and findings, and still shows itself."""
    PLAN.frame()
    again = pickle.loads(pickle.dumps(PLAN))  # noqa: S301
    assert list(again.enis) == list(PLAN.enis)
    assert again.findings == PLAN.findings
    assert type(again.findings) is type(PLAN.findings)
    assert len(again.frame()) == 3


def test_an_unknown_frame_is_refused_in_one_sentence() -> None:
    """The nearest known name is offered; where none is near, all are listed."""
    with pytest.raises(EniplanError, match=r'^Plan has no frame "adresses"; did you mean addresses\?$'):
        PLAN.frame("adresses")
    with pytest.raises(EniplanError, match=r'^Findings has no frame "x"; known: columns, findings$'):
        PLAN.findings.frame("x")


def test_a_value_without_charts_says_so() -> None:
    """Findings have no chart, of any name."""
    with pytest.raises(EniplanError, match=r"^Findings has no chart$"):
        PLAN.findings.chart()


def test_a_chart_takes_its_options() -> None:
    """The theme reaches the chart: a dark figure has another ground than a light one."""
    light, dark = (PLAN.chart("utilisation", theme=theme).get_facecolor() for theme in ("light", "dark"))
    assert light != dark


def test_the_first_frame_is_the_one_meant() -> None:
    """A plan without a name is its ENIs, an inventory its VSwitches."""
    assert PLAN.frame().equals(PLAN.frame("enis"))
    there = eniplan.read_inventory(eniplan.examples / "hangzhou")
    assert there.frame().equals(there.frame("vswitches"))
