"""What a call is given: an inventory and an account's profile, each as a value or as the path that it is read from.

What reads a path is loaded for the first path: an inventory that is there, or none at all, needs none of it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from eniplan.contract.request import CreateNetworkInterface
from eniplan.errors import WrongKind
from eniplan.network.input_file import AnyPath
from eniplan.network.inventory import Inventory
from eniplan.network.profile import KEYS, Profile

Request = CreateNetworkInterface | Mapping[str, object]
AnyProfile = Profile | Mapping[str, object] | AnyPath | None
AnyInventory = Inventory | AnyPath | None


def given_inventory(given: AnyInventory) -> Inventory:
    """What exists; nothing where nothing is given."""
    if given is None:
        return Inventory()
    if isinstance(given, Inventory):
        return given
    if not isinstance(given, str | os.PathLike):
        raise WrongKind("inventory", given, "an Inventory, or a file or folder of API answers")
    from eniplan.network.reading import read_inventory  # noqa: PLC0415 - first use only

    return read_inventory(given)


def given_limits(given: AnyProfile) -> Mapping[str, object]:
    """The keys of a profile that are given."""
    if given is None:
        return {}
    if isinstance(given, Profile):
        return {key: getattr(given, key) for key in KEYS}
    if isinstance(given, Mapping):
        return given
    from eniplan.network.profile_file import read_profile  # noqa: PLC0415 - first use only

    return read_profile(Path(given))
