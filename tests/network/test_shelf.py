"""One id in several places: the later one wins, with one note for each pair of files."""

from __future__ import annotations

from tests.network.answers import coded, eni, enis, read, vswitch, vswitches


def test_later_file_wins_with_a_note() -> None:
    """The value is the later one's, the note names both files and the id."""
    inventory = read(vswitches(vswitch(VSwitchName="old")), vswitches(vswitch(VSwitchName="new")))
    assert inventory.vswitches["vsw-1"].name == "new"
    finding = coded(inventory, "LaterFileWins")[0]
    assert (finding.severity, finding.file, finding.subject) == ("note", "1.json", "vsw-1")
    assert "vsw-1 differs between 0.json and 1.json" in finding.message


def test_one_note_for_ten_thousand_enis() -> None:
    """A note counts, it does not repeat itself."""
    old = [eni(f"eni-{n}", None, NetworkInterfaceName="a") for n in range(10_000)]
    new = [eni(f"eni-{n}", None, NetworkInterfaceName="b") for n in range(10_000)]
    found = coded(read(enis(*old), enis(*new)), "LaterFileWins")
    assert len(found) == 1
    assert "eni-0 and 9999 more" in found[0].message


def test_identical_repeat_needs_no_note() -> None:
    """The same fact twice is one fact."""
    assert coded(read(vswitches(vswitch()), vswitch()), "LaterFileWins") == []


def test_a_thing_missing_from_the_later_file_stays() -> None:
    """Nothing is dropped because a later file lacks it."""
    assert list(read(enis(eni(), eni("eni-2", "10.0.0.6")), enis(eni())).enis) == ["eni-1", "eni-2"]


def test_twice_in_one_file() -> None:
    """The later position wins, with a note too."""
    inventory = read([enis(eni(NetworkInterfaceName="a")), enis(eni(NetworkInterfaceName="b"))])
    assert (inventory.enis["eni-1"].name, len(coded(inventory, "LaterFileWins"))) == ("b", 1)
