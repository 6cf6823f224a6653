import type { RunningMock } from "../../mock/server/run-mock";
import { AWS_JSON, call, type Headers, json, KEY_ID, send, startTestMock } from "./running";
import { wireFaults } from "./wire-form";

let mock: RunningMock;
beforeAll(async () => {
  mock = await startTestMock();
});
afterAll(() => mock.close());

const UNKNOWN = { __type: "UnknownOperationException" };
const SERIALIZATION = { __type: "SerializationException" };
const LIST_FOUND = { __type: "SerializationException", Message: "Start of list found where not expected" };
const KEY_ID_MISSING = {
  __type: "ValidationException",
  message: "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
};

const serialization = (Message: string) => ({ __type: "SerializationException", Message });
const brokenHeader = (name: string) => ({
  __type: "IncompleteSignatureException",
  message: `The header ${name} is missing or does not have the form that AWS Signature Version 4 gives it.`,
});

describe("a target that is none", () => {
  it.each([
    ["missing", undefined],
    ["empty", ""],
    ["unknown", "TrentService.EnableKeyRotations"],
    ["of another case", "TrentService.enableKeyRotation"],
    ["with a prefix of another case", "trentservice.EnableKeyRotation"],
    ["with another service's prefix", "DynamoDB_20120810.EnableKeyRotation"],
    ["without prefix", "EnableKeyRotation"],
    ["with two dots", "TrentService..EnableKeyRotation"],
    ["with a version", "TrentService_20141101.EnableKeyRotation"],
    ["named as a member of every object", "__proto__"],
    ["named as a method of every object", "TrentService.constructor"],
  ])("%s -> UnknownOperationException without message", async (_what, target) => {
    const answered = await call(mock.url, "", undefined, { "X-Amz-Target": target });
    expect(answered.status).toBe(400);
    expect(json(answered)).toEqual(UNKNOWN);
    expect(wireFaults(answered)).toEqual([]);
  });

  it("sent twice -> UnknownOperationException", async () => {
    const twice = { "X-Amz-Target": "TrentService.EnableKeyRotation, TrentService.EnableKeyRotation" };
    expect(json(await call(mock.url, "", undefined, twice))).toEqual(UNKNOWN);
  });
});

describe("a content type that is none of the operation's -> UnknownOperationException", () => {
  it.each([
    undefined,
    "text/plain",
    "application/x-amz-json-1.0",
    "application/x-www-form-urlencoded",
    "application/jsonp",
    "json",
    "application/",
    ";",
  ])("%s", async (contentType) => {
    const answered = await call(mock.url, "EnableKeyRotation", undefined, { "Content-Type": contentType });
    expect(json(answered)).toEqual(UNKNOWN);
    expect(wireFaults(answered)).toEqual([]);
  });
});

describe("a body that is not one JSON object -> SerializationException", () => {
  it.each<{ body: string | Buffer; want: object }>([
    { body: "{", want: SERIALIZATION },
    { body: '{"KeyId":"x",}', want: SERIALIZATION },
    { body: "{'KeyId':'x'}", want: SERIALIZATION },
    { body: '{"KeyId":"x"} {}', want: SERIALIZATION },
    { body: "KeyId=x", want: SERIALIZATION },
    { body: " ", want: SERIALIZATION },
    { body: '"text"', want: SERIALIZATION },
    { body: "42", want: SERIALIZATION },
    { body: "true", want: SERIALIZATION },
    { body: "null", want: SERIALIZATION },
    { body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), want: SERIALIZATION },
    { body: "[]", want: LIST_FOUND },
    { body: '[{"KeyId":"x"}]', want: LIST_FOUND },
  ])("$body", async ({ body, want }) => {
    const answered = await call(mock.url, "EnableKeyRotation", body);
    expect(answered.status).toBe(400);
    expect(json(answered)).toEqual(want);
    expect(wireFaults(answered)).toEqual([]);
  });
});

test("KMS's recorded refusal of a list has exactly 86 bytes", async () => {
  const answered = await call(mock.url, "EnableKeyRotation", { KeyId: [] });
  expect(answered.bytes.toString("utf8")).toBe(
    '{"__type":"SerializationException","Message":"Start of list found where not expected"}',
  );
  expect(answered.headers["content-length"]).toBe("86");
});

describe("an empty body counts as no members", () => {
  it("is enough where no member is required", async () => {
    expect((await call(mock.url, "ListKeys", "")).status).toBe(200);
  });

  it("lacks the member that is required", async () => {
    expect(json(await call(mock.url, "EnableKeyRotation", ""))).toEqual(KEY_ID_MISSING);
  });
});

