"""What ``plan -o`` writes: which maps, and names that a file system can hold."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from eniplan.exchange.plan_folder import MOST_MAPS, mapped, plan_files
from tests.planning.ground_kit import A, B, C, account, group, planned, vswitch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.exchange.files import Writer


def text_of(files: Mapping[str, Writer], name: str) -> str:
    """What one file would hold."""
    stream = io.StringIO()
    files[name](stream)
    return stream.getvalue()


def test_every_vswitch_of_a_group_has_a_map() -> None:
    """Those that the plan changes first, those that it might use after them, others not at all; each is a picture."""
    plan = planned(group("web-{n}", 2, "b", "a", placement="fill"), on=account(A, B, C))
    assert mapped(plan) == ["vsw-b", "vsw-a"]
    files = plan_files(plan)
    assert [name for name in files if name.startswith("map-")] == ["map-vsw-b.svg", "map-vsw-a.svg"]
    for name in files:
        if name.endswith(".svg"):
            assert ET.fromstring(text_of(files, name)).tag.endswith("svg")  # noqa: S314 - our own output


def test_ids_become_safe_and_different_file_names() -> None:
    """Slashes and control characters are replaced, capitals are no difference, long ids are cut."""
    ids = ["../x/y", "..%x?y", "VSW-Z", "vsw-z", "v" * 300]
    sites = [replace(vswitch(f"{n}", f"10.7.{n}.0/24"), id=key) for n, key in enumerate(ids)]
    made = replace(group("web-{n}", 5), vswitches=tuple(ids))
    names = [name for name in plan_files(planned(made, on=account(*sites))) if name.startswith("map-")]
    expected = ["map-.._x_y.svg", "map-.._x_y-2.svg", "map-VSW-Z.svg", "map-vsw-z-2.svg", f"map-{'v' * 100}.svg"]
    assert sorted(names) == sorted(expected)


def test_not_every_map_of_a_large_plan() -> None:
    """Of 60 VSwitches 50 are drawn."""
    sites = [vswitch(f"{n}", f"10.7.{n}.0/24") for n in range(60)]
    plan = planned(group("web-{n}", 60, *(f"{n}" for n in range(60))), on=account(*sites))
    assert len(mapped(plan)) == MOST_MAPS == 50
