"""The code of a plan makes the plan again, whatever the plan."""

from __future__ import annotations

import ast
from typing import Any

from hypothesis import given

import eniplan
from eniplan.network.reserving import with_reserved_block
from eniplan.ui.code import code_of
from tests.exchange.specs import specs
from tests.planning.ground_kit import A, account

HANGZHOU = eniplan.read_inventory(eniplan.examples / "hangzhou")


def run(code: str, **names: object) -> dict[str, Any]:
    """What running the code leaves."""
    exec(compile(code, "code", "exec"), names)  # noqa: S102 - our own output
    return names


def test_the_examples_code_is_the_example() -> None:
    """From the folder to the plan: the same requests, byte for byte; lines of at most 110 characters."""
    spec = eniplan.read_plan_file(eniplan.examples / "web.toml")
    code = code_of(spec, sources=[str(eniplan.examples / "hangzhou")])
    made = run(code)["plan"]
    assert list(made.requests.lines()) == list(eniplan.plan(spec, HANGZHOU).requests.lines())
    assert all(len(line) <= 110 for line in code.splitlines() if "read_inventory" not in line)


@given(specs())
def test_any_plan_is_the_same_again(spec: eniplan.PlanSpec) -> None:
    """Every key, with texts at the edges: running the code gives an equal spec, as far as a plan file can say it."""
    code = code_of(spec)
    tree = ast.parse(code)
    last = tree.body.pop()
    assert ast.unparse(last) == "plan"
    tree.body.pop()  # the plan itself may not fit any account
    names: dict[str, Any] = {"inventory": HANGZHOU}
    exec(compile(tree, "code", "exec"), names)  # noqa: S102 - our own output
    again = names["spec"]
    assert (again.groups, again.name, again.seed, again.profile) == (spec.groups, spec.name, spec.seed, spec.profile)
    assert eniplan.write_plan_file(again) == eniplan.write_plan_file(spec)


def test_reserved_blocks_are_in_the_code() -> None:
    """As calls on the inventory that is there."""
    spec = eniplan.PlanSpec(name="p", region="cn-hangzhou")
    names = run(code_of(spec, reserved=[("vsw-a", "10.0.0.128/26")]), inventory=account(A))
    assert names["inventory"] == with_reserved_block(account(A), "vsw-a", "10.0.0.128/26")
