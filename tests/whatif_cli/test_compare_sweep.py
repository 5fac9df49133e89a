"""``eniplan whatif compare`` and ``sweep`` from a shell: documents, exit status, folders of rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import eniplan
from eniplan.cli import main

HANGZHOU = ["--inventory", str(eniplan.examples / "hangzhou")]
WEB, TIGHT = str(eniplan.examples / "web.toml"), str(eniplan.examples / "tight.toml")


def test_compare_prints_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    """Scenarios by the names of their files; tight refuses 16, so the status is 1."""
    assert main(["whatif", "compare", "--plan", WEB, "--plan", TIGHT, *HANGZHOU, "--json"]) == 1
    printed = capsys.readouterr()
    scenarios = json.loads(printed.out)["answer"]["scenarios"]
    assert [each["name"] for each in scenarios] == ["web", "tight"]
    assert [each["consequences"]["refused"] for each in scenarios] == [0, 16]
    assert printed.err == ""


def test_compare_keeps_addresses_where_it_is_asked_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same plan with two more pods: with --keep nobody is renumbered, and two requests are added."""
    text = Path(WEB).read_text(encoding="utf-8").replace("count = 12", "count = 14")
    larger = tmp_path / "larger.toml"
    larger.write_text(text, encoding="utf-8")
    asked = ["whatif", "compare", "--plan", WEB, "--plan", str(larger), *HANGZHOU, "--json"]
    assert main([*asked, "--keep"]) == 0
    kept = json.loads(capsys.readouterr().out)["answer"]["scenarios"][1]
    assert (kept["requests_added"], kept["renumbered"]) == (2, 0)


def test_files_of_one_name_go_by_their_paths(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the same file twice is a mistake; so is one file."""
    twin = tmp_path / "web.toml"
    twin.write_text(Path(WEB).read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["whatif", "compare", "--plan", WEB, "--plan", str(twin), *HANGZHOU, "--json"]) == 0
    names = [each["name"] for each in json.loads(capsys.readouterr().out)["answer"]["scenarios"]]
    assert names == [WEB, str(twin)]
    assert main(["whatif", "compare", "--plan", WEB, "--plan", WEB]) == 2
    assert "the same plan file is named twice" in capsys.readouterr().err
    assert main(["whatif", "compare", "--plan", WEB, *HANGZHOU]) == 2
    assert "at least two are compared" in capsys.readouterr().err


@pytest.fixture
def sweep_file(tmp_path: Path) -> Path:
    """A sweep of the example plan, as the contract has it: replications at the end."""
    path = tmp_path / "sweep.toml"
    text = f"[base]\nplan = '{WEB}'\n[vary]\ngroup.\"pod-{{n:02}}\".count = [12, 14, 17]\nreplications = 2\n"
    path.write_text(text, encoding="utf-8")
    return path


def test_sweep_prints_a_row_for_each_combination_and_replication(
    sweep_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Room for 16 pods: 17 are one too many. Nothing but the document on standard output, and no bar in a pipe."""
    assert main(["whatif", "sweep", str(sweep_file), *HANGZHOU, "--json"]) == 0
    printed = capsys.readouterr()
    rows = json.loads(printed.out)["answer"]["rows"]
    assert [row["levels"] for row in rows] == [[12], [12], [14], [14], [17], [17]]
    assert len({row["seed"] for row in rows}) == 6
    assert [row["consequences"]["refused"] for row in rows] == [0, 0, 0, 0, 1, 1]
    assert printed.err == ""


def test_sweep_writes_parts(sweep_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And goes on from them; Parquet beside it; text where no document is asked for."""
    folder = tmp_path / "rows"
    asked = ["whatif", "sweep", str(sweep_file), *HANGZHOU, "-o"]
    assert main([*asked, str(folder)]) == main([*asked, str(folder)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["part-00000.csv", "sweep.json"]
    assert main([*asked, str(tmp_path / "more"), "--parts", "parquet"]) == 0
    assert (tmp_path / "more" / "part-00000.parquet").exists()
    assert "3 combinations, 6 rows: 1 of 3 refuse ENIs" in capsys.readouterr().out


def test_what_is_wrong_with_a_sweep_is_one_sentence(sweep_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Too many rows, no workers, no file: status 2."""
    for options, said in (
        (["--most", "5"], "3 combinations x 2 replications are 6 rows; at most 5 are run"),
        (["--workers", "0"], "workers: 0 is not a whole number from 1"),
    ):
        assert main(["whatif", "sweep", str(sweep_file), *HANGZHOU, *options]) == 2
        error = capsys.readouterr().err
        assert said in error
        assert error.count("\n") == 1
    assert main(["whatif", "sweep", str(sweep_file.with_name("none.toml"))]) == 2
