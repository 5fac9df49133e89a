"""Reading plan files: the contract's example, and one sentence for each way to get it wrong."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

import eniplan
from eniplan.errors import MalformedFile
from eniplan.exchange.plan_file import plan_spec_from, read_plan_file
from eniplan.network import toml_text
from eniplan.network.cidr import Cidr
from eniplan.network.security_group import SecurityGroup
from eniplan.network.vswitch import ReservedBlock, VSwitch
from eniplan.planning.spec import Group, PlanSpec, Wish

HEAD = 'format = 1\nname = "web"\nregion = "cn-hangzhou"\n'
GROUP = '[[group]]\nname = "w-{n}"\nvswitches = ["v"]\nsecurity_groups = ["s"]\n'
VSWITCH = '[[vswitch]]\nid = "v"\nzone = "cn-hangzhou-h"\n'
ROOM = f'{VSWITCH}cidr = "10.0.0.0/20"\n'

CONTRACT = """
format = 1
name = "web"                              # required: part of every client token
region = "cn-hangzhou"
seed = 3

[[vswitch]]
id = "vsw-new-a"
vpc = "vpc-demo"
zone = "ap-southeast-1a"
cidr = "10.0.0.0/20"
ipv6_cidr = "2001:db8:0:1::/64"
reserved = ["10.0.4.0/22", "2001:db8:0:1:4000::/66"]

[[security_group]]
id = "sg-web"
vpc = "vpc-demo"
type = "advanced"

[[group]]
name = "web-{n:03}"
count = 40
vswitches = ["vsw-new-a", "vsw-new-b"]
zone = "cn-hangzhou-h"
placement = "prefix-aware"
security_groups = ["sg-web"]
addressing = "pinned"
draw = "lowest"
secondary_addresses = 9
ipv4_prefixes = 2
ipv6_addresses = 1
ipv6_prefixes = 4
instance_type = "ecs.g7.xlarge"
enis_per_instance = 3
tags = { app = "web", env = "prod" }
[group.parameters]
DeleteOnRelease = true
[[group.eni]]
n = 7
vswitch = "vsw-new-a"
primary = "10.0.0.77"
secondary = ["10.0.0.78"]
ipv4_prefixes = []
ipv6 = ["2001:db8:0:1::7"]
ipv6_prefixes = ["2001:db8:0:1:4000::/80"]

[profile]
eni_quota = 500
"""

BASE6 = 0x2001_0DB8_0000_0001 << 64
EXPECTED = PlanSpec(
    name="web",
    region="cn-hangzhou",
    seed=3,
    profile={"eni_quota": 500},
    vswitches=(
        VSwitch(
            id="vsw-new-a",
            vpc_id="vpc-demo",
            zone_id="ap-southeast-1a",
            region_id="ap-southeast-1",
            cidr=Cidr(4, 10 << 24, 20),
            ipv6_cidr=Cidr(6, BASE6, 64),
            blocks=(
                ReservedBlock(id="", cidr=Cidr(4, (10 << 24) + 4 * 256, 22)),
                ReservedBlock(id="", cidr=Cidr(6, BASE6 + (0x4000 << 48), 66)),
            ),
            planned=True,
        ),
    ),
    security_groups=(SecurityGroup(id="sg-web", vpc_id="vpc-demo", type="advanced"),),
    groups=(
        Group(
            name="web-{n:03}",
            count=40,
            vswitches=("vsw-new-a", "vsw-new-b"),
            zone="cn-hangzhou-h",
            placement="prefix-aware",
            security_groups=("sg-web",),
            addressing="pinned",
            draw="lowest",
            secondary_addresses=9,
            ipv4_prefixes=2,
            ipv6_addresses=1,
            ipv6_prefixes=4,
            instance_type="ecs.g7.xlarge",
            enis_per_instance=3,
            tags=(("app", "web"), ("env", "prod")),
            parameters={"DeleteOnRelease": True},
            enis=(
                Wish(
                    n=7,
                    vswitch="vsw-new-a",
                    primary="10.0.0.77",
                    secondary=("10.0.0.78",),
                    ipv4_prefixes=(),
                    ipv6=("2001:db8:0:1::7",),
                    ipv6_prefixes=("2001:db8:0:1:4000::/80",),
                ),
            ),
        ),
    ),
)


def test_every_key_of_the_contract_is_read() -> None:
    """The contract's example, with every key set to something else than its default."""
    assert plan_spec_from(CONTRACT) == EXPECTED


