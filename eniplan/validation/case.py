"""One request under judgement, with everything a rule may look at.

A rule gets a :class:`Case` and asks it; the case finds the VSwitch and the groups, turns texts into addresses once, and
merges the settings that the API takes in two places. What is shared by all requests of a batch (inventory, profile,
occupancy, totals, notes said once) stands in the :class:`Setting`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from eniplan.contract.finding import DECISION, PAGE, Finding, RaisedAt
from eniplan.contract.lint import severity
from eniplan.contract.parameters import BY_NAME
from eniplan.network.cidr import parse_address, prefix_at, split_cidr
from eniplan.validation.named import Given, Named, NamedPrefix

if TYPE_CHECKING:
    from eniplan.contract.parameters import Parameter
    from eniplan.contract.reading import ReadRequest
    from eniplan.contract.request import CreateNetworkInterface
    from eniplan.network.cidr import Family
    from eniplan.network.instance_type import InstanceType
    from eniplan.network.inventory import Inventory
    from eniplan.network.occupancy import FamilyOccupancy, Occupancy
    from eniplan.network.profile import Profile
    from eniplan.network.security_group import SecurityGroup
    from eniplan.network.vswitch import VSwitch
    from eniplan.validation.instance import Instance
    from eniplan.validation.tally import Tally

OwnerOf = Callable[[str, int], str]


@dataclass(kw_only=True)
class Setting:
    """What all requests of a batch share.

    Args:
        profile: the account's limits.
        inventory: what exists; where it has nothing of a kind, rules that need such facts say so once.
        occupancy: the VSwitches' pools by id.
        tally: running totals.
        owner_of: who holds an address of a VSwitch, for messages.
        once: findings to say once per batch, by kind.
    """

    profile: Profile
    inventory: Inventory
    occupancy: Mapping[str, Occupancy]
    tally: Tally
    owner_of: OwnerOf
    once: dict[str, Finding] = field(default_factory=dict)

    def say_once(self, kind: str, code: str, message: str, source: str = DECISION) -> None:
        """Keep a note for the whole batch, the first of its kind."""
        if kind not in self.once:
            self.once[kind] = Finding(code=code, severity=severity(code), message=message, source=source)


class Case:
    """One request under judgement.

    Args:
        read: the request as it was read, with the paths not to judge again.
        setting: what the batch shares.
        instance: the instance it will be attached to, with the ENIs before it; None where none is planned.
        zone: the zone its instance is in; empty where none is planned.
        whole_eni: whether the request stands for an ENI that several calls may make: then further calls add what the
            first cannot take, and only what the ENI itself can hold limits it.
    """

    makes_eni: ClassVar[bool] = True
    """Whether the call makes an ENI, with a primary address; an assign call adds to one that exists."""

    def __init__(
        self,
        read: ReadRequest,
        setting: Setting,
        instance: Instance | None = None,
        zone: str = "",
        *,
        whole_eni: bool = False,
    ) -> None:
        self.request: CreateNetworkInterface = read.request
        self.read_findings = read.findings
        self.skipped = read.skipped
        self.setting = setting
        self.profile = setting.profile
        self.instance = instance
        self.zone = zone
        self.whole_eni = whole_eni

    # what to answer

    def refuse(
        self, code: str, parameter: str, message: str, *, source: str = PAGE, raised_at: RaisedAt = "create"
    ) -> Finding:
        """A finding of severity error."""
        return Finding(
            code=code,
            severity="error",
            parameter=parameter,
            message=message,
            source=source,
            raised_at=raised_at,
            vswitch=self.request.vswitch_id or "",
        )

    def lint(self, code: str, parameter: str, message: str, *, source: str = DECISION) -> Finding:
        """A ``Lint.*`` finding with the severity of its table."""
        return Finding(
            code=code,
            severity=severity(code),
            parameter=parameter,
            message=message,
            source=source,
            vswitch=self.request.vswitch_id or "",
        )

    # what was given

    def given(self, name: str, value: object) -> bool:
        """Whether a parameter was given at all, readable or not."""
        return name in self.skipped or not (value is None or value == ())

    @cached_property
    def settings(self) -> Mapping[str, Given]:
        """The settings that may stand at top level or in NetworkInterfaceTrafficConfig: field -> value and path."""
        merged: dict[str, Given] = {}
        config = self.request.traffic_config
        for name, attribute in TWICE:
            inside = getattr(config, attribute) if config else None
            if inside is not None:
                merged[attribute] = Given(f"NetworkInterfaceTrafficConfig.{name}", inside)
            outside = getattr(self.request, attribute)
            if outside is not None:
                merged[attribute] = Given(name, outside)
        return merged

    @property
    def high_performance(self) -> bool:
        """Whether it is an RDMA ENI."""
        mode = self.settings.get("traffic_mode")
        return mode is not None and mode.value == "HighPerformance"

    # addresses

    def texts(self, family: Family) -> Iterator[tuple[str, str]]:
        """The named addresses of a family as they were written, with their paths, primary first."""
        request = self.request
        if family == 4 and request.primary_address is not None:
            yield "PrimaryIpAddress", request.primary_address
        name, listed = (
            ("PrivateIpAddress", request.secondary_addresses)
            if family == 4
            else ("Ipv6Address", request.ipv6_addresses)
        )
        yield from self._readable(name, listed)

    def prefix_texts(self, family: Family) -> Iterator[tuple[str, str]]:
        """The named prefixes of a family as they were written, with their paths."""
        request = self.request
        yield from self._readable(f"Ipv{family}Prefix", request.ipv4_prefixes if family == 4 else request.ipv6_prefixes)

    def _readable(self, name: str, listed: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for place, text in enumerate(listed, 1):
            if (path := f"{name}.{place}") not in self.skipped:
                yield path, text

    @cached_property
    def addresses(self) -> Mapping[Family, tuple[Named, ...]]:
        """The named addresses that are addresses, by family."""
        return {4: tuple(self._addresses(4)), 6: tuple(self._addresses(6))}

    def _addresses(self, family: Family) -> Iterator[Named]:
        for path, text in self.texts(family):
            address = parse_address(text, family)
            if address is not None:
                yield Named(path, text, address)

    @cached_property
    def prefixes(self) -> Mapping[Family, tuple[NamedPrefix, ...]]:
        """The named prefixes that are whole, aligned prefixes, by family."""
        return {4: tuple(self._prefixes(4)), 6: tuple(self._prefixes(6))}

    def _prefixes(self, family: Family) -> Iterator[NamedPrefix]:
        for path, text in self.prefix_texts(family):
            parts = split_cidr(text, family)
            if parts is not None and prefix_at(family, parts[0])[1:] == parts:
                yield NamedPrefix(path, text, prefix_at(family, parts[0]))

    def count(self, family: Family, what: str) -> int:
        """How many ``addresses`` or ``prefixes`` of a family are asked for by count, without a primary address."""
        return self._counts[family, what]

    @cached_property
    def _counts(self) -> Mapping[tuple[Family, str], int]:
        return {asked: self._count(BY_NAME[name]) for asked, name in COUNTED.items()}

    def _count(self, row: Parameter) -> int:
        asked, most = getattr(self.request, row.field), self.most(row)
        # a count outside its range is refused as such; judging what would follow from it helps nobody
        return asked if asked is not None and asked in range(row.least or 0, (most or asked) + 1) else 0

    def most(self, row: Parameter) -> int | None:
        """The largest number, or the longest list, that a parameter takes; None for any."""
        if self.whole_eni and row.name in ADDED_LATER:
            return MOST_SLOTS
        return row.most_items if row.many else row.most

    @property
    def secondary(self) -> int:
        """Secondary private addresses, listed or by count."""
        return len(self.request.secondary_addresses) or self.count(4, "addresses")

    @property
    def ipv6(self) -> int:
        """IPv6 addresses, listed or by count."""
        return len(self.request.ipv6_addresses) or self.count(6, "addresses")

    def prefix_total(self, family: Family) -> int:
        """Prefixes of a family, listed or by count."""
        listed = self.request.ipv4_prefixes if family == 4 else self.request.ipv6_prefixes
        return len(listed) or self.count(family, "prefixes")

    def prefix_texts_given(self, family: Family) -> bool:
        """Whether prefixes of the family are named, and not asked for by count."""
        return bool(self.request.ipv4_prefixes if family == 4 else self.request.ipv6_prefixes)

    def prefix_parameter(self, family: Family) -> str:
        """The parameter that asks for prefixes of the family: the list, else the count."""
        return f"Ipv{family}Prefix" if self.prefix_texts_given(family) else f"Ipv{family}PrefixCount"

    def wants_prefixes(self, family: Family) -> bool:
        """Whether any prefix of the family is asked for."""
        return self.prefix_total(family) > 0

    @property
    def wants_ipv6(self) -> bool:
        """Whether any IPv6 address or prefix is asked for."""
        return self.ipv6 > 0 or self.wants_prefixes(6)

    @property
    def slots(self) -> int:
        """What it counts in a basic security group: primary, secondary, IPv6 and prefixes, one each."""
        return self.makes_eni + self.secondary + self.ipv6 + self.prefix_total(4) + self.prefix_total(6)

    # facts

    @cached_property
    def vswitch(self) -> VSwitch | None:
        """The VSwitch, where the inventory has it in the request's region."""
        vswitch = self.setting.inventory.vswitches.get(self.request.vswitch_id or "")
        if vswitch is None or (vswitch.region_id and self.region and vswitch.region_id != self.region):
            return None
        return vswitch

    @property
    def region(self) -> str:
        """The request's region, empty where it names none."""
        return self.request.region_id or ""

    @cached_property
    def groups(self) -> tuple[tuple[str, str], ...]:
        """The security group ids with their paths, in order, repeats left in."""
        single = self.request.security_group_id
        if single is not None:
            return (("SecurityGroupId", single), *self._readable("SecurityGroupIds", self.request.security_group_ids))
        return tuple(self._readable("SecurityGroupIds", self.request.security_group_ids))

    @cached_property
    def known_groups(self) -> tuple[tuple[str, SecurityGroup], ...]:
        """The security groups the inventory lists, each once, with their paths."""
        listed = self.setting.inventory.security_groups
        first = {group: path for path, group in reversed(self.groups)}
        return tuple(
            (first[group], listed[group]) for group in dict.fromkeys(g for _, g in self.groups) if group in listed
        )

    @property
    def occupancy(self) -> Occupancy | None:
        """The VSwitch's pools, where the VSwitch is known."""
        return self.setting.occupancy.get(self.vswitch.id) if self.vswitch else None

    def pool(self, family: Family) -> FamilyOccupancy | None:
        """The pools of one family, where VSwitch and family exist."""
        occupancy = self.occupancy
        if occupancy is None:
            return None
        return occupancy.ipv4 if family == 4 else occupancy.ipv6

    @property
    def instance_type(self) -> InstanceType | None:
        """The ECS type it is judged for."""
        return self.instance.type if self.instance else None


