"""Calls the rotation operations of a running mock with boto3: walk.py URL. Prints a line for each step; exits 1 at the first failure."""

import datetime
import sys

import boto3
import botocore.config

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
def prefer_disabled(request, **_):
    request.headers["Prefer"] = "code=400, example=DisabledException"


kms.meta.events.register("before-send.kms", prefer_disabled)
try:
    kms.enable_key_rotation(KeyId=key["KeyId"])
    step("a refusal arrives as its exception class", False)
except kms.exceptions.DisabledException as error:
    step("a refusal arrives as its exception class", "is disabled" in error.response["Error"]["Message"])
