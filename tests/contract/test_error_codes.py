"""The error table: 86 codes, their status, what decides them, and which may be sent again."""

from __future__ import annotations

from collections import Counter

import pytest

from eniplan.contract.error_codes import PREDICTED, error_codes

SERVICE = """
Forbidden.RegionId Throttling InvalidVSwitch.IllegalStatus InvalidOperation.SecurityGroupNotAuthorized InternalError
ServiceUnavailable InvalidUserType.NotSupported Abs.InvalidAccount.NotFound Forbidden.NotSupportRAM Forbidden.SubUser
InValidParameter InvalidIp.IpPrefixMaskIllegal InvalidOperation.MaxEniIpv6IpsCountExceeded
InvalidOperation.EnableIpv6Failed
"""
OTHER_CALL = """
InvalidInstanceID.Malformed InvalidOperation.InvalidEcsState InvalidOperation.InvalidEniState
InvalidOperation.DetachPrimaryEniNotAllowed InvalidOperation.InvalidEniType
InvalidOperation.BoundingEniSlaveQuotaExceed InvalidEcsId.NotFound InvalidEniId.NotFound
InvalidOperation.SlaveEniMustHaveBondingEni
"""
PROFILE = """
UnsupportedParameter JoinedGroupLimitExceed InvalidConnectionTrackingConfiguration.RegionOrUserNotSupported
InvalidEniQueueSize.RegionOrUserNotSupported InvalidOperation.RegionNotSupportIpPrefix MaxEniCountExceeded
SecurityGroupInstanceLimitExceed InvalidOperation.TrunkingIsNotAllowed InvalidOperation.NotSupport
"""
INSTANCE_TYPE = """
EniPerInstanceLimitExceeded InvalidOperation.MaxEniQueueNumberExceeded InvalidOperation.ExceedInstanceTypeQueueNumber
InvalidOperation.HighPerformanceTrafficModeIsNotAllowed InvalidParameter.InvalidQueuePairNumber
InvalidOperation.Ipv4CountExceeded InvalidOperation.Ipv6CountExceeded
"""
INVENTORY = """
InvalidOperation.EniCountExceeded InvalidPrivateIpAddress.Duplicated IncorrectVSwitchStatus
QuotaExceeded.PrivateIpAddress InvalidOperation.AvailabilityZoneMismatch InvalidOperation.VpcMismatch
InvalidSecurityGroupId.NotVpc InvalidVSwitchId.IpNotEnough InvalidVSwitchId.IpInvalid
InvalidOperation.ResourceManagedByCloudProduct InvalidIp.IpPrefixMustInReserveSegment AclLimitExceed
InvalidVSwitchId.IpPrefixNotEnough EnterpriseGroupLimited.MutliGroupType InvalidIp.IpPrefixNotAvailable
InvalidVSwitchId.NotFound InvalidSecurityGroupId.NotFound InvalidResourceGroup.NotFound
InvalidOperation.VSwitchIpv6Disabled InvalidOperation.AddressAlreadyAllocated
InvalidOperation.AddressNotInVSwitchCidr InvalidOperation.VSwitchCidrReservationNotExist
"""


def test_86_codes_by_status() -> None:
    """26 x 400, 1 x 401, 43 x 403, 13 x 404, 3 x 500."""
    assert Counter(row.http_status for row in error_codes().values()) == {400: 26, 401: 1, 403: 43, 404: 13, 500: 3}
    assert len(error_codes()) == 26 + 1 + 43 + 13 + 3 == 86


@pytest.mark.parametrize(
    ("decided_by", "names"),
    [
        ("service", SERVICE),
        ("other_call", OTHER_CALL),
        ("profile", PROFILE),
        ("instance_type", INSTANCE_TYPE),
        ("inventory", INVENTORY),
    ],
)
def test_what_decides_a_code(decided_by: str, names: str) -> None:
    """As the documents say it; the request decides the other 25."""
    assert {row.code for row in error_codes().values() if row.decided_by == decided_by} == set(names.split())


def test_the_request_decides_the_rest() -> None:
    """86 codes less 14, 9, 9, 7 and 22 are 25."""
    assert Counter(row.decided_by for row in error_codes().values())["request"] == 86 - 14 - 9 - 9 - 7 - 22 == 25


def test_predicted() -> None:
    """Request, inventory, profile and instance type can be asked before sending."""
    assert frozenset({"request", "inventory", "profile", "instance_type"}) == PREDICTED
    assert sum(row.predicted for row in error_codes().values()) == 25 + 22 + 9 + 7


def test_retryable() -> None:
    """Two failures of the service and throttling; a region without prefixes is a 500 that must not be retried."""
    codes = error_codes()
    assert {row.code for row in codes.values() if row.retryable} == {
        "Throttling",
        "InternalError",
        "ServiceUnavailable",
    }
    assert codes["InvalidOperation.RegionNotSupportIpPrefix"].http_status == 500


def test_raised_at_attach() -> None:
    """Limits of an instance, and its zone, are found out by attaching; QueuePairNumber below 1 by creating."""
    at_attach = {row.code for row in error_codes().values() if row.raised_at == "attach"}
    instance = set(INSTANCE_TYPE.split()) - {"InvalidParameter.InvalidQueuePairNumber"}
    assert at_attach == instance | {"InvalidOperation.AvailabilityZoneMismatch"}
    other = {row.code for row in error_codes().values() if row.raised_at == "other call"}
    assert other == set(OTHER_CALL.split())


def test_messages() -> None:
    """The page's templates, to the letter."""
    codes = error_codes()
    assert codes["MissingParameter"].message == "%s"
    assert codes["InvalidPrivateIpAddress.Duplicated"].message == 'The specified private IP address "%s" is duplicated.'
    assert codes["InvalidIp.IpPrefixNotStrict"].message == 'The IP prefix "%s" must be strict CIDR format.'
    assert all(row.message for row in codes.values())


def test_order_is_the_pages() -> None:
    """First, last, and the order of the statuses (the 500s stand between 401 and 403)."""
    names = list(error_codes())
    assert (names[0], names[-1]) == ("MissingParameter", "InvalidOperation.VSwitchCidrReservationNotExist")
    statuses = list(dict.fromkeys(row.http_status for row in error_codes().values()))
    assert statuses == [400, 401, 500, 403, 404]
