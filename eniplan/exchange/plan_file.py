"""Plan files in: TOML text to a checked PlanSpec. What is wrong is one sentence with file, place and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.errors import MalformedFile, SpecError
from eniplan.exchange.plan_keys import PLAN_KEYS
from eniplan.exchange.plan_values import check_format, spec_of
from eniplan.network.inventory import Inventory
from eniplan.network.planned import with_planned
from eniplan.network.toml_text import line_of, parse_toml, read_toml_text
from eniplan.planning.spec_check import check_spec

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from eniplan.planning.spec import PlanSpec


def read_plan_file(path: str | os.PathLike[str]) -> PlanSpec:
    """Read a plan file.

    Raises:
        MalformedFile: a file that cannot be read, is no TOML, or asks for something that no network could give.
    """
    return plan_spec_from(read_toml_text(path), path)


def read_plan_text(text: str) -> PlanSpec:
    r"""Read the text of a plan file.

    >>> read_plan_text('format = 1\nname = "web"\nregion = "cn-hangzhou"').name
    'web'

    Raises:
        MalformedFile: as :func:`read_plan_file`.
    """
    return plan_spec_from(text)


def plan_spec_from(source: str | Mapping[str, object], path: object = "plan") -> PlanSpec:
    """The plan that a TOML text, or the table that such a text says, asks for.

    Args:
        source: the text or the table.
        path: what messages call it.

    Raises:
        MalformedFile: as :func:`read_plan_file`.
    """
    document = parse_toml(source, path) if isinstance(source, str) else source
    try:
        return _checked_spec(document)
    except SpecError as error:
        line = line_of(source, error.key) if isinstance(source, str) else None
        raise MalformedFile(path, error.problem, line=line, where=error.key) from None


def _checked_spec(document: Mapping[str, object]) -> PlanSpec:
    check_format(document)
    spec = spec_of(PLAN_KEYS, document)
    check_spec(spec)
    with_planned(Inventory(), spec.vswitches, spec.security_groups)
    return spec
