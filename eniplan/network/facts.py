"""From JSON answers to an inventory: the whole of reading, but without a file.

Answers are taken one by one, so that the JSON of one file is gone before the next one is read. What an id says later
replaces what it said before, with a note; nothing that was read is dropped because a later file lacks it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eniplan.contract.findings import Findings
from eniplan.errors import MalformedFile
from eniplan.network import shapes
from eniplan.network.account_answers import (
    ENI_QUOTA,
    attribute_of,
    instance_type_of,
    resource_group_of,
    security_group_of,
)
from eniplan.network.contradictions import contradictions
from eniplan.network.counts import unexplained
from eniplan.network.eni_answers import eni_of
from eniplan.network.inventory import Inventory
from eniplan.network.other_holders import holders_of_instances, holders_of_usages, instance_of, usage_of
from eniplan.network.paging import PageRead, incomplete_listings
from eniplan.network.profile import Profile
from eniplan.network.remarks import remark
from eniplan.network.shapes import ErrorAnswer, Page, Unknown, recognised
from eniplan.network.shelf import Shelf
from eniplan.network.vswitch_answers import block_of, vswitch_of, with_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eniplan.contract.finding import Finding
    from eniplan.network.eni import ENI
    from eniplan.network.json_text import Answer
    from eniplan.network.vswitch import VSwitch


def inventory_of(answers: Iterable[Answer]) -> Inventory:
    """The inventory that JSON answers describe, contradictions and gaps as findings.

    Raises:
        MalformedFile: a member that cannot be read, or no answer at all that eniplan reads.
    """
    facts = Facts()
    for answer in answers:
        for found in recognised(answer):
            facts.take(found)
    return facts.inventory()


class Facts:
    """What the answers said so far: a shelf for each kind, the pages, and what was no answer."""

    def __init__(self) -> None:
        self.vswitches = Shelf(shapes.VSWITCHES.action, vswitch_of)
        self.enis = Shelf(shapes.ENIS.action, eni_of)
        self.blocks = Shelf(shapes.BLOCKS.action, block_of)
        self.usages = Shelf(shapes.USAGES.action, usage_of)
        self.instance_types = Shelf(shapes.INSTANCE_TYPES.action, instance_type_of)
        self.security_groups = Shelf(shapes.SECURITY_GROUPS.action, security_group_of)
        self.instances = Shelf(shapes.INSTANCES.action, instance_of)
        self.attributes = Shelf(shapes.ATTRIBUTES.action, attribute_of)
        self.resource_groups = Shelf(shapes.RESOURCE_GROUPS.action, resource_group_of)
        self._shelves = {
            shelf.action: shelf
            for shelf in (
                self.vswitches, self.enis, self.blocks, self.usages, self.instance_types, self.security_groups,
                self.instances, self.attributes, self.resource_groups,
            )
        }  # fmt: skip
        self._pages: list[PageRead] = []
        self._errors: list[ErrorAnswer] = []
        self._unknown: dict[str, Unknown] = {}

    def take(self, found: Page | ErrorAnswer | Unknown) -> None:
        """Add one page, or remember what was none."""
        if isinstance(found, Page):
            ids = self._shelves[found.kind.action].take(found)
            self._pages.append(PageRead(found._replace(rows=[]), ids))
        elif isinstance(found, ErrorAnswer):
            self._errors.append(found)
        else:
            self._unknown.setdefault(found.file, found)

    def inventory(self) -> Inventory:
        """The inventory of everything that was taken."""
        self._refuse_if_nothing_known()
        vswitches, odd = with_blocks(self.vswitches.values, self.blocks.values.values())
        inventory = Inventory(
            vswitches=vswitches,
            enis=self.enis.values,
            others=self._others(vswitches),
            security_groups=self.security_groups.values,
            instance_types=self.instance_types.values,
            resource_groups=frozenset(self.resource_groups.values),
            profile=self._profile(),
            lists_security_groups=self._lists(shapes.SECURITY_GROUPS),
            lists_resource_groups=self._lists(shapes.RESOURCE_GROUPS),
        )
        explained, doubts = self._explained(inventory)
        findings = (
            *self._unread(),
            *incomplete_listings(self._pages),
            *(note for shelf in self._shelves.values() for note in shelf.notes()),
            *odd,
            *contradictions(inventory, lists_blocks=self._lists(shapes.BLOCKS)),
            *doubts,
        )
        return replace(inventory, vswitches=explained, findings=Findings(findings))

    def _refuse_if_nothing_known(self) -> None:
        if self._unknown and not self._pages and not self._errors:
            first = next(iter(self._unknown.values()))
            known = ", ".join(kind.action for kind in shapes.KINDS)
            raise MalformedFile(first.file, f"{first.looks} is no answer that eniplan reads; it reads {known}")

    def _lists(self, kind: shapes.Kind) -> bool:
        return any(page.page.kind is kind for page in self._pages)

    def _others(self, vswitches: dict[str, VSwitch]) -> tuple[ENI, ...]:
        enis = self.enis.values
        homes = {key: row.vswitch_id for key, row in self.blocks.values.items()}
        instances, usages = self.instances.values.values(), self.usages.values.values()
        found = tuple(holders_of_instances(instances, enis, vswitches)) if instances else ()
        return (*found, *(holders_of_usages(usages, (*enis.values(), *found), homes) if usages else ()))

    def _profile(self) -> Profile:
        quota, file = self.attributes.values.get(ENI_QUOTA), self.attributes.files.get(ENI_QUOTA)
        if quota is None:
            return Profile()
        return Profile().with_values({"eni_quota": quota}, f"DescribeAccountAttributes in {file}")

    def _explained(self, inventory: Inventory) -> tuple[dict[str, VSwitch], Sequence[Finding]]:
        known, doubts = {}, []
        for key, vswitch in inventory.vswitches.items():
            count, doubt = unexplained(vswitch, inventory.holders_by_vswitch.get(key, ()), self.vswitches.files[key])
            known[key] = replace(vswitch, unexplained_ipv4=count) if count else vswitch
            doubts += [doubt] if doubt else []
        return known, doubts

    def _unread(self) -> Iterator[Finding]:
        for error in self._errors:
            message = f"{error.file} holds the error {error.code} instead of an answer: {error.message}"
            yield remark("Lint.ErrorAnswer", message, file=error.file, subject=error.code)
        for unknown in self._unknown.values():
            message = f"{unknown.file} is not read: {unknown.looks} is no answer that eniplan reads"
            yield remark("Lint.UnknownShape", message, file=unknown.file)
