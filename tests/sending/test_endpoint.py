"""Where calls may go: encrypted to anywhere, in the clear to this machine."""

from __future__ import annotations

import pytest

from eniplan.errors import EniplanError
from eniplan.sending.endpoint import endpoint_of, is_loopback


@pytest.mark.parametrize("address", ["127.0.0.1:80", "127.9.9.9:1", "localhost:8080", "[::1]:443", "[::1]"])
def test_this_machine(address: str) -> None:
    """Its names and numbers may be spoken to in the clear, and a journal forgets the port."""
    assert endpoint_of("r", address, "http").site == "loopback"


@pytest.mark.parametrize("address", ["", "10.0.0.1:80", "ecs.aliyuncs.com", "127.0.0.1.example.com:80", "0.0.0.0:80"])
def test_other_machines_are_not_spoken_to_in_the_clear(address: str) -> None:
    """However much a name looks like this machine's."""
    assert not is_loopback(address)
    with pytest.raises(EniplanError, match="--protocol http: anybody on the way"):
        endpoint_of("r", address, "http")


NO_ADDRESS = ["https://x", "x/", "x:0", "x:99999", "x:y", "u@x", "x y", ":80", "x?a", "x%2f", "x\x0b:1", "1:2:3"]


@pytest.mark.parametrize("address", [*NO_ADDRESS, "::1", "[::1", "[]:80", "[x]:1", "[::1%lo]"])
def test_what_is_no_address(address: str) -> None:
    """A URL, a path, a port that is none."""
    with pytest.raises(EniplanError, match="HOST or HOST:PORT is expected"):
        endpoint_of("r", address)


def test_a_password_in_an_endpoint_is_not_repeated() -> None:
    """The refusal of ``user:password@host`` shows the host alone; what would colour a terminal is made visible."""
    with pytest.raises(EniplanError) as refused:
        endpoint_of("r", "LTAI:hush@ecs.aliyuncs.com\x1b[31m")
    assert "hush" not in str(refused.value)
    assert "ecs.aliyuncs.com" in str(refused.value)
    assert "\x1b" not in str(refused.value)
