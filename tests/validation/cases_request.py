"""Codes that the request alone decides: presence, types, ranges, texts, tags and exclusive pairs."""

from __future__ import annotations

from tests.validation.cases import Example, only

_TAGS = [{"Key": f"k{number}"} for number in range(1, 22)]
_CONFLICT = "InvalidParameter.Conflict"


def _invalid(cause: str, name: str, wrong: object, right: object, at: str = "") -> Example:
    return Example(
        code="InvalidParameter", cause=f"{name} {cause}", request={name: wrong}, at=at or name, but={name: right}
    )


MISSING = (
    Example(
        code="MissingParameter", cause="RegionId", request={"RegionId": None}, at="RegionId",
        but={"RegionId": "cn-hangzhou"},
    ),
    Example(
        code="MissingParameter", cause="VSwitchId", request={"VSwitchId": None}, at="VSwitchId",
        but={"VSwitchId": "vsw-1"},
    ),
    Example(
        code="MissingParameter", cause="security group", request={"SecurityGroupId": None}, at="SecurityGroupId",
        but={"SecurityGroupIds": ["sg-1"]},
    ),
    Example(
        code="MissingParameter", cause="tag key", request={"Tag": [{"Value": "v"}]}, at="Tag.1.Key",
        but={"Tag": [{"Key": "k", "Value": "v"}]},
    ),
)  # fmt: skip

GENERAL = (
    _invalid("of another type", "SecondaryPrivateIpAddressCount", [3], 3),
    _invalid("of another type", "DeleteOnRelease", "yes", right=True),
    _invalid("of another type", "NetworkInterfaceTrafficConfig", "8", {"QueueNumber": 8}),
    _invalid("below its range", "SecondaryPrivateIpAddressCount", 0, 1),
    _invalid("above its range", "SecondaryPrivateIpAddressCount", 50, 49),
    _invalid("below its range", "Ipv6AddressCount", 0, 1),
    _invalid("above its range", "Ipv6AddressCount", 11, 10),
    _invalid("below its range", "Ipv4PrefixCount", 0, 1),
    _invalid("below its range", "Ipv6PrefixCount", 0, 1),
    _invalid("above its range", "Ipv6PrefixCount", 11, 10),
    _invalid("outside its enumeration", "InstanceType", "Primary", "Secondary"),
    _invalid(
        "too long a list", "PrivateIpAddress", [f"10.0.0.{n}" for n in range(20, 31)],
        [f"10.0.0.{n}" for n in range(20, 30)],
    ),
    _invalid(
        "too long a list", "Ipv6Address", [f"2001:db8:0:1::2{n:02}" for n in range(11)],
        [f"2001:db8:0:1::2{n:02}" for n in range(10)],
    ),
    _invalid(
        "too long a list", "Ipv6Prefix", [f"2001:db8:0:1:40{n:02}::/80" for n in range(1, 12)],
        [f"2001:db8:0:1:40{n:02}::/80" for n in range(1, 11)],
    ),
    _invalid("longer than 64", "ClientToken", "t" * 65, "t" * 64),
    _invalid("not ASCII", "ClientToken", "tök", "tok"),
    _invalid("of 1 character", "Description", "d", "dd"),
    _invalid("of 257 characters", "Description", "d" * 257, "d" * 256),
    _invalid("starting with http://", "Description", "http://x", "see http://x"),
    _invalid("starting with https://", "Description", "https://x", "https:/x"),
    Example(
        code="InvalidParameter", cause="Ipv4PrefixCount above its range", request={"Ipv4PrefixCount": 11},
        at="Ipv4PrefixCount", but={"Ipv4PrefixCount": 10},
        left=only("InvalidVSwitchId.IpPrefixNotEnough"),
    ),
    Example(
        code="InvalidParameter", cause="two values of one setting",
        request={"QueueNumber": 8, "NetworkInterfaceTrafficConfig": {"QueueNumber": 4}},
        at="NetworkInterfaceTrafficConfig.QueueNumber", but={"QueueNumber": 4},
    ),
)  # fmt: skip

