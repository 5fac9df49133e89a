"""Whether a listing is whole: TotalCount against the rows, and a NextToken that nobody followed.

With NextToken paging the TotalCount of DescribeNetworkInterfaces means nothing (ECS documentation, 2026-04). Page
numbers that are all different are one listing, whose total may have grown between two pages; where a page number
comes twice, several listings were read, and the pages of one share their TotalCount.
Pages are taken in the order a person numbers files (``enis-2.json`` before ``enis-10.json``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from eniplan.network.remarks import remark
from eniplan.network.shapes import ENIS, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eniplan.contract.finding import Finding


class PageRead(NamedTuple):
    """A page without its rows, and the ids they had."""

    page: Page
    ids: tuple[str, ...]


def incomplete_listings(read: Iterable[PageRead]) -> Iterator[Finding]:
    """A warning for each listing that announces more rows than the files hold."""
    by_action: dict[str, list[PageRead]] = {}
    for page in read:
        by_action.setdefault(page.page.kind.action, []).append(page)
    for pages in by_action.values():
        yield from _judged(pages)


def _judged(pages: Sequence[PageRead]) -> Iterator[Finding]:
    last = max(enumerate(pages), key=lambda numbered: (_natural(numbered[1].page.file), numbered[0]))[1].page
    if last.token:
        yield _warning(last, "ends with a NextToken that was not followed, so rows are missing")
    if last.kind is ENIS and any(page.page.token for page in pages):
        return
    for group in _listings([page for page in pages if page.page.total is not None]):
        total = max((page.page.total or 0 for page in group), default=0)
        rows = len({key for page in group for key in page.ids})
        if total > rows and not last.token:
            yield _warning(group[-1].page, f"announces {total} rows and the files hold {rows}")


def _listings(pages: Sequence[PageRead]) -> Iterable[Sequence[PageRead]]:
    numbers = [page.page.number for page in pages]
    if None not in numbers and len(set(numbers)) == len(numbers):
        return [pages]
    groups: dict[int | None, list[PageRead]] = {}
    for page in pages:
        groups.setdefault(page.page.total, []).append(page)
    return groups.values()


def _warning(page: Page, problem: str) -> Finding:
    message = f"{page.kind.action} in {page.file} {problem}; read all pages (eniplan inventory --commands shows how)"
    return remark("Lint.IncompleteListing", message, file=page.file, source="API reference: paging")


def _natural(file: str) -> list[tuple[str, int]]:
    return [(letters, int(digits or 0)) for letters, digits in re.findall(r"([^0-9]*)([0-9]{0,18})", file)]
