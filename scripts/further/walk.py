"""Calls a running mock with boto3: walk.py URL EXAMPLES, a JSON file with a request of each operation. Prints a line for each step; exits 1 at the first failure."""

import base64
import datetime
import json
import sys
import urllib.request

import boto3
import botocore.config
from botocore import xform_name
from botocore.exceptions import ClientError

url = sys.argv[1]
kms = boto3.client(
    "kms",
    endpoint_url=url,
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
    config=botocore.config.Config(retries={"max_attempts": 1}),
)


def step(name, holds):
    print(("ok   boto3: " if holds else "FAIL boto3: ") + name, flush=True)
    if not holds:
        sys.exit(1)


key = kms.create_key(Description="walk")["KeyMetadata"]
step("create_key gives metadata with a date", isinstance(key["CreationDate"], datetime.datetime))
enabled = kms.enable_key_rotation(KeyId=key["KeyId"], RotationPeriodInDays=180)
step("enable_key_rotation with a period answers 200 without members", set(enabled) == {"ResponseMetadata"})
status = kms.get_key_rotation_status(KeyId=key["KeyId"])
step("get_key_rotation_status shows rotation", status["KeyRotationEnabled"] is True)
step("its next date is a datetime", isinstance(status["NextRotationDate"], datetime.datetime))
step("list_key_rotations gives a list", isinstance(kms.list_key_rotations(KeyId=key["KeyId"])["Rotations"], list))
step("disable_key_rotation answers 200", kms.disable_key_rotation(KeyId=key["KeyId"])["ResponseMetadata"]["HTTPStatusCode"] == 200)


def as_python(value, shape):
    """A value of a JSON request as boto3 takes it: blobs are bytes."""
    if shape.type_name == "blob":
        return base64.b64decode(value)
    if shape.type_name == "structure":
        return {name: as_python(member, shape.members[name]) for name, member in value.items()}
    if shape.type_name == "list":
        return [as_python(item, shape.member) for item in value]
    return value


with open(sys.argv[2], encoding="utf-8") as file:
    examples = json.load(file)


def start_anew():
    """The examples are about the keys that a mock starts with."""
    urllib.request.urlopen(urllib.request.Request(url + "/_trent/reset", method="POST")).close()


for operation, request in examples.items():
    start_anew()
    model = kms.meta.service_model.operation_model(operation)
    allowed = {shape.name for shape in model.error_shapes} | {"ValidationException", "AccessDeniedException"}
    try:
        getattr(kms, xform_name(operation))(**as_python(request, model.input_shape))
        said = "200"
    except ClientError as error:
        said = error.response["Error"]["Code"]
    step(f"{operation} is called, and its answer is read ({said})", said == "200" or said in allowed)
start_anew()
# What was made above is gone.
key = kms.create_key()["KeyMetadata"]


def prefer_disabled(request, **_):
    request.headers["Prefer"] = "code=400, example=DisabledException"


kms.meta.events.register("before-send.kms", prefer_disabled)
try:
    kms.enable_key_rotation(KeyId=key["KeyId"])
    step("a refusal arrives as its exception class", False)
except kms.exceptions.DisabledException as error:
    step("a refusal arrives as its exception class", "is disabled" in error.response["Error"]["Message"])
