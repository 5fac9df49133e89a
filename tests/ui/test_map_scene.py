"""What the map widget tells a browser, against the picture's own parts and sums done by hand."""

from __future__ import annotations

import pytest
from hypothesis import given

from eniplan.errors import QuestionError
from eniplan.network.inventory import Inventory
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import PlanSpec, Wish
from eniplan.report.address_cells import BLOCK, HELD, grid_of, tallies
from eniplan.report.map_words import legend_of
from eniplan.report.palette import THEMES
from eniplan.ui.map_scene import answer, look, picture_of, used_words
from tests.planning.ground_kit import A, account, at, eni, group, pending, planned, vswitch
from tests.planning.random_plans import inventories, specs
from tests.report.charts.drawn import HOSTILE

LARGE = vswitch("l", "10.4.0.0/20", "10.4.4.0/22", ipv6="2001:db8:0:4::/64", pending=(pending("10.4.8.0/24"),))
THERE = account(
    A,
    LARGE,
    enis=[
        eni("one", "a", "10.0.0.5", "10.0.0.6", prefixes=("10.0.0.64/28",)),
        eni("two", "l", "10.4.0.5", prefixes=("10.4.4.0/28", "10.4.4.32/28")),
    ],
)
PLAN = planned(
    group("auto-{n}", 3, "a", secondary_addresses=1),
    group("pin-{n}", 1, "a", addressing="pinned", enis=(Wish(n=1, primary="10.0.0.9"),)),
    on=THERE,
)


def test_a_scene_is_the_pictures_words() -> None:
    """Title, figures before and after, blocks with what takes them: 188 open addresses, 2 used before, 7 more after."""
    scene = picture_of(PLAN, "vsw-a").scene
    assert scene["title"] == "vsw-a after plan test"
    assert (scene["cidr"], scene["first"], scene["size"]) == ("10.0.0.0/24", at("10.0.0.0"), 256)
    assert scene["headlines"][0] == ("186 → 179", "addresses free in the open pool", "of 188 usable ones")
    assert [(block["cidr"], block["first"], block["size"], block["words"]) for block in scene["blocks"]] == [
        ("10.0.0.64/26", at("10.0.0.64"), 64, "Assigned: 3 free of 4 prefixes, 1 in use")
    ]
    assert scene["notes"][:2] == [
        "IPv6 2001:db8:0:a::/64, held: 0 prefixes of 65,536, 0 addresses of 2^64",
        "2001:db8:0:a:4000::/66  Assigned: 16,384 free of 16,384 prefixes",
    ]
    assert scene["notes"][2].startswith("Automatic ENIs: these addresses are one possible draw")


@pytest.mark.parametrize(
    ("cidr", "step", "columns", "row"),
    [("10.9.0.0/29", 1, 8, 8), ("10.9.0.0/26", 1, 16, 16), ("10.9.0.0/22", 1, 32, 32), ("10.8.0.0/16", 16, 64, 32)],
)
def test_the_overview_is_arranged_as_the_picture(cidr: str, step: int, columns: int, row: int) -> None:
    """Each address up to a /22, each /28 of a larger one, in the picture's columns."""
    place = vswitch("x", cidr)
    scene = picture_of(account(place), "vsw-x").scene
    assert (scene["step"], scene["columns"], scene["row"]) == (step, columns, row)
    assert (grid_of(place.cidr).step, grid_of(place.cidr).columns) == (step, columns)


@given(inventories(), specs())
def test_the_legend_of_28s_has_what_the_pictures_has(there: Inventory, wanted: PlanSpec) -> None:
    """It is made from the kinds that occur, the picture's from every /28; the entries are the same."""
    plan = plan_groups(wanted, there)
    for key, place in plan.inventory.vswitches.items():
        picture = picture_of(plan, key)
        said = [entry["words"] for entry in picture.scene["block_legend"]]
        assert said == [words for _, words in legend_of(place, picture.cells, tallies(picture.cells))]


