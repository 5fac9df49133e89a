"""The fields of the group form, made from two tables: the plan file's keys and the API's parameters.

Nothing about a parameter is written here: label, help, bounds, choices, exclusions and status are the tables' own. A
field turns what somebody typed into the value a plan file would have, and back; what is no such value stays as it is
typed, and the plan's reader says what would be accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from eniplan.contract.parameters import PARAMETERS
from eniplan.contract.parameters import Kind as ParameterKind
from eniplan.exchange.plan_keys import ENI_KEYS, GROUP_KEYS
from eniplan.exchange.plan_keys import Kind as KeyKind
from eniplan.planning.spec_check import GROUP_KEY_OF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from eniplan.contract.parameters import Parameter
    from eniplan.exchange.plan_keys import PlanKey
    from eniplan.ui.document import Path

Widget = Literal["text", "whole", "choice", "flag", "list", "tags"]
Section = Literal[
    "Plan", "Group", "Addresses", "Instance", "Tags", "Further parameters", "Traffic", "Wishes of one ENI",
    "What if",
]  # fmt: skip

SECTIONS: Mapping[Section, str] = {
    "Group": "what they are called, how many, and where they go",
    "Addresses": "what each ENI takes, and who picks the addresses",
    "Instance": "the ECS type whose limits hold",
    "Tags": "tags of each ENI",
    "Further parameters": "what else CreateNetworkInterface takes",
    "Traffic": "queues, connection tracking and enhanced networking",
    "Wishes of one ENI": "fixed addresses of a single ENI",
}
"""The parts of the form, basic ones first, and what stands in each."""

BASIC: frozenset[Section] = frozenset({"Group", "Addresses"})
"""The sections that are open at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the form.

    Args:
        path: where its value stands in a group's table, or in the table of one ENI's wishes.
        label: as it is called.
        help: what it means, what is accepted, what it excludes and what the page says of it.
        widget: how it is typed: a text, a whole number, one of some words, yes or no, a list, tags.
        section: the part of the form.
        choices: the only values of a choice.
        default: the value where nothing is typed; empty for none.
        parameters: the API's parameters that it sets, by their paths (``Tag.Key``).
        status: what the page says of the parameter: public, deprecated, by invitation.
        slider: where its slider goes from and to, where it has one of its own.
        hint: what stands in it, in grey, while nothing is typed.
    """

    path: Path
    label: str
    help: str
    widget: Widget
    section: Section
    choices: tuple[str, ...] = ()
    default: object = ""
    parameters: tuple[str, ...] = ()
    status: str = "public"
    slider: tuple[int, int] | None = None
    hint: str = ""

    @property
    def struct(self) -> str:
        """The parameter that this one is a member of; empty for none."""
        return str(self.path[1]) if len(self.path) > _MEMBER else ""

    def value_of(self, typed: str) -> object | None:
        """The value that a plan file would have for what was typed; None for nothing."""
        text = typed.strip()
        if not text:
            return None
        if self.widget == "choice":
            return _whole(text) if text in self.choices else text
        return _READ[self.widget](text)

    def typed(self, value: object) -> str:
        """What somebody would type for a value; the opposite of :meth:`value_of`."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, list | tuple):
            return ", ".join(map(str, value))
        if isinstance(value, dict):
            return "\n".join(f"{key}={member}" for key, member in value.items())
        return str(value)


_MEMBER = 2
_DIGITS = 18


def _whole(text: str) -> object:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS else text


def _flag(text: str) -> object:
    return {"true": True, "false": False}.get(text, text)


def _list_of(text: str) -> object:
    return text.replace(",", " ").split()


def _tags_of(text: str) -> object:
    """Lines or commas of ``key=value`` as a table; anything else stays a text."""
    pairs = [part.strip().partition("=") for part in text.replace("\n", ",").split(",") if part.strip()]
    return {key.strip(): value.strip() for key, _, value in pairs} if all(sign for _, sign, _ in pairs) else text


_READ: Mapping[Widget, Callable[[str], object]] = {
    "text": str,
    "whole": _whole,
    "flag": _flag,
    "list": _list_of,
    "tags": _tags_of,
}
"""How each widget reads what was typed; what it cannot read stays the text it is."""


@cache
def group_fields() -> tuple[Field, ...]:
    """The fields of a group, section by section."""
    found = [*_of_keys(), *_of_parameters()]
    order = list(SECTIONS)
    return tuple(sorted(found, key=lambda field: order.index(field.section)))


@cache
def wish_fields() -> tuple[Field, ...]:
    """The fields of one ENI's wishes, but for its number."""
    return tuple(_of_key(key, "Wishes of one ENI", "group.eni.") for key in ENI_KEYS if key.name != "n")


PLAN_FIELDS: tuple[Field, ...] = (
    Field(path=("name",), label="plan name", help="part of every client token", widget="text", section="Plan"),
    Field(path=("region",), label="region", help="the region of all requests", widget="text", section="Plan"),
    Field(
        path=("seed",), label="seed", help="same file, inventory and seed: the same plan", widget="whole",
        section="Plan", default=0,
    ),
)  # fmt: skip
"""The keys of the plan itself."""

