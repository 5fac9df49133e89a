"""How long it takes to send 10,000 ENIs over HTTP, when a tenth of the calls goes wrong.

The official SDK, signatures included, on 32 connections to the stand-in on the loopback interface; sender and stand-in
are two processes. Without a limit of calls a minute: what is measured is what the sender itself costs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from eniplan.planning.steps import CREATE
from eniplan.sending.standin.faults import KINDS, Fault
from eniplan.sending.standin.server import serve

ENIS = 10_000
CONNECTIONS = 32


def _request(number: int) -> str:
    parameters = {
        "RegionId": "cn-hangzhou",
        "VSwitchId": f"vsw-{number % 4}",
        "SecurityGroupId": "sg-1",
        "NetworkInterfaceName": f"web-{number:05}",
        "ClientToken": f"{number:032x}",
    }
    return json.dumps(parameters) + "\n"


def main() -> None:
    """Send, and say how long it took and what came of it."""
    faults = [Fault(action=CREATE, kind=kind, share=0.02) for kind in KINDS if kind != "slow"]
    with tempfile.TemporaryDirectory() as folder, serve(faults=faults) as stand_in:
        requests = Path(folder, "requests.jsonl")
        requests.write_text("".join(map(_request, range(ENIS))))
        keys = {
            "ALIBABA_CLOUD_ACCESS_KEY_ID": stand_in.access_key_id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": stand_in.access_key_secret,
        }
        arguments = ["send", str(requests), "--journal", str(Path(folder, "journal")), "--json", "--protocol", "http"]
        arguments += ["--endpoint", stand_in.endpoint, "--per-minute", "1000000", "--concurrency", str(CONNECTIONS)]
        began = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "eniplan", *arguments], env={**os.environ, **keys}, capture_output=True, check=False
        )
        seconds = time.perf_counter() - began
        said = json.loads(done.stdout)
        names = [eni.name for eni in stand_in.simulator.inventory().enis.values()]
        assert len(names) == len(set(names)) == said["created"] == ENIS
        print(f"{ENIS:,} ENIs on {CONNECTIONS} connections, {said['calls']:,} calls: {seconds:.1f} s, "
              f"{said['calls'] / seconds:,.0f} calls a second; each ENI once")  # fmt: skip


if __name__ == "__main__":
    main()
