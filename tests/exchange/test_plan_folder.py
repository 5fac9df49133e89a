"""What ``plan -o`` writes: which maps, and names that a file system can hold."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from eniplan.exchange.plan_folder import MOST_MAPS, mapped, plan_files, write_plan_folder
from tests.planning.ground_kit import A, B, C, account, group, planned, vswitch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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
    ids = ["../x/y", "..%x?y", ".._x_y-2", "VSW-Z", "vsw-z", "v" * 300]
    sites = [replace(vswitch(f"{n}", f"10.7.{n}.0/24"), id=key) for n, key in enumerate(ids)]
    made = replace(group("web-{n}", 6), vswitches=tuple(ids))
    names = [name for name in plan_files(planned(made, on=account(*sites))) if name.startswith("map-")]
    same = ["map-.._x_y.svg", "map-.._x_y-2.svg", "map-.._x_y-2-2.svg"]
    assert sorted(names) == sorted([*same, "map-VSW-Z.svg", "map-vsw-z-2.svg", f"map-{'v' * 100}.svg"])


def test_not_every_map_of_a_large_plan() -> None:
    """Of 60 VSwitches 50 are drawn."""
    sites = [vswitch(f"{n}", f"10.7.{n}.0/24") for n in range(60)]
    plan = planned(group("web-{n}", 60, *(f"{n}" for n in range(60))), on=account(*sites))
    assert len(mapped(plan)) == MOST_MAPS == 50


def maps_in(folder: Path) -> set[str]:
    """The maps in a folder."""
    return {path.name for path in folder.glob("map-*")}


def test_maps_of_an_earlier_plan_go(tmp_path: Path) -> None:
    """Planned again without a VSwitch, its map goes; pictures that others made, and links, stay."""
    write_plan_folder(planned(group("web-{n}", 1, "a", "b"), on=account(A, B, C)), tmp_path)
    (tmp_path / "map-mine.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "map-link.svg").symlink_to(tmp_path / "map-vsw-b.svg")
    (tmp_path / "map-folder.svg").mkdir()
    assert maps_in(tmp_path) == {f"map-{name}.svg" for name in ("vsw-a", "vsw-b", "mine", "link", "folder")}
    write_plan_folder(planned(group("web-{n}", 1, "b", "c"), on=account(A, B, C)), tmp_path)
    assert maps_in(tmp_path) == {f"map-{name}.svg" for name in ("vsw-b", "vsw-c", "mine", "link", "folder")}


def test_a_first_plan_removes_nothing(tmp_path: Path) -> None:
    """A map that somebody drew where no plan was written before is theirs."""
    write_plan_folder(planned(group(), on=account(A)), tmp_path / "old")
    (tmp_path / "new").mkdir()
    (tmp_path / "old" / "map-vsw-a.svg").rename(tmp_path / "new" / "map-drawn.svg")
    write_plan_folder(planned(group(), on=account(A)), tmp_path / "new")
    assert maps_in(tmp_path / "new") == {"map-drawn.svg", "map-vsw-a.svg"}