NUMBER: Field = Field(
    path=("n",), label="ENI number", help="whose wishes these are, counted from 1", widget="whole",
    section="Wishes of one ENI", default=1,
)  # fmt: skip
"""Which ENI of a group the wishes are of."""

_SECTION_OF: Mapping[str, Section] = {
    "addressing": "Addresses",
    "draw": "Addresses",
    "secondary_addresses": "Addresses",
    "ipv4_prefixes": "Addresses",
    "ipv6_addresses": "Addresses",
    "ipv6_prefixes": "Addresses",
    "instance_type": "Instance",
    "enis_per_instance": "Instance",
    "tags": "Tags",
}
_TABLES = frozenset({KeyKind.PARAMETERS, KeyKind.TABLES})
_WIDGET: Mapping[KeyKind, Widget] = {
    KeyKind.WHOLE: "whole",
    KeyKind.CHOICE: "choice",
    KeyKind.TEXTS: "list",
    KeyKind.TAGS: "tags",
}


def _of_keys() -> Iterator[Field]:
    for key in GROUP_KEYS:
        if key.kind not in _TABLES:
            yield _of_key(key, _SECTION_OF.get(key.name, "Group"))


def _of_key(key: PlanKey, section: Section, inside: str = "") -> Field:
    parameters = [row for row in PARAMETERS if GROUP_KEY_OF.get(row.name) == f"{inside}{key.name}"]
    names = [path for row in parameters for path in _paths(row)]
    excluded = dict.fromkeys(other for row in parameters for other in row.excludes if other not in names)
    said = [key.meaning, f"{key.accepts}", f"sets {', '.join(names)}" if names else ""]
    said += [f"excludes {', '.join(excluded)}"] if excluded else []
    return Field(
        path=(key.name,),
        label=key.name.replace("_", " "),
        help="; ".join(filter(None, said)),
        widget=_WIDGET.get(key.kind, "text"),
        section=section,
        choices=key.choices,
        default=key.default if isinstance(key.default, str | int) else "",
        parameters=tuple(names),
    )


def _paths(row: Parameter) -> list[str]:
    """The parameter and those inside it."""
    return [row.name, *(f"{row.name}.{member.name}" for member in row.members)]


def _of_parameters() -> Iterator[Field]:
    for row in PARAMETERS:
        if row.name in GROUP_KEY_OF:
            continue
        for path, inner in [((row.name,), row)] if not row.members else _inside(row):
            section: Section = "Traffic" if row.members or row.name in _TRAFFIC else "Further parameters"
            yield _of_parameter(path, inner, section, row.status)


_TRAFFIC = frozenset(
    {"QueueNumber", "QueuePairNumber", "NetworkInterfaceTrafficMode", "TxQueueSize", "RxQueueSize", "SourceDestCheck"}
)


def _inside(row: Parameter) -> list[tuple[tuple[str, ...], Parameter]]:
    return [((row.name, member.name), member) for member in row.members]


def _of_parameter(path: tuple[str, ...], row: Parameter, section: Section, status: str) -> Field:
    of_struct = len(path) > 1
    status = row.status if row.status != "public" else status
    said = [_accepted(row), row.note, "" if row.default is None else f"{_shown(row.default)} if unset"]
    said += [f"excludes {', '.join(row.excludes)}" if row.excludes else "", "" if status == "public" else status]
    paths = (".".join(path), path[0]) if of_struct else (path[0],)
    return Field(
        path=("parameters", *path),
        label=path[-1],
        help="; ".join(filter(None, said)),
        widget=_widget(row),
        section=section,
        choices=("true", "false") if row.kind is ParameterKind.BOOLEAN else tuple(map(str, row.allowed)),
        parameters=paths,
        status=status,
    )


def _widget(row: Parameter) -> Widget:
    if row.allowed:
        return "choice"
    return {ParameterKind.BOOLEAN: "flag", ParameterKind.INTEGER: "whole"}.get(row.kind, "text")  # type: ignore[return-value]


def _accepted(row: Parameter) -> str:
    if row.allowed:
        return f"one of {', '.join(map(str, row.allowed))}"
    if row.kind is ParameterKind.BOOLEAN:
        return "true or false"
    if row.kind is ParameterKind.INTEGER:
        return f"a whole number from {row.least} to {row.most}" if row.most else "a whole number"
    return f"a text of {row.shortest} to {row.longest} characters" if row.longest else f"{row.kind.value}"


def _shown(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def field_of(parameter: str) -> Path:
    """The path of the field that a finding's parameter leads to: ``Ipv4Prefix.2`` is ``("eni", "ipv4_prefixes")``.

    A parameter that only a wish names leads to the wishes; one that no field sets leads to the group's name.
    """
    head = [part for part in parameter.split(".") if not part.isdecimal()]
    for length in (len(head), 1):
        for path, parameters in _leads():
            if ".".join(head[:length]) in parameters:
                return path
    return ("name",)


@cache
def _leads() -> list[tuple[Path, tuple[str, ...]]]:
    wishes = [(("eni", *field.path), field.parameters) for field in wish_fields()]
    return [*((field.path, field.parameters) for field in group_fields()), *wishes]
