"""Names, descriptions, tags and tokens, to the letter."""

from __future__ import annotations

import pytest

from tests.validation.world import errors, lints

NAME = [("InvalidParams.NetworkInterfaceName", "NetworkInterfaceName")]
KEY = [("InvalidTagKey.Malformed", "Tag.1.Key")]
VALUE = [("InvalidTagValue.Malformed", "Tag.1.Value")]


@pytest.mark.parametrize(
    "name",
    ["ab", "中文", "μετά", "Ünï-çode", "ǅx", "web:1_2.3-4", "w" * 128, "中" * 128, "a0"],
)
def test_good_names(name: str) -> None:
    """Letters of any script, ASCII digits and four marks, 2 to 128 characters (not bytes)."""
    assert errors({"NetworkInterfaceName": name}) == []


@pytest.mark.parametrize(
    "name",
    [
        "a",
        "中",
        "w" * 129,
        "中" * 129,
        "a b",
        "a/b",
        "a\tb",
        "a\nb",
        "ab ",
        "a\u0301b",
        "a٣",
        "aⅣ",
        "a²",
        "a😀",
        "a\0",
        "a*b",
        "w" * 127 + "*",
    ],
)
def test_bad_names(name: str) -> None:
    """Blanks, slashes, combining marks, digits of other scripts, numerals, symbols and wrong lengths: said once."""
    assert errors({"NetworkInterfaceName": name}) == NAME


@pytest.mark.parametrize(
    ("name", "portable"), [("1a", False), (":a", False), ("_a", False), ("é1", True), ("中1", True)]
)
def test_first_letter(name: str, portable: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """The page has no rule for the first character, other calls have."""
    assert errors({"NetworkInterfaceName": name}) == []
    assert (("NotFirstLetter", "NetworkInterfaceName") in lints({"NetworkInterfaceName": name})) != portable


def test_the_name_may_be_absent() -> None:
    """It is optional, and nothing is said of it."""
    assert errors({"NetworkInterfaceName": None}) == []
    assert lints({"NetworkInterfaceName": None}) == [("CountsMayUnderReport", "")]


@pytest.mark.parametrize(
    "text", ["HTTP://x", "ftp://x", " http://x", "中文", "d" * 256, "aliyun", "line\nline", "see https://x"]
)
def test_good_descriptions(text: str) -> None:
    """Only a start with http:// or https:// in lower case is refused."""
    assert errors({"Description": text}) == []


@pytest.mark.parametrize("text", ["d", "d" * 257, "http://", "https://x", "http://" + "d" * 256])
def test_bad_descriptions(text: str) -> None:
    """Said once, whatever is wrong with it."""
    assert errors({"Description": text}) == [("InvalidParameter", "Description")]


@pytest.mark.parametrize(
    "key", ["Aliyun", "ALIYUN", "ACS:x", "acs", "xaliyun", "x acs:", "k", "k" * 128, " ", "HTTP://"]
)
def test_good_tag_keys(key: str) -> None:
    """Judged to the letter: other cases, other places and other lengths pass."""
    assert errors({"Tag": [{"Key": key}]}) == []


@pytest.mark.parametrize("key", ["", "k" * 129, "aliyun", "aliyun:x", "acs:", "acs:x", "xhttp://x", "https://x"])
def test_bad_tag_keys(key: str) -> None:
    """Said once each."""
    assert errors({"Tag": [{"Key": key, "Value": "v"}]}) == KEY


@pytest.mark.parametrize("value", ["", "v" * 128, "aliyun", "acs:x", "http:/x", " "])
def test_good_tag_values(value: str) -> None:
    """A value may be empty and may start with anything."""
    assert errors({"Tag": [{"Key": "k", "Value": value}]}) == []


@pytest.mark.parametrize("value", ["v" * 129, "http://x", "x https://", "http://" * 30])
def test_bad_tag_values(value: str) -> None:
    """Too long, or with a link."""
    assert errors({"Tag": [{"Key": "k", "Value": value}]}) == VALUE


def test_tags_are_judged_one_by_one() -> None:
    """Each fault at its place; a repeated key at the second and the third."""
    tags = [{"Key": "a"}, {"Key": "acs:"}, {"Key": "a"}, {"Key": "b", "Value": "http://"}, {"Key": "a"}]
    assert errors({"Tag": tags}) == [
        ("InvalidTagKey.Malformed", "Tag.2.Key"),
        ("Duplicate.TagKey", "Tag.3.Key"),
        ("InvalidTagValue.Malformed", "Tag.4.Value"),
        ("Duplicate.TagKey", "Tag.5.Key"),
    ]
    repeated = errors({"Tag": [{"Value": "v"}, {"Key": "a"}, {"Key": "a"}]})
    assert repeated == [("MissingParameter", "Tag.1.Key"), ("Duplicate.TagKey", "Tag.3.Key")]


@pytest.mark.parametrize("token", ["t", "t" * 64, "a b~!*\x7f"])
def test_good_tokens(token: str) -> None:
    """Any ASCII up to 64 characters."""
    assert errors({"ClientToken": token}) == []


@pytest.mark.parametrize("token", ["t" * 65, "ü", "ü" * 64, "ü" * 65])
def test_bad_tokens(token: str) -> None:
    """Said once."""
    assert errors({"ClientToken": token}) == [("InvalidParameter", "ClientToken")]


def test_no_token_is_a_warning() -> None:
    """Missing or empty; an unreadable one is not called missing."""
    assert ("NoClientToken", "ClientToken") in lints({"ClientToken": ""})
    assert ("NoClientToken", "ClientToken") not in lints({"ClientToken": 5})
