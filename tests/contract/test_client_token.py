"""The ClientToken: the same for ever, and another with each part."""

from __future__ import annotations

import hashlib

import pytest

from eniplan.contract.client_token import client_token
from eniplan.contract.wire import canonical
from tests.contract.test_wire import NESTED


def _token(plan: str, eni: str, line: str) -> str:
    """The token of the contract, computed anew."""
    text = b"\x00".join(part.encode("utf-8") for part in (plan, eni, line))
    return hashlib.blake2b(text, digest_size=16).digest().hex()


def test_token_is_blake2b_over_three_parts() -> None:
    """16 bytes over plan name, NUL, ENI name, NUL and the canonical line: 32 hexadecimal digits, 64 are allowed."""
    line = canonical(NESTED)
    token = client_token("web", "web-001", line)
    assert token == _token("web", "web-001", line)
    assert (len(token), set(token) <= set("0123456789abcdef")) == (32, True)


def test_token_is_the_same_for_ever() -> None:
    """A literal (b2sum -l 128 gives it too), so that a new release gives old plans their old tokens."""
    assert client_token("web", "web-001", '{"RegionId":"cn-hangzhou"}') == "ef39f5662f32b899d704001cfa77e2f5"


@pytest.mark.parametrize(
    "parts",
    [
        ("web2", "web-001", canonical(NESTED)),
        ("web", "web-002", canonical(NESTED)),
        ("web", "web-001", canonical({**NESTED, "SourceDestCheck": True})),
        ("web", "web-001", canonical({**NESTED, "QueueNumber": 1})),
        ("webweb", "-001", canonical(NESTED)),
    ],
)
def test_token_changes_with_each_part(parts: tuple[str, str, str]) -> None:
    """Another plan, ENI or parameter gives another token; the NULs keep the parts apart."""
    assert client_token(*parts) != client_token("web", "web-001", canonical(NESTED))


@pytest.mark.parametrize("name", NESTED)
def test_token_changes_with_any_parameter(name: str) -> None:
    """Leaving out any parameter gives another token."""
    without = {member: value for member, value in NESTED.items() if member != name}
    assert client_token("web", "a", canonical(without)) != client_token("web", "a", canonical(NESTED))