describe("a member of a wrong JSON type -> SerializationException that says what was found", () => {
  it.each<{ operation: string; body: object; says: string }>([
    { operation: "EnableKeyRotation", body: { KeyId: 1 }, says: "NUMBER_VALUE can not be converted to a String" },
    { operation: "EnableKeyRotation", body: { KeyId: true }, says: "TRUE_VALUE can not be converted to a String" },
    { operation: "EnableKeyRotation", body: { KeyId: false }, says: "FALSE_VALUE can not be converted to a String" },
    { operation: "EnableKeyRotation", body: { KeyId: ["x"] }, says: "Start of list found where not expected" },
    {
      operation: "EnableKeyRotation",
      body: { KeyId: {} },
      says: "Start of structure or map found where not expected.",
    },
    {
      operation: "EnableKeyRotation",
      body: { KeyId: KEY_ID, RotationPeriodInDays: "180" },
      says: "STRING_VALUE can not be converted to an Integer",
    },
    {
      operation: "EnableKeyRotation",
      body: { KeyId: KEY_ID, RotationPeriodInDays: true },
      says: "TRUE_VALUE can not be converted to an Integer",
    },
    {
      operation: "EnableKeyRotation",
      body: { KeyId: KEY_ID, RotationPeriodInDays: [180] },
      says: "Start of list found where not expected",
    },
    { operation: "CreateKey", body: { MultiRegion: "true" }, says: "STRING_VALUE can not be converted to a Boolean" },
    { operation: "CreateKey", body: { MultiRegion: 1 }, says: "NUMBER_VALUE can not be converted to a Boolean" },
    { operation: "CreateKey", body: { KeySpec: 2048 }, says: "NUMBER_VALUE can not be converted to a String" },
    { operation: "CreateKey", body: { Tags: "Purpose" }, says: "Expected list or null" },
    { operation: "CreateKey", body: { Tags: {} }, says: "Start of structure or map found where not expected." },
    { operation: "CreateKey", body: { Tags: ["Purpose"] }, says: "Expected null" },
    { operation: "CreateKey", body: { Tags: [[]] }, says: "Start of list found where not expected" },
    {
      operation: "CreateKey",
      body: { Tags: [{ TagKey: 1, TagValue: "" }] },
      says: "NUMBER_VALUE can not be converted to a String",
    },
    {
      operation: "UntagResource",
      body: { KeyId: KEY_ID, TagKeys: ["a", 1] },
      says: "NUMBER_VALUE can not be converted to a String",
    },
  ])("$operation $body", async ({ operation, body, says }) => {
    const answered = await call(mock.url, operation, body);
    expect(json(answered)).toEqual(serialization(says));
    expect(wireFaults(answered)).toEqual([]);
  });
});

describe("members that count for nothing", () => {
  it.each<{ what: string; body: object; want: number }>([
    { what: "an unknown member", body: { KeyId: KEY_ID, Unknown: { a: [1] } }, want: 200 },
    { what: "an unknown member named __type", body: { KeyId: KEY_ID, __type: "x" }, want: 200 },
    { what: "null for an optional member", body: { KeyId: KEY_ID, RotationPeriodInDays: null }, want: 200 },
    { what: "null for a required member", body: { KeyId: null }, want: 400 },
    { what: "a required member's name in another case", body: { keyId: KEY_ID }, want: 400 },
  ])("$what -> $want", async ({ body, want }) => {
    const answered = await call(mock.url, "EnableKeyRotation", body);
    expect(answered.status).toBe(want);
    if (want === 400) expect(json(answered)).toEqual(KEY_ID_MISSING);
  });

  it("a member of a member that is null is absent too", async () => {
    const answered = await call(mock.url, "TagResource", { KeyId: KEY_ID, Tags: [{ TagKey: "a", TagValue: null }] });
    expect(json(answered)).toEqual({
      __type: "ValidationException",
      message:
        "1 validation error detected: Value null at 'tags.1.member.tagValue' failed to satisfy constraint: Member must not be null",
    });
  });
});

