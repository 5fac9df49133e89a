"""Files appear whole or not at all, and what goes wrong is one sentence."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import pytest

from eniplan.errors import MalformedFile, OutputError
from eniplan.exchange import files
from eniplan.exchange.files import write_folder, write_whole
from eniplan.network.input_file import opened

if TYPE_CHECKING:
    from collections.abc import Callable

NEW = "new\r\n\u2028網\n"


def write_new(stream: TextIO) -> None:
    """Write a text with line ends and letters that a careless writer changes."""
    stream.write(NEW)


def fail_with(error: BaseException) -> Callable[[TextIO], None]:
    """A writer that fails half-way, after a part is on the disk."""

    def write(stream: TextIO) -> None:
        stream.write("half")
        stream.flush()
        raise error

    return write


DISK_FULL = OSError(errno.ENOSPC, "No space left on device")


def names_in(folder: Path) -> list[str]:
    """What a folder holds, hidden files included."""
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_to_the_letter(tmp_path: Path) -> None:
    """UTF-8, line ends untouched, nothing left beside it."""
    write_whole(str(tmp_path / "a.txt"), write_new)
    assert NEW.encode() == (tmp_path / "a.txt").read_bytes()
    assert names_in(tmp_path) == ["a.txt"]


def test_until_it_is_whole_the_old_file_stands(tmp_path: Path) -> None:
    """Nobody sees half of it: neither by its name nor in place of what was there."""
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    seen: list[str] = []

    def write(stream: TextIO) -> None:
        stream.write(NEW)
        stream.flush()
        seen.append(path.read_text(encoding="utf-8"))

    write_whole(path, write)
    assert seen == ["old"]
    assert NEW.encode() == path.read_bytes()


@pytest.mark.parametrize("was_there", [True, False])
def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, *, was_there: bool) -> None:
    """The temporary file is removed, and the sentence says why."""
    path = tmp_path / "a.txt"
    if was_there:
        path.write_text("old", encoding="utf-8")
    before = names_in(tmp_path)
    with pytest.raises(OutputError, match="the disk is full, so nothing was written") as caught:
        write_whole(path, fail_with(DISK_FULL))
    assert str(path) == caught.value.path
    assert before == names_in(tmp_path)
    assert not was_there or path.read_text(encoding="utf-8") == "old"


def test_a_disk_that_fills_up_at_the_last_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the disk refuses only when it is flushed counts too: the file is not renamed before."""
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(DISK_FULL))
    with pytest.raises(OutputError, match="the disk is full"):
        write_whole(tmp_path / "a.txt", write_new)
    assert names_in(tmp_path) == []


def test_other_errors_pass_and_leave_nothing(tmp_path: Path) -> None:
    """A mistake in a writer, or the user's Ctrl-C, is not disguised as a problem of the disk."""
    for error in (ZeroDivisionError(), KeyboardInterrupt()):
        with pytest.raises(type(error)):
            write_whole(tmp_path / "a.txt", fail_with(error))
    assert names_in(tmp_path) == []


def test_half_a_character_cannot_be_written(tmp_path: Path) -> None:
    """A lone surrogate is named; nothing is left."""
    with pytest.raises(OutputError, match=r"half a character in it, '\\ud800', so nothing"):
        write_whole(tmp_path / "a.txt", lambda stream: stream.writelines(["a\ud800"]))
    assert names_in(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_device_that_is_always_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no regular file is written directly, and its errors are told the same way.

    Nothing can be renamed meanwhile: a mistake here must not put a file in place of the machine's device.
    """
    monkeypatch.setattr(Path, "replace", lambda *_: pytest.fail("a device would be replaced"))
    with pytest.raises(OutputError, match="/dev/full: the disk is full"):
        write_whole("/dev/full", write_new)
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_written_directly(tmp_path: Path) -> None:
    """It is not replaced by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, write_new)
    reader.join()
    assert [NEW.encode()] == read
    assert names_in(tmp_path) == ["pipe"]


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="the system does not name open files")
def test_a_link_to_a_pipe_is_written_directly() -> None:
    """``/dev/stdout`` is one: behind it there may be no name at all."""
    out, into = os.pipe()
    write_whole(f"/dev/fd/{into}", write_new)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        assert NEW.encode() == pipe.read()


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    """A missing folder, a file for a folder, a folder for a file, a name that no system allows."""
    (tmp_path / "file").touch()
    for path, words in {
        tmp_path / "none" / "a.txt": "its folder does not exist",
        tmp_path / "file" / "a.txt": "its folder is no folder",
        tmp_path: "is a folder, a file name is needed",
        tmp_path / ("a" * 300): "the name is too long",
        tmp_path / "a\0b": "NUL character",
    }.items():
        with pytest.raises(OutputError, match=words):
            write_whole(path, write_new)
    assert names_in(tmp_path) == ["file"]


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's refusal is a sentence."""
    refusal = PermissionError(errno.EACCES, "Permission denied")
    monkeypatch.setattr(files, "_open", lambda *_: (_ for _ in ()).throw(refusal))
    with pytest.raises(OutputError, match="may not be written to, so nothing was written"):
        write_whole(tmp_path / "a.txt", write_new)