CONFLICTS = (
    Example(
        code=_CONFLICT, cause="secondary addresses", at="PrivateIpAddress",
        request={"PrivateIpAddress": ["10.0.0.20"], "SecondaryPrivateIpAddressCount": 1},
        but={"SecondaryPrivateIpAddressCount": None},
    ),
    Example(
        code=_CONFLICT, cause="IPv6 addresses", at="Ipv6Address",
        request={"Ipv6Address": ["2001:db8:0:1::200"], "Ipv6AddressCount": 1}, but={"Ipv6Address": None},
    ),
    Example(
        code=_CONFLICT, cause="IPv4 prefixes", at="Ipv4Prefix",
        request={"Ipv4Prefix": ["10.0.0.80/28"], "Ipv4PrefixCount": 1}, but={"Ipv4PrefixCount": None},
    ),
    Example(
        code=_CONFLICT, cause="IPv6 prefixes", at="Ipv6Prefix",
        request={"Ipv6Prefix": ["2001:db8:0:1:4001::/80"], "Ipv6PrefixCount": 1}, but={"Ipv6Prefix": None},
    ),
    Example(
        code="InvalidSecurityGroupId.SingleIdAndMultiIdConflict", cause="both forms", at="SecurityGroupId",
        request={"SecurityGroupIds": ["sg-2"]}, but={"SecurityGroupId": None},
    ),
    Example(
        code="InvalidParameter.SecurityGroupIdRepeated", cause="an id twice", at="SecurityGroupIds.2",
        request={"SecurityGroupId": None, "SecurityGroupIds": ["sg-2", "sg-2"]},
        but={"SecurityGroupIds": ["sg-2", "sg-3"]},
    ),
)  # fmt: skip


def _key(cause: str, key: str, right: str) -> Example:
    return Example(
        code="InvalidTagKey.Malformed", cause=cause, request={"Tag": [{"Key": key}]}, at="Tag.1.Key",
        but={"Tag": [{"Key": right}]},
    )  # fmt: skip


def _tag_value(cause: str, value: str, right: str) -> Example:
    return Example(
        code="InvalidTagValue.Malformed", cause=cause, request={"Tag": [{"Key": "k", "Value": value}]},
        at="Tag.1.Value", but={"Tag": [{"Key": "k", "Value": right}]},
    )  # fmt: skip


TAGS = (
    _key("empty", "", "k"),
    _key("longer than 128", "k" * 129, "k" * 128),
    _key("starts with aliyun", "aliyunx", "Aliyunx"),
    _key("starts with acs:", "acs:x", "acs-x"),
    _key("contains http://", "a http://b", "a http:/b"),
    _key("contains https://", "a https://b", "a https:b"),
    _tag_value("longer than 128", "v" * 129, "v" * 128),
    _tag_value("contains http://", "a http://b", "a http/b"),
    _tag_value("contains https://", "https://b", "ttps://b"),
    Example(
        code="Duplicate.TagKey", cause="a key twice", request={"Tag": [{"Key": "k"}, {"Key": "k"}]}, at="Tag.2.Key",
        but={"Tag": [{"Key": "k"}, {"Key": "K"}]},
    ),
    Example(code="QuotaExceed.Tags", cause="21 tags", request={"Tag": _TAGS}, at="Tag", but={"Tag": _TAGS[:20]}),
)  # fmt: skip


def _name(cause: str, name: str, right: str) -> Example:
    field = "NetworkInterfaceName"
    return Example(
        code="InvalidParams.NetworkInterfaceName", cause=cause, request={field: name}, at=field, but={field: right}
    )


NAMES = (
    _name("1 character", "w", "ww"),
    _name("129 characters", "w" * 129, "w" * 128),
    _name("a space", "web 1", "web-1"),
    _name("a slash", "web/1", "web_1"),
    _name("a digit that is not ASCII", "web٣", "web3"),
)

CASES = (*MISSING, *GENERAL, *CONFLICTS, *TAGS, *NAMES)
