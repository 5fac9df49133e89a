"""Numbers with the words they count, for the sentences of answers; the report, which has its own, stands above."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """``1 ENI``, ``1,020 addresses``.

    >>> counted(1020, "address", "addresses")
    '1,020 addresses'
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
