import { operations } from "../../generated/operations";
import { validators } from "../../generated/validators";
import type { RunningMock } from "../../mock/server/run-mock";
import { firstRequestExample } from "../request-example";
import { exchange, parseAnswers, requestBytes } from "./raw";
import { AWS_JSON, call, json, NAMES, startTestMock } from "./running";
import { UUID, wireFaults } from "./wire-form";

let mock: RunningMock;
beforeAll(async () => {
  mock = await startTestMock();
});
afterAll(() => mock.close());

/** The operations without output: their answer has no bytes. */
const WITHOUT_OUTPUT = [
  ...["EnableKeyRotation", "DisableKeyRotation", "EnableKey", "DisableKey", "UpdatePrimaryRegion", "TagResource"],
  ...["UntagResource", "CreateAlias", "UpdateAlias", "DeleteAlias", "PutKeyPolicy", "UpdateKeyDescription"],
  ...["RetireGrant", "RevokeGrant"],
];

describe("each operation answers its example in the wire form", () => {
  it.each(NAMES)("%s", async (name) => {
    const answered = await call(mock.url, name, firstRequestExample(name));
    expect(answered.status).toBe(200);
    expect(wireFaults(answered)).toEqual([]);
    expect(answered.bytes.length === 0).toBe(WITHOUT_OUTPUT.includes(name));
  });
});

describe("the generated validators accept each answer, headers and body, at each status", () => {
  const statuses = [200, 400, 500] as const;
  it.each(NAMES.flatMap((name) => statuses.map((status) => ({ name, status }))))("$name $status", async (row) => {
    const prefer = { Prefer: `code=${row.status}` };
    const answered = await call(mock.url, row.name, firstRequestExample(row.name), prefer);
    expect(answered.status).toBe(row.status);
    const own = validators[row.name];
    const body = answered.bytes.length === 0 ? "" : json(answered);
    const validate = own.responseBody[row.status];
    expect(validate(body) ? [] : validate.errors).toEqual([]);
    const validateHeaders = own.responseHeaders[row.status];
    expect(validateHeaders(answered.headers) ? [] : validateHeaders.errors).toEqual([]);
  });
});

test("the table of operations without output is the document's", () => {
  const empty = NAMES.filter((name) => operations[name].responses.some((r) => r.status === 200 && r.empty));
  expect(empty.sort()).toEqual([...WITHOUT_OUTPUT].sort());
});

test("an answer is these bytes and no other", async () => {
  const headers = [`Content-Type: ${AWS_JSON}`, "X-Amz-Target: TrentService.EnableKeyRotation"];
  const bytes = await exchange(mock.url, requestBytes(headers, '{"KeyId":"1234abcd-12ab-34cd-56ef-1234567890ab"}'));
  const text = bytes.toString("latin1");
  const [answered] = parseAnswers(bytes);
  expect(text).toBe(
    [
      "HTTP/1.1 200 OK",
      `x-amzn-RequestId: ${answered?.headers["x-amzn-requestid"]}`,
      "Cache-Control: no-cache, no-store, must-revalidate, private",
      "Expires: 0",
      "Pragma: no-cache",
      "Content-Type: application/x-amz-json-1.1",
      "Content-Length: 0",
      `Date: ${answered?.headers.date}`,
      "Connection: close",
      "",
      "",
    ].join("\r\n"),
  );
});

test("an error has the same header lines as a success", async () => {
  const names = async (target: string) => {
    const bytes = await exchange(
      mock.url,
      requestBytes([`Content-Type: ${AWS_JSON}`, `X-Amz-Target: ${target}`], "{}"),
    );
    const [answered] = parseAnswers(bytes);
    return { statusLine: answered?.statusLine, names: answered?.headerNames };
  };
  const success = await names("TrentService.ListKeys");
  const error = await names("TrentService.Nothing");
  expect(success.statusLine).toBe("HTTP/1.1 200 OK");
  expect(error).toEqual({ statusLine: "HTTP/1.1 400 Bad Request", names: success.names });
});

test("each answer has a request id of its own, also where the answer is kept", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => call(mock.url, "ListKeys", {})));
  const ids = answers.map((answered) => answered.headers["x-amzn-requestid"] ?? "");
  expect(ids.every((id) => UUID.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(20);
});

test("a time is a number of seconds", async () => {
  const { KeyMetadata } = json(await call(mock.url, "DescribeKey")) as { KeyMetadata: Record<string, unknown> };
  expect(typeof KeyMetadata.CreationDate).toBe("number");
});

test("a client that asks in application/json is answered in AWS's media type", async () => {
  const answered = await call(mock.url, "ListKeys", {}, { "Content-Type": "application/json" });
  expect(answered.headers["content-type"]).toBe(AWS_JSON);
});

test("two requests on one connection are answered in their order", async () => {
  const one = (target: string, more = "") =>
    `POST / HTTP/1.1\r\nHost: localhost\r\n${more}Content-Type: ${AWS_JSON}\r\nX-Amz-Target: TrentService.${target}\r\nContent-Length: 2\r\n\r\n{}`;
  const bytes = await exchange(
    mock.url,
    one("ListKeys") + one("Nothing") + one("ListAliases", "Connection: close\r\n"),
  );
  const answers = parseAnswers(bytes);
  expect(answers.map((answered) => answered.status)).toEqual([200, 400, 200]);
  expect(answers.flatMap((answered) => wireFaults(answered))).toEqual([]);
});
