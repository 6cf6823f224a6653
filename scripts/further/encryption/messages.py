"""Encrypts or decrypts standard input with the AWS Encryption SDK: messages.py encrypt|decrypt KEY_ARN [NAME=VALUE ...]."""

import sys

import aws_encryption_sdk
from aws_encryption_sdk import CommitmentPolicy

verb, key_arn, *pairs = sys.argv[1:]
client = aws_encryption_sdk.EncryptionSDKClient(commitment_policy=CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT)
provider = aws_encryption_sdk.StrictAwsKmsMasterKeyProvider(key_ids=[key_arn])
source = sys.stdin.buffer.read()
if verb == "encrypt":
    context = dict(pair.split("=", 1) for pair in pairs)
    result, _ = client.encrypt(source=source, key_provider=provider, encryption_context=context)
else:
    result, _ = client.decrypt(source=source, key_provider=provider)
sys.stdout.buffer.write(result)
