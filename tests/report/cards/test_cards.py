"""Cards: well-formed, safe with hostile names, accessible, small; and they say what the values say."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.contract.finding import Finding
from eniplan.contract.findings import Findings
from eniplan.network.inventory import Inventory
from eniplan.planning.checking import CheckReport
from eniplan.planning.plan import Refused
from eniplan.planning.planner import plan_groups
from eniplan.planning.previous import Previous, previous_of
from eniplan.report.cards.element import Markup, element, escaped
from eniplan.report.cards.table import Head, table
from tests.planning.ground_kit import A, account, eni, planned, spec
from tests.planning.ground_kit import group as real_group
from tests.planning.ground_kit import vswitch as vswitch_with_room
from tests.report.hand_made import ROOM, group, placed, plan, refusal, vswitch

if TYPE_CHECKING:
    from eniplan.views import Viewable

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    "\u202egnp.exe",
    "\u05d0\u05d1\u05d2",
    "\u4e2d" * 128,
    "w" * 128,
    "\U0001f680 & &amp;",
    "a\nb\x1b[31m\x00",
    "</style></table>",
]
ALLOWED = {"div", "style", "p", "table", "caption", "thead", "tbody", "tr", "th", "td", "span"}
ATTRIBUTES = {"class", "scope", "role", "aria-label", "aria-hidden", "tabindex"}


class Page(HTMLParser):
    """A parsed card: its tags balance, and its texts are gathered by the element they stand in."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._goes_on = False
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "wbr":  # where a line may end: the text goes on
            self._goes_on = True
            return
        self.open.append(tag)
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._goes_on:
            where, before = self.texts.pop()
            self.texts.append((where, before + data))
            self._goes_on = False
        else:
            self.texts.append((self.open[-1] if self.open else "", data))

    def of(self, tag: str) -> list[str]:
        """The texts inside elements of a tag."""
        return [text for where, text in self.texts if where == tag]

    def rows(self) -> int:
        """How many rows the tables have, heads included."""
        return sum(tag == "tr" for tag, _ in self.tags)


def hostile(name: str) -> list[Viewable]:
    """One value of each kind that carries the name wherever it can."""
    wanted = group(name.replace("{", ""), count=3)
    there = replace(vswitch("vsw-a", name, ipv6_block=True), region_id=name, id=name)
    found = Findings(
        Finding(code="InvalidIp.Address", severity=severity, message=f"bad {name}", request=name, parameter=name)
        for severity in ("error", "warning", "note")
    )
    refused = Refused([refusal("MaxEniCountExceeded", wanted, placed=2, enis=1, limit=name)])
    pools = [(there, ROOM, replace(ROOM, free_open_ipv4=3))]
    made = plan(placed(wanted, {name: 2}), pools=pools, refused=refused, findings=found, name=name)
    real = planned(real_group(name.replace("{", ""), 1), on=account(A))
    inventory = Inventory(vswitches={name: there}, findings=found)
    lost = Previous(name=made.name, enis={f"{name}!": replace(made.enis[0], name=f"{name}!", vswitch=name)})
    since = replace(made, previous=lost)
    report = CheckReport(requests=1, findings=found)
    changed = [since, since.changes, real.steps]
    return [made, made.enis, real, real.requests, inventory, found, refused, report, *changed]


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name[:10]))
def test_hostile_names_are_text(name: str) -> None:
    """No element or attribute comes from a name; nothing drives a terminal or turns the reading direction."""
    for value in hostile(name):
        source = value._repr_html_()
        page = Page(source)
        assert {tag for tag, _ in page.tags} <= ALLOWED
        assert {attribute for _, attributes in page.tags for attribute in attributes} <= ATTRIBUTES
        assert not {"\x1b", "\x00", "\u202e"} & set(source)
        assert sum(tag == "style" for tag, _ in page.tags) == 1


def test_a_name_is_shown_letter_for_letter() -> None:
    """What the reader sees is the name, markup and all."""
    page = Page(hostile("<b>&amp;\"'")[0]._repr_html_())
    assert "<b>&amp;\"'" in page.of("th")