def test_a_protected_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rename would step over its protection; ``open()`` would not."""
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda asked, _: asked != path)
    with pytest.raises(OutputError, match="may not be written to"):
        write_whole(path, write_new)
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter there")
def test_permissions_are_those_of_open(tmp_path: Path) -> None:
    """A new file obeys the umask, an old one keeps what it had."""
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "new", write_new)
        (tmp_path / "plain").touch()
    finally:
        os.umask(before)
    (tmp_path / "secret").touch(mode=0o600)
    write_whole(tmp_path / "secret", write_new)
    modes = {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in names_in(tmp_path)}
    assert modes == {"new": 0o640, "plain": 0o640, "secret": 0o600}


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_is_followed(tmp_path: Path) -> None:
    """The file behind it is written, the link stays."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder" / "a.txt")
    write_whole(tmp_path / "link", write_new)
    assert (tmp_path / "link").is_symlink()
    assert NEW.encode() == (tmp_path / "folder" / "a.txt").read_bytes()


# ---- folders ------------------------------------------------------------------------------------------------------


def test_a_folder_is_made_and_filled(tmp_path: Path) -> None:
    """Missing folders are made; the files are told in order."""
    folder = tmp_path / "out" / "deep"
    written = write_folder(folder, {"b": write_new, "a": write_new})
    assert [folder / "b", folder / "a"] == written
    assert names_in(folder) == ["a", "b"]


def test_one_failure_leaves_none_of_them(tmp_path: Path) -> None:
    """Files that were there before are as they were, and the sentence names the file that failed."""
    (tmp_path / "a").write_text("old", encoding="utf-8")
    with pytest.raises(OutputError, match="the disk is full") as caught:
        write_folder(tmp_path, {"a": write_new, "b": write_new, "c": fail_with(DISK_FULL)})
    assert str(tmp_path / "c") == caught.value.path
    assert names_in(tmp_path) == ["a"]
    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"


def test_a_failure_leaves_no_empty_folder(tmp_path: Path) -> None:
    """A folder that was made for the files goes with them."""
    with pytest.raises(OutputError):
        write_folder(tmp_path / "out", {"a": write_new, "c": fail_with(DISK_FULL)})
    assert names_in(tmp_path) == []


def test_nothing_is_renamed_before_all_are_written(tmp_path: Path) -> None:
    """While the last one is written, none has its name yet."""
    seen: list[list[str]] = []

    def write(stream: TextIO) -> None:
        stream.write(NEW)
        seen.append([name for name in names_in(tmp_path) if not name.startswith(".")])

    write_folder(tmp_path, {"a": write_new, "b": write})
    assert seen == [[]]


@pytest.mark.parametrize("name", ["../a", "a/b", "", "..", "/a"])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    """Names may come from an inventory; they stay inside."""
    with pytest.raises(OutputError, match="is no file name"):
        write_folder(tmp_path / "out", {"good": write_new, name: write_new})
    assert names_in(tmp_path) == []


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    """It is not replaced."""
    (tmp_path / "out").touch()
    with pytest.raises(OutputError, match="is a file, a folder is needed"):
        write_folder(tmp_path / "out", {"a": write_new})


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    """It is seen before anything is renamed."""
    (tmp_path / "b").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write_folder(tmp_path, {"a": write_new, "b": write_new})
    assert names_in(tmp_path) == ["b"]


# ---- reading ------------------------------------------------------------------------------------------------------


def test_what_happens_inside_passes() -> None:
    """Opening tells of opening only: another mistake while the file is open is not disguised."""
    with pytest.raises(UnicodeDecodeError), opened(__file__) as stream:
        (stream.read(3) + b"\xff").decode()


def test_a_name_that_is_no_text_is_shown(tmp_path: Path) -> None:
    """File names may hold any bytes; the sentence can be printed."""
    with pytest.raises(MalformedFile) as caught, opened(tmp_path / "a\udcff"):
        pass
    assert "a\\udcff: there is no such file" in str(caught.value)
