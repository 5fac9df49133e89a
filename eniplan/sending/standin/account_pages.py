"""The stand-in's account as a recording: the pages of API answers that an importer reads back to the same inventory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.account_answers import ENI_QUOTA
from eniplan.network.cidr import address_text
from eniplan.sending.standin.eni_rows import eni_row
from eniplan.sending.standin.vswitch_rows import block_row, type_row, vswitch_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eniplan.network.eni import ENI
    from eniplan.network.inventory import Inventory
    from eniplan.network.security_group import SecurityGroup
    from eniplan.sending.standin.account import Account

Page = dict[str, object]

_GROUP_TYPES = {"basic": "normal", "advanced": "enterprise", None: ""}
_PAGE = 50
_ENI_PAGE = 500


def account_pages(account: Account) -> tuple[Mapping[str, object], ...]:
    """Every listing of the account, page by page."""
    inventory = account.inventory()
    blocks = [block_row(block, vswitch, account) for vswitch in account.vswitches.values() for block in vswitch.blocks]
    return (
        *_numbered("VSwitches", "VSwitch", [vswitch_row(vswitch, account) for vswitch in account.vswitches.values()]),
        *({"TotalCount": len(rows), "VSwitchCidrReservations": rows} for rows in ([blocks] if blocks else [])),
        *_numbered(
            "NetworkInterfaceSets",
            "NetworkInterfaceSet",
            [eni_row(interface) for interface in account.interfaces.values()],
            _ENI_PAGE,
        ),
        *_facts(inventory),
    )


def _numbered(outer: str, inner: str, rows: Sequence[Mapping[str, object]], size: int = _PAGE) -> Iterator[Page]:
    """A listing in pages; one empty page where there is nothing."""
    for number, start in enumerate(range(0, max(len(rows), 1), size), 1):
        page: Page = {"PageNumber": number, "PageSize": size, "TotalCount": len(rows)}
        yield {**page, outer: {inner: list(rows[start : start + size])}}


def _facts(inventory: Inventory) -> Iterator[Page]:
    """What no call changes."""
    if inventory.lists_security_groups or inventory.security_groups:
        groups = [_group_row(group) for group in inventory.security_groups.values()]
        yield {"SecurityGroups": {"SecurityGroup": groups}}
    if inventory.instance_types:
        yield {"InstanceTypes": {"InstanceType": [type_row(kind) for kind in inventory.instance_types.values()]}}
    if inventory.lists_resource_groups:
        yield {"ResourceGroups": {"ResourceGroup": [{"Id": key} for key in sorted(inventory.resource_groups)]}}
    if inventory.profile.eni_quota:
        values = {"ValueItem": [{"Value": str(inventory.profile.eni_quota)}]}
        item = {"AttributeName": ENI_QUOTA, "AttributeValues": values}
        yield {"AccountAttributeItems": {"AccountAttributeItem": [item]}}
    if inventory.others:
        yield {"Instances": {"Instance": list(_instances(inventory.others))}}


def _group_row(group: SecurityGroup) -> Page:
    row: Page = {
        "SecurityGroupId": group.id,
        "SecurityGroupName": group.name,
        "SecurityGroupType": _GROUP_TYPES[group.type],
        "ServiceManaged": group.managed,
    }
    optional = {"VpcId": group.vpc_id, "RuleCount": group.rule_count}
    return {**row, **{name: value for name, value in optional.items() if value is not None}}


def _instances(others: Iterable[ENI]) -> Iterator[Page]:
    """Holders of addresses that are no listed ENI, as the instances that show them."""
    for holder in others:
        network = {
            "PrivateIpSets": {"PrivateIpSet": [{"PrivateIpAddress": address_text(4, a)} for a in holder.ipv4]},
            "Ipv6Sets": {"Ipv6Set": [{"Ipv6Address": address_text(6, a)} for a in holder.ipv6]},
            "Ipv4PrefixSets": {"Ipv4PrefixSet": [{"Ipv4Prefix": str(p)} for p in holder.ipv4_prefixes]},
            "Ipv6PrefixSets": {"Ipv6PrefixSet": [{"Ipv6Prefix": str(p)} for p in holder.ipv6_prefixes]},
        }
        yield {
            "InstanceId": holder.id,
            "InstanceName": holder.name,
            "ZoneId": holder.zone_id,
            "VpcAttributes": {"VSwitchId": holder.vswitch_id, "VpcId": holder.vpc_id},
            "NetworkInterfaces": {"NetworkInterface": [network]},
        }
