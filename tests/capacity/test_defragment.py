"""Defragmentation against brute force: every choice of blocks, every moved address, and what is in the way."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.allocation.from_inventory import open_pools
from eniplan.capacity import clearing
from eniplan.capacity.clearing import FEWEST
from eniplan.capacity.defragment import DefragmentAnswer, defragment
from eniplan.errors import QuestionError
from eniplan.network.eni import ENI
from tests.planning.ground_kit import account, at, block, eni, vswitch

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory

BASE = at("10.0.0.0")
WIDE = vswitch("w", "10.0.0.0/24", "10.0.0.64/28")
"""16 /28s: the first and the last have system addresses, one is reserved, 13 may be whole."""


def scattered(seed: int, enis: int, *, extra: int = 3, primary: str = "Secondary") -> Inventory:
    """ENIs whose primary addresses are in the first /28 and whose secondary ones lie anywhere in the open pool."""
    random = Random(seed)
    free = [BASE + 16 + place for place in range(224) if not 64 <= 16 + place < 80]
    random.shuffle(free)
    made = [
        ENI(
            id=f"eni-{number}",
            vswitch_id="vsw-w",
            eni_type=primary,
            primary=BASE + 1 + number,
            secondary=tuple(free.pop() for _ in range(random.randint(1, extra))),
        )
        for number in range(enis)
    ]
    return account(WIDE, enis=made)


def carried_out(answer: DefragmentAnswer, there: Inventory) -> Inventory:
    """The inventory after the moves, each checked: it leaves an address that is there, for one that is free."""
    enis = dict(there.enis)
    for move in answer.moves:
        held = {address for one in enis.values() for address in one.ipv4}
        old, new = at(move.address), at(move.to)
        assert old in held
        assert new not in held
        one = enis[move.eni]
        if move.recreates:
            assert one.primary == old
            enis[move.eni] = replace(one, primary=new)
        else:
            enis[move.eni] = replace(one, secondary=tuple(new if each == old else each for each in one.secondary))
    return replace(there, enis=enis)


def whole(there: Inventory) -> int:
    """Whole /28s of the VSwitch, by the pools that plans use."""
    return open_pools(there.vswitches["vsw-w"], there.enis.values()).ipv4.whole_blocks


def broken_by_number(there: Inventory) -> dict[int, list[ENI]]:
    """Who stands in each /28 that may be whole, an ENI as often as it has addresses there; straight from the facts."""
    found: dict[int, list[ENI]] = {}
    for one in there.enis.values():
        for address in one.secondary:
            found.setdefault(address // 16, []).append(one)
    return found


@given(seed=st.integers(0, 10_000), enis=st.integers(1, 12), wanted=st.integers(1, 4))
def test_moves_win_what_they_promise_with_fewest_addresses(seed: int, enis: int, wanted: int) -> None:
    """Random VSwitches: carried out one by one, the moves win the blocks, in order; no choice moves fewer addresses."""
    there = scattered(seed, enis)
    answer = defragment(there, "vsw-w", wanted)
    assert whole(carried_out(answer, there)) == whole(there) + answer.won
    sizes = sorted(len(owners) for owners in broken_by_number(there).values())
    room = sum(16 - size for size in sizes) + (15 - enis) + 13
    assert answer.won == min(wanted, len(sizes), room // 16)
    assert len(answer.moves) == min((sum(chosen) for chosen in combinations(sizes, answer.won)), default=0)
    seen: dict[str, None] = dict.fromkeys(move.block for move in answer.moves)
    assert [move.block for move in answer.moves] == sorted((m.block for m in answer.moves), key=list(seen).index)


@given(seed=st.integers(0, 10_000), enis=st.integers(1, 9), wanted=st.integers(1, 3))
def test_fewest_enis_are_those_of_brute_force(seed: int, enis: int, wanted: int) -> None:
    """Random VSwitches: no choice of so many blocks touches fewer ENIs, and of these none moves fewer addresses."""
    there = scattered(seed, enis, extra=6)
    answer = defragment(there, "vsw-w", wanted, fewest="enis")
    owners = list(broken_by_number(there).values())
    touched = [
        (len({one.id for group in chosen for one in group}), sum(map(len, chosen)))
        for chosen in combinations(owners, answer.won)
    ]
    assert answer.is_smallest
    assert (answer.enis, len(answer.moves)) == min(touched)


def test_a_search_that_ends_early_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """With two looks allowed nothing is proved, and the moves still win what they promise."""
    monkeypatch.setattr(clearing, "MOST_LOOKS", 2)
    there = scattered(5, 12, extra=6)
    answer = defragment(there, "vsw-w", 3, fewest="enis")
    assert not answer.is_smallest
    assert whole(carried_out(answer, there)) == whole(there) + 3


def test_primary_addresses_stand_in_the_way_unless_enis_may_be_made_anew() -> None:
    """Two inner /28s hold one primary address each; a third one a secondary address."""
    held = [eni("a", "w", "10.0.0.17", "10.0.0.33"), eni("b", "w", "10.0.0.50", instance_id="i-1")]
    there = account(WIDE, enis=held)
    still = defragment(there, "vsw-w", 3)
    assert (still.won, still.holds) == (1, False)
    assert still.obstacle == "of 3 broken blocks 2 hold primary addresses, whose ENIs would be made anew"
    anew = defragment(there, "vsw-w", 3, recreate=True)
    # after clearing .32/28, the two primaries would need room: 15 + 13 free in the outer blocks, 16 a block
    assert (anew.won, anew.recreated, anew.instances) == (3, 2, 1)
    assert [move.recreates for move in anew.moves] == [False, True, True]


@pytest.mark.parametrize(
    ("holder", "why"),
    [
        (eni("p", "w", "10.0.0.33", eni_type="Primary"), "it is the primary ENI of an instance"),
        (eni("o", "w", "10.0.0.1", "10.0.0.33", listed=False), "no listed ENI has the address"),
        (eni("x", "w", "10.0.0.1", prefixes=("10.0.0.32/28",)), "a prefix lies there"),
    ],
)
def test_what_nobody_can_move_is_told(holder: ENI, why: str) -> None:
    """The only broken block stays broken, and says why."""
    there = account(WIDE, enis=[holder])
    answer = defragment(there, "vsw-w", recreate=True)
    stuck = next(each for each in answer.blocks if each.block == "10.0.0.32/28")
    assert (answer.won, answer.moves) == (0, ())
    assert stuck.obstacle == f"is held by {holder.owner}: {why}"
    assert answer.headline.startswith("no /28 of vsw-w can be won back")


def test_two_claims_on_one_address_cannot_be_moved() -> None:
    """Which of the two would follow is not known."""
    there = account(WIDE, enis=[eni("a", "w", "10.0.0.1", "10.0.0.33"), eni("b", "w", "10.0.0.2", "10.0.0.33")])
    stuck = next(each for each in defragment(there, "vsw-w").blocks if each.block == "10.0.0.32/28")
    assert (stuck.used, stuck.fixed) == (1, 1)
    assert "two claim one of its addresses" in stuck.obstacle


def test_room_is_counted_without_whole_blocks_and_hidden_addresses() -> None:
    """Blocks are won only while broken ones take their addresses in: 28 free in the outer /28s and 15 of its own.

    43 // 16 = 2, but there is one block; with 28 hidden addresses 15 are left, less than 16.
    """
    held = [eni("a", "w", "10.0.0.241", "10.0.0.33")]
    assert defragment(account(WIDE, enis=held), "vsw-w").won == 1
    answer = defragment(account(replace(WIDE, unexplained_ipv4=27), enis=held), "vsw-w")
    assert (answer.won, answer.holds) == (0, False)
    assert answer.obstacle == "15 free addresses outside whole blocks take in no more; each block needs 16"


def test_one_larger_block() -> None:
    """A /26 of a /24: .128/26 has one used address, .64/26 is reserved in part, the outer ones are the system's."""
    held = [eni("a", "w", "10.0.0.1", "10.0.0.130", "10.0.0.20")]
    answer = defragment(account(WIDE, enis=held), "vsw-w", mask=26)
    assert [(move.block, move.address) for move in answer.moves] == [("10.0.0.128/28", "10.0.0.130")]
    assert (answer.won, answer.holds) == (1, True)
    assert all(at(move.to) not in block("10.0.0.128/26") for move in answer.moves)
    free = defragment(account(WIDE), "vsw-w", mask=27)
    assert (free.won, free.moves) == (1, ())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"vswitch": "vsw-x"}, r'^the inventory has no VSwitch "vsw-x"; did you mean vsw-w\?$'),
        ({"blocks": 0}, r"^blocks: 0 is not a whole number from 1"),
        ({"blocks": 2, "mask": 27}, r"^blocks: 2 is not .* with a mask but /28 it is 1$"),
        ({"mask": 25}, r"^mask: /25 cannot be reserved in 10\.0\.0\.0/24; from /26 to /28 can$"),
        ({"mask": 29}, r"^mask: /29 cannot be reserved"),
        ({"fewest": "instances"}, r'^fewest: "instances" is not one of addresses, enis$'),
    ],
)
def test_what_means_nothing_is_refused(asked: dict[str, object], said: str) -> None:
    """One plain sentence each."""
    with pytest.raises(QuestionError, match=said):
        defragment(**{"inventory": account(WIDE), "vswitch": "vsw-w", **asked})  # type: ignore[arg-type]