def test_samples_are_what_the_script_draws() -> None:
    """An address by its code, a /28 by its 16 codes, a reserved block by its role."""
    scene = picture_of(THERE, "vsw-l").scene
    samples = {entry["words"]: entry["sample"] for entry in scene["block_legend"]}
    prefix = next(code for code, kind in HELD.items() if kind == ("prefix", "existing"))
    assert samples["prefix"] == [prefix] * BLOCK
    assert samples["whole free /28"] == [0] * BLOCK
    assert isinstance(samples["half used"], list)
    assert sorted(samples["half used"])[:8] == [0] * 8
    assert samples["reserved block, not Assigned"] == "refused"
    assert [entry["sample"] for entry in scene["address_legend"][:2]] == [0, 1]


def test_the_look_has_every_code_and_both_themes() -> None:
    """A cell's byte is its place in the table; each role has its colour and its hatch."""
    made = look()
    assert [cell["shape"] for cell in made["cells"][:3]] == ["free", "system", "contradiction"]
    assert {code: (cell["shape"], cell["state"]) for code, cell in enumerate(made["cells"]) if code > 2} == {
        code: (kind.kind, kind.state) for code, kind in HELD.items()
    }
    for name, theme in THEMES.items():
        colors = made["themes"][name]
        assert colors["fill"] == theme.fill
        assert colors["hatch"]["illustrative"] == theme.fill["planned"]
        assert all(cell["role"] in colors["fill"] for cell in made["cells"])
    assert made["hatch"]["planned"] == "/"
    assert made["hatch"]["used"] == ""


def test_answers() -> None:
    """An address by its holder; a /28 by how its addresses are used, then its holders."""
    picture = picture_of(PLAN, "vsw-a")
    assert answer(picture, "10.0.0.9").startswith(
        "10.0.0.9 in vsw-a: primary address of pin-1, group pin-{n}; request 4"
    )
    first, *rest = answer(picture, "10.0.0.64/28").split("\n")
    assert first == "10.0.0.64/28: 16 addresses: 16 in use"
    assert rest == [
        "10.0.0.64/28 in vsw-a: prefix of eni-one (one); existed before; reserved block 10.0.0.64/26 (Assigned)"
    ]
    assert answer(picture, "10.9.9.9") == "10.9.9.9: not in vsw-a, which is 10.0.0.0/24"
    assert answer(picture, "10.9.9.0/28") == "10.9.9.0/28: not in vsw-a, which is 10.0.0.0/24"
    with pytest.raises(QuestionError, match="'<script>' is no address"):
        answer(picture, "<script>")


def test_a_28_with_many_holders_names_two() -> None:
    """Five ENIs in one /28: two sentences, and how many more."""
    there = account(A, enis=[eni(f"e{place}", "a", f"10.0.0.{place + 16}") for place in range(5)])
    lines = answer(picture_of(there, "vsw-a"), "10.0.0.16/28").split("\n")
    assert lines[0] == "10.0.0.16/28: 16 addresses: 5 in use, 11 free"
    assert len(lines) == 4
    assert lines[-1] == "and 3 more holders"


def test_how_a_range_is_used() -> None:
    """0 is the system's, 5 and 6 are in use; everything of a range is counted once."""
    picture = picture_of(THERE, "vsw-a")
    words = used_words(picture, at("10.0.0.0"), at("10.0.0.9"))
    assert words == "10 addresses: 2 in use, 1 the system's, 7 free"
    assert used_words(picture, at("10.0.0.7"), at("10.0.0.7")) == "1 address: 1 free"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_safe_to_print(name: str) -> None:
    """No control character and no change of direction is left in anything that travels."""
    there = account(vswitch("x", "10.0.0.0/24", name=name), enis=[eni("h", "x", "10.0.0.5", name=name)])
    picture = picture_of(there, "vsw-x")
    told = f"{picture.scene['title']}{picture.scene['subtitle']}" + answer(picture, "10.0.0.5").replace("\n", " ")
    assert not [character for character in told if ord(character) < 32 or character in "\u202e\u2028\u2029\x7f"]
