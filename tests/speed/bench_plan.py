"""From a plan file to requests.jsonl: 100,000 ENIs against a bare loop that writes the same lines.

Run as ``python -m tests.speed.bench_plan [rounds]``. The bare loop draws each VSwitch's addresses with
``random.sample``, fills a dict and writes ``json.dumps`` of it: no validation, no pools, no tokens, no plan. The same
for inventories: reading 10,000 ENIs against ``json.loads`` of the same bytes.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from pathlib import Path

import eniplan
from tests.speed.timing import microseconds_per_unit

ENIS = 100_000
VSWITCHES = 16
SINGLES = 10
READ = 10_000

PLAN = """format = 1
name = "bench"
region = "cn-hangzhou"
profile = { addresses_per_vpc = 100000000 }
""" + "".join(
    f'[[vswitch]]\nid = "vsw-{number}"\nvpc = "vpc-1"\nzone = "cn-hangzhou-h"\ncidr = "10.{number}.0.0/16"\n'
    for number in range(VSWITCHES)
)
GROUP = f"""[[group]]
name = "web-{{n:06}}"
count = {ENIS}
vswitches = {json.dumps([f"vsw-{number}" for number in range(VSWITCHES)])}
security_groups = ["sg-1"]
secondary_addresses = {SINGLES - 1}
addressing = "ADDRESSING"
tags = {{ app = "web", env = "prod" }}
[group.parameters]
DeleteOnRelease = true
"""


def ours(folder: Path, addressing: str) -> None:
    """Plan file to requests.jsonl, as a user does it."""
    file = folder / f"{addressing}.toml"
    file.write_text(PLAN + GROUP.replace("ADDRESSING", addressing), encoding="utf-8")
    plan = eniplan.plan(file)
    eniplan.export(plan, folder / f"{addressing}.jsonl")
    if len(plan.requests) != ENIS:
        raise AssertionError(f"{len(plan.requests)} of {ENIS} placed")


def bare(folder: Path, addressing: str) -> None:
    """The same lines from a loop that checks nothing."""
    each = ENIS // VSWITCHES * SINGLES
    free = [[f"10.{v}.{offset >> 8}.{offset & 255}" for offset in range(1, 65533)] for v in range(VSWITCHES)]
    drawn = [random.sample(addresses, each) for addresses in free]
    with (folder / f"bare-{addressing}.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(ENIS):
            start = number // VSWITCHES * SINGLES
            stream.write(json.dumps(_request(number, addressing, drawn[number % VSWITCHES][start : start + SINGLES])))
            stream.write("\n")


def _request(number: int, addressing: str, addresses: list[str]) -> dict[str, object]:
    pinned = addressing == "pinned"
    return {
        "RegionId": "cn-hangzhou",
        "Tag": [{"Key": "app", "Value": "web"}, {"Key": "env", "Value": "prod"}],
        "VSwitchId": f"vsw-{number % VSWITCHES}",
        **({"PrimaryIpAddress": addresses[0]} if pinned else {}),
        "NetworkInterfaceName": f"web-{number + 1:06}",
        **({} if pinned else {"SecondaryPrivateIpAddressCount": SINGLES - 1}),
        "ClientToken": "0" * 32,
        "SecurityGroupIds": ["sg-1"],
        **({"PrivateIpAddress": addresses[1:]} if pinned else {}),
        "DeleteOnRelease": True,
    }


def account(folder: Path) -> Path:
    """One recorded answer of 10,000 ENIs with 10 addresses each."""
    enis = [
        {
            "NetworkInterfaceId": f"eni-{number}",
            "VSwitchId": f"vsw-{number // 6000}",
            "PrivateIpAddress": _text(number, 0),
            "PrivateIpSets": {
                "PrivateIpSet": [
                    {"PrivateIpAddress": _text(number, place), "Primary": place == 0} for place in range(10)
                ]
            },
            "Tags": {"Tag": [{"TagKey": "app", "TagValue": "web"}]},
        }
        for number in range(READ)
    ]
    vswitches = [{"VSwitchId": f"vsw-{v}", "CidrBlock": f"10.{v}.0.0/16"} for v in range(2)]
    answers = [{"VSwitches": {"VSwitch": vswitches}}, {"NetworkInterfaceSets": {"NetworkInterfaceSet": enis}}]
    file = folder / "account.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    return file


def _text(number: int, place: int) -> str:
    offset = number % 6000 * 10 + place + 1
    return f"10.{number // 6000}.{offset >> 8}.{offset & 255}"


def main(rounds: int = 5) -> None:
    """Print times per ENI, then the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = account(folder)
        time = microseconds_per_unit(
            {
                "automatic: plan file to requests.jsonl": (lambda: ours(folder, "automatic"), ENIS),
                "automatic: bare loop": (lambda: bare(folder, "automatic"), ENIS),
                "pinned: plan file to requests.jsonl": (lambda: ours(folder, "pinned"), ENIS),
                "pinned: bare loop": (lambda: bare(folder, "pinned"), ENIS),
                "read an answer of 10,000 ENIs": (lambda: eniplan.read_inventory(file), READ),
                "json.loads of the same bytes": (lambda: json.loads(file.read_bytes()), READ),
            },
            rounds,
        )
    print(f"medians of {rounds} interleaved rounds, us per ENI")
    for case, taken in time.items():
        print(f"  {case:<58}{taken:>14,.2f} us")
    automatic, loop, pinned, pinned_loop, read, loads = time.values()
    print(f"  {'automatic / bare loop':<58}{automatic / loop:>14,.2f}    <= 3")
    print(f"  {'pinned / bare loop':<58}{pinned / pinned_loop:>14,.2f}    <= 3")
    print(f"  {'reading / json.loads':<58}{read / loads:>14,.2f}")
    print(f"  {'10,000 ENIs, seconds':<58}{read * READ / 1e6:>14,.2f}    about 1")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
