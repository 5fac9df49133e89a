"""What to do next about a code: one short sentence each, for every code that a rule raises as an error.

What the figures of a plan suggest stands in :mod:`eniplan.report.suggestions`; it falls back on these.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX_FORM = "write it as an aligned block: IPv4 a.b.c.d/28, IPv6 .../80, no host bits"
_PREFIX_MASK = "use /28 for IPv4 prefixes and /80 for IPv6 ones; ask for several instead of a larger one"
_MORE_GROUP_ROOM = "use a second security group for part of the ENIs, or an advanced one, or lower count"

ADVICE: Mapping[str, str] = MappingProxyType(
    {
        # form of the request
        "MissingParameter": "give the parameter that is named",
        "UnsupportedParameter": "leave it out, or switch it on in the profile if the account is invited",
        "InvalidParameter": "correct the value as the message says",
        "InvalidParameter.Conflict": "give either the list or its count, not both",
        "InvalidParameter.SecurityGroupIdRepeated": "name each security group once",
        "InvalidSecurityGroupId.SingleIdAndMultiIdConflict": "give SecurityGroupIds only",
        "InvalidParams.NetworkInterfaceName": "choose a name of 2-128 letters, digits and : _ . -",
        "Duplicate.TagKey": "give each tag key once",
        "InvalidTagKey.Malformed": "choose another tag key: 1-128 characters, not aliyun... or acs:..., no http://",
        "InvalidTagValue.Malformed": "choose another tag value: up to 128 characters, no http:// or https://",
        "QuotaExceed.Tags": "keep at most 20 tags",
        # addresses and prefixes
        "InvalidIp.Address": "write one plain address of the right family",
        "InvalidIp.IpRepeated": "name each address once, the primary one included",
        "InvalidPrivateIpAddress.Duplicated": "name a free address, or none and let the plan choose",
        "InvalidOperation.AddressAlreadyAllocated": "name a free IPv6 address, or ask for a count",
        "InvalidOperation.AddressNotInVSwitchCidr": "name an IPv6 address of the VSwitch's IPv6 CIDR",
        "InvalidVSwitchId.IpInvalid": "name a usable address of the VSwitch: not its first, not its last three",
        "InvalidIp.IpPrefixIllegal": _PREFIX_FORM,
        "InvalidIp.IpPrefixNotStrict": _PREFIX_FORM,
        "InvalidIp.IpPrefixMaskInvalid": _PREFIX_MASK,
        "InvalidIp.IpPrefixMaskNotSame": _PREFIX_MASK,
        "InvalidIp.IpPrefixMustInReserveSegment": "name a prefix inside a reserved block, or reserve a block around it",
        "InvalidIp.IpPrefixNotAvailable": "name a free prefix, or ask for a count and let the cloud choose",
        "MaxEniPrivateIpsCountExceeded": "keep secondary addresses and IPv4 prefixes together at 49 or fewer",
        # pools
        "InvalidVSwitchId.IpNotEnough": "add a VSwitch with free addresses, or lower count",
        "QuotaExceeded.PrivateIpAddress": "lower secondary_addresses or count, or add a VSwitch with free addresses",
        "InvalidVSwitchId.IpPrefixNotEnough": "reserve another block, ask for fewer prefixes, or lower count",
        "InvalidOperation.VSwitchCidrReservationNotExist": "reserve a block with CreateVSwitchCidrReservation first",
        "InvalidOperation.VSwitchIpv6Disabled": "enable IPv6 for the VSwitch, or leave IPv6 out",
        "InvalidOperation.NotSupport": "leave IPv6 out of the create call and assign it afterwards",
        "InvalidOperation.RegionNotSupportIpPrefix": "use secondary addresses, or add the region to prefix_regions",
        # VSwitch, security groups, account
        "InvalidVSwitchId.NotFound": "correct the id, import it (--inventory), or write it as [[vswitch]]",
        "IncorrectVSwitchStatus": "wait until the VSwitch is Available",
        "InvalidSecurityGroupId.NotFound": "correct the id, import it (--inventory), or write it as [[security_group]]",
        "InvalidSecurityGroupId.NotVpc": "use a security group that belongs to the VSwitch's VPC",
        "InvalidOperation.VpcMismatch": "use a security group of the VSwitch's VPC",
        "InvalidOperation.AvailabilityZoneMismatch": "choose VSwitches of the group's zone, or drop the zone",
        "InvalidOperation.ResourceManagedByCloudProduct": "use a security group of your own",
        "InvalidResourceGroup.NotFound": "correct the resource group's id, or leave it out",
        "EnterpriseGroupLimited.MutliGroupType": "use basic groups only, or advanced groups only",
        "JoinedGroupLimitExceed": "use fewer security groups, or raise security_groups_per_eni in the profile",
        "AclLimitExceed": "use security groups with fewer rules, or raise group_rules_per_eni in the profile",
        "SecurityGroupInstanceLimitExceed": _MORE_GROUP_ROOM,
        "InvalidOperation.EniCountExceeded": "use a second advanced security group, or lower count",
        "MaxEniCountExceeded": "lower count, delete unused ENIs, or ask for a higher ENI quota (eni_quota)",
        # instance type
        "EniPerInstanceLimitExceeded": "lower enis_per_instance, or choose a type that takes more ENIs",
        "InvalidOperation.Ipv4CountExceeded": "ask for fewer secondary addresses or prefixes, or choose a larger type",
        "InvalidOperation.Ipv6CountExceeded": "ask for fewer IPv6 addresses or prefixes, or choose a larger type",
        "InvalidOperation.TrunkingIsNotAllowed": "use Secondary, or set trunk = true and a type that takes trunk ENIs",
        "InvalidOperation.MaxEniQueueNumberExceeded": "lower QueueNumber, or choose a type with more queues an ENI",
        "InvalidOperation.ExceedInstanceTypeQueueNumber": "lower QueueNumber or enis_per_instance",
        "InvalidOperation.HighPerformanceTrafficModeIsNotAllowed": "use Standard, or a type with more RDMA ENIs",
        "InvalidParameter.InvalidQueuePairNumber": "set QueuePairNumber so that the sum stays within the type's",
        # traffic, queues, connection tracking
        "InvalidParameter.InvalidEniQueueNumber": "set QueueNumber to 1-2048",
        "InvalidParameter.EniQueueSize": "set TxQueueSize and RxQueueSize both to 8192 or both to 16384",
        "InvalidEniQueueSize.RegionOrUserNotSupported": "leave the queue sizes out, or set queue_size = true (profile)",
        "InvalidParameter.EniTrafficMode": "set NetworkInterfaceTrafficMode to Standard or HighPerformance",
        "InvalidParameter.QueuePairNumberMustEmpty": "leave QueuePairNumber out, or use HighPerformance",
        "InvalidOperation.HighPerformanceTrafficModeEniUnsupported": "use InstanceType Secondary with HighPerformance",
        "InvalidOperation.EniTrafficModeNotSupportIpv6": "leave IPv6 out, or use Standard",
        "InvalidParameter.EniEnhancedNetwork": "correct the EnhancedNetwork values as the message says",
        "InvalidParameter.EniConnectionTrackingConfiguration": "use a timeout that the message lists",
        "InvalidConnectionTrackingConfiguration.RegionOrUserNotSupported": (
            "leave ConnectionTrackingConfiguration out, or set connection_tracking = true in the profile"
        ),
        # what the page does not forbid, and cannot be sent all the same
        "Lint.UnknownParameter": "correct the parameter's name",
        "Lint.MaskedValue": "put the real value in place of the masked one",
        "Lint.TokenReused": "give each request a ClientToken of its own, or none",
    }
)
"""Code -> what to do next; every code that a rule raises as an error has a line."""

OTHERWISE = "correct what the message names"
"""For a code without a line."""