def test_defaults() -> None:
    """A group needs three keys; everything else is as the contract says."""
    expected = Group(name="w-{n}", vswitches=("v",), security_groups=("s",))
    spec = plan_spec_from(HEAD + GROUP)
    assert (expected,) == spec.groups
    assert (spec.seed, spec.vswitches, spec.security_groups, spec.profile) == (0, (), (), {})
    group = spec.groups[0]
    assert (group.placement, group.addressing, group.draw, group.count) == ("spread", "automatic", "random", 1)


def test_a_security_group_is_basic_by_default() -> None:
    """Its type may be left out."""
    spec = plan_spec_from(f'{HEAD}[[security_group]]\nid = "s"\n')
    assert (SecurityGroup(id="s", type="basic"),) == spec.security_groups


def test_a_table_is_read_as_its_text() -> None:
    """Who has the table already need not write TOML; there are no lines then."""
    table = {"format": 1, "name": "web", "region": "cn-hangzhou"}
    assert plan_spec_from(HEAD) == plan_spec_from(table)
    with pytest.raises(MalformedFile) as caught:
        plan_spec_from({**table, "sead": 1})
    assert (caught.value.line, caught.value.where, caught.value.path) == (None, "sead", "plan")


@pytest.mark.parametrize("name", ["web.toml", "tight.toml"])
def test_the_examples_are_read(name: str) -> None:
    """The plan files that ship with the package."""
    spec = read_plan_file(eniplan.examples / name)
    assert (name.removesuffix(".toml"), 7) == (spec.name, spec.seed)


def test_parameters_are_kept_as_they_are() -> None:
    """What JSON can say too is not changed; the rules judge it later."""
    text = '[group.parameters]\nDescription = 1.5\nQueueNumber = "3"\nTrunkPortName = [{a = [true]}]\n'
    expected = {"Description": 1.5, "QueueNumber": "3", "TrunkPortName": [{"a": [True]}]}
    with pytest.raises(MalformedFile, match="TrunkPortName: is no parameter"):
        plan_spec_from(HEAD + GROUP + text)
    text = text.replace("TrunkPortName", "NetworkInterfaceTrafficConfig")
    expected["NetworkInterfaceTrafficConfig"] = expected.pop("TrunkPortName")
    assert expected == plan_spec_from(HEAD + GROUP + text).groups[0].parameters


