import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { CASES } from "../../contracts/cases/all-cases";
import { allChecks } from "../../contracts/checks/all-checks";
import { odditiesOf } from "../../contracts/checks/json-text";
import { WIRE_CLAUSES } from "../../contracts/checks/wire-clauses";
import { CLAUSES } from "../../contracts/clauses/all-clauses";
import type { Case, CaseOutcome } from "../../contracts/contract-case";
import { applyExpected, readExpected } from "../../contracts/expected-failures";
import type { CaseWorld } from "../../contracts/given/case-world";
import { checkOwnRequest } from "../../contracts/request-validity";
import type { ClauseRow } from "../../contracts/run/aggregate";
import { runContract } from "../../contracts/run/run-contract";
import { curlOf } from "../../contracts/send/curl";
import { redacted } from "../../contracts/send/redact";
import { receivedOf } from "../../contracts/send/transport";
import { startTarget } from "../../contracts/targets/start-target";

describe("clauses", () => {
  test("what is only inferred is never a MUST", () => {
    // The types forbid it; the rules of the document come from JSON, where no type looks.
    const all: { level: string; provenance: string }[] = [...CLAUSES.values()];
    expect(all.filter(({ level, provenance }) => level === "MUST" && provenance === "inferred")).toEqual([]);
  });

  test("every clause has a sentence and a source", () => {
    for (const { id, sentence, source } of CLAUSES.values()) {
      expect(id).toMatch(/^[A-Za-z]+\.[\w.-]+$/);
      expect(sentence.trim()).toMatch(/\S/);
      expect(source.trim()).not.toBe("");
    }
  });

  test("every clause of every answer has its check", () => {
    const checked = new Set<string>(allChecks().map(({ clause }) => clause));
    expect(WIRE_CLAUSES.map(({ id }) => id).filter((id) => !checked.has(id))).toEqual(["wire.answered"]);
  });
});

const KEY = "0a1b2c3d-0000-4000-8000-000000000001";
const WORLD: CaseWorld = {
  place: { partition: "aws", region: "us-east-1", account: "111122223333" },
  key: { id: KEY, arn: `arn:aws:kms:us-east-1:111122223333:key/${KEY}` },
  named: {
    alias: "alias/a",
    aliasArn: "arn:aws:kms:us-east-1:111122223333:alias/a",
    next: "1",
    other: "us-west-2",
    replica: "r",
    primary: "p",
    policy: "policy",
    marker: "m",
    first: "f",
  },
  moment: { from: 0, to: 0 },
};
const answer = (status: number, body: string): CaseOutcome => {
  const received = receivedOf(status, [], Buffer.from(body));
  return {
    world: WORLD,
    received,
    body: typeof received.json === "object" && received.json !== null ? (received.json as CaseOutcome["body"]) : {},
  };
};
/** Answers that are wrong for every question, each in its way. */
const WRONG = [
  answer(200, ""),
  answer(200, "{}"),
  answer(400, '{"__type":"Wrong","message":"wrong"}'),
  answer(500, '{"__type":"InternalFailure"}'),
  answer(200, `{"KeyMetadata":{},"RotationPeriodInDays":1,"OnDemandRotationStartDate":"x"}`),
];

describe("no expectation is satisfied by everything", () => {
  test.each(CASES.flatMap((test: Case) => test.expects.map((e) => ({ id: test.id, clause: e.clause, find: e.find }))))(
    "$id: $clause",
    ({ clause, find }) => {
      const known =
        clause === "protocol.unknown-operation" ? [answer(400, '{"__type":"UnknownOperationException"}')] : [];
      const inside = clause === "constraint.inside" ? [answer(400, '{"__type":"SerializationException"}')] : [];
      expect([...WRONG, ...known, ...inside].some((outcome) => find(outcome) !== undefined)).toBe(true);
    },
  );
});

describe("our own requests", () => {
  const sent = (body: string) => ({
    operation: "EnableKeyRotation" as const,
    method: "POST",
    path: "/",
    headers: [
      ["content-type", "application/x-amz-json-1.1"],
      ["x-amz-target", "TrentService.EnableKeyRotation"],
    ] as const,
    body: Buffer.from(body),
  });
  test.each([
    { ours: "valid" as const, body: '{"KeyId":5}' },
    { ours: "valid" as const, body: "{}" },
    { ours: "invalid" as const, body: '{"KeyId":"a"}' },
  ])("a case that calls $body $ours is our fault", ({ ours, body }) => {
    expect(() => checkOwnRequest({ id: "x", ours }, sent(body))).toThrow("The case x");
  });
  test.each([
    { ours: "valid" as const, body: '{"KeyId":"a","RotationPeriodInDays":null}' },
    { ours: "invalid" as const, body: '{"KeyId":null}' },
    { ours: "malformed" as const, body: "{" },
  ])("a case that calls $body $ours is right", ({ ours, body }) => {
    expect(() => checkOwnRequest({ id: "x", ours }, sent(body))).not.toThrow();
  });
});

