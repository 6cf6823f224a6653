"""Prints, for each service of botocore that speaks AWS JSON, what the public OpenAPI documents have lost of its model."""

import gzip
import json
import pathlib

import botocore

DATA = pathlib.Path(botocore.__file__).parent / "data"


def facts_of(model):
    shapes = model["shapes"]
    named = lambda holds: sorted(name for name, shape in shapes.items() if holds(shape))
    return {
        "version": model["metadata"]["jsonVersion"],
        "blobs": named(lambda shape: shape["type"] == "blob"),
        "unions": named(lambda shape: shape.get("union", False)),
        "dateTexts": named(lambda shape: shape["type"] == "timestamp" and shape.get("timestampFormat") == "iso8601"),
    }


facts = {}
for file in sorted(DATA.glob("*/*/service-2.json.gz")):
    model = json.loads(gzip.decompress(file.read_bytes()))
    metadata = model["metadata"]
    if "json" not in [metadata.get("protocol"), *metadata.get("protocols", [])]:
        continue
    found = {"client": file.parent.parent.name} | {name: value for name, value in facts_of(model).items() if value}
    # Of several versions of a model with one prefix, the latest counts: the files come in the order of their dates.
    facts[metadata["targetPrefix"]] = found
print(json.dumps(facts, indent=2, sort_keys=True))