BAD: list[tuple[str, int | None, str, str]] = [
    ("", None, "format", "is missing; write format = 1 at the top of the file"),
    ("# a\nformat = 2\nname = 3", 2, "format", "format 2 is not known, this eniplan reads 1"),
    ("format = true", 1, "format", "true is not the number 1"),
    ("format = 1.0", 1, "format", "1.0 is not the number 1"),
    ('format = "1"', 1, "format", '"1" is not the number 1'),
    ("format = 1", None, "name", "is missing; expected: a text"),
    ('format = 1\nname = ""\nregion = "r"', 2, "name", "is missing; every plan needs a name"),
    (HEAD + "sead = 3", 4, "sead", "there is no such key; did you mean seed?"),
    (HEAD + '"\\u0007 x" = 1', 4, '"\\u0007 x"', "there is no such key; known: format"),
    (HEAD + GROUP + "prefixes = 3", 8, "group[1].prefixes",
     "there is no such key; did you mean ipv4_prefixes or ipv6_prefixes?"),
    (HEAD + GROUP + "cuont = 3", 8, "group[1].cuont", "there is no such key; did you mean count?"),
    (HEAD + VSWITCH + "vpc_id = 3", 7, "vswitch[1].vpc_id", "there is no such key; did you mean vpc?"),
    (HEAD + "seed = true", 4, "seed", "true is not a whole number"),
    (HEAD + "seed = 1.5", 4, "seed", "1.5 is not a whole number"),
    (HEAD + "seed = nan", 4, "seed", "nan is not a whole number"),
    (HEAD + "seed = 1979-05-27", 4, "seed", "1979-05-27 is not a whole number"),
    (HEAD + "seed = 9223372036854775808", 4, "seed", "is a number beyond 64 bits"),
    (HEAD + f"seed = 0x{'f' * 9000}", 4, "seed", "is a number beyond 64 bits"),
    (HEAD + f"region2 = {'9' * 5000}", None, "", "has a number with thousands of digits"),
    (HEAD + GROUP + f"zone = 0x{'f' * 9000}", 8, "group[1].zone", "a number beyond 64 bits is not a text"),
    (HEAD + "group = 3", 4, "group", "3 is not a list of tables, each written [[group]]"),
    (HEAD + "[group]", 4, "group", "is one table; expected: a list of tables, each written [[group]]"),
    (HEAD + "group = [3]", 4, "group[1]", "3 is not a table"),
    (HEAD + "[[group]]", 4, "group[1].name", 'is missing; expected: a text like "web-{n:03}"'),
    (HEAD + GROUP + 'count = "40"', 8, "group[1].count", '"40" is not a whole number from 1 to 1,000,000'),
    (HEAD + GROUP + "count = 0", 8, "group[1].count", "0 is not a whole number from 1 to 1,000,000"),
    (HEAD + GROUP + "\n" + GROUP, 10, "group[2].name", "both name an ENI w-1"),
    (HEAD + GROUP + 'draw = "lowset"', 8, "group[1].draw", '"lowset" is not one of random, lowest'),
    (HEAD + GROUP + "draw = 3", 8, "group[1].draw", "3 is not one of random, lowest"),
    (HEAD + GROUP + "zone = 3", 8, "group[1].zone", "3 is not a text"),
    (HEAD + GROUP.replace('["v"]', "[]"), 6, "group[1].vswitches", "is missing or empty; name at least one id"),
    (HEAD + GROUP.replace('"v"', '"v", 3'), 6, "group[1].vswitches[2]", "3 is not a text"),
    (HEAD + GROUP.replace('["v"]', '["v",\n ""]'), 6, "group[1].vswitches[2]", "is empty; expected: a text"),
    (HEAD + GROUP.replace('["v"]', '"v"'), 6, "group[1].vswitches", '"v" is not a list of VSwitch ids'),
    (HEAD + GROUP + "tags = { a = 1 }", 8, "group[1].tags.a", "1 is not a text"),
    (HEAD + GROUP + "tags = [1]", 8, "group[1].tags", "a list is not a table of texts"),
    (HEAD + GROUP + "parameters = 1", 8, "group[1].parameters", "1 is not a table of API parameters"),
    (
        HEAD + GROUP + "parameters.Tags = 1",
        8, "group[1].parameters.Tags", "is no parameter of CreateNetworkInterface; did you mean Tag?",
    ),
    (
        HEAD + GROUP + "parameters.Description = 07:32:00",
        8, "group[1].parameters.Description", "07:32:00 is not a text, a number, true, false, a list or a table",
    ),
    (
        HEAD + GROUP + "parameters.Description = [1e400]",
        8, "group[1].parameters.Description[1]", "inf is not a number that a request can hold",
    ),
    (
        HEAD + GROUP + "parameters.Description = -9223372036854775809",
        8, "group[1].parameters.Description", "is a number beyond 64 bits",
    ),
    (
        HEAD + GROUP + f"parameters.{'a.' * 2_000}a = 1",
        8, f"group[1].parameters{'.a' * 20}", "is nested deeper than 20 levels",
    ),
    (HEAD + f"x = {'[' * 10_000}", None, "", "is nested too deeply"),
    (HEAD + GROUP + "[[group.eni]]", 8, "group[1].eni[1].n", "is missing; expected: a whole number from 1"),
    (HEAD + GROUP + "[[group.eni]]\nn = 2", 9, "group[1].eni[1].n", "2 is not a number from 1 to the group's count, 1"),
    (HEAD + VSWITCH, 4, "vswitch[1].cidr", "is missing; expected: an IPv4 CIDR with a mask from 16 to 29"),
    (HEAD + VSWITCH + "cidr = 3", 7, "vswitch[1].cidr", "3 is not an IPv4 CIDR"),
    (HEAD + VSWITCH + 'cidr = "10.0.0.0"', 7, "vswitch[1].cidr", '"10.0.0.0" is not an IPv4 CIDR'),
    (HEAD + VSWITCH + 'cidr = "10.0.0.1/20"', 7, "vswitch[1].cidr", "10.0.0.1/20 has host bits set"),
    (HEAD + VSWITCH + 'cidr = "10.0.0.0/8"', 7, "vswitch[1].cidr", "10.0.0.0/8 has mask 8; from 16 to 29"),
    (HEAD + VSWITCH + 'cidr = "fd00::/64"', 7, "vswitch[1].cidr", "an IPv6 CIDR belongs in ipv6_cidr"),
    (HEAD + ROOM + 'ipv6_cidr = "10.0.0.0/20"', 8, "vswitch[1].ipv6_cidr", "an IPv4 CIDR belongs in cidr"),
    (HEAD + ROOM + 'ipv6_cidr = "fd00::/60"', 8, "vswitch[1].ipv6_cidr", "fd00::/60 has mask 60"),
    (HEAD + ROOM + 'reserved = ["a"]', 8, "vswitch[1].reserved[1]", '"a" is not a CIDR'),
    (HEAD + ROOM + 'reserved = ["10.0.1.1/24"]', 8, "vswitch[1].reserved[1]", "10.0.1.1/24 has host bits set"),
    (HEAD + ROOM + 'reserved = ["10.0.0.0/24"]', 8, "vswitch[1].reserved[1]", "a system address"),
    (HEAD + ROOM + 'reserved = ["10.1.0.0/24"]', 8, "vswitch[1].reserved[1]", "is not a part of the VSwitch's"),
    (HEAD + ROOM + 'reserved = ["fd00::/66"]', 8, "vswitch[1].reserved[1]", "needs an IPv6 CIDR"),
    (
        HEAD + ROOM + 'reserved = [\n  "10.0.1.0/24",\n  "10.0.1.0/28",\n]',
        8, "vswitch[1].reserved[2]", "10.0.1.0/28 overlaps 10.0.1.0/24",
    ),
    (HEAD + ROOM + VSWITCH + 'cidr = "10.0.0.0/21"', 9, "vswitch[2].id", "stands in the plan already"),
    (HEAD + '[[security_group]]\nid = ""', 5, "security_group[1].id", "is empty; expected: an id"),
    (
        HEAD + '[[security_group]]\nid = "s"\ntype = "enterprise"',
        6, "security_group[1].type", '"enterprise" is not one of basic, advanced',
    ),
    (HEAD + "[profile]\neni_quotta = 3", 5, "profile.eni_quotta", "did you mean eni_quota?"),
    (HEAD + "[profile]\ntrunk = 3", 5, "profile.trunk", "3 is not true or false"),
    (HEAD + "profile = 3", 4, "profile", "3 is not a table of the profile's keys"),
    ("a = 1\nb = 2\nc = ]", 3, "column 5", "is no TOML: Invalid value"),
    ('a = "', 1, "", "is no TOML: Unterminated string"),
    ("a = 1\na = 2", 2, "", "is no TOML: Cannot overwrite a value"),
    ('a = "\\ud800"', 1, "column 12", "is no TOML: Escaped character is not a Unicode scalar value"),
    ("a = 2024-02-30", 1, "column 5", "is no TOML: Invalid date or datetime"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "where", "words"), BAD, ids=range(len(BAD)))
