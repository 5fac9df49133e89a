"""Rules on names, descriptions, tags and the client token: what the table's lengths do not say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eniplan.contract.parameters import BY_FIELD, BY_NAME
from eniplan.contract.reading import shown
from eniplan.validation.rule import Stage, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.contract.finding import Finding
    from eniplan.validation.case import Case

_LINKS = ("http://", "https://")
_KEY_STARTS = ("aliyun", "acs:")
_NAME_MARKS = frozenset("0123456789:_.-")
_PORTABLE_START = re.compile(r"[^\W\d_]")


def name_letters_wrong(name: str) -> str:
    """The characters of an ENI name that are no Unicode letter, ASCII digit or one of ``: _ . -``, each once."""
    return "".join(dict.fromkeys(letter for letter in name if not letter.isalpha() and letter not in _NAME_MARKS))


@rule("InvalidParams.NetworkInterfaceName", stage=Stage.REQUEST)
def name_characters(case: Case) -> Iterator[Finding]:
    """Unicode letters, ASCII digits and ``: _ . -`` only."""
    name, row = case.request.name, BY_FIELD["name"]
    wrong = name_letters_wrong(name) if name else ""
    if name and wrong and row.shortest <= len(name) <= (row.longest or 0):
        message = f"{shown(name)} has {shown(wrong)} in it; a name takes letters, ASCII digits and : _ . - only"
        yield case.refuse("InvalidParams.NetworkInterfaceName", row.name, message)


@rule("Lint.NotFirstLetter", stage=Stage.REQUEST)
def name_start(case: Case) -> Iterator[Finding]:
    """A name that does not begin with a letter passes here and is refused when it is modified, and by ROS."""
    name = case.request.name
    if name and not name_letters_wrong(name) and not _PORTABLE_START.match(name):
        message = f"{shown(name)} does not begin with a letter, which ModifyNetworkInterfaceAttribute and ROS ask for"
        yield case.lint(
            "Lint.NotFirstLetter", "NetworkInterfaceName", message, source="ROS and Terraform documentation"
        )


@rule("InvalidParameter", stage=Stage.REQUEST)
def description_start(case: Case) -> Iterator[Finding]:
    """A description does not begin with http:// or https://."""
    if (case.request.description or "").startswith(_LINKS):
        message = f"{shown(case.request.description)} begins with http:// or https://, which a description may not"
        yield case.refuse("InvalidParameter", "Description", message)


@rule("InvalidParameter", stage=Stage.REQUEST)
def token_is_ascii(case: Case) -> Iterator[Finding]:
    """A client token takes ASCII characters only; its length stands in the table."""
    token = case.request.client_token
    if token is not None and not token.isascii() and len(token) <= (BY_NAME["ClientToken"].longest or 0):
        yield case.refuse("InvalidParameter", "ClientToken", f"{shown(token)} is not ASCII; a token takes ASCII only")


@rule("Lint.NoClientToken", stage=Stage.REQUEST)
def token_is_given(case: Case) -> Iterator[Finding]:
    """Without a token a retry after a lost answer creates a second ENI."""
    if not case.given("ClientToken", case.request.client_token):
        message = "no ClientToken: a retry after a lost answer creates a second ENI"
        yield case.lint("Lint.NoClientToken", "ClientToken", message, source="ECS documentation, idempotence")


@rule("Duplicate.TagKey", stage=Stage.REQUEST)
def tag_keys_unique(case: Case) -> Iterator[Finding]:
    """Each tag key once."""
    seen: set[str] = set()
    for place, tag in enumerate(case.request.tags, 1):
        if tag.key is None:
            continue
        if tag.key in seen:
            yield case.refuse("Duplicate.TagKey", f"Tag.{place}.Key", f"the tag key {shown(tag.key)} is given twice")
        seen.add(tag.key)


@rule("InvalidTagKey.Malformed", stage=Stage.REQUEST)
def tag_key_text(case: Case) -> Iterator[Finding]:
    """A tag key does not begin with aliyun or acs: and holds no link. Judged to the letter: ``Aliyun`` passes."""
    for place, tag in enumerate(case.request.tags, 1):
        key = tag.key or ""
        if key.startswith(_KEY_STARTS):
            message = f"{shown(key)} begins with aliyun or acs:, which are the cloud's own"
        elif any(link in key for link in _LINKS):
            message = f"{shown(key)} has http:// or https:// in it, which a tag key may not"
        else:
            continue
        yield case.refuse("InvalidTagKey.Malformed", f"Tag.{place}.Key", message)


@rule("InvalidTagValue.Malformed", stage=Stage.REQUEST)
def tag_value_text(case: Case) -> Iterator[Finding]:
    """A tag value holds no link."""
    for place, tag in enumerate(case.request.tags, 1):
        if any(link in (tag.value or "") for link in _LINKS):
            message = f"{shown(tag.value)} has http:// or https:// in it, which a tag value may not"
            yield case.refuse("InvalidTagValue.Malformed", f"Tag.{place}.Value", message)
