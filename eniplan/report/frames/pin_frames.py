"""The frames of pinning: what it saves in each VSwitch, and the addresses of each ENI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.frames.column import Frame, Table, choice, count, number, text
from eniplan.report.frames.tables import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pandas import DataFrame

    from eniplan.capacity.pin import PinAnswer, PinnedENI

PIN = Table(
    "One row per VSwitch where pinning names something, in the order of the plan.",
    (
        text("vswitch", "id of the VSwitch"),
        count("named", "named by pinning, in addresses"),
        count("free_in_broken", "free in /28s that are broken already, before them, in addresses"),
        count("whole_before", "whole before them, in /28s"),
        number("lost_at_random", "to be lost if the cloud draws the addresses, the exact expectation, in /28s"),
        count("lost_p05", "lost at random: 5 of 100 draws lose no more, in /28s"),
        count("lost_p95", "lost at random: 95 of 100 draws lose no more, in /28s"),
        count("lost_pinned", "lost with pinning, in /28s"),
        number("saved", "lost less than at random, to be expected, in /28s"),
    ),
)
PINNED = Table(
    "One row per single IPv4 address of each new ENI: its primary one, then its secondary ones.",
    (
        text("eni", "name of the ENI"),
        text("vswitch", "id of its VSwitch"),
        choice("kind", KINDS, "what the address is to the ENI"),
        text("address", "the address that its request names"),
    ),
)


@PIN.documents
def pin_frame(answer: PinAnswer) -> DataFrame:
    """What pinning saves."""
    return PIN.of(answer.vswitches)


@PINNED.documents
def pinned_frame(answer: PinAnswer) -> DataFrame:
    """The named addresses."""
    return PINNED.of_rows([row for eni in answer.enis for row in _addresses(eni)])


def _addresses(eni: PinnedENI) -> Iterator[tuple[str, ...]]:
    yield eni.name, eni.vswitch, "primary", eni.primary
    for address in eni.secondary:
        yield eni.name, eni.vswitch, "secondary", address


FRAMES = {
    "pin": Frame(PIN, pin_frame),
    "addresses": Frame(PINNED, pinned_frame),
}
