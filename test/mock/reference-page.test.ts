import type { RunningMock } from "../../mock/server/run-mock";
import { AWS_JSON, call, KEY_ID, send, startTestMock } from "./running";
import { wireFaults } from "./wire-form";

let mock: RunningMock;
beforeAll(async () => {
  mock = await startTestMock();
});
afterAll(() => mock.close());

const TARGET = "TrentService.EnableKeyRotation";

test("the reference page's own call works as written", async () => {
  const answered = await send(
    mock.url,
    "POST",
    "/",
    { "X-Amz-Target": "TrentService.EnableKeyRotation", "Content-Type": "application/json" },
    '{"KeyId":"1234abcd-12ab-34cd-56ef-1234567890ab"}',
  );
  expect(answered.status).toBe(200);
  expect(answered.bytes.length).toBe(0);
  expect(wireFaults(answered)).toEqual([]);
});

describe("every way to write a media type of the document is taken", () => {
  it.each([
    AWS_JSON,
    "application/json",
    "application/x-amz-json-1.1; charset=utf-8",
    "application/json;charset=UTF-8",
    "APPLICATION/X-AMZ-JSON-1.1",
    "Application/Json ; charset=utf-8; a=b",
  ])("%s", async (contentType) => {
    const answered = await call(mock.url, "EnableKeyRotation", undefined, { "Content-Type": contentType });
    expect(answered.status).toBe(200);
    expect(answered.headers["content-type"]).toBe(AWS_JSON);
  });
});

describe("every form of KeyId that the page gives is taken", () => {
  it.each([
    { form: "key id", KeyId: KEY_ID },
    { form: "key ARN", KeyId: `arn:aws:kms:us-east-2:111122223333:key/${KEY_ID}` },
  ])("$form", async ({ KeyId }) => {
    expect((await call(mock.url, "EnableKeyRotation", { KeyId })).status).toBe(200);
  });
});

describe("a call needs no signature, and takes each header of the page", () => {
  const signature = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";
  const scope = "AKIAIOSFODNN7EXAMPLE/20261122/us-east-1/kms/aws4_request";
  it.each([
    { with: "no header but the two that are required", headers: {} },
    { with: "what curl sends by itself", headers: { "User-Agent": "curl/8.5.0", Accept: "*/*" } },
    {
      with: "a signature in Authorization",
      headers: {
        Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=${signature}`,
        "X-Amz-Date": "20161107T221835Z",
        "X-Amz-Security-Token": "IQoJb3JpZ2luX2VjEXAMPLETOKEN",
      },
    },
    {
      with: "all nine headers of the page",
      headers: {
        "X-Amz-Content-Sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "X-Amz-Credential": scope,
        "X-Amz-Date": "20161107T221835Z",
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-SignedHeaders": "content-type;host;x-amz-date;x-amz-target",
        "X-Amz-Security-Token": "token",
        "X-Amz-Signature": signature,
      },
    },
  ])("$with", async ({ headers }) => {
    const answered = await call(mock.url, "EnableKeyRotation", undefined, { "X-Amz-Target": TARGET, ...headers });
    expect(answered.status).toBe(200);
  });
});

describe("the period is taken from 90 to 2560 days", () => {
  it.each([90, 180, 365, 2560])("%i", async (RotationPeriodInDays) => {
    expect((await call(mock.url, "EnableKeyRotation", { KeyId: KEY_ID, RotationPeriodInDays })).status).toBe(200);
  });
});