TIGHT = eniplan.plan(eniplan.examples / "tight.toml", eniplan.examples / "hangzhou")
EVERY: list[Viewable] = [
    TIGHT.steps, TIGHT.changes, plan().steps, plan().changes,
    TIGHT, TIGHT.inventory, TIGHT.enis, TIGHT.requests, TIGHT.findings, TIGHT.refused, eniplan.check([{}]),
    plan(), Inventory(), plan().enis, plan().requests, Findings(), Refused(), eniplan.check([]),
]  # fmt: skip


@pytest.mark.parametrize("value", EVERY, ids=repr)
def test_tables_are_accessible(value: Viewable) -> None:
    """Each table has a caption; every head has a scope; what scrolls has a name and can be reached by the keyboard."""
    page = Page(value._repr_html_())
    tables = sum(tag == "table" for tag, _ in page.tags)
    assert sum(tag == "caption" for tag, _ in page.tags) == tables
    assert all(attributes.get("scope") in {"col", "row"} for tag, attributes in page.tags if tag == "th")
    regions = [attributes for _, attributes in page.tags if attributes.get("role") == "region"]
    assert len(regions) == tables
    assert all(attributes["aria-label"] and attributes["tabindex"] == "0" for attributes in regions)


def test_a_plan_says_what_its_values_say() -> None:
    """The headline's numbers, a change of a pool, and the refusal; counted by hand in ``hand_made``."""
    wanted = group("pod-{n}", count=1_200, secondary_addresses=1)
    after = replace(ROOM, free_open_ipv4=140)
    made = plan(
        placed(wanted, {"vsw-a": 4}, {"vsw-a": 3}),
        pools=[(vswitch("vsw-a", "alpha"), ROOM, after), (vswitch("vsw-b", number=1), ROOM, ROOM)],
        refused=[refusal("InvalidVSwitchId.IpPrefixNotEnough", wanted, placed=7, enis=1_193)],
    )
    page = Page(made._repr_html_())
    said = page.of("p")
    assert said[0] == "Plan demo, cn-hangzhou, seed 7"
    assert said[1] == "1,200 ENIs asked for: 4 to create, 3 exist already, 1,193 refused; 4 requests"
    assert page.of("td")[:5] == ["1,200", "4", "3", "1,193", "2"]
    assert {"148 \u2192 140", "188"} <= set(page.of("td"))
    assert "InvalidVSwitchId.IpPrefixNotEnough" in page.of("td")
    assert "vsw-b" not in page.of("th")
    assert "%" not in "".join(text for where, text in page.texts if where != "style")


def test_what_is_told_as_a_refusal_is_not_told_twice() -> None:
    """An error of a refusal's code stands among the refusals only, an error of another code among the findings."""
    wanted, short = group(), "InvalidVSwitchId.IpNotEnough"
    found = Findings(Finding(code=code, severity="error", message="no") for code in (short, "InvalidIp.Address"))
    refused = [refusal(short, wanted, placed=0, enis=1)]
    page = Page(plan(placed(wanted, {}), refused=refused, findings=found)._repr_html_())
    assert page.of("td").count(short) == 1
    assert "Findings: 1 error, 0 warnings, 0 notes" in page.of("caption")


def test_severities_are_told_by_word_and_shape() -> None:
    """Each has a shape of its own, hidden from screen readers, and its word; errors come first."""
    found = Findings(Finding(code="x", severity=s, message="m") for s in ("note", "warning", "error"))
    page = Page(found._repr_html_())
    shapes = page.of("span")
    assert len(set(shapes)) == 3
    assert [text for text in page.of("th") if text in {"error", "warning", "note"}] == ["error", "warning", "note"]
    assert all(attributes["aria-hidden"] == "true" for tag, attributes in page.tags if tag == "span")


def test_only_the_first_rows_are_made_and_shown() -> None:
    """20 of 68: the others are counted, and the frame that has them is named; their values are never made."""
    made = planned(real_group("web-{n}", 68), on=account(A))
    page = Page(made.enis._repr_html_())
    assert page.rows() == 21
    assert 'and 48 more: .frame("enis") has all' in page.of("p")
    counted = (("a",) if place < 20 else pytest.fail("row 21 was made") for place in range(100))
    assert Page(table("t", [Head("h")], counted, 100)).rows() == 21


