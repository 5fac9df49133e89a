"""The ROS template: what the official CDK makes of the same parameters, and what YAML loaders read."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from eniplan.contract.parameters import PARAMETERS
from eniplan.errors import EniplanError
from eniplan.exchange.batches import left_out, write_batch
from eniplan.exchange.forms.ros_template import MOST_BYTES, MOST_RESOURCES, PROPERTIES
from eniplan.planning.steps import Step
from tests.effort import examples
from tests.exchange.forms.hostile import TEXTS, WITH_NUL, assign, create, plan_of, tagged, texts
from tests.exchange.forms.record_ros import RECORDED, WORDS
from tests.exchange.test_sdk import EVERYTHING

CASES = json.loads(RECORDED.read_text(encoding="utf-8"))["cases"]


def text_of(*steps: Step, form: str = "ros", leave_out: bool = False, repeats: bool = False) -> str:
    """The template's text."""
    stream = io.StringIO()
    write_batch(plan_of(*steps, repeats=repeats), form, stream, leave_out=leave_out)
    return stream.getvalue()


def template(*steps: Step, **how: Any) -> dict[str, Any]:  # noqa: ANN401
    """The template as a YAML loader reads it; as JSON it is the same."""
    read: dict[str, Any] = yaml.safe_load(text_of(*steps, **how))
    assert json.loads(text_of(*steps, form="ros-json", **how)) == read
    return read


