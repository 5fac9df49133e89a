"""The SDK before today's (aliyun-python-sdk-ecs), unmodified: RPC V1 in the query, GET."""

from __future__ import annotations

import json
import os
from typing import Any
from unittest.mock import patch

import pytest
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient
from aliyunsdkecs.request.v20140526.CreateNetworkInterfaceRequest import CreateNetworkInterfaceRequest

from eniplan.sending.standin.server import StandIn, serve
from tests.planning.ground_kit import account, vswitch


def created(server: StandIn, secret: str, group: str) -> dict[str, Any]:
    """What the SDK makes of the answer to a create call."""
    client: Any = AcsClient(server.access_key_id, secret, "cn-hangzhou")
    request: Any = CreateNetworkInterfaceRequest()
    request.set_endpoint(server.endpoint)
    request.set_protocol_type("http")
    request.set_VSwitchId("vsw-a")
    request.set_SecurityGroupId(group)
    request.set_NetworkInterfaceName("弹性网卡")
    request.set_SecondaryPrivateIpAddressCount(2)
    request.set_DeleteOnRelease(True)
    request.set_Tags([{"Key": "app", "Value": "b c~*+"}])
    body: dict[str, Any] = json.loads(client.do_action_with_exception(request))
    return body


def test_it_works_unmodified() -> None:
    """An ENI is made with what was asked for; a refusal comes with its code.

    A wrong secret is InvalidAccessKeySecret: the SDK says so itself where the server's string to sign, which it takes
    out of the message of SignatureDoesNotMatch, is its own.
    """
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    place = account(vswitch("a", "10.0.0.0/24"))
    with patch.dict(os.environ, clean, clear=True), serve(place) as server:
        body = created(server, server.access_key_secret, "sg-1")
        assert body["NetworkInterfaceName"] == "弹性网卡"
        assert len(body["PrivateIpSets"]["PrivateIpSet"]) == 3
        assert body["Tags"] == {"Tag": [{"TagKey": "app", "TagValue": "b c~*+"}]}
        with pytest.raises(ServerException) as refused:
            created(server, server.access_key_secret, "sg-none")
        assert (refused.value.error_code, refused.value.http_status) == ("InvalidSecurityGroupId.NotFound", 404)
        with pytest.raises(ServerException) as wrong:
            created(server, "wrong", "sg-1")
        assert (wrong.value.error_code, wrong.value.http_status) == ("InvalidAccessKeySecret", 400)