COUNTED: Mapping[tuple[Family, str], str] = {
    (4, "addresses"): "SecondaryPrivateIpAddressCount",
    (4, "prefixes"): "Ipv4PrefixCount",
    (6, "addresses"): "Ipv6AddressCount",
    (6, "prefixes"): "Ipv6PrefixCount",
}
"""The parameter that asks for addresses or prefixes of a family by count."""

MOST_SLOTS = 49
"""Secondary addresses and IPv4 prefixes of an ENI that is not attached (CreateNetworkInterface page)."""

ADDED_LATER = frozenset({"PrivateIpAddress", "Ipv4Prefix", "Ipv4PrefixCount", "Ipv6Prefix", "Ipv6PrefixCount"})
"""What assign calls can add to an ENI that is not attached, beyond what its create call takes.

IPv6 addresses are not among them: an ENI that is not attached holds at most the 10 of its create call (ECS
documentation, IPv6 addresses of an ENI, 2024-12). That 49 holds for IPv6 prefixes too is a decision.
"""

TWICE: tuple[tuple[str, str], ...] = (
    ("QueueNumber", "queue_number"),
    ("NetworkInterfaceTrafficMode", "traffic_mode"),
    ("QueuePairNumber", "queue_pair_number"),
    ("TxQueueSize", "tx_queue_size"),
    ("RxQueueSize", "rx_queue_size"),
)
"""The settings that the API takes at top level and in NetworkInterfaceTrafficConfig."""
