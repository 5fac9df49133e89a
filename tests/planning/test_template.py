"""The fast way to a request's line says what the plain way says, and tokens are what the contract says."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from eniplan.contract.parameters import PARAMETERS
from eniplan.contract.wire import canonical
from eniplan.planning.pins import NO_PINS, Pins
from eniplan.planning.template import RequestTemplate

HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(['"', "\\", '\\"', "\x00\x1f\x7f", "\u2028\u2029", "😀", "</script>", "{n}", "ÿ\n"]),
)
ADDRESSES = st.lists(st.integers(0, 255).map(lambda n: f"10.0.0.{n}"), max_size=3)
FREE = {
    "RegionId": HOSTILE,
    "Tag": st.lists(st.fixed_dictionaries({"Key": HOSTILE, "Value": HOSTILE}), min_size=1, max_size=2),
    "VSwitchId": HOSTILE,
    "Description": HOSTILE,
    "SecondaryPrivateIpAddressCount": st.integers(1, 49),
    "QueueNumber": st.integers(),
    "SecurityGroupIds": st.lists(HOSTILE, min_size=1, max_size=2),
    "DeleteOnRelease": st.booleans(),
    "NetworkInterfaceTrafficConfig": st.fixed_dictionaries({"NetworkInterfaceTrafficMode": HOSTILE}),
    "SourceDestCheck": st.booleans(),
}
ORDER = [row.name for row in PARAMETERS]


def token_of(plan: str, name: str, members: dict[str, Any]) -> str:
    """The token by the contract's sentence: blake2b over plan name, NUL, ENI name, NUL, the line without token."""
    line = json.dumps({key: members[key] for key in ORDER if key in members}, ensure_ascii=False, separators=(",", ":"))
    text = plan + "\0" + name + "\0" + line
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def plain_line(plan: str, name: str, members: dict[str, Any]) -> str:
    """The line written the plain way."""
    whole = {**members, "NetworkInterfaceName": name}
    whole["ClientToken"] = token_of(plan, name, whole)
    return canonical({key: whole[key] for key in ORDER if key in whole})


@given(HOSTILE, HOSTILE, st.fixed_dictionaries({}, optional=FREE))
def test_a_line_is_the_plain_line(plan: str, name: str, members: dict[str, Any]) -> None:
    """Whatever the texts hold, the template writes what the plain way writes."""
    ordered = {key: members[key] for key in ORDER if key in members}
    assert RequestTemplate(plan, ordered).line(name, NO_PINS) == plain_line(plan, name, members)


@given(HOSTILE, st.fixed_dictionaries({}, optional=FREE), ADDRESSES, ADDRESSES, st.booleans())
def test_a_pinned_line_is_the_plain_line(
    name: str,
    members: dict[str, Any],
    secondary: list[str],
    prefixes: list[str],
    primary: bool,  # noqa: FBT001
) -> None:
    """Named addresses stand at their places on the page; kinds without any are left out."""
    members.pop("SecondaryPrivateIpAddressCount", None)
    ordered = {key: members[key] for key in ORDER if key in members}
    pins = Pins("10.0.0.1" if primary else "", secondary, ["::1"], [f"{text}/28" for text in prefixes], [])
    named = {
        "PrimaryIpAddress": pins.primary,
        "PrivateIpAddress": secondary,
        "Ipv6Address": ["::1"],
        "Ipv4Prefix": list(pins.ipv4_prefixes),
    }
    whole = {**members, **{key: value for key, value in named.items() if value}}
    assert RequestTemplate("plan", ordered).line(name, pins) == plain_line("plan", name, whole)
