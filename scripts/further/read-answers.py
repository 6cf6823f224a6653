"""
Calls a mock's operations with boto3's newest model: read-answers.py URL. Standard input has one service: its name in boto3,
the Prefer headers to send, and for each operation a request as on the wire. Prints one JSON object: for each operation what the client read.
"""

import base64
import datetime
import json
import sys

import boto3
import botocore.config
import botocore.exceptions

url = sys.argv[1]
given = json.load(sys.stdin)
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def native(shape, value):
    """A value of the wire as the client takes it: bytes, and datetimes."""
    kind = shape.type_name
    if kind == "structure":
        members = shape.members
        return {name: native(members[name], member) for name, member in value.items() if name in members}
    if kind == "list":
        return [native(shape.member, item) for item in value]
    if kind == "map":
        return {key: native(shape.value, item) for key, item in value.items()}
    if kind == "blob":
        return base64.b64decode(value)
    if kind == "timestamp" and isinstance(value, (int, float)):
        return EPOCH + datetime.timedelta(seconds=value)
    return value


def read(client, method, arguments):
    try:
        answer = getattr(client, method)(**arguments)
    except botocore.exceptions.ClientError as error:
        return "refused", str(error)[:300]
    except Exception as error:  # Whatever else the client says: it could not read the answer.
        return "unreadable", f"{type(error).__name__}: {error}"[:300]
    members = {name for name in answer if name != "ResponseMetadata"}
    if client.can_paginate(method):
        try:
            pages = sum(1 for _ in zip(client.get_paginator(method).paginate(**arguments), range(3)))
        except Exception as error:
            return "unreadable", f"pages: {type(error).__name__}: {error}"[:300]
        if pages > 1:
            return "endless", "a made-up page has a next one"
    return ("read" if members else "empty"), ""


results = []
if given["client"] in boto3.session.Session().get_available_services():
    client = boto3.client(
        given["client"],
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=botocore.config.Config(
            retries={"max_attempts": 1}, parameter_validation=False, read_timeout=30, inject_host_prefix=False
        ),
    )
    prefer = {"value": None}

    def add_prefer(request, **_):
        if prefer["value"]:
            request.headers["Prefer"] = prefer["value"]

    client.meta.events.register("before-send.*", add_prefer)
    methods = {operation: method for method, operation in client.meta.method_to_api_mapping.items()}
    for operation, request in given["requests"].items():
        if operation not in methods:
            continue
        shape = client.meta.service_model.operation_model(operation).input_shape
        arguments = native(shape, request) if shape is not None else {}
        # boto3 takes this member for the URL to call, so that the call would go to AWS.
        if "PredictEndpoint" in arguments:
            continue
        for kind, wanted in given["kinds"].items():
            prefer["value"] = wanted
            outcome, why = read(client, methods[operation], arguments)
            results.append({"operation": operation, "kind": kind, "outcome": outcome, "why": why})
print(json.dumps(results))
