"""The approval card as a page: what it says, that it stands alone, and that nothing in it is anybody else's markup."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest

import eniplan
from eniplan.report.approval import MOST_REQUESTS, approval_card
from tests.ui.planner_kit import HOSTILE

HANGZHOU = eniplan.read_inventory(eniplan.examples / "hangzhou")


class Page(HTMLParser):
    """The words of a page, its elements, and what they load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.sources: list[str] = []
        self.descriptions: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.sources += [str(value) for name, value in attrs if name in {"src", "srcset", "href"}]
        self.descriptions += [str(value) for name, value in attrs if name == "alt"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """Everything that is written."""
        return " ".join(self.words)


@cache
def page_of(name: str) -> Page:
    """The page of an example's plan."""
    return Page(approval_card(eniplan.plan(eniplan.examples / f"{name}.toml", HANGZHOU)))


def test_it_says_what_is_created_and_refused() -> None:
    """In one sentence at its head, and every refusal and finding below."""
    assert "Creates 64 ENIs with 64 calls; 4 exist already; ✓ nothing refused, 1 warning." in page_of("web").words
    tight = eniplan.plan(eniplan.examples / "tight.toml", HANGZHOU)
    refused = sum(each.enis for each in tight.refused)
    page = page_of("tight")
    assert f"✕ {refused} ENIs refused" in page.text
    for each in tight.refused:
        assert each.limit in page.text


def test_it_has_the_numbers_the_requests_and_who_signs() -> None:
    """Every ENI, the first requests as they are sent, the VSwitches' figures, schedule, assumptions, blanks."""
    plan = eniplan.plan(eniplan.examples / "web.toml", HANGZHOU)
    page = page_of("web")
    assert all(eni.name in page.words for eni in plan.enis)
    assert list(plan.requests.lines())[:MOST_REQUESTS] == [
        word for word in page.words if word.startswith('{"RegionId"')
    ]
    assert "750 → 654" in page.words
    assert "At least 1 minute at the usual pace; actions run beside each other." in page.words
    assert any("the cloud will draw others" in word for word in page.words)
    assert {"Approved by", "Date", "Digest compared"} <= set(page.words)


def test_it_stands_alone() -> None:
    """No script, nothing that is loaded; every picture has its description."""
    page = page_of("tight")
    assert page.tags.isdisjoint({"script", "link", "iframe", "object", "form", "a"})
    assert page.sources
    assert all(source.startswith("data:image/png;base64,") for source in page.sources)
    assert [words for words in page.descriptions if words.startswith("Address map of ")]


@pytest.mark.parametrize("name", ["tight"])
def test_the_same_plan_gives_the_same_page(name: str) -> None:
    """Byte for byte."""
    plan = eniplan.plan(eniplan.examples / f"{name}.toml", HANGZHOU)
    assert approval_card(plan) == approval_card(plan)


def test_hostile_names_are_words() -> None:
    """A plan, a VSwitch and findings with markup in them: the page has the elements of any other page."""
    named = {key: replace(each, name=HOSTILE) for key, each in HANGZHOU.vswitches.items()}
    plan = eniplan.plan(eniplan.examples / "tight.toml", replace(HANGZHOU, vswitches=named))
    found = [replace(each, message=HOSTILE, request=HOSTILE) for each in plan.findings]
    page = Page(approval_card(replace(plan, name=HOSTILE, findings=eniplan.Findings(found))))
    assert page.tags == page_of("tight").tags
    assert all(source.startswith("data:image/png;base64,") for source in page.sources)
    assert HOSTILE in page.text


def test_a_plan_without_anything_has_a_page() -> None:
    """It says so."""
    empty = eniplan.plan(eniplan.PlanSpec(name="none", region="cn-hangzhou"), eniplan.Inventory())
    page = Page(approval_card(empty))
    assert "There is nothing to send." in page.words
    assert "No VSwitch changes." in page.words
