"""Nested values as YAML that every loader reads alike, whatever version of YAML it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


class _Dumper(yaml.SafeDumper):
    """Quotes every text: versions of YAML differ in what a bare ``yes``, ``1e3`` or ``0o7`` is."""

    def ignore_aliases(self, _data: object) -> bool:
        """Each value in full: two ENIs may share one."""
        return True


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


def _members(dumper: yaml.SafeDumper, members: Mapping[str, object]) -> yaml.MappingNode:
    """The names are ours, letters and colons only: they need no quotes."""
    pairs = [
        (dumper.represent_scalar("tag:yaml.org,2002:str", name), dumper.represent_data(value))
        for name, value in members.items()
    ]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)


_Dumper.add_representer(str, _quoted)
_Dumper.add_representer(dict, _members)


def yaml_of(template: Mapping[str, object]) -> str:
    """Nested values as a YAML document, members in their order, letters of every script as they are."""
    text: str = yaml.dump(
        template, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=float("inf"), default_flow_style=False
    )
    return text
