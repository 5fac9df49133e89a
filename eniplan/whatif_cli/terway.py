"""``eniplan whatif terway``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.cli_options import add_sources, file_name, read
from eniplan.errors import EniplanError
from eniplan.whatif_cli.question import Question

if TYPE_CHECKING:
    import argparse

    from eniplan.capacity.answer import Answer

_MODES = "exclusive, shared, prefix or trunk"


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument("--nodes", type=int, metavar="N", required=True, help="how many nodes")
    command.add_argument("--instance-type", metavar="T", required=True, help="their ECS type")
    command.add_argument("--mode", metavar="M", default="shared", help=f"how pods get addresses: {_MODES}")
    command.add_argument(
        "--pods", type=int, metavar="N", help="pods on each node (default: the most that the type holds)"
    )
    command.add_argument("--min-pool", type=int, metavar="N", default=0, help="idle addresses or ENIs kept at least")
    command.add_argument("--max-pool", type=int, metavar="N", default=5, help="idle ones kept at most (default: 5)")
    command.add_argument("--member-enis", type=int, metavar="N", help="members of one node in trunk mode")
    command.add_argument("--cidr", metavar="C", default="", help="a VSwitch: how many of the nodes fit into it alone")
    command.add_argument("--vswitch", metavar="V", action="append", default=[], help="of the groups; several times")
    command.add_argument("--security-group", metavar="G", action="append", default=[], help="likewise")
    command.add_argument("--name", metavar="NAME", default="node", help="the beginning of the ENIs' names")
    command.add_argument("--region", metavar="R", default="", help="with -o: the region of the plan")
    command.add_argument("-o", "--output", type=file_name, metavar="FILE", help="write the groups as a plan file")
    add_sources(command)


def _answer(asked: argparse.Namespace) -> Answer:
    from eniplan.capacity.terway import terway

    if asked.output and not (asked.region and asked.vswitch and asked.security_group):
        raise EniplanError("whatif terway: -o writes a plan file, which needs --region, --vswitch and --security-group")
    answer = terway(
        asked.nodes,
        asked.instance_type,
        asked.mode,
        pods_per_node=asked.pods,
        min_pool=asked.min_pool,
        max_pool=asked.max_pool,
        inventory=read(asked.inventory),
        member_enis=asked.member_enis,
        vswitch_cidr=asked.cidr,
        name=asked.name,
        vswitches=asked.vswitch,
        security_groups=asked.security_group,
    )
    if asked.output:
        from eniplan.exchange.plan_writing import save_plan_file

        save_plan_file(answer.spec(asked.name, asked.region), asked.output)
    return answer


QUESTION = Question(
    about="what a Kubernetes cluster asks for, term by term: ENIs, addresses, prefixes and calls of its nodes",
    add=_add,
    answer=_answer,
    example="--nodes 20 --instance-type ecs.g7.2xlarge --mode prefix --pods 200 --cidr 10.0.0.0/19",
)
