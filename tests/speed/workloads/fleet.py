"""W4: from a plan file to requests.jsonl, 1,000 ENIs of 1 + 3 addresses in each /20, named, tagged and with tokens.

The peers write the same lines without validation, pools that know what exists, tokens or a plan: they are what one
writes oneself.
"""

from __future__ import annotations

import json
import tempfile
from functools import partial
from hashlib import blake2b
from ipaddress import IPv4Address
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from netaddr import IPAddress, IPNetwork, IPSet

import eniplan
from tests.speed.table import Contender, Table, Target, at_least, raced, ratios

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

ENIS: Final = 20_000
EACH: Final = 4
PER_VSWITCH: Final = 1_000
TOKEN: Final = "ClientToken"  # noqa: S105 - the name of a parameter
ORDER: Final = (
    "RegionId", "Tag", "VSwitchId", "PrimaryIpAddress", "NetworkInterfaceName", TOKEN, "SecurityGroupIds",
    "PrivateIpAddress", "DeleteOnRelease",
)  # fmt: skip
SITES: Final = ENIS // PER_VSWITCH
RANDOM: Final = Random(1)
GOALS: Final = {"ipaddress and json": 5.0, "netaddr.IPSet and json": 150.0, "pandas to_json": 2.5}


def net(site: int) -> int:
    """The first address of a VSwitch."""
    return (10 << 24) + site * 4096


def plan_text(addressing: str, sites: int = SITES) -> str:
    """The plan file: so many /20s, a thousand ENIs in each."""
    vswitches = "".join(
        f'[[vswitch]]\nid = "vsw-{site}"\nvpc = "vpc-1"\nzone = "cn-hangzhou-h"\ncidr = "{IPv4Address(net(site))}/20"\n'
        for site in range(sites)
    )
    listed = json.dumps([f"vsw-{site}" for site in range(sites)])
    return f"""format = 1
name = "bench"
region = "cn-hangzhou"
profile = {{ addresses_per_vpc = 100000000 }}
{vswitches}[[group]]
name = "web-{{n:07}}"
count = {sites * PER_VSWITCH}
vswitches = {listed}
security_groups = ["sg-1"]
secondary_addresses = {EACH - 1}
addressing = "{addressing}"
tags = {{ app = "web", env = "prod" }}
[group.parameters]
DeleteOnRelease = true
"""


def planned(folder: Path, addressing: str) -> eniplan.Plan:
    """The plan, as a user makes it."""
    file = folder / f"{addressing}.toml"
    file.write_text(plan_text(addressing), encoding="utf-8")
    return eniplan.plan(file)


def ours(folder: Path, addressing: str) -> None:
    """Plan file to requests.jsonl; every ENI has a place."""
    plan = planned(folder, addressing)
    eniplan.export(plan, folder / f"{addressing}.jsonl")
    if len(plan.requests) != ENIS:
        raise AssertionError(f"{len(plan.requests)} of {ENIS} placed")


def request(site: int, number: int, addresses: list[str]) -> dict[str, Any]:
    """One request as one fills it in oneself."""
    return {
        "RegionId": "cn-hangzhou",
        "Tag": [{"Key": "app", "Value": "web"}, {"Key": "env", "Value": "prod"}],
        "VSwitchId": f"vsw-{site}",
        "PrimaryIpAddress": addresses[0],
        "NetworkInterfaceName": f"web-{number + 1:07}",
        TOKEN: "0" * 32,
        "SecurityGroupIds": ["sg-1"],
        "PrivateIpAddress": addresses[1:],
        "DeleteOnRelease": True,
    }


def written(folder: Path, requests: Iterable[dict[str, Any]]) -> None:
    """Requests as lines, by ``json.dumps``."""
    with (folder / "peer.jsonl").open("w", encoding="utf-8") as stream:
        for each in requests:
            stream.write(json.dumps(each) + "\n")


def sampled_addresses() -> Iterator[list[str]]:
    """``random.sample`` of each VSwitch's addresses as texts, cut."""
    for site in range(SITES):
        free = [f"10.{net(site) >> 16 & 255}.{(net(site) + n) >> 8 & 255}.{n & 255}" for n in range(1, 4093)]
        drawn = RANDOM.sample(free, EACH * PER_VSWITCH)
        yield from (drawn[start : start + EACH] for start in range(0, len(drawn), EACH))


def ipaddress_sets() -> Iterator[list[str]]:
    """A set of IPv4Address for each VSwitch, drawn again while in it."""
    for site in range(SITES):
        used: set[IPv4Address] = set()
        for _ in range(PER_VSWITCH):
            found: list[str] = []
            while len(found) < EACH:
                address = IPv4Address(net(site) + 1 + int(RANDOM.random() * 4092))
                if address not in used:
                    used.add(address)
                    found.append(str(address))
            yield found


