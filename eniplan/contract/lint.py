"""The ``Lint.*`` findings: what the page does not forbid and a user should still know. One row a code."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.contract.finding import Severity

LINT: Mapping[str, tuple[Severity, str]] = MappingProxyType(
    {
        # requests
        "Lint.UnknownParameter": (
            "error",
            "a member the API does not have; official clients drop it silently",
        ),
        "Lint.MaskedValue": ("error", "a value masked with * as in documentation"),
        "Lint.TokenReused": ("error", "a ClientToken seen before with other parameters"),
        "Lint.TextForNumber": ("warning", "a number or boolean written as text: equal on the wire"),
        "Lint.MixedAddressesAndPrefixes": (
            "warning",
            "secondary addresses and prefixes of one family in one request",
        ),
        "Lint.AddressInReservedBlock": (
            "warning",
            "a named single address inside a reserved block: unconfirmed",
        ),
        "Lint.ManySecurityGroups": ("warning", "more security groups than older accounts may join"),
        "Lint.QueuePairsUnset": ("warning", "an RDMA ENI that takes all queue pairs of its instance"),
        "Lint.NoClientToken": ("warning", "a retry could create a second ENI"),
        "Lint.NotFirstLetter": ("warning", "a name that other tools and calls refuse"),
        "Lint.QuotaUnknown": ("warning", "the account's ENI quota is not known"),
        "Lint.ExistsDiffers": ("warning", "an ENI of that name exists with another shape"),
        "Lint.MightBePicked": ("warning", "the cloud may draw it for an earlier automatic request"),
        "Lint.TypeUnknown": ("warning", "limits of an instance type that are not known"),
        "Lint.ZoneLeftOut": ("warning", "a VSwitch outside the group's zone"),
        "Lint.VSwitchLeftOut": ("warning", "a VSwitch of the group that can take none of its usual ENIs"),
        "Lint.ManyReservedBlocks": ("warning", "more reserved blocks than older accounts may have"),
        "Lint.UnexplainedTaken": ("warning", "a named address may be one that the files do not show"),
        "Lint.NotExpressed": ("warning", "a parameter or call that an export form cannot say, and leaves out"),
        "Lint.StepsNeeded": ("note", "an ENI that one call cannot create: further calls assign the rest"),
        "Lint.NotKept": ("note", "an ENI that could not keep what an earlier plan gave it"),
        "Lint.EmptyValue": ("note", "null, an empty list or an empty text: the same as absent"),
        "Lint.SetTwice": ("note", "one setting at top level and inside NetworkInterfaceTrafficConfig"),
        "Lint.TokenRepeated": ("note", "the same token and parameters again: the same ENI"),
        "Lint.Deprecated": ("note", "a deprecated parameter"),
        "Lint.CatalogueUsed": ("note", "limits of an instance type that come from the dated catalogue"),
        "Lint.NotChecked": ("note", "facts that the inventory does not have"),
        "Lint.CountsMayUnderReport": ("note", "security group counts see only the ENIs that are listed"),
        # inventories
        "Lint.AddressOutsideVSwitch": ("warning", "an address in use that its VSwitch does not have"),
        "Lint.SystemAddressUsed": ("warning", "a system address that an ENI claims"),
        "Lint.TwoOwners": ("warning", "one address with two owners"),
        "Lint.PrimaryInOwnPrefix": ("warning", "a primary address inside a prefix of its own ENI"),
        "Lint.UnknownVSwitch": ("warning", "an ENI or block in a VSwitch that no file shows"),
        "Lint.BadReservedBlock": ("warning", "a reserved block that cannot be one"),
        "Lint.PrefixOutsideBlocks": ("warning", "a prefix in use outside every reserved block"),
        "Lint.UnexplainedAddresses": ("warning", "addresses taken by something the files do not show"),
        "Lint.IncompleteListing": ("warning", "an answer that announces more rows than the files hold"),
        "Lint.ErrorAnswer": ("warning", "a recorded error instead of an answer"),
        "Lint.CidrHostBits": ("warning", "a CIDR with host bits; its network is used"),
        "Lint.LaterFileWins": ("note", "one id in two files"),
        "Lint.UnknownShape": ("note", "a JSON file that is no answer eniplan reads"),
        "Lint.SubfolderNotRead": ("note", "a folder inside the inventory folder"),
        "Lint.StatusMissing": ("note", "a reserved block without status, taken as Assigned"),
    }
)


def severity(code: str) -> Severity:
    """The severity of a lint code."""
    return LINT[code][0]