def test_a_vswitch_too_small_for_a_whole_block_is_told() -> None:
    """A /27 has no /28 without a system address."""
    with pytest.raises(QuestionError, match="no block can: it has none without a system address"):
        defragment(account(vswitch("t", "10.0.0.0/27")), "vsw-t")


def test_nothing_moves_back_into_what_is_cleared() -> None:
    """The cleared block is the fullest one, with ten addresses free: they are no targets."""
    crowded = eni("a", "w", "10.0.0.1", *(f"10.0.0.{place}" for place in range(33, 39)))
    answer = defragment(account(WIDE, enis=[crowded]), "vsw-w")
    assert (answer.won, len(answer.moves)) == (1, 6)
    assert not any(at(move.to) in block("10.0.0.32/28") for move in answer.moves)


def test_a_larger_block_is_kept_free_to_its_last_address() -> None:
    """Outside .32/27 only the whole .96/28 is free: the one used address goes there, not into the free half."""
    where = vswitch("t", "10.0.0.0/25", "10.0.0.16/28", "10.0.0.64/27")
    outer = [f"10.0.0.{place}" for place in (*range(1, 16), *range(112, 125))]
    held = [eni("a", "t", *outer), eni("b", "t", "10.0.0.1", "10.0.0.33")]
    answer = defragment(account(where, enis=held), "vsw-t", mask=27)
    assert [(move.address, move.to) for move in answer.moves] == [("10.0.0.33", "10.0.0.96")]


