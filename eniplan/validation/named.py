"""Values of a request together with the parameter that gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from eniplan.network.cidr import Cidr


class Named(NamedTuple):
    """A named address: the parameter that names it, its text, and the address as an int."""

    path: str
    text: str
    address: int


class NamedPrefix(NamedTuple):
    """A named prefix: the parameter that names it, its text, and the block."""

    path: str
    text: str
    block: Cidr


class Given(NamedTuple):
    """A value with the parameter it was given by."""

    path: str
    value: object
