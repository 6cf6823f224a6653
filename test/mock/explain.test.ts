import { AnswerValue, AWS_JSON } from "../../mock/engine/answer";
import { createRequestHandler, type RequestHandler } from "../../mock/engine/handle-request";
import { Journal } from "../../mock/engine/journal";
import { HOME } from "../../mock/engine/locality";
import { createRouter } from "../../mock/engine/route";
import { loadGenerated } from "../../mock/server/load-document";
import type { RuleModel } from "../../openapi/dialect/rule-model";
import { memoryLog, send, startTestMock } from "./running";

const RULE: RuleModel = {
  operation: "EnableKeyRotation",
  id: "disabled-key",
  rule: "A disabled key is refused.",
  provenance: "recorded",
  source: "docs/evidence/key-states.md#note-1",
};

const log = memoryLog();
const journal = new Journal();
beforeEach(() => {
  log.lines.length = 0;
  journal.clear();
});

/** A handler whose every call breaks the rule. */
async function handlerOf(explain: boolean): Promise<RequestHandler> {
  const { operations, checks } = await loadGenerated();
  return createRequestHandler({
    requestId: () => "id",
    home: HOME,
    router: createRouter(operations, checks),
    resolve: (context) => {
      context.rule = RULE;
      return new AnswerValue(400, { __type: "DisabledException", message: "k is disabled." });
    },
    validateAnswer: () => {},
    log,
    journal,
    hostile: undefined,
    explain,
    foreign: undefined,
    ruleOff: undefined,
  });
}

const request = (body: object) => ({
  headers: { "content-type": AWS_JSON, "x-amz-target": "TrentService.EnableKeyRotation" },
  body: new TextEncoder().encode(JSON.stringify(body)),
  receivedAt: performance.now(),
  sourceIp: undefined,
});

describe("a refusal that knows its rule names it", () => {
  test.each([
    { explain: true, want: "EnableKeyRotation.disabled-key" },
    { explain: false, want: undefined },
  ])("in the header x-trent-rule, with --explain: $explain", async ({ explain, want }) => {
    const answer = await (await handlerOf(explain)).handle(request({ KeyId: "k" }));
    expect([answer.status, answer.headers["x-trent-rule"]]).toEqual([400, want]);
  });

  test("in the journal, with its evidence", async () => {
    (await handlerOf(false)).handle(request({ KeyId: "k" }));
    expect(journal.list()).toEqual([
      expect.objectContaining({
        operation: "EnableKeyRotation",
        error: "DisabledException",
        rule: {
          id: "EnableKeyRotation.disabled-key",
          sentence: RULE.rule,
          provenance: "recorded",
          source: RULE.source,
        },
      }),
    ]);
  });

  test("in the log at debug, before the line of the request", async () => {
    (await handlerOf(false)).handle(request({ KeyId: "k" }));
    expect(log.lines.map((line) => line.slice(25))).toEqual([
      `debug refused by EnableKeyRotation.disabled-key: A disabled key is refused. (recorded, ${RULE.source})\n`,
      expect.stringMatching(/^info {2}EnableKeyRotation 400 /),
    ]);
  });
});

test.each([
  { given: "a body that breaks a constraint", body: {}, rule: "EnableKeyRotation.key-id-missing" },
  { given: "a member of another type", body: { KeyId: true }, rule: "constraint.type" },
  { given: "a list where a text is expected", body: { KeyId: [] }, rule: "protocol.list-text" },
])("$given is refused by a rule too", async ({ body, rule }) => {
  const answer = await (await handlerOf(true)).handle(request(body));
  expect(answer.headers).toHaveProperty("x-trent-rule", rule);
  expect(journal.list()[0]?.rule?.id).toBe(rule);
});

test.each([
  { explain: true, isExposed: true },
  { explain: false, isExposed: false },
])("a page may read the header, with --explain: $explain", async ({ explain, isExposed }) => {
  const mock = await startTestMock({ explain });
  const { headers } = await send(mock.url, "POST", "/", { Origin: "http://page.example" });
  expect(headers["access-control-expose-headers"]?.split(/, */).includes("x-trent-rule")).toBe(isExposed);
  await mock.close();
});
