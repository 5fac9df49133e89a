"""The text twin: each character is what the address is, every line fits, and nothing drives a terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from eniplan.errors import QuestionError
from eniplan.planning.planner import plan_groups
from eniplan.report.address_map_text import address_map_text
from eniplan.report.lettering import cells
from tests.planning.ground_kit import A, account, block, eni, group, pending, planned, vswitch
from tests.planning.random_plans import inventories, specs
from tests.report.holding import shares

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory
    from eniplan.planning.spec import PlanSpec


def rows(text: str) -> list[tuple[str, str]]:
    """The rows of the map: first address (or +) and characters without the blanks between them."""
    found = (re.fullmatch(r"(\d+\.\d+\.\d+\.\d+) +(\S.*)", line) for line in text.splitlines())
    return [(row[1], row[2].replace(" ", "")) for row in found if row]


def characters(text: str) -> str:
    """All characters of the map."""
    return "".join(row for _, row in rows(text))


def test_every_kind_has_its_character() -> None:
    """A /26 by hand: .0 and .61 to .63 the system's, 16/28 a prefix, 32/28 reserved, the rest as the ENIs say."""
    place = vswitch("k", "10.0.7.0/26", "10.0.7.16/28", "10.0.7.32/28")
    there = account(place, enis=[eni("1", "k", "10.0.7.1", "10.0.7.2", prefixes=("10.0.7.16/28",))])
    pinned = group("pin-{n}", 1, "k", addressing="pinned", draw="lowest", secondary_addresses=1)
    text = address_map_text(planned(pinned, on=there), "vsw-k")
    assert rows(text) == [("10.0.7.0", "#PSps..........." + "X" * 16 + "_" * 16 + "." * 13 + "###")]
    assert "p planned primary address" in text
    assert "_ free in an Assigned reserved block" in text
    assert "contradiction" not in text
    assert "10.0.7.16/28 Assigned: 0 free of 1 prefix, 1 in use" in text


def test_a_block_that_is_not_assigned_is_apart() -> None:
    """Its free addresses have their own sign, and its line says that it gives nothing."""
    place = vswitch("k", "10.0.7.0/26", pending=(pending("10.0.7.32/28"),))
    text = address_map_text(account(place), "vsw-k")
    assert characters(text)[32:48] == ":" * 16
    assert "10.0.7.32/28 Assigning: 1 free of 1 prefix, none to be had" in text


def test_what_the_cloud_draws_has_signs_of_its_own() -> None:
    """One primary, one secondary, one prefix of 16; a sentence says that others will be drawn."""
    text = address_map_text(planned(group("auto-{n}", 1, secondary_addresses=1, ipv4_prefixes=1)), "vsw-a")
    found = characters(text)
    assert (found.count("*"), found.count("+"), found.count("~")) == (1, 1, 16)
    assert "the cloud will draw others" in text


def test_a_large_vswitch_counts_by_28s_and_says_so() -> None:
    """A /21: block 1 holds 3 addresses, block 2 a prefix, block 3 sixteen addresses; 2 planned ones stand below."""
    place = vswitch("l", "10.0.8.0/21", "10.0.8.32/28", "10.0.8.64/28")
    enis = [
        eni("1", "l", "10.0.8.16", "10.0.8.17", "10.0.8.18", prefixes=("10.0.8.32/28",)),
        eni("2", "l", *(f"10.0.8.{n}" for n in range(48, 64))),
    ]
    pinned = group("pin-{n}", 1, "l", addressing="pinned", draw="lowest", secondary_addresses=1)
    text = address_map_text(planned(pinned, on=account(place, enis=enis)), "vsw-l")
    assert characters(text) == "#3Xg_" + "." * 122 + "#"
    assert next(line.split() for line in text.splitlines() if line.strip().startswith("+ ")) == ["+", "2"]
    assert "Each character is one /28 of 16 addresses: 10.0.8.0/21 is too large to show every address." in text


@given(inventories(), specs())
def test_characters_agree_with_the_shares(there: Inventory, wanted: PlanSpec) -> None:
    """Free characters are exactly the addresses that nobody holds; all lines fit into the width."""
    plan = plan_groups(wanted, there)
    for key, place in plan.inventory.vswitches.items():
        text = address_map_text(plan, key, 60)
        taken = {n for share in shares(plan, key) if share.last < 1 << 32 for n in range(share.first, share.last + 1)}
        system = {place.cidr.first, *range(place.cidr.last - 2, place.cidr.last + 1)}
        free = [number not in taken | system for number in range(place.cidr.first, place.cidr.last + 1)]
        assert [sign in "._:" for sign in characters(text)] == free
        assert max(map(cells, text.splitlines())) <= 60


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_rows_fit_the_width(width: int) -> None:
    """Whatever the width, every address is there, sixteen together, at most 64 a line."""
    text = address_map_text(account(A), "vsw-a", width)
    assert len(characters(text)) == 256
    assert all(len(row) in (16, 32, 64) for _, row in rows(text))
    assert max(cells(line) for line in text.splitlines() if line.startswith("10.0.0.")) <= max(width, 33)


def test_hostile_names_drive_no_terminal() -> None:
    """Escapes are shown; the map's own characters are ASCII."""
    place = replace(A, name="\x1b[2J\u05d0<b>\n" + "w" * 128, zone_id="\x07", vpc_id="\u202e")
    text = address_map_text(account(place), "vsw-a")
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert text.splitlines()[0].startswith("\u2068\\x1b[2J\u05d0<b>\\x0a")
    assert characters(text).isascii()


def test_unexplained_addresses_are_a_number() -> None:
    """They have no known place, so no character; a sentence has them."""
    text = address_map_text(account(vswitch("u", "10.0.0.0/28", unexplained_ipv4=5)), "vsw-u")
    assert "5 addresses of the free ones taken by something the files do not show: where is unknown" in text
    assert characters(text) == "#" + "." * 12 + "###"


def test_an_unknown_vswitch_is_refused() -> None:
    """With the nearest one."""
    with pytest.raises(QuestionError, match="did you mean vsw-a"):
        address_map_text(account(A), "vsw-aa")


def test_headlines_say_of_what() -> None:
    """A /24 with a /26 reserved: 188 = 252 - 64 in the open pool; 16 - 4 - 2 whole /28s at most; 4 prefixes."""
    text = address_map_text(account(A), "vsw-a")
    assert "188 addresses free in the open pool, of 188 usable ones" in text
    assert "10 whole /28s left to reserve, of 10 outside reserved blocks" in text
    assert "4 free IPv4 prefixes, of 4 in 1 reserved block" in text
    assert block("10.0.0.64/26") in {reserved.cidr for reserved in A.blocks}
    assert "10.0.0.64/26 Assigned: 4 free of 4 prefixes" in text
