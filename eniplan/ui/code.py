"""The Python that makes a plan again: what was clicked, as calls that anyone can read, change and run."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from eniplan.exchange.plan_writing import write_plan_file
from eniplan.planning.spec import Group, PlanSpec, Wish

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INDENT = "    "
_LONGEST = 80


def code_of(spec: PlanSpec, *, sources: Sequence[str] = (), reserved: Sequence[tuple[str, str]] = ()) -> str:
    """Python that gives the same plan.

    Args:
        spec: what is planned.
        sources: where the inventory is read from; without any, the code uses a variable ``inventory`` that is there.
        reserved: blocks that are reserved as a what-if: VSwitch id and CIDR.
    """
    lines = ["import eniplan", ""]
    lines += [f"inventory = eniplan.read_inventory({', '.join(map(repr, sources))})"] if sources else []
    lines += [f"inventory = eniplan.with_reserved_block(inventory, {key!r}, {cidr!r})" for key, cidr in reserved]
    if spec.vswitches or spec.security_groups:
        network = PlanSpec(
            name=spec.name, region=spec.region, vswitches=spec.vswitches, security_groups=spec.security_groups
        )
        lines += [f"network = eniplan.read_plan_text({_text(write_plan_file(network))})"]
    return "\n".join([*lines, f"spec = {_value(spec, 0)}", "plan = eniplan.plan(spec, inventory)", "plan"]) + "\n"


def _text(text: str) -> str:
    """A text of several lines, as it is read best."""
    plain = "\\" not in text and '"""' not in text and text.isprintable() is False and _is_tidy(text)
    return f'"""\\\n{text}"""' if plain else repr(text)


def _is_tidy(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))


def _value(value: object, depth: int) -> str:
    if isinstance(value, PlanSpec | Group | Wish):
        return _call(value, depth)
    if isinstance(value, tuple) and any(isinstance(item, Group | Wish) for item in value):
        return _block("(", (_value(item, depth + 1) for item in value), ")", depth)
    line = repr(value)
    if len(line) + depth * len(_INDENT) > _LONGEST and isinstance(value, tuple):
        return _block("(", map(repr, value), ")", depth)
    if len(line) + depth * len(_INDENT) > _LONGEST and isinstance(value, dict):
        return _block("{", [f"{key!r}: {_value(member, depth + 1)}" for key, member in value.items()], "}", depth)
    return line


def _call(value: PlanSpec | Group | Wish, depth: int) -> str:
    """A constructor call with what differs from the defaults."""
    given = list(_given(value, depth + 1))
    inline = f"eniplan.{type(value).__name__}({', '.join(given)})"
    if isinstance(value, Wish) and len(inline) + depth * len(_INDENT) <= _LONGEST:
        return inline
    return _block(f"eniplan.{type(value).__name__}(", given, ")", depth)


def _given(value: PlanSpec | Group | Wish, depth: int) -> Iterator[str]:
    bare = type(value)(**{name: getattr(value, name) for name in _REQUIRED[type(value)]})
    for each in fields(value):
        member = getattr(value, each.name)
        if each.name in ("vswitches", "security_groups") and isinstance(value, PlanSpec):
            if member:
                yield f"{each.name}=network.{each.name}"
        elif each.name in _REQUIRED[type(value)] or member != getattr(bare, each.name):
            yield f"{each.name}={_value(member, depth)}"


_REQUIRED: dict[type, tuple[str, ...]] = {
    PlanSpec: ("name", "region"),
    Group: ("name", "vswitches", "security_groups"),
    Wish: ("n",),
}


def _block(start: str, items: Iterator[str] | Sequence[str] | map[str], end: str, depth: int) -> str:
    inner = _INDENT * (depth + 1)
    return f"{start}\n" + "".join(f"{inner}{item},\n" for item in items) + _INDENT * depth + end