@given(seed=st.integers(0, 10_000), enis=st.integers(2, 10), wanted=st.integers(1, 3), fewest=st.sampled_from(FEWEST))
def test_enis_made_anew_count_first(seed: int, enis: int, wanted: int, fewest: str) -> None:
    """Primary addresses anywhere: of all choices none makes fewer ENIs anew, and of these none is smaller."""
    random = Random(seed)
    free = [BASE + 16 + place for place in range(224) if not 64 <= 16 + place < 80]
    random.shuffle(free)
    made = [
        ENI(id=f"eni-{n}", vswitch_id="vsw-w", primary=free.pop(), secondary=tuple(free.pop() for _ in range(n % 4)))
        for n in range(enis)
    ]
    there = account(WIDE, enis=made)
    blocks: dict[int, list[tuple[str, bool]]] = {}
    for one in made:
        for address in one.ipv4:
            blocks.setdefault(address // 16, []).append((one.id, address == one.primary))
    answer = defragment(there, "vsw-w", wanted, fewest=fewest, recreate=True)
    assert whole(carried_out(answer, there)) == whole(there) + answer.won
    costs = []
    for chosen in combinations(blocks.values(), answer.won):
        units = [unit for each in chosen for unit in each]
        sizes = (len(units), len({key for key, _ in units}))
        costs.append((sum(primary for _, primary in units), *(sizes if fewest == "addresses" else sizes[::-1])))
    sizes = (len(answer.moves), answer.enis)
    found = (answer.recreated, *(sizes if fewest == "addresses" else sizes[::-1]))
    assert found[:2] == min(costs)[:2]
    assert answer.is_smallest