describe("a header that breaks its format -> IncompleteSignatureException that names it, not its value", () => {
  const hex = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";
  const scope = "AKIAIOSFODNN7EXAMPLE/20261122/us-east-1/kms/aws4_request";
  const signed = (credential: string, names: string, signature: string) =>
    `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
  it.each<[name: string, value: string]>([
    ["X-Amz-Content-Sha256", "abc"],
    ["X-Amz-Content-Sha256", hex.toUpperCase()],
    ["X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE"],
    ["X-Amz-Credential", scope.replace("/kms/", "/s3/")],
    ["X-Amz-Credential", scope.replace("20261122", "2026-11-22")],
    ["X-Amz-Date", "Sun, 22 Nov 2026 10:15:30 GMT"],
    ["X-Amz-Date", "20261122T101530"],
    ["X-Amz-Algorithm", "AWS4-HMAC-SHA1"],
    ["X-Amz-SignedHeaders", "Host"],
    ["X-Amz-SignedHeaders", "host;"],
    ["X-Amz-Security-Token", "two words"],
    ["X-Amz-Signature", hex.slice(1)],
    ["Authorization", "Bearer token"],
    ["Authorization", "AWS4-HMAC-SHA256 test"],
    ["Authorization", signed(scope.replace("/kms/", "/s3/"), "host", hex)],
    ["Authorization", signed(scope, "", hex)],
    ["Authorization", signed(scope, "host", "zz")],
  ])("%s: %s", async (name, value) => {
    const answered = await call(mock.url, "EnableKeyRotation", undefined, { [name]: value });
    expect(answered.status).toBe(400);
    expect(json(answered)).toEqual(brokenHeader(name));
    expect(wireFaults(answered)).toEqual([]);
  });

  it("names the first in the document's order where several are broken", async () => {
    const headers = { Authorization: "x", "X-Amz-Date": "x", "X-Amz-Signature": "x" };
    expect(json(await call(mock.url, "EnableKeyRotation", undefined, headers))).toEqual(brokenHeader("X-Amz-Date"));
  });
});

describe("a request with several faults is refused for the first in AWS's order", () => {
  const badHeader: Headers = { "X-Amz-Date": "now" };
  const badTarget: Headers = { "X-Amz-Target": "Nothing" };
  const badType: Headers = { "Content-Type": "text/plain" };
  const badPreference: Headers = { Prefer: "code=999" };
  it.each<{ faults: string; body: string | object; headers: Headers; want: object }>([
    { faults: "JSON, content type", body: "{", headers: badType, want: SERIALIZATION },
    { faults: "JSON, target", body: "{", headers: badTarget, want: SERIALIZATION },
    { faults: "a list, target", body: "[]", headers: badTarget, want: LIST_FOUND },
    { faults: "JSON, header", body: "{", headers: badHeader, want: SERIALIZATION },
    { faults: "content type, target", body: {}, headers: { ...badType, ...badTarget }, want: UNKNOWN },
    { faults: "content type, header", body: {}, headers: { ...badType, ...badHeader }, want: UNKNOWN },
    { faults: "target, header", body: {}, headers: { ...badTarget, ...badHeader }, want: UNKNOWN },
    { faults: "target, member type", body: { KeyId: [] }, headers: badTarget, want: UNKNOWN },
    { faults: "header, member type", body: { KeyId: [] }, headers: badHeader, want: brokenHeader("X-Amz-Date") },
    { faults: "header, constraint", body: {}, headers: badHeader, want: brokenHeader("X-Amz-Date") },
    { faults: "member type, constraint", body: { RotationPeriodInDays: [] }, headers: {}, want: LIST_FOUND },
    {
      faults: "constraint in the first member, type in the second",
      body: { KeyId: "", RotationPeriodInDays: "1" },
      headers: {},
      want: serialization("STRING_VALUE can not be converted to an Integer"),
    },
    { faults: "constraint, preference", body: {}, headers: badPreference, want: KEY_ID_MISSING },
  ])("$faults", async ({ body, headers, want }) => {
    expect(json(await call(mock.url, "EnableKeyRotation", body, headers))).toEqual(want);
  });
});

describe("only POST / is an operation", () => {
  const target = { "X-Amz-Target": "TrentService.EnableKeyRotation", "Content-Type": AWS_JSON };
  it.each([
    ["GET", "/"],
    ["PUT", "/"],
    ["DELETE", "/"],
    ["HEAD", "/"],
    ["PATCH", "/"],
    ["OPTIONS", "/"],
    ["PROPFIND", "/"],
    ["TRACE", "/"],
    ["POST", "/other"],
    ["POST", "//"],
    ["POST", "/TrentService.EnableKeyRotations"],
    ["GET", "/favicon.ico"],
    ["POST", "/%"],
    ["GET", "/%zz"],
  ])("%s %s", async (method, path) => {
    const answered = await send(mock.url, method, path, target, method === "POST" ? "{}" : "");
    expect(answered.status).toBe(400);
    expect(wireFaults(answered, method)).toEqual([]);
    if (method === "HEAD") return expect(answered.bytes.length).toBe(0);
    expect(json(answered)).toEqual({
      ...UNKNOWN,
      message: `Only POST / is an operation of this API, not ${method} ${path}`,
    });
  });
});

test("a query string changes nothing", async () => {
  const headers = { "X-Amz-Target": "TrentService.EnableKeyRotation", "Content-Type": AWS_JSON };
  const answered = await send(mock.url, "POST", "/?Action=x&%zz", headers, `{"KeyId":"${KEY_ID}"}`);
  expect(answered.status).toBe(200);
});

describe("a body has at most 1 MiB", () => {
  const ofLength = (length: number) => {
    const empty = JSON.stringify({ KeyId: KEY_ID, Unknown: "" });
    return `${empty.slice(0, -2)}${"x".repeat(length - empty.length)}"}`;
  };

  it("1,048,576 bytes are taken", async () => {
    expect((await call(mock.url, "EnableKeyRotation", ofLength(1_048_576))).status).toBe(200);
  });

  it("one byte more -> RequestEntityTooLargeException", async () => {
    const answered = await call(mock.url, "EnableKeyRotation", ofLength(1_048_577));
    expect(answered.status).toBe(400);
    expect(json(answered)).toEqual({
      __type: "RequestEntityTooLargeException",
      message: "A request body has at most 1048576 bytes.",
    });
    expect(wireFaults(answered)).toEqual([]);
  });
});
