import protocolDocument from "../../generated/protocol.json";
import { Protocol } from "../../openapi/dialect/complete/protocol";
import { type Document, type JsonObject, objectOf } from "../../openapi/dialect/document";
import { normalise } from "../../openapi/dialect/normalise";
import { readOperations } from "../../openapi/dialect/operations";

const PROTOCOL = new Protocol(protocolDocument as unknown as Document);

/** A document in the directory's form with one operation, whose answer has the schemas given as its members. */
function documentOf(target: string, schemas: JsonObject, example?: JsonObject, openapi = "3.0.0"): Document {
  const parameter = { name: "X-Amz-Target", in: "header", required: true, schema: { type: "string", enum: [target] } };
  const content = (name: string) => ({ "application/json": { schema: { $ref: `#/components/schemas/${name}` } } });
  const properties = Object.fromEntries(
    Object.keys(schemas).map((name) => [name, { $ref: `#/components/schemas/${name}` }]),
  );
  // Through JSON, so that equal schemas are not one object.
  return JSON.parse(
    JSON.stringify({
      openapi,
      info: { title: "A service", version: "1" },
      paths: {
        [`/#X-Amz-Target=${target}`]: {
          post: {
            operationId: target.split(".")[1],
            parameters: [parameter],
            requestBody: { content: content("Input") },
            responses: { 200: { description: "Success", content: content("Output") } },
          },
        },
      },
      components: {
        schemas: {
          Input: { type: "object" },
          Output: { type: "object", properties, ...(example && { example }) },
          ...schemas,
        },
      },
    }),
  );
}

const text = { type: "string" };
const date = { type: "string", format: "date-time" };
const structure = { type: "object", properties: { One: text, Two: text } };

/** What a service's model says, and the directory does not. */
const ROWS: { what: string; target: string; schemas: JsonObject; want: JsonObject; openapi?: string }[] = [
  {
    what: "a blob that no word tells",
    target: "DynamoDB_20120810.GetItem",
    schemas: { BinaryAttributeValue: text, StringAttributeValue: text },
    want: { BinaryAttributeValue: { ...text, contentEncoding: "base64" }, StringAttributeValue: text },
  },
  {
    what: "blobs by their names, where the service is not known",
    target: "Pantry.GetJar",
    schemas: { LabelBlob: text, BlobName: text },
    want: { LabelBlob: { ...text, contentEncoding: "base64" }, BlobName: text },
  },
  {
    what: "no blobs by their names, where it is",
    target: "AWSStepFunctions.GetJar",
    schemas: { LabelBlob: text },
    want: { LabelBlob: text },
  },
  {
    what: "a union",
    target: "SageMaker.CreateAutoMLJobV2",
    schemas: { AutoMLProblemTypeConfig: structure, Other: structure },
    want: { AutoMLProblemTypeConfig: { ...structure, "x-trent-union": true }, Other: structure },
  },
  {
    what: "a timestamp that is text",
    target: "AWSGlue.GetThing",
    schemas: { Iso8601DateTime: date, Timestamp: date },
    want: { Iso8601DateTime: date, Timestamp: { type: "number", "x-trent-timestamp": "epoch-seconds" } },
  },
  {
    what: "date-time as the text that it says, in a document of OpenAPI 3.1",
    target: "Pantry.GetJar",
    schemas: { At: date },
    want: { At: date },
    openapi: "3.1.0",
  },
];

test.each(ROWS)("$what", ({ target, schemas, want, openapi }) => {
  const { document } = normalise(documentOf(target, schemas, undefined, openapi), PROTOCOL);
  expect(objectOf(document.components).schemas).toMatchObject(want);
  for (const [name, schema] of Object.entries(want))
    expect(objectOf(objectOf(document.components).schemas)[name]).toEqual(schema);
});

test.each([
  ["DynamoDB_20120810.GetItem", ["application/x-amz-json-1.0"]],
  ["Kinesis_20131202.PutRecord", ["application/x-amz-json-1.1"]],
  ["Pantry.GetJar", ["application/x-amz-json-1.1", "application/x-amz-json-1.0"]],
])("the answers of %s are in %s", (target, want) => {
  const [operation] = readOperations(normalise(documentOf(target, {}), PROTOCOL).document);
  expect(operation?.responses.map(({ mediaTypes }) => mediaTypes)).toEqual([want, want, want]);
});

test("an example has its blobs in base64, and no next page", () => {
  const schemas = { BinaryAttributeValue: text, NextToken: text };
  const given = documentOf("DynamoDB_20120810.GetItem", schemas, {
    BinaryAttributeValue: "<binary data>",
    NextToken: "more",
  });
  const { document } = normalise(given, PROTOCOL);
  expect(objectOf(objectOf(objectOf(document.components).examples).Output).value).toEqual({
    BinaryAttributeValue: Buffer.from("<binary data>").toString("base64"),
  });
});
