"""Sweep files: what they say, paths from their own folder, and one sentence with the line for what is wrong."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.errors import MalformedFile, QuestionError
from eniplan.sweeping.sweep_file import read_sweep_file

if TYPE_CHECKING:
    from pathlib import Path

BASE = "[base]\nplan = 'plans/web.toml'\n[vary]\n"
WHOLE = """\
seed = 9
[base]
plan = "plans/web.toml"
inventory = "plans/account"
profile = "limits.toml"
[vary]
growth = [0, 0.5]
group."pod-{n:02}".ipv4_prefixes = [1, 2]
"group[1].count" = [4, 5]
group.vswitches = [["vsw-a"], ["vsw-a", "vsw-b"]]
replications = 2
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a plan, an account and limits."""
    (tmp_path / "plans").mkdir()
    shutil.copy(eniplan.examples / "web.toml", tmp_path / "plans")
    (tmp_path / "plans" / "account").symlink_to(eniplan.examples / "hangzhou")
    (tmp_path / "limits.toml").write_text("eni_quota = 77\n", encoding="utf-8")
    return tmp_path


def written(folder: Path, text: str) -> Path:
    """A sweep file."""
    path = folder / "sweep.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file(folder: Path) -> None:
    """Keys by their places, replications at the end of the file, paths from its folder."""
    found = read_sweep_file(written(folder, WHOLE))
    assert found.spec.vary == {
        "growth": (0, 0.5),
        'group."pod-{n:02}".ipv4_prefixes': (1, 2),
        "group.vswitches": (("vsw-a",), ("vsw-a", "vsw-b")),
        "group[1].count": (4, 5),
    }
    assert (found.spec.seed, found.spec.replications, found.spec.plan.name) == (9, 2, "web")
    assert len(found.inventory.vswitches) == 6
    assert found.profile == {"eni_quota": 77}


@pytest.mark.parametrize(
    "text", ["replications = 3\n[base]\nplan='plans/web.toml'", "[base]\nplan='plans/web.toml'\nreplications = 3"]
)
def test_replications_stand_where_they_are_written(folder: Path, text: str) -> None:
    """At the top, or below [base]; a sweep without factors plans one combination."""
    spec = read_sweep_file(written(folder, text)).spec
    assert (spec.replications, spec.vary, spec.seed) == (3, {}, 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[vary]\nmask = [24]", r"base.plan: is missing; write plan = \"FILE.toml\" below \[base\]"),
        ("[bass]\nplan = 'x'", "line 1, bass: there is no such key; did you mean base?"),
        ("[base]\nplan = 3", "line 2, base.plan: 3 is not a path"),
        ("base = 3", r"line 1, base: 3 is not a table; write \[base\]"),
        (f"{BASE}group.cuont = [1]", "line 4, vary.group.cuont: there is no such factor; did you mean group.count?"),
        (f"{BASE}desnity = [0.1]", "line 4, vary.desnity: there is no such factor; did you mean density?"),
        (f"{BASE}density = [0.1, 1.5]", "line 4, vary.density: 1.5 is not a share from 0 to 1"),
        (f"{BASE}density = [nan]", "vary.density: nan is not a share from 0 to 1"),
        (f"{BASE}growth = [-0.1]", "line 4, vary.growth: -0.1 is not a share from 0"),
        (f"{BASE}density = 0.5", r"line 4, vary.density: 0.5 is not a list of levels; write \[0.5\] for one"),
        (f"{BASE}density = []", "line 4, vary.density: has no levels; at least one is expected"),
        (f"{BASE}density = [0.5, 0.5]", "line 4, vary.density: 0.5 stands there twice"),
        (f"{BASE}density = [{{a = 1}}]", "line 4, vary.density: a table is not a level"),
        (f"{BASE}mask = [24]", r"line 4, vary.mask: the plan file has no \[\[vswitch\]\] table that it could vary"),
        (f"{BASE}placement = ['sprad']", "vary.placement: 'sprad' is not one of spread, fill, most-free, prefix-aware"),
        (f"{BASE}'group[9].count' = [1]", r"vary.group\[9\].count: the plan has 5, counted from 1"),
        (f"{BASE}group.'pod-{{n}}'.count = [1]", "the plan has none of that name; did you mean pod-{n:02}?"),
        (f"{BASE}profile.eni_quota = ['x']", "'x' is not a whole number from 0"),
        (f"{BASE}profile.eni_quotas = [1]", "there is no such factor; did you mean profile.eni_quota?"),
        (f"{BASE}replications = 1.5", "replications: 1.5 is not a whole number from 0"),
    ],
)
def test_what_is_wrong_is_one_sentence(folder: Path, text: str, said: str) -> None:
    """The file, the line, the place, what is wrong and what would be accepted."""
    with pytest.raises(MalformedFile, match=said) as wrong:
        read_sweep_file(written(folder, text))
    assert str(wrong.value).count("\n") == 0


def test_a_billion_combinations_are_refused_before_anything_runs(folder: Path) -> None:
    """With their count, and at once; --most would let a larger one run."""
    numbers = ", ".join(map(str, range(1, 1001)))
    keys = "\n".join(f"'group[{place}].count' = [{numbers}]" for place in (1, 2, 3))
    with pytest.raises(QuestionError, match="1,000 x 1,000 x 1,000 combinations x 1 replication are 1,000,000,000"):
        eniplan.sweep(written(folder, BASE + keys), into=folder / "rows", progress=None)
    assert not (folder / "rows").exists()
    with pytest.raises(QuestionError, match="4 combinations x 1 replication are 4 rows; at most 3 are run"):
        eniplan.sweep(written(folder, f"{BASE}growth = [0, 1, 2, 3]"), most=3)
