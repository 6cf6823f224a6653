import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { CASES } from "../../contracts/cases/all-cases";
import { odditiesOf } from "../../contracts/checks/json-text";
import { CLAUSES } from "../../contracts/clauses/all-clauses";
import { jsonOf } from "../../contracts/contract-exchange";
import { applyExpectedFailures, idleEntries, readExpectedFailures } from "../../contracts/expected-failures";
import { checkRequestValidity } from "../../contracts/request-validity";
import type { ClauseRow } from "../../contracts/run/aggregate";
import { runContract } from "../../contracts/run/run-contract";
import { curlOf } from "../../contracts/send/curl";
import { redacted } from "../../contracts/send/redact";
import { receivedOf } from "../../contracts/send/transport";
import { startTarget } from "../../contracts/targets/start-target";
import { createTrent } from "../../mock/adapters/in-process";
import { objectOf } from "../../openapi/dialect/document";
import { WHOLE_WORLD } from "./whole-world";

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
      expect(source).toMatch(/^docs\/evidence\/[\w-]+\.md#[\w-]+$/);
    }
  });
});

const answer = (status: number, body: string) => {
  const received = receivedOf(status, [], Buffer.from(body));
  return { received, body: objectOf(received.json) };
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
  test.each(CASES.flatMap(({ id, when, expects }) => expects.map((expectation) => ({ id, when, ...expectation }))))(
    "$id: $clause",
    ({ clause, when, find }) => {
      const known =
        clause === "protocol.unknown-operation" ? [answer(400, '{"__type":"UnknownOperationException"}')] : [];
      const inside = clause === "constraint.inside" ? [answer(400, '{"__type":"SerializationException"}')] : [];
      const world = WHOLE_WORLD as never;
      const request = objectOf(jsonOf(when(world).body));
      const satisfied = (wrong: ReturnType<typeof answer>) => find({ world, request, ...wrong }) === undefined;
      expect([...WRONG, ...known, ...inside].every(satisfied)).toBe(false);
    },
  );
});

describe("requests of the suite", () => {
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
    { validity: "valid" as const, body: '{"KeyId":5}' },
    { validity: "valid" as const, body: "{}" },
    { validity: "invalid" as const, body: '{"KeyId":"a"}' },
  ])("a case that calls $body $validity is wrong", ({ validity, body }) => {
    expect(() => checkRequestValidity("x", validity, sent(body))).toThrow("The case x");
  });
  test.each([
    { validity: "valid" as const, body: '{"KeyId":"a","RotationPeriodInDays":null}' },
    { validity: "invalid" as const, body: '{"KeyId":null}' },
    { validity: "malformed" as const, body: "{" },
  ])("a case that calls $body $validity is right", ({ validity, body }) => {
    expect(() => checkRequestValidity("x", validity, sent(body))).not.toThrow();
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
    expect(statuses(applyExpectedFailures([row("A", "fail"), row("B", "pass")], [entry]))).toEqual([
      "expected-fail",
      "pass",
    ]);
  });
  test("are stale when nothing fails any more", () => {
    expect(statuses(applyExpectedFailures([row("A", "pass"), row("B", "pass")], [entry]))).toEqual([
      "unexpected-pass",
      "unexpected-pass",
    ]);
  });
  test("are stale for an operation that is named and passes", () => {
    expect(
      statuses(applyExpectedFailures([row("A", "fail"), row("B", "pass")], [{ ...entry, operations: ["A", "B"] }])),
    ).toEqual(["expected-fail", "unexpected-pass"]);
  });
  test("are never stale in a part of the suite, where what fails elsewhere is not seen", () => {
    expect(statuses(applyExpectedFailures([row("A", "pass"), row("B", "fail")], [entry], false))).toEqual([
      "pass",
      "expected-fail",
    ]);
    expect(statuses(applyExpectedFailures([row("A", "pass")], [entry], false))).toEqual(["pass"]);
  });
  test.each([
    { status: "fail", idle: 0 },
    { status: "pass", idle: 0 },
    { status: "not-applicable", idle: 1 },
  ] as const)("that excuse nothing are named: $idle for $status", ({ status, idle }) => {
    expect(idleEntries(applyExpectedFailures([row("A", status)], [entry]), [entry])).toHaveLength(idle);
  });
  test("do not hide another clause", () => {
    expect(statuses(applyExpectedFailures([row("A", "fail")], [{ ...entry, clause: "wire.date" }]))).toEqual(["fail"]);
  });
  test.each([
    ["expected: [{ clause: no.such, reason: r, known: M1 }]", "names a clause that the suite does not have"],
    ["expected: [{ clause: wire.date, known: M1 }]", "has no reason"],
    [
      "expected: [{ clause: wire.date, reason: r, known: M1 }, { clause: wire.date, reason: r, known: M1 }]",
      "occurs twice",
    ],
    ["[]", "no list `expected`"],
  ])("%s is refused", (text, why) => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "trent-")), "e.yaml");
    writeFileSync(file, text);
    expect(() => readExpectedFailures(file)).toThrow(why);
  });
  test("of moto name each finding that was known before, M1 to M23", () => {
    const known = readExpectedFailures(path.join(__dirname, "../../contracts/expected/moto.yaml")).flatMap((e) =>
      e.known.split(", "),
    );
    expect(Array.from({ length: 23 }, (_, i) => `M${i + 1}`).filter((number) => !known.includes(number))).toEqual([]);
  });
  test.each(["mock", "moto", "ministack"])("of %s can be read", (name) => {
    expect(() => readExpectedFailures(path.join(__dirname, `../../contracts/expected/${name}.yaml`))).not.toThrow();
  });
});

describe("a target without a network", () => {
  /** ListKeys of a mock in this process, with AWS's own client, and what is said of it. */
  const run = async (change: (answer: Response) => Response) => {
    const target = await startTarget("in-process", "eu-central-1", (region) => {
      const trent = createTrent({ region, logLevel: "silent" });
      return async (url, init) => change(await trent.fetch(url, init));
    });
    return runContract(target, { target: "in-process", region: "eu-central-1", only: "ListKeys" });
  };
  test("is tested as one that listens, by AWS's own client too", async () => {
    const { checks } = await run((answer) => answer);
    expect(checks.filter(({ status }) => status !== "pass")).toEqual([]);
    expect(checks.length).toBeGreaterThan(3);
  });
  test("is not conformant where it is not", async () => {
    const { verdict } = await run(({ status, body }) => new Response(body, { status }));
    expect(verdict).toBe("not-conformant");
  });
});

describe("a target that is not one", () => {
  test("is reported as not reachable", async () => {
    const target = await startTarget("http://127.0.0.1:1", "us-east-1");
    await expect(runContract(target, { target: "127.0.0.1:1", region: "us-east-1" })).rejects.toThrow(
      "does not answer: it is not reachable",
    );
  });
  test("is reported as not speaking the protocol", async () => {
    const server = createServer((_, to) => to.end("{}")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const target = await startTarget(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "us-east-1");
    await expect(runContract(target, { target: target.url.href, region: "us-east-1" })).rejects.toThrow(
      "does not speak AWS JSON 1.1",
    );
    server.closeAllConnections();
    server.close();
  });
  test("is refused as in-process where nobody makes that mock", async () => {
    await expect(startTarget("in-process", "us-east-1")).rejects.toThrow("--target in-process is the command's");
  });
  test("is refused when it is neither a name nor a URL", async () => {
    await expect(startTarget("motto", "us-east-1")).rejects.toThrow("--target takes a URL or one of");
  });
});
