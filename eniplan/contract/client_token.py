"""The ClientToken: what makes a retry safe, since the same one never creates a second ENI."""

from __future__ import annotations

from hashlib import blake2b

_NONE = blake2b(digest_size=16)
"""A hash of nothing: copying it costs less than making one."""


def client_token(plan: str, eni: str, request: str) -> str:
    """The ClientToken of an ENI: the same plan name, ENI name and parameters always give the same token.

    Args:
        plan: the plan's name.
        eni: the ENI's name.
        request: the canonical line of its parameters without a token.

    Returns:
        32 hexadecimal digits: blake2b (16 bytes) over the three, separated by NUL.
    """
    token = _NONE.copy()
    token.update(f"{plan}\0{eni}\0{request}".encode())
    return token.hexdigest()
