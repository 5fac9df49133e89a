"""``eniplan whatif churn``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.cli_options import made_plan
from eniplan.whatif_cli.question import Question, add_play_options

if TYPE_CHECKING:
    import argparse

    from eniplan.capacity.answer import Answer

_NUMBERS = {
    "nodes": (10, "how many nodes"),
    "pods": (20, "pods on each node, on average"),
    "lifetime": (30, "steps that a pod lives, on average"),
    "min-pool": (0, "idle units that a node keeps at least"),
    "max-pool": (5, "idle units that a node keeps at most"),
    "reclaim-every": (10, "steps between two reclaims of idle units; 0 for none"),
    "reclaim-batch": (5, "idle units that one reclaim deletes at most"),
    "steps": (200, "how many steps"),
}


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--unit", metavar="U", default="eni", help="created and deleted at once: eni, address or prefix"
    )
    for name, (usual, about) in _NUMBERS.items():
        command.add_argument(f"--{name}", type=int, metavar="N", default=usual, help=f"{about} (default: {usual})")
    add_play_options(command)


def _answer(asked: argparse.Namespace) -> Answer:
    from eniplan.capacity.churn import churn

    return churn(
        made_plan(asked),
        asked.group,
        nodes=asked.nodes,
        pods_per_node=asked.pods,
        lifetime=asked.lifetime,
        unit=asked.unit,
        min_pool=asked.min_pool,
        max_pool=asked.max_pool,
        reclaim_every=asked.reclaim_every,
        reclaim_batch=asked.reclaim_batch,
        steps=asked.steps,
        replications=asked.replications,
        seed=asked.seed or 0,
    )


QUESTION = Question(
    about="what pods that come and go on nodes with warm pools leave of whole /28s and free addresses",
    add=_add,
    answer=_answer,
    example="--plan web.toml --inventory account/ --group 'pod-{n:02}' --unit address --nodes 20",
)
