"""Whether a listing is whole."""

from __future__ import annotations

from typing import Any

import pytest

from eniplan.network.facts import inventory_of
from eniplan.network.json_text import Answer
from tests.network.answers import Json, block, blocks, coded, eni, enis, read, vswitch, vswitches


def page(first: int, count: int, **head: object) -> Json:
    """A page of DescribeVSwitches with some of many VSwitches."""
    return vswitches(*(vswitch(f"vsw-{n}", f"10.{n}.0.0/24") for n in range(first, first + count)), **head)


def some_enis(first: int, count: int, **head: object) -> Json:
    """A page of DescribeNetworkInterfaces with some of many ENIs."""
    return enis(*(eni(f"eni-{n}", None) for n in range(first, first + count)), **head)


@pytest.mark.parametrize(
    ("pages", "file"),
    [
        ([page(0, 2, TotalCount=2, PageNumber=1, PageSize=10)], None),
        ([page(0, 2, TotalCount=3, PageNumber=1, PageSize=2)], "0.json"),
        ([page(0, 2, TotalCount="3", PageNumber="1", PageSize="2")], "0.json"),
        ([page(0, 2, TotalCount=3, PageNumber=1), page(2, 1, TotalCount=3, PageNumber=2)], None),
        ([page(0, 2, TotalCount=4, PageNumber=1), page(2, 1, TotalCount=4, PageNumber=2)], "1.json"),
        ([page(2, 1, TotalCount=3, PageNumber=2), page(0, 2, TotalCount=3, PageNumber=1)], None),
        ([page(0, 2, TotalCount=3, PageNumber=1), page(2, 2, TotalCount=4, PageNumber=2)], None),
        ([page(0, 2, TotalCount=9, PageNumber=1), page(2, 7, TotalCount=7, PageNumber=1)], "0.json"),
        ([page(0, 2, TotalCount=2, PageNumber=1), page(2, 7, TotalCount=7, PageNumber=1)], None),
        ([page(0, 2, TotalCount=3, PageNumber=1), page(0, 2, TotalCount=3, PageNumber=1)], "1.json"),
        ([page(0, 2)], None),
        ([page(0, 0, TotalCount=0, PageNumber=1)], None),
        ([blocks(block(where="vsw-0"), NextToken="FFmy")], "0.json"),
        ([blocks(block(where="vsw-0"), NextToken="")], None),
        ([blocks(block(where="vsw-0"), NextToken="", TotalCount="2")], "0.json"),
        ([some_enis(0, 1, NextToken="a", TotalCount=2, PageNumber=1, PageSize=1)], "0.json"),
        ([some_enis(0, 1, NextToken="a", TotalCount=9), some_enis(1, 1, NextToken="", TotalCount=9)], None),
        ([some_enis(0, 1, NextToken="a"), some_enis(1, 1, NextToken="b")], "1.json"),
        ([some_enis(0, 1, NextToken=None, TotalCount=1)], None),
        ([some_enis(0, 1, TotalCount=5, PageNumber=1)], "0.json"),
        ([[some_enis(0, 1, NextToken="a"), some_enis(1, 1, NextToken="")]], None),
    ],
)
def test_incomplete_listing(pages: list[Any], file: str | None) -> None:
    """TotalCount above the rows, or a NextToken that nobody followed: one warning with the file."""
    found = coded(read(*pages), "IncompleteListing")
    expected = [] if file is None else [("warning", file)]
    assert expected == [(one.severity, one.file) for one in found]


def test_pages_of_one_file_are_in_their_order() -> None:
    """The twelfth page of an array is its last one."""
    pages = [some_enis(n, 1, NextToken="more" if n < 11 else "") for n in range(12)]
    assert coded(read(pages), "IncompleteListing") == []


def test_a_bare_vswitch_beside_a_listing() -> None:
    """DescribeVSwitchAttributes announces nothing; the pages of the listing are still one listing."""
    pages = [page(0, 2, TotalCount=3, PageNumber=1), page(2, 2, TotalCount=4, PageNumber=2)]
    assert coded(read(vswitch("vsw-50"), *pages), "IncompleteListing") == []


def test_numbered_files_are_in_a_person_s_order() -> None:
    """By code point enis-10 comes before enis-2; its missing NextToken still ends the listing."""
    tokens = {f"enis-{n}.json": "more" if n < 10 else "" for n in range(1, 11)}
    answers = [Answer(name, some_enis(n, 1, NextToken=tokens[name])) for n, name in enumerate(sorted(tokens))]
    assert coded(inventory_of(answers), "IncompleteListing") == []
    answers[1] = Answer("enis-10.json", some_enis(1, 1, NextToken="more"))
    assert [one.file for one in coded(inventory_of(answers), "IncompleteListing")] == ["enis-10.json"]