def test_numbers_stand_at_the_right_and_empty_columns_are_left_out() -> None:
    """A number's cell and head have the class; an optional column appears only where it says something."""
    heads = [Head("name", "name"), Head("free", "number"), Head("IPv6", "number", optional=True)]
    without = Page(table("t", heads, [("a", "1,234", "\u2013")], 1))
    assert [attributes.get("class") for tag, attributes in without.tags if tag == "td"] == ["eniplan-number"]
    assert "IPv6" not in without.of("th")
    assert "IPv6" in Page(table("t", heads, [("a", "1", "\u2013"), ("b", "1", "2")], 2)).of("th")


def test_elements_escape_texts_and_keep_markup() -> None:
    """Children and attributes alike."""
    assert element("p", "<", Markup("<b></b>"), class_='"') == '<p class="&quot;">&lt;<b></b></p>'
    assert escaped("a\u202e<") == "a\\u202e&lt;"


def test_every_value_has_a_short_text() -> None:
    """One line, at most 100 letters, whatever is in it."""
    for value in EVERY:
        assert len(repr(value)) <= 100
        assert "\n" not in repr(value)
    assert repr(TIGHT.refused) == f"<Refused: 16 ENIs for {len(TIGHT.refused)} reasons>"


WEB, POD = real_group("web-{n:02}", 4, secondary_addresses=1), real_group("pod-{n}", 3)
EARLIER = planned(WEB, POD, on=account(A))


def test_a_plan_says_what_changes_in_an_earlier_one() -> None:
    """Signs with their words, neighbours on one row, reasons; the same figures as in a terminal."""
    wanted = (replace(WEB, count=7), replace(POD, count=1, tags=(("a", "b"),)))
    there = account(A, enis=[eni("web-02", "a", "10.0.0.9", "10.0.0.8")])
    made = plan_groups(spec(*wanted), there, previous=previous_of(EARLIER))
    page = Page(made._repr_html_())
    headline = "+ 3 added, ~ 1 changed, - 2 removed, = 4 kept (existing: 1)"
    assert f"Since the earlier plan: {headline}" in page.of("caption")
    assert page.of("span")[:4] == ["=", "+", "~", "-"]
    assert [text for text in page.of("th") if text in {"kept", "added", "changed", "removed"}] == [
        "kept", "added", "changed", "removed",
    ]  # fmt: skip
    said = " ".join(page.of("td"))
    assert "3 web-05 to web-07 vsw-a" in said
    assert "it exists now, with addresses that the cloud drew" in said
    assert "2 pod-2 to pod-3 vsw-a no group asks for it now" in said
    assert Page(made.changes._repr_html_()).of("p")[1] == headline


def test_a_plan_that_changes_nothing_says_so() -> None:
    """All is kept: one line and no table; and without an earlier plan nothing is said."""
    same = Page(plan_groups(spec(WEB, POD), account(A), previous=previous_of(EARLIER))._repr_html_())
    assert "Since the earlier plan: + 0 added, ~ 0 changed, - 0 removed, = 7 kept (existing: 0)" in same.of("p")
    assert "Since the earlier plan" not in EARLIER._repr_html_()


def test_enis_that_take_several_calls_are_told() -> None:
    """14 prefixes are a create of 10 and an assign call of 4, twice; the steps' card shows what each asks for."""
    wide = vswitch_with_room("wide", "10.8.0.0/20", "10.8.8.0/21")
    made = planned(real_group("pod-{n}", 2, "wide", ipv4_prefixes=14), on=account(wide))
    said = 'The requests do not make all of it, 2 assign calls must follow: .frame("steps") has all 4 calls.'
    assert said in Page(made._repr_html_()).of("p")
    page = Page(made.steps._repr_html_())
    assert page.of("p")[:2] == ["4 steps", "2 creates, and 2 assign calls for what a create cannot take"]
    tokens = [step.parameters["ClientToken"] for step in made.steps]
    assert page.of("td")[:5] == ["CreateNetworkInterface", "\u2013", "1", "10", tokens[0]]
    assert page.of("td")[5:10] == ["AssignPrivateIpAddresses", "pod-1/1", "\u2013", "4", tokens[1]]
    assert "must follow" not in EARLIER._repr_html_()


def test_enis_say_why_they_are_where_they_are() -> None:
    """The reason of each, as the ENI has it."""
    assert Page(EARLIER.enis._repr_html_()).of("td").count("vsw-a: the only VSwitch of the group") == 7
