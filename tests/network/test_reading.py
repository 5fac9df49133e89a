"""Files and folders: order, what is not read, what is refused, and never a traceback."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from eniplan.errors import MalformedFile, SpecError
from eniplan.network.inventory import Inventory
from eniplan.network.profile import Profile
from eniplan.network.reading import read_inventory
from tests.network.answers import coded, codes, eni, enis, vswitch, vswitches


def write(folder: Path, **files: object) -> Path:
    """A folder with JSON files."""
    folder.mkdir(exist_ok=True)
    for name, value in files.items():
        (folder / f"{name}.json").write_text(json.dumps(value))
    return folder


def test_folder_files_and_both(tmp_path: Path) -> None:
    """A folder, a file, several of them, as text or path; the same facts either way."""
    folder = write(tmp_path / "a", v=vswitches(vswitch()), e=enis(eni()))
    whole = read_inventory(folder)
    assert (list(whole.vswitches), list(whole.enis), whole.findings) == (["vsw-1"], ["eni-1"], ())
    assert whole == read_inventory(str(folder / "v.json"), folder / "e.json")
    assert whole == read_inventory(folder, folder)


def test_no_path_is_an_empty_inventory() -> None:
    """A plan for networks that do not exist yet needs no inventory."""
    assert Inventory() == read_inventory()


def test_files_by_code_point_then_arguments_in_order(tmp_path: Path) -> None:
    """B.json before a.json before é.json; the last argument wins over all of them."""
    folder = write(tmp_path / "f", a=vswitch(VSwitchName="a"), B=vswitch(VSwitchName="B"), é=vswitch(VSwitchName="é"))
    later = write(tmp_path / "0", a=vswitch(VSwitchName="later"))
    assert read_inventory(folder).vswitches["vsw-1"].name == "é"
    assert read_inventory(folder, later).vswitches["vsw-1"].name == "later"
    assert read_inventory(later, folder).vswitches["vsw-1"].name == "é"


def test_names_do_not_matter_but_dots_do(tmp_path: Path) -> None:
    """Any regular file is read, a hidden one is not."""
    folder = write(tmp_path / "f", v=vswitches(vswitch()))
    (folder / "enis.txt").write_text(json.dumps(enis(eni())))
    (folder / ".hidden.json").write_text("no JSON")
    assert list(read_inventory(folder).enis) == ["eni-1"]


def test_subfolder_pipe_and_socket_are_noted_and_not_read(tmp_path: Path) -> None:
    """A folder named x.json is a folder; a pipe is never opened."""
    folder = write(tmp_path / "f", v=vswitches(vswitch()))
    write(folder / "x.json", v=vswitches(vswitch("vsw-2")))
    os.mkfifo(folder / "pipe.json")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "s"))
        inventory = read_inventory(folder)
    assert list(inventory.vswitches) == ["vsw-1"]
    assert codes(inventory) == ["SubfolderNotRead", "UnknownShape", "UnknownShape"]
    assert str(folder / "x.json") == coded(inventory, "SubfolderNotRead")[0].file


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """Missing, empty, a pipe, a broken link, a name with NUL: each is one sentence with the path."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / ".a").write_text("{}")
    (tmp_path / "link.json").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    for name, words in {
        "missing": "no such file or folder",
        "empty": "holds no file",
        "hidden": "holds no file",
        "link.json": "no such file or folder",
        "pipe": "neither a file nor a folder",
        "pipe/x": "cannot be read",
        "a\0b": "cannot be read",
    }.items():
        with pytest.raises(MalformedFile, match=words) as caught:
            read_inventory(tmp_path / name)
        assert str(tmp_path / name) == caught.value.path


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason is passed on (simulated: the superuser may read everything)."""
    folder = write(tmp_path / "f", v=vswitches(vswitch()))

    def refuse(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(MalformedFile, match=r"v\.json: cannot be read: Permission denied"):
        read_inventory(folder)
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(MalformedFile, match=r"f: cannot be read: Permission denied"):
        read_inventory(folder)


def test_size_limit_is_named(tmp_path: Path) -> None:
    """A file of the limit's size is read, one byte more is not."""
    file = write(tmp_path, v=vswitches(vswitch())) / "v.json"
    size = file.stat().st_size
    assert list(read_inventory(file, max_bytes=size).vswitches) == ["vsw-1"]
    with pytest.raises(MalformedFile, match=f"v.json: is larger than {size - 1:,} bytes"):
        read_inventory(file, max_bytes=size - 1)


@pytest.mark.parametrize("content", [b"\x00\xff\xfe\x81" * 50, b"\xff\xfe\x00", b"\x1f\x8b\x08", b"{" * 9, b"\xef\xbb"])
def test_binary_garbage(tmp_path: Path, content: bytes) -> None:
    """Bytes that are no text are no JSON."""
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(MalformedFile, match=r"x\.json"):
        read_inventory(tmp_path)


def test_json_lines_and_their_line(tmp_path: Path) -> None:
    """A refusal inside JSON lines names the line and the path."""
    lines = [json.dumps(enis(eni())), json.dumps(enis(eni("eni-2", "bad")))]
    (tmp_path / "e.jsonl").write_text("\n".join(lines))
    with pytest.raises(MalformedFile) as caught:
        read_inventory(tmp_path)
    assert caught.value.line == 2
    assert "e.jsonl, line 2, NetworkInterfaceSets.NetworkInterfaceSet[0].PrivateIpAddress: 'bad'" in str(caught.value)


def test_file_name_that_is_no_text(tmp_path: Path) -> None:
    """A name with bytes that are no UTF-8 can be read and shown."""
    name = os.fsdecode(b"v\xff.json")
    (tmp_path / name).write_text(json.dumps(vswitches(vswitch())))
    assert list(read_inventory(tmp_path).vswitches) == ["vsw-1"]
    (tmp_path / name).write_text("no")
    with pytest.raises(MalformedFile) as caught:
        read_inventory(tmp_path)
    str(caught.value).encode()


def test_profile_applies_last(tmp_path: Path) -> None:
    """Keys as a mapping or a file replace what the answers say; a whole profile replaces all."""
    file = tmp_path / "profile.toml"
    file.write_text("eni_quota = 9\n")
    answers = write(tmp_path / "f", v=vswitches(vswitch()))
    assert read_inventory(answers, profile=file).profile.eni_quota == 9
    assert f"profile file {file}" == read_inventory(answers, profile=str(file)).profile.source("eni_quota")
    assert read_inventory(answers, profile={"eni_quota": 7}).profile.eni_quota == 7
    assert read_inventory(answers, profile=Profile(eni_quota=5)).profile.eni_quota == 5
    with pytest.raises(SpecError, match="eni_quota"):
        read_inventory(answers, profile={"eni_qouta": 7})
