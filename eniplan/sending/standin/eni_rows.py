"""An ENI as the API prints it: in DescribeNetworkInterfaces, and as the answer of the call that made it.

Shapes: ECS API 2014-05-26 (SDK 7.11.8). A request says Key and Value of a tag, an answer TagKey and TagValue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.cidr import address_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.network.eni import ENI
    from eniplan.sending.standin.account import Interface


def eni_row(interface: Interface) -> dict[str, object]:
    """One row of NetworkInterfaceSet."""
    eni, request = interface.eni, interface.request
    attached = {"InstanceId": eni.instance_id} if eni.instance_id else {}
    optional = {
        "DeleteOnRelease": request.delete_on_release,
        "QueueNumber": request.queue_number,
        "QueuePairNumber": request.queue_pair_number,
        "NetworkInterfaceTrafficMode": request.traffic_mode,
    }
    return {
        **eni_members(interface),
        **{name: value for name, value in optional.items() if value is not None},
        "CreationTime": interface.created,
        "InstanceId": eni.instance_id,
        "Attachment": attached,
    }


def eni_members(interface: Interface) -> dict[str, object]:
    """What the answer of CreateNetworkInterface says, and every row; OwnerId and ServiceID are not known."""
    eni, request = interface.eni, interface.request
    checked = {} if request.source_dest_check is None else {"SourceDestCheck": request.source_dest_check}
    return {
        "NetworkInterfaceId": eni.id,
        "NetworkInterfaceName": eni.name,
        "Description": request.description or "",
        "Status": eni.status,
        "Type": eni.eni_type,
        "VpcId": eni.vpc_id,
        "VSwitchId": eni.vswitch_id,
        "ZoneId": eni.zone_id,
        "MacAddress": interface.mac,
        "PrivateIpAddress": address_text(4, eni.primary) if eni.primary is not None else "",
        "ResourceGroupId": request.resource_group_id or "",
        "ServiceManaged": False,
        **checked,
        **_lists(eni),
    }


def _lists(eni: ENI) -> Mapping[str, object]:
    """The lists, each wrapped once more, as the API prints them."""
    private = [{"PrivateIpAddress": address_text(4, a), "Primary": a == eni.primary} for a in eni.ipv4]
    return {
        "SecurityGroupIds": {"SecurityGroupId": list(eni.security_group_ids)},
        "PrivateIpSets": {"PrivateIpSet": private},
        "Ipv6Sets": {"Ipv6Set": [{"Ipv6Address": address_text(6, address)} for address in eni.ipv6]},
        "Ipv4PrefixSets": {"Ipv4PrefixSet": [{"Ipv4Prefix": str(prefix)} for prefix in eni.ipv4_prefixes]},
        "Ipv6PrefixSets": {"Ipv6PrefixSet": [{"Ipv6Prefix": str(prefix)} for prefix in eni.ipv6_prefixes]},
        "Tags": {"Tag": [{"TagKey": key, "TagValue": value} for key, value in eni.tags]},
    }
