"""The map of a VPC: bars to scale, gaps in words, several VPCs, hostile names."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle

from eniplan.errors import QuestionError
from eniplan.network.inventory import Inventory
from eniplan.report.vpc_map import vpc_map, write_vpc_map_svg
from tests.planning.ground_kit import A, B, account, eni, group, planned, vswitch
from tests.report.charts.drawn import HOSTILE, SVG, parsed, svg_words

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan


def svg(subject: Plan | Inventory) -> str:
    """The map as SVG."""
    stream = io.StringIO()
    write_vpc_map_svg(subject, stream)
    return stream.getvalue()


def edges(figure: Figure) -> list[float]:
    """The left and right edges of all filled shapes, in inches."""
    patches = [patch for patch in figure.axes[0].get_children() if isinstance(patch, PathPatch)]
    vertices: list[Any] = [point for patch in patches for point in patch.get_path().vertices]  # type: ignore[union-attr]
    return sorted({round(float(point[0]), 4) for point in vertices})


def test_bars_are_to_scale() -> None:
    """A /26 in the second quarter of a row of 10.35 inches, and a /24 that fills the next row."""
    there = account(vswitch("a", "10.0.0.64/26"), vswitch("c", "10.0.1.0/24"))
    assert edges(vpc_map(there)) == [1.35, round(1.35 + 10.35 / 4, 4), round(1.35 + 10.35 / 2, 4), 11.7]


def test_figures_and_gaps_are_words() -> None:
    """188 + 252 = 440 open addresses, 1 + 2 of them used; 2 x 256 addresses in VSwitches, 6 x 256 between them."""
    there = account(A, replace(B, cidr=vswitch("b", "10.0.7.0/24").cidr, blocks=()), enis=[eni("1", "a", "10.0.0.5")])
    found = svg_words(svg(planned(group("pin-{n}", 2, addressing="pinned"), on=there)))
    assert any(word.startswith("2 VSwitches; 437 of 440 usable addresses free in open pools; ") for word in found)
    assert "512 addresses in VSwitches, 2,048 from the first to the last of them" in found
    assert "1,536 addresses without a VSwitch left out, 10.0.1.0 to 10.0.6.255: 6 rows" in found
    assert "187 → 185 of 188 free, 4 of 4 prefixes" in found
    assert {"used before", "planned", "vsw-a", "vsw-b", "10.0.0.0", "10.0.7.0"} <= set(found)


def test_reserved_blocks_stand_at_their_place() -> None:
    """A /26 from .64 on: from 1/4 to 1/2 of a /24's bar."""
    boxes = [patch for patch in vpc_map(account(A)).axes[0].patches if isinstance(patch, Rectangle)]
    places = {(round(box.get_x(), 4), round(box.get_width(), 4)) for box in boxes}
    assert (round(1.35 + 10.35 / 4, 4), round(10.35 / 4, 4)) in places


def test_several_vpcs_are_below_each_other_or_one_is_chosen() -> None:
    """Five VPCs: four are shown and one is counted; one alone by its id; an unknown id names the nearest."""
    there = account(*(vswitch(str(n), "10.0.0.0/24", vpc_id=f"vpc-{n}") for n in range(5)))
    found = svg_words(svg(there))
    assert [word for word in found if word.startswith("VPC ")] == [f"VPC vpc-{n}" for n in range(4)]
    assert "Not shown: 1 more VPC." in found
    one = {text.get_text() for text in vpc_map(there, "vpc-4").axes[0].texts}
    assert "VPC vpc-4" in one
    assert not any(text.startswith("Not shown") for text in one)
    with pytest.raises(QuestionError, match="no VSwitch is in a VPC vpc-44; did you mean vpc-4"):
        vpc_map(there, "vpc-44")


def test_150_vswitches_and_no_vswitch_have_a_picture() -> None:
    """What is too short for a name is counted; an empty inventory says so."""
    many = account(*(vswitch(str(n), f"10.{n // 100}.{n % 100}.0/28", name="w" * 90) for n in range(150)))
    figure = vpc_map(many, theme="dark")
    assert "150 bars too short for the name of the VSwitch." in {text.get_text() for text in figure.axes[0].texts}
    assert figure.get_size_inches()[1] < 20
    assert "No VSwitches." in svg_words(svg(Inventory()))
    assert len(svg(many)) < 1_000_000


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name[:8]))
def test_hostile_names_are_words(name: str) -> None:
    """No markup, no mathematics, as SVG and as PNG; the same bytes twice."""
    there = account(replace(A, name=name, vpc_id=name), replace(B, name=name, vpc_id=name))
    root = parsed(svg(there))
    assert not [element for element in root.iter() if element.tag.removeprefix(SVG) in {"script", "foreignObject"}]
    assert svg(there) == svg(there)
    vpc_map(there).savefig(io.BytesIO(), format="png", dpi=40)


def test_given_axes_are_drawn_on() -> None:
    """The figure is theirs."""
    figure = Figure()
    assert vpc_map(account(A), ax=figure.subplots()) is figure
