"""Whose limits of an instance type are used, and what is said about them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from eniplan.network.instance_type import InstanceType
from eniplan.network.inventory import Inventory
from eniplan.network.known_type import known_type

OWN = InstanceType(id="ecs.g7.xlarge", eni_quantity=2)
ACCOUNT = Inventory(instance_types={OWN.id: OWN, "ecs.mine.large": InstanceType(id="ecs.mine.large")})


def said(wanted: str, inventory: Inventory = ACCOUNT) -> tuple[str, str, str]:
    """Code, severity and sentence of what is said about a type."""
    finding = known_type(wanted, inventory).finding
    assert finding is not None
    return finding.code, finding.severity, finding.message


def test_the_inventory_wins() -> None:
    """Its 2 ENIs stand, whatever the catalogue says (4), and nothing is said."""
    assert known_type("ecs.g7.xlarge", ACCOUNT) == (OWN, None)


def test_without_a_name_nothing_is_said() -> None:
    """A group that names no type."""
    assert known_type("", ACCOUNT) == (None, None)


def test_the_catalogue_is_named_when_used() -> None:
    """The note has the type, the kind of source and its date, and the limits carry them to every finding."""
    limits, finding = known_type("ecs.g7.xlarge", Inventory())
    assert limits is not None
    assert finding is not None
    assert (limits.eni_quantity, limits.source) == (4, "catalogue, recorded answer, 2025")
    assert finding.source == "catalogue, recorded answer, 2025"
    assert said("ecs.g7.xlarge", Inventory()) == (
        "Lint.CatalogueUsed",
        "note",
        "ecs.g7.xlarge is not in the inventory; its limits are those of the catalogue, recorded answer, 2025",
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ecs.re4.20xlarge", "documentation table, 2021-07-19 or earlier, says eni_quantity 8 and not 2, "),
        ("ecs.re4.20xlarge", "ipv4_per_eni 20 and not 10 (a recorded answer is used before a table, "),
        ("ecs.ce4.xlarge", "says eni_quantity 2 or 3 or 8 and not 1, ipv4_per_eni 6 and not 2 ("),
        ("ecs.g6.large", "placeholder sample, 2024 or later, says eni_quantity 3 and not 2, "),
        ("ecs.g6.large", "trunk_supported yes and not no"),
    ],
)
def test_both_figures_are_told(name: str, told: str) -> None:
    """Where sources differ: who says what, which figure is used, and why."""
    assert told in said(name)[2]


def test_a_type_that_nobody_knows() -> None:
    """A warning with the names near it, the inventory's own among them."""
    assert known_type("ecs.mine.xlarge", ACCOUNT).limits is None
    code, severity, message = said("ecs.mine.xlarge")
    assert (code, severity) == ("Lint.TypeUnknown", "warning")
    assert message.startswith("the limits of ecs.mine.xlarge are not known and not checked; near it: ecs.mine.large, ")
    assert message.endswith("; else read DescribeInstanceTypes")
    assert "near it: ecs.g7.xlarge, " in said("ECS.G7.XLARGE", Inventory())[2]


@pytest.mark.parametrize("name", ["<script>", "\u202eegralx", "x" * 128, "\x00", "型"])
def test_a_name_that_is_none(name: str) -> None:
    """Nothing is near it, and the sentence says what to do."""
    assert said(name)[2] == f"the limits of {name} are not known and not checked; read DescribeInstanceTypes"


def test_nothing_is_read_before_it_is_needed() -> None:
    """A type of the inventory opens no table."""
    code = (
        "from eniplan.network import catalogue\n"
        "from eniplan.network.instance_type import InstanceType\n"
        "from eniplan.network.inventory import Inventory\n"
        "from eniplan.network.known_type import known_type\n"
        "known_type('t', Inventory(instance_types={'t': InstanceType(id='t')}))\n"
        "known_type('', Inventory())\n"
        "print(catalogue._types.cache_info().currsize)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout == "0\n"
