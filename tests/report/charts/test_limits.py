"""The chart of limits: ranked, marked by word and shape, its points where the figures are."""

from __future__ import annotations

from dataclasses import replace
from math import log10
from typing import TYPE_CHECKING, cast

import pytest
from matplotlib.figure import Figure

from eniplan.planning.plan import Refused
from eniplan.report.charts.limits import limits_chart
from eniplan.report.palette import THEMES, ThemeName
from tests.planning.ground_kit import A, B, account, group, planned, vswitch
from tests.report.charts.drawn import HOSTILE, SVG, overlapping, parsed, svg, svg_words, words

if TYPE_CHECKING:
    from matplotlib.lines import Line2D

    from eniplan.planning.plan import Plan


def prefix_plan() -> Plan:
    """One group in a, 1 of 4 prefixes and 1 of 188 addresses taken."""
    return planned(group("web-{n}", 1, "a", ipv4_prefixes=1))


def place(line: Line2D) -> float:
    """How far from the left edge a mark stands, in inches."""
    return cast("list[float]", line.get_xdata())[0]


def points(figure: Figure, shape: str) -> list[Line2D]:
    """The marks of a shape on the scale, from the top."""
    return [line for line in figure.axes[0].lines if line.get_marker() == shape and place(line) > 4]


def test_the_next_refusal_is_first_and_says_so() -> None:
    """3 prefixes are left for 3 ENIs: in words, with the code, the figure and what it is a part of."""
    found = svg_words(svg(prefix_plan(), "limits"))
    assert found[0] == "Plan test: which limit refuses next, after how many ENIs"
    group_at = found.index("web-{n}")
    assert found[group_at : group_at + 10] == [
        *("web-{n}", "3 more fit, then InvalidVSwitchId.IpPrefixNotEnough", "1 ENI asked for"),
        *("refuses next", "IPv4 prefixes of vsw-a", "3", "3 of 4 prefixes left, 1 an ENI"),
        *("open pool of vsw-a", "187", "187 of 188 addresses left, 1 an ENI"),
    ]
    assert found.count("refuses next") == 1


def test_points_stand_where_the_logarithm_of_one_more_than_the_figure_is() -> None:
    """From 0 to 100,000 on 2.6 inches: 17,645 ENIs by the VPC's addresses; the next refusal is the only diamond."""
    figure = limits_chart(prefix_plan())
    diamonds, circles = points(figure, "D"), points(figure, "o")
    figures = [3, 187, 5_998 // 2, 4_999, (300_000 - 17) // 17]
    places = [place(line) for line in [*diamonds, *circles]]
    assert places == pytest.approx([4.65 + 2.6 * log10(1 + fits) / log10(100_001) for fits in figures])
    assert len(diamonds) == 1
    assert {"0", "1", "10", "100", "1k", "10k", "100k", "more ENIs of the group, logarithmic"} <= set(words(figure))


def test_nothing_left_refuses_now() -> None:
    """All 4 prefixes are taken and one ENI is refused: 0, at the left end of the scale."""
    figure = limits_chart(planned(group("web-{n}", 5, "a", ipv4_prefixes=1)))
    found = words(figure)
    assert "no more fit: InvalidVSwitchId.IpPrefixNotEnough" in found
    assert "5 ENIs asked for, 1 refused" in found
    assert "refuses now" in found
    assert place(points(figure, "D")[0]) == pytest.approx(4.65)


def test_a_rule_that_refuses_all_is_said_in_place_of_limits() -> None:
    """No scale, no point: a sentence and the code."""
    figure = limits_chart(planned(group("web-{n}", 1, "b", ipv6_prefixes=1)))
    found = words(figure)
    assert "none fits: InvalidOperation.VSwitchCidrReservationNotExist" in found
    assert "a rule, whatever room there is" in found
    assert not points(figure, "D") + points(figure, "o")
    assert "more ENIs of the group, logarithmic" not in found


def test_instances_over_zones_fit_at_most() -> None:
    """The verdict says so, and a note says why."""
    found = words(limits_chart(planned(group("w-{n}", 2, "a", "b", enis_per_instance=2), on=account(A, B))))
    assert any(word.startswith("at most 374 more fit") for word in found)
    assert any(word.startswith('"At most"') for word in found)


def test_many_groups_are_twelve_and_a_sentence() -> None:
    """Those with least room are shown, in the order of the plan: the last 12 of 20 that take more and more."""
    groups = [group(f"g{n:02}-{{n}}", 1, "a", secondary_addresses=n) for n in range(20)]
    found = words(limits_chart(planned(*groups)))
    assert [word for word in found if word.startswith("g")] == [f"g{n:02}-{{n}}" for n in range(8, 20)]
    assert found[-1] == "Not shown: 8 more groups with more room."


def test_a_plan_of_nothing_and_a_plan_of_requests_say_so() -> None:
    """No groups; a group whose limits nobody knows."""
    assert "No groups." in words(limits_chart(planned()))
    bare = replace(prefix_plan(), limits=(), refused=Refused())
    assert {"no limits are known", "ready-made requests: none says what one more would take"} <= set(
        words(limits_chart(bare))
    )


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name[:8]))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_hostile_names_are_words(name: str, theme: ThemeName) -> None:
    """No markup and no mathematics, and no word on another: names of plan, group and VSwitch."""
    hostile = replace(A, name=name)
    made = planned(group("w-{n}", 2, "a", "b", ipv4_prefixes=1), on=account(hostile, B))
    made = replace(made, name=name, spec=replace(made.spec, groups=(replace(made.spec.groups[0], name=name),)))
    made = replace(made, limits=tuple(replace(limit, group=name) for limit in made.limits))
    root = parsed(svg(made, "limits", theme))
    assert not [element for element in root.iter() if element.tag.removeprefix(SVG) in {"script", "foreignObject"}]
    start = name.split("\x00", maxsplit=1)[0][:8]
    assert sum(start in word for word in svg_words(svg(made, "limits", theme))) >= 3
    assert overlapping(limits_chart(made, theme=theme)) == []


def test_given_axes_are_drawn_on() -> None:
    """The figure is theirs."""
    figure = Figure(figsize=(12, 4))
    ax = figure.subplots()
    assert limits_chart(prefix_plan(), ax=ax) is figure
    assert "web-{n}" in {text.get_text() for text in ax.texts}


def test_the_widest_figures_fit() -> None:
    """A million ENIs in a large account: no word lies on another."""
    there = account(vswitch("a", "10.0.0.0/16", "10.0.64.0/18"), quota=10**9)
    there = replace(there, profile=there.profile.with_values({"addresses_per_vpc": 10**9}, "the test"))
    made = planned(group("web-{n}", 1, "a", secondary_addresses=9, ipv4_prefixes=1), on=there)
    figure = limits_chart(made)
    assert "999,999,999" in words(figure)
    assert overlapping(figure) == []


def test_light_and_dark_have_the_same_words_and_their_own_colours() -> None:
    """And the same plan gives the same bytes."""
    light, dark = limits_chart(prefix_plan()), limits_chart(prefix_plan(), theme="dark")
    assert words(light) == words(dark)
    assert points(dark, "o")[0].get_color() == THEMES["dark"].fill["used"]
    assert svg(prefix_plan(), "limits") == svg(prefix_plan(), "limits")