def test_what_is_wrong_is_one_sentence_with_its_place(text: str, line: int | None, where: str, words: str) -> None:
    """Whatever stands in a file is refused with the file, the line, the key, and what would be accepted."""
    with pytest.raises(MalformedFile) as caught:
        plan_spec_from(text, "p.toml")
    assert ("p.toml", line, where) == (caught.value.path, caught.value.line, caught.value.where)
    assert words in caught.value.problem
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


def test_half_a_character_in_a_table_is_refused() -> None:
    """A TOML text cannot hold one, a table can."""
    with pytest.raises(MalformedFile, match="name: has half a character"):
        plan_spec_from({"format": 1, "name": "\ud800", "region": "r"})


@pytest.mark.parametrize("key", ["group", "vswitch"])
def test_a_table_that_holds_itself_is_refused(key: str) -> None:
    """Nesting without an end is named, not followed."""
    endless: dict[str, object] = {}
    endless["a"] = endless
    group = {"name": "w", "vswitches": ["v"], "security_groups": ["s"], "parameters": endless}
    with pytest.raises(MalformedFile, match="deeper than 20 levels" if key == "group" else "no such key"):
        plan_spec_from({"format": 1, "name": "n", "region": "r", key: [group]})


# ---- files --------------------------------------------------------------------------------------------------------


