"""What is wrong with a question, in one sentence: the checks that several questions make."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from eniplan.errors import QuestionError, WrongKind
from eniplan.network.cidr import VSWITCH_MASKS, parse_cidr
from eniplan.spelling import did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from eniplan.network.cidr import Cidr
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import Group

Choice = TypeVar("Choice", bound=str)


def check_counts(**numbers: int) -> None:
    """Refuse numbers, by their names, that are not from 1 on.

    Raises:
        QuestionError: one of them is not.
    """
    for name, number in numbers.items():
        if number < 1:
            raise QuestionError(str(number), f"{name}: {number} is not a whole number from 1")


def check_warm_pool(least: int, most: int) -> None:
    """Refuse bounds of a warm pool that are none.

    Raises:
        QuestionError: they are negative, or the wrong way round.
    """
    if not 0 <= least <= most:
        message = f"the warm pool from {least} to {most} is none; 0 <= min_pool <= max_pool is"
        raise QuestionError(f"{least}..{most}", message)


def chosen_one(name: str, given: str, known: Sequence[Choice]) -> Choice:
    """The one of some choices that is spelt so.

    Raises:
        QuestionError: it is none of them.
    """
    for choice in known:
        if choice == given:
            return choice
    close = nearest(given, known)
    hint = f"; did you mean {close}?" if close else ""
    raise QuestionError(given, f'{name}: "{given}" is not one of {", ".join(known)}{hint}')


def groups_of(plan: Plan, untold: str = "do not say what one more is") -> Sequence[Group]:
    """The groups of a plan that say where their ENIs may be.

    Raises:
        QuestionError: it has none.
        WrongKind: it is no plan.
    """
    from eniplan.planning.plan import Plan  # noqa: PLC0415 - whoever has a plan has it loaded

    if not isinstance(plan, Plan):
        raise WrongKind("plan", plan, "a Plan")
    found = [group for group in plan.spec.groups if group.vswitches]
    if not found:
        raise QuestionError("group", f"the plan has no groups, and ready-made requests {untold}")
    return found


def check_group(name: str, groups: Collection[str], where: str = "") -> None:
    """Refuse a group that a plan does not have; ``where`` says in what it is named.

    Raises:
        QuestionError: none has that name.
    """
    if name not in groups:
        place = f"{where}: " if where else ""
        raise QuestionError(name, f'{place}the plan has no group "{name}"{did_you_mean(name, groups)}')


def vswitch_named(inventory: Inventory, asked: str) -> VSwitch:
    """A VSwitch by its id or its name.

    Raises:
        QuestionError: no VSwitch has that id or name, or several have that name.
    """
    if asked in inventory.vswitches:
        return inventory.vswitches[asked]
    named = [vswitch for vswitch in inventory.vswitches.values() if asked and vswitch.name == asked]
    if len(named) > 1:
        raise QuestionError(asked, f"{len(named)} VSwitches are named {asked}; give the id of one")
    if not named:
        known = [*inventory.vswitches, *(vswitch.name for vswitch in inventory.vswitches.values() if vswitch.name)]
        missing = (
            f'the inventory has no VSwitch "{asked}"' if asked else "no VSwitch is named; name one of the inventory"
        )
        raise QuestionError(asked, f"{missing}{did_you_mean(asked, known)}")
    return named[0]


def cidr_named(text: str) -> Cidr:
    """The CIDR that a VSwitch may have.

    Raises:
        QuestionError: the text is none.
    """
    cidr, masks = parse_cidr(text, 4), VSWITCH_MASKS[4]
    if cidr is None:
        raise QuestionError(text, f"{text} is no IPv4 CIDR without host bits; one like 10.0.0.0/20 is expected")
    if cidr.mask not in masks:
        raise QuestionError(text, f"{text} is no VSwitch: its mask may be {masks[0]} to {masks[-1]}")
    return cidr