test.each([
  { text: '{"a":1,"b":[{"a":1},{"a":2}]}', kinds: [] },
  { text: '{"a": 1}', kinds: ["blank"] },
  { text: '{"a":" {\\" x","b":"}"}', kinds: [] },
  { text: '{"a":1,"a":2}', kinds: ["twin"] },
])("$text has the oddities $kinds", ({ text, kinds }) => {
  expect(odditiesOf(text).map(({ kind }) => kind)).toEqual(kinds);
});

describe("secrets", () => {
  const headers = [
    [
      "authorization",
      "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261122/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=abc123",
    ],
    ["X-Amz-Security-Token", "token"],
    ["x-amz-target", "T.O"],
  ] as const;
  test("are left out of what is shown", () => {
    const text = JSON.stringify(redacted(headers));
    for (const secret of ["AKIAEXAMPLE", "abc123", "token"]) expect(text).not.toContain(secret);
    expect(text).toContain("us-east-1/kms/aws4_request");
  });
  test("are not in the curl line, which signs afresh", () => {
    const line = curlOf(
      { operation: undefined, method: "POST", path: "/", headers, body: Buffer.from(`{"a":"it's"}`) },
      new URL("http://localhost:1"),
      "us-east-1",
    );
    for (const secret of ["AKIAEXAMPLE", "abc123", "token'"]) expect(line).not.toContain(secret);
    expect(line).toContain(`--aws-sigv4 'aws:amz:us-east-1:kms' --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"`);
    expect(line).toContain(`'{"a":"it'\\''s"}'`);
  });
});

describe("expected failures", () => {
  const clause = CLAUSES.get("wire.content-type");
  const row = (operation: string, status: ClauseRow["status"]): ClauseRow => ({
    clause: clause!,
    area: "wire",
    operation,
    status,
    observed: 1,
    failures: [],
  });
  const entry = { clause: "wire.content-type", reason: "because", known: "M1" };
  const statuses = (rows: readonly ClauseRow[]) => rows.map(({ status }) => status);
  test("mark what fails", () => {
    expect(statuses(applyExpected([row("A", "fail"), row("B", "pass")], [entry]))).toEqual(["expected-fail", "pass"]);
  });
  test("are stale when nothing fails any more", () => {
    expect(statuses(applyExpected([row("A", "pass"), row("B", "pass")], [entry]))).toEqual([
      "unexpected-pass",
      "unexpected-pass",
    ]);
  });
  test("are stale for an operation that is named and passes", () => {
    expect(
      statuses(applyExpected([row("A", "fail"), row("B", "pass")], [{ ...entry, operations: ["A", "B"] }])),
    ).toEqual(["expected-fail", "unexpected-pass"]);
  });
  test("do not hide another clause", () => {
    expect(statuses(applyExpected([row("A", "fail")], [{ ...entry, clause: "wire.date" }]))).toEqual(["fail"]);
  });
  test.each([
    ["expected: [{ clause: no.such, reason: r, known: M1 }]", "names no clause"],
    ["expected: [{ clause: wire.date, known: M1 }]", "gives no reason"],
    ["expected: [{ clause: wire.date, reason: r, known: M1 }, { clause: wire.date, reason: r, known: M1 }]", "twice"],
    ["[]", "no list `expected`"],
  ])("%s is refused", (text, why) => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "trent-")), "e.yaml");
    writeFileSync(file, text);
    expect(() => readExpected(file)).toThrow(why);
  });
  test("of moto name each finding that was known before, M1 to M23", () => {
    const known = readExpected(path.join(__dirname, "../../contracts/expected/moto.yaml")).flatMap((e) =>
      e.known.split(", "),
    );
    expect(Array.from({ length: 23 }, (_, i) => `M${i + 1}`).filter((number) => !known.includes(number))).toEqual([]);
  });
  test.each(["mock", "moto", "ministack"])("of %s can be read", (name) => {
    expect(() => readExpected(path.join(__dirname, `../../contracts/expected/${name}.yaml`))).not.toThrow();
  });
});

describe("a target that is none", () => {
  test("is told as not reachable", async () => {
    const target = await startTarget("http://127.0.0.1:1", "us-east-1");
    await expect(runContract(target, { target: "x", region: "us-east-1" })).rejects.toThrow("is not reachable");
  });
  test("is told as not speaking the protocol", async () => {
    const server = createServer((_, to) => to.end("{}")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const target = await startTarget(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "us-east-1");
    await expect(runContract(target, { target: "x", region: "us-east-1" })).rejects.toThrow(
      "does not speak AWS JSON 1.1",
    );
    server.closeAllConnections();
    server.close();
  });
  test("is refused when it is neither a name nor a URL", async () => {
    await expect(startTarget("motto", "us-east-1")).rejects.toThrow("--target takes a URL or one of");
  });
});