def test_a_byte_order_mark_and_other_line_ends_are_accepted(tmp_path: Path) -> None:
    """What editors on other systems write is read the same, lines included."""
    path = tmp_path / "p.toml"
    path.write_bytes(codecs.BOM_UTF8 + HEAD.replace("\n", "\r\n").encode())
    assert plan_spec_from(HEAD) == read_plan_file(path)
    path.write_bytes(codecs.BOM_UTF8 + f"{HEAD}sead = 1".replace("\n", "\r\n").encode())
    with pytest.raises(MalformedFile) as caught:
        read_plan_file(str(path))
    assert (str(path), 4) == (caught.value.path, caught.value.line)


def test_no_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    """The first byte that is no text is named."""
    path = tmp_path / "p.toml"
    path.write_bytes(b'format = 1\nname = "\xff"\n')
    with pytest.raises(MalformedFile) as caught:
        read_plan_file(path)
    assert (caught.value.line, caught.value.problem) == (2, "is no UTF-8 text: byte 19")


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A missing file, a folder, a name that no system allows."""
    with pytest.raises(MalformedFile, match="there is no such file"):
        read_plan_file(tmp_path / "none.toml")
    with pytest.raises(MalformedFile, match="is a folder, a file is expected"):
        read_plan_file(tmp_path)
    with pytest.raises(MalformedFile, match="NUL character"):
        read_plan_file("a\0b")
    with pytest.raises(MalformedFile, match="cannot be read: Not a directory"):
        read_plan_file(_made(tmp_path / "file") / "p.toml")


def _made(path: Path) -> Path:
    path.touch()
    return path


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is named; a file of exactly that size is read."""
    path = tmp_path / "p.toml"
    path.write_text(HEAD, encoding="utf-8")
    with path.open("a", encoding="utf-8") as stream:
        stream.write("#" * (2 * 1024**2 - len(HEAD)))
    monkeypatch.setattr(toml_text, "FILE_LIMIT", 2 * 1024**2)
    assert plan_spec_from(HEAD) == read_plan_file(path)
    with path.open("a", encoding="utf-8") as stream:
        stream.write("#")
    with pytest.raises(MalformedFile, match="is larger than 2 MiB, the most that is read"):
        read_plan_file(path)


def test_the_limit_is_64_mib() -> None:
    """As documented."""
    assert toml_text.FILE_LIMIT == 64 * 1024 * 1024
