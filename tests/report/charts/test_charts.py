"""The table of charts: by name, by subject, with their SVG."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from eniplan.errors import EniplanError
from eniplan.report.charts import CHARTS
from eniplan.report.views.charts import CHARTS as OFFERED
from eniplan.views import Viewable
from tests.planning.ground_kit import ACCOUNT, group, planned
from tests.report.charts.drawn import svg, svg_words

PLAN = planned(group("web-{n}", 3, "a", "b", ipv4_prefixes=1))


def test_a_plan_has_all_charts_and_an_inventory_those_of_what_exists() -> None:
    """Limits belong to groups."""
    assert list(OFFERED.of(PLAN)) == ["utilisation", "reserved-blocks", "limits"]
    assert list(OFFERED.of(ACCOUNT)) == ["utilisation", "reserved-blocks"]
    assert list(OFFERED.of(5)) == []


@pytest.mark.parametrize("name", CHARTS)
def test_each_is_drawn_by_name_and_written_with_its_title(name: str) -> None:
    """Options go to the chart; the title stands on the picture and in the file's description."""
    assert isinstance(PLAN.chart(name, theme="dark", most=1), Figure)
    text = svg(PLAN, name)
    title = CHARTS[name].title(PLAN)
    assert svg_words(text)[0] == title
    assert f"<dc:title>{title}</dc:title>" in text


@pytest.mark.parametrize(
    ("subject", "name", "told"),
    [
        (PLAN, "utilization", 'Plan has no chart "utilization"; did you mean utilisation?'),
        (ACCOUNT, "limits", 'Inventory has no chart "limits"; known: reserved-blocks, utilisation'),
    ],
)
def test_a_chart_that_is_not_there_is_refused_in_one_sentence(subject: Viewable, name: str, told: str) -> None:
    """With the nearest name, or what is known of the subject."""
    with pytest.raises(EniplanError, match="no chart") as caught:
        subject.chart(name)
    assert str(caught.value) == told