def netaddr_sets() -> Iterator[list[str]]:
    """An IPSet of what is free for each VSwitch, kept up."""
    for site in range(SITES):
        free = IPSet([IPNetwork((net(site), 20))])
        for _ in range(PER_VSWITCH):
            found: list[str] = []
            while len(found) < EACH:
                address = IPAddress(net(site) + 1 + int(RANDOM.random() * 4092))
                if address in free:
                    free.remove(address)
                    found.append(str(address))
            yield found


def requests_of(addresses: Iterable[list[str]]) -> Iterator[dict[str, Any]]:
    """A request for each ENI's addresses."""
    return (request(number // PER_VSWITCH, number, found) for number, found in enumerate(addresses))


def written_by(folder: Path, make: Callable[[], Iterator[list[str]]], enis: int) -> None:
    """So many requests with addresses from one source."""
    written(folder, requests_of(islice(make(), enis)))


def to_json(folder: Path) -> None:
    """A frame of all requests, written by pandas."""
    frame = pd.DataFrame.from_records(list(requests_of(sampled_addresses())))
    frame.to_json(folder / "frame.jsonl", orient="records", lines=True)


def contenders(folder: Path) -> Iterator[Contender]:
    """Ours and what one writes oneself; a unit is one ENI."""
    yield Contender("eniplan, pinned", partial(ours, folder, "pinned"), ENIS, "plan() and export() of a plan file")
    yield Contender("eniplan, automatic", partial(ours, folder, "automatic"), ENIS, "the same, the cloud picks")
    peers = {
        "random.sample and json": (sampled_addresses, ENIS, "random.sample of texts, a dict, json.dumps; no state"),
        "ipaddress and json": (ipaddress_sets, 5_000, "set of IPv4Address, str(), a dict, json.dumps"),
        "netaddr.IPSet and json": (netaddr_sets, 300, "IPSet.remove, str(), a dict, json.dumps; sampled: 300 of a /20"),
    }
    for name, (make, enis, how) in peers.items():
        yield Contender(name, partial(written_by, folder, make, enis), enis, how)
    yield Contender("pandas to_json", partial(to_json, folder), ENIS, "DataFrame.from_records, to_json(lines=True)")


def dumped(made: dict[str, Any]) -> str:
    """A line as one writes it oneself: json.dumps for the token, and again with it."""
    hashed = f"bench\0{made['NetworkInterfaceName']}\0{json.dumps(made, ensure_ascii=False, separators=(',', ':'))}"
    made[TOKEN] = blake2b(hashed.encode(), digest_size=16).hexdigest()
    in_order = {name: made[name] for name in ORDER}
    return json.dumps(in_order, ensure_ascii=False, separators=(",", ":"))


def lines_of(rows: Iterable[Sequence[int]]) -> Iterator[str]:
    """The same lines from the same addresses, as numbers, by a dict for each."""
    for number, row in enumerate(rows):
        texts = [f"{a >> 24}.{a >> 16 & 255}.{a >> 8 & 255}.{a & 255}" for a in row]
        yield dumped({name: value for name, value in request(number % SITES, number, texts).items() if name != TOKEN})


def lines(folder: Path, rounds: int) -> Table:
    """Only the writing of a plan that is there."""
    plan = planned(folder, "pinned")
    addresses = [[int(IPv4Address(text)) for text in (eni.primary, *eni.secondary)] for eni in plan.enis]
    if [*lines_of(addresses)] != [*plan.requests.lines()]:
        raise AssertionError("the peer writes other lines")
    ready = [json.loads(line) for line in plan.requests.lines()]
    rows = raced(
        [
            Contender("eniplan", lambda: sum(1 for _ in plan.requests.lines()), ENIS, "Plan.requests.lines()"),
            Contender(
                "dicts and json.dumps", lambda: sum(1 for _ in lines_of(addresses)), ENIS,
                "the same lines: texts, a dict, json.dumps, blake2b of it, json.dumps with the token",
            ),
            Contender(
                "json.dumps", lambda: sum(len(json.dumps(each)) > 0 for each in ready), ENIS,
                "floor: of dicts that are there, tokens too",
            ),
        ],
        rounds,
    )  # fmt: skip
    return Table(
        key="W4l", title="lines of a plan's requests", unit="ENI", rows=rows,
        targets=(Target("T15", "dicts and json.dumps / lines with tokens", rows[1].ratio, ">=", 3),),
    )  # fmt: skip


def measured(rounds: int) -> Iterator[Table]:
    """The tables of W4."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = raced(list(contenders(folder)), rounds)
        found = ratios(rows)
        floor = found["random.sample and json"]
        seconds = {row.name: row.time.median for row in rows}
        yield Table(
            key="W4", title="plan file to requests.jsonl, 20,000 ENIs of 1 + 3 addresses", unit="ENI", rows=rows,
            targets=(
                Target("T15", "pinned / random.sample and json", 1 / floor, "<=", 3),
                Target("T15", "automatic / random.sample and json", found["eniplan, automatic"] / floor, "<=", 3),
                Target("T15", "a million pinned ENIs, seconds", seconds["eniplan, pinned"], "<=", 1.5),
                *at_least("T16", found, GOALS),
            ),
        )  # fmt: skip
        yield lines(folder, rounds)
