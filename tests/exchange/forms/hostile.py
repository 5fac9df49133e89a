"""Batches of calls with whatever a text can hold, for forms that other programs read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from hypothesis import strategies as st

from eniplan.contract.wire import canonical
from eniplan.planning.steps import Step, create_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eniplan.planning.plan import Plan

TEXTS = (
    "'",
    '"',
    "'\"'\"'",
    '"quoted"',
    "two\nlines\r\n\ttab",
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned #",
    "| touch pwned & touch pwned",
    "${path.module}",
    "$${x}",
    "$$${x}",
    "%{ if true }a%{ endif }",
    "%%{x}",
    "$",
    "%",
    "$ {x} %s %d %n",
    '=cmd()|"/C calc"!A0',
    "<script>alert(1)</script>",
    "-",
    "--force",
    "-x=y",
    "a=b:c",
    "yes",
    "no",
    "null",
    "~",
    "1e3",
    "0o17",
    "0x1f",
    "1_000",
    "12:30:45",
    "2015-09-01",
    ".inf",
    "!!python/object/apply:os.system ['touch pwned']",
    "*alias",
    "&anchor",
    "- item",
    "key: value",
    "# comment",
    "{{x}}",
    "[]",
    "{}",
    "%YAML 1.2",
    "---",
    "back\\slash \\n \\u0041 \\",
    " leading and trailing ",
    "{{ parameters }}",
    "EOF\n",
    "\x1b[2J\x07\x7f",
    "\x85\u2028\u2029\ufeff",
    "\u202eright to left",
    "弹性网卡 é ж",
    "🚀👩‍👩‍👧 🇨🇳",
    '\\"NetworkInterfaceId\\": \\"eni-evil\\"',
    "x" * 128,
)
"""What has a meaning for some program: quotes, commands, templates, formulas, markup, numbers, NUL's neighbours."""

WITH_NUL = "before\0after"

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)
"""Any other text."""


def create(eni: str, **parameters: object) -> Step:
    """A create call; a region, a VSwitch and a name are there already."""
    usual = {"RegionId": "cn-hangzhou", "VSwitchId": "vsw-1", "SecurityGroupIds": ["sg-1"]}
    return create_step(eni, canonical({**usual, "ClientToken": f"token of {eni}", **parameters}))


def tagged(eni: str, *values: str) -> Step:
    """A create call that has these texts as name, description and tags."""
    tags = [{"Key": value, "Value": value} for value in dict.fromkeys(values)]
    return create(eni, NetworkInterfaceName=values[0], Description=values[-1], Tag=tags)


def assign(eni: str, place: int = 2, **parameters: object) -> Step:
    """An assign call after the create."""
    own = {"RegionId": "cn-hangzhou", **parameters, "ClientToken": f"token {place} of {eni}"}
    return Step(f"{eni}/{place}", "AssignPrivateIpAddresses", canonical(own), f"{eni}/1")


def plan_of(*steps: Step, repeats: bool = False) -> Plan:
    """A plan as far as a form looks at it."""
    creates = [step for step in steps if step.after is None]
    group = SimpleNamespace(vswitches=() if repeats else ("vsw-1",))
    return cast(
        "Plan",
        SimpleNamespace(
            steps=steps,
            requests=creates,
            region="cn-hangzhou",
            needs_steps=len(steps) > len(creates),
            spec=SimpleNamespace(groups=(group,)),
        ),
    )


def creates_of(steps: Iterable[Step]) -> list[Mapping[str, object]]:
    """The parameters of the create calls."""
    return [step.parameters for step in steps if step.after is None]
