"""An earlier plan read back: what was written is what is read, and everything else is refused with its place."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

import eniplan
from eniplan.errors import MalformedFile
from eniplan.exchange.plan_document import write_plan_document
from eniplan.exchange.previous_file import read_previous
from eniplan.planning.planner import plan_groups
from eniplan.planning.previous import previous_of
from tests.effort import examples
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    from pathlib import Path

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec


def text_of(plan: Plan) -> str:
    """A plan's document."""
    stream = io.StringIO()
    write_plan_document(plan, stream)
    return stream.getvalue()


@settings(max_examples=examples(40))
@given(specs(), inventories())
def test_reading_gives_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, spec: PlanSpec, there: Inventory
) -> None:
    """The same as the plan itself as the earlier one: but for the reasons, which are not read."""
    plan = plan_groups(spec, there)
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    path.write_text(text_of(plan), encoding="utf-8")
    read, made = read_previous(path, plan.name), previous_of(plan)
    assert list(read.enis) == list(made.enis)
    for name, one in made.enis.items():
        assert {**_members(read.enis[name]), "reason": ""} == {**_members(one), "reason": ""}


def _members(one: object) -> dict[str, object]:
    return {name: getattr(one, name) for name in type(one).__slots__}  # type: ignore[attr-defined]


def test_paths_and_plans_are_the_same_earlier_plan(tmp_path: Path) -> None:
    """From Python: the file, or the plan itself; all 68 are kept."""
    earlier = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")
    (tmp_path / "plan.json").write_text(text_of(earlier), encoding="utf-8")
    for previous in (earlier, tmp_path / "plan.json", str(tmp_path / "plan.json")):
        plan = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou", previous=previous, seed=5)
        assert plan.changes.counts == {"keep": 68}
        assert list(plan.requests.lines()) == list(earlier.requests.lines())


ENI: dict[str, Any] = {
    "name": "web-1", "group": "web-{n}", "state": "planned", "vswitch": "vsw-a", "addressing": "pinned",
    "illustrative": False, "primary": "10.0.0.1", "secondary": [], "ipv4_prefixes": [], "ipv6": [], "ipv6_prefixes": [],
}  # fmt: skip


def document(**changes: object) -> str:
    """A small document with changes to its one ENI."""
    return json.dumps({"format": 1, "name": "web", "enis": [{**ENI, **changes}]})


BAD: dict[str, tuple[str, str]] = {
    "nothing": ("", "plan.json, line 1, column 1: is no JSON"),
    "a list": ("[]", "plan.json: is no JSON object; the document of an earlier plan is expected"),
    "half": ('{"format": 1,', "line 1, column 14: is no JSON"),
    "deep": ("[" * 100_000, "is no JSON text that can be read"),
    "another format": ('{"format": 2, "name": "web", "enis": []}', "json, format: is 2; this version reads format 1"),
    "another plan": ('{"format": 1, "name": "db", "enis": []}',
        'plan.json, name: is "db", and this plan is "web"; give an earlier plan of the same name'),
    "an inventory": ('{"vswitches": [], "enis": 3, "name": "web"}', "plan.json, enis: has no list of ENIs"),
    "no object": ('{"name": "web", "enis": [7]}', r"enis\[1\]: is no JSON object"),
    "a truth for the format": ('{"format": true, "name": "web", "enis": []}', "format: is true; this version reads"),
    "no VSwitch": (document(vswitch=None), r"enis\[1\].vswitch: null is no text"),
    "an empty VSwitch": (document(vswitch=""), r"enis\[1\].vswitch: is empty"),
    "no name": (document(name=""), r"enis\[1\].name: is empty"),
    "half a character": (document(name="web-\ud800"), r'enis\[1\].name: "web-\\ud800" has half a character'),
    "a state": (document(state="gone"), r'enis\[1\].state: "gone" is not one of planned, existing'),
    "an address": (document(primary="10.0.0"), r'enis\[1\].primary: "10.0.0" is no IPv4 address'),
    "a list of texts": (document(secondary="10.0.0.2"), r'enis\[1\].secondary: "10.0.0.2" is no list'),
    "one of a list": (document(secondary=["10.0.0.2", 3]), r"enis\[1\].secondary\[2\]: 3 is no IPv4 address"),
    "a prefix": (document(ipv4_prefixes=["10.0.0.0/27"]),
        r'enis\[1\].ipv4_prefixes\[1\]: "10.0.0.0/27" is no IPv4 prefix \(/28\)'),
    "twice": (json.dumps({"name": "web", "enis": [ENI, ENI]}), r'enis\[2\].name: "web-1" is there twice'),
    "long": (document(state="x" * 500), r'"x{59}\.\.\. is not one of'),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_earlier_plan(tmp_path: Path, case: str) -> None:
    """One sentence with the place in the file and what would be accepted."""
    text, message = BAD[case]
    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    with pytest.raises(MalformedFile, match=message):
        read_previous(tmp_path / "plan.json", "web")


def test_addresses_are_read_as_a_plan_writes_them(tmp_path: Path) -> None:
    """However a hand spelled an IPv6 address or prefix, it is the same one, so nothing differs from the plan."""
    spelled = document(ipv6=["2001:DB8:0:A:0:0:0:5"], ipv6_prefixes=["2001:0db8::A:4000:0:0:0/80"])
    (tmp_path / "plan.json").write_text(spelled, encoding="utf-8")
    (one,) = read_previous(tmp_path / "plan.json", "web").enis.values()
    assert (one.ipv6, one.ipv6_prefixes) == (("2001:db8:0:a::5",), ("2001:db8:0:a:4000::/80",))


def test_a_small_document_is_enough(tmp_path: Path) -> None:
    """The members of the contract suffice: no format, no token, no reason."""
    (tmp_path / "plan.json").write_text(json.dumps({"name": "web", "enis": [ENI]}), encoding="utf-8")
    (one,) = read_previous(tmp_path / "plan.json", "web").enis.values()
    assert (one.name, one.primary, one.client_token, one.reason) == ("web-1", "10.0.0.1", "", "")