def properties(*steps: Step, **how: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """The properties of each resource."""
    return [resource["Properties"] for resource in template(*steps, **how)["Resources"].values()]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_a_resource_is_what_the_cdk_makes_of_it(case: dict[str, Any]) -> None:
    """The same type and the same properties, which the CDK has judged."""
    parameters = {"RegionId": "cn-hangzhou", **case["parameters"], "ClientToken": "t"}
    made = template(Step("web/1", "CreateNetworkInterface", json.dumps(parameters)))
    assert made["Resources"] == {"web": case["resource"]}
    assert made["ROSTemplateFormatVersion"] == json.loads(RECORDED.read_text(encoding="utf-8"))["format"]
    assert made["Outputs"] == {"web": {"Value": {"Fn::GetAtt": ["web", "NetworkInterfaceId"]}}}


def test_the_record_has_every_property() -> None:
    """What the CDK has an argument for is what a template says, and all of it is in the record."""
    assert set(PROPERTIES) == {*WORDS, "Tag"}
    assert {name for case in CASES for name in case["parameters"]} == set(PROPERTIES)


def test_every_text_is_read_as_it_is() -> None:
    """Numbers, booleans, dates, tags, aliases, documents, control characters: all are texts for a loader."""
    steps = [tagged(f"n{place}", text, "plain") for place, text in enumerate((*TEXTS, WITH_NUL))]
    made = properties(*steps)
    assert [one["NetworkInterfaceName"] for one in made] == [*TEXTS, WITH_NUL]
    assert [one["Tags"][0] for one in made] == [{"Key": text, "Value": text} for text in (*TEXTS, WITH_NUL)]


@given(st.lists(texts, min_size=1, max_size=20))
@settings(max_examples=examples(25))
def test_any_text_is_read_as_it_is(values: list[str]) -> None:
    """Random texts, as name, description and tags."""
    made = properties(*(tagged(f"n{place}", value) for place, value in enumerate(values)))
    assert [one["Description"] for one in made] == values
    assert [one["Tags"] for one in made] == [[{"Key": value, "Value": value}] for value in values]


def test_every_text_is_quoted() -> None:
    """A loader of another YAML version, for which 1e3 is a number, reads a text too."""
    assert 'NetworkInterfaceName: "1e3"' in text_of(tagged("a", "1e3"))
    assert 'Description: "yes"' in text_of(tagged("a", "yes"))


@given(st.lists(texts, min_size=1, max_size=60, unique=True))
@settings(max_examples=examples(25))
def test_logical_ids_are_legal_unique_and_their_own(names: list[str]) -> None:
    """Letters and digits, a letter first; an ENI keeps its id whatever stands beside it."""
    steps = [create(name.replace("/", "_")) for name in names]
    steps = list({step.id: step for step in steps}.values())
    ids = list(template(*steps)["Resources"])
    assert len(set(ids)) == len(steps)
    assert all(one.isascii() and one.isalnum() and one[0].isalpha() and len(one) <= 255 for one in ids)
    assert ids[-1:] == list(template(steps[-1])["Resources"])


def test_ids_that_could_be_mistaken_are_not() -> None:
    """A legal name stands for itself; others differ by their hash, and repeated names by their tokens."""
    (hashed,) = template(create("web-1"))["Resources"]
    assert hashed.startswith("web1x")
    assert len(template(create("web-1"), create("web1"), create("web_1"), create(hashed))["Resources"]) == 4
    assert list(template(create("web1"))["Resources"]) == ["web1"]
    twice = [create("web1"), create("web1", ClientToken="another")]
    assert len(template(*twice, repeats=True)["Resources"]) == 2


def test_what_ros_cannot_say_is_refused_by_name_or_left_out() -> None:
    """All parameters of the page: those without a property, and the assign calls; defaults of the API are no loss."""
    trunk = {**EVERYTHING, "InstanceType": "Trunk", "SourceDestCheck": True}
    steps = [create("a", **trunk), assign("a"), create("b", InstanceType="Secondary", SourceDestCheck=False)]
    named = {
        "Visible", "InstanceType", "BusinessType", "QueuePairNumber", "NetworkInterfaceTrafficConfig",
        "ConnectionTrackingConfiguration", "EnhancedNetwork", "SourceDestCheck", "AssignPrivateIpAddresses",
    }  # fmt: skip
    found = left_out(plan_of(*steps), "ros")
    assert {finding.parameter for finding in found} == named
    assert {(finding.code, finding.severity, finding.request) for finding in found} == {
        ("Lint.NotExpressed", "warning", "a")
    }
    with pytest.raises(
        EniplanError, match=r"ros cannot say all of this plan: Visible of a has no word in ROS; .* more"
    ):
        text_of(*steps)
    first, second = properties(*steps, leave_out=True)
    others = {row.name for row in PARAMETERS} - named - {"RegionId", "ClientToken"}
    assert set(first) == {PROPERTIES[name] for name in others}
    assert set(second) == {"VSwitchId", "SecurityGroupIds"}


def test_a_text_that_ros_would_look_up_is_refused_or_left_out() -> None:
    """A tag could make ROS put a secret into it."""
    step = create("a", Description="{{resolve:kms-secret:x}}", NetworkInterfaceName="a")
    with pytest.raises(EniplanError, match=r"Description of a holds \{\{resolve:, which ROS would look up"):
        text_of(step)
    (left,) = properties(step, leave_out=True)
    assert "Description" not in left


def test_the_limits_of_ros_are_sentences() -> None:
    """300 resources, half a mebibyte, one region."""
    assert len(properties(*(create(f"n{n}") for n in range(MOST_RESOURCES)))) == 300
    with pytest.raises(EniplanError, match="a ROS stack has at most 300 resources, and the plan creates 301 ENIs"):
        text_of(*(create(f"n{n}") for n in range(MOST_RESOURCES + 1)))
    with pytest.raises(EniplanError, match=f"bytes, and {MOST_BYTES:,} are possible; make it several plans"):
        text_of(*(create(f"n{n}", Description="é" * 256, Tag=[{"Key": "x" * 2_000}]) for n in range(250)))
    with pytest.raises(EniplanError, match="is in one region, and the plan is of 2: cn-hangzhou, cn-shanghai"):
        text_of(create("a"), create("b", RegionId="cn-shanghai"))


def test_a_plan_without_requests_is_a_valid_template() -> None:
    """No resources, no outputs."""
    made = template()
    assert (made["ROSTemplateFormatVersion"], made["Resources"], made["Outputs"]) == ("2015-09-01", {}, {})
