import { readFileSync } from "node:fs";
import path from "node:path";
import { CASES } from "../../contracts/cases/all-cases";
import { WIRE_CLAUSES } from "../../contracts/checks/wire-clauses";
import { CLAUSES } from "../../contracts/clauses/all-clauses";
import { RULE_CLAUSES } from "../../contracts/clauses/rule-clauses";
import { OPERATIONS } from "../../contracts/contract-document";
import type { CaseWorld } from "../../contracts/given/case-world";
import { receivedOf } from "../../contracts/send/transport";
import { ERROR_EXCLUSIONS, excluded, RULE_EXCLUSIONS } from "../../contracts/traceability/exclusions";
import {
  PROTOCOL_REQUIREMENTS,
  type PublishedRequirement,
  SENTENCES,
} from "../../contracts/traceability/published-requirements";
import { operations } from "../../generated/operations";
import type { OperationModel } from "../../openapi/dialect/operations";

const proved = new Set<string>([
  ...CASES.flatMap(({ expects }) => expects.map(({ clause }) => clause)),
  ...WIRE_CLAUSES.map(({ id }) => id),
  "client.reads-success",
  "client.reads-error",
  "client.reads-request-id",
]);

const clausesOf = (requirement: PublishedRequirement) => ("clauses" in requirement ? requirement.clauses : []);

describe("every sentence of the reference page is proved or excluded with a reason", () => {
  test.each(SENTENCES.map((requirement) => [requirement.text, requirement] as const))("%s", (_, requirement) => {
    if ("excluded" in requirement) expect(requirement.excluded.length).toBeGreaterThan(10);
    else expect(requirement.clauses.filter((id) => !proved.has(id))).toEqual([]);
  });

  test("none of the page is forgotten", () => {
    const page = path.join(__dirname, "../../../shared/facts/EnableKeyRotation-reference-page.txt");
    let text: string;
    try {
      text = readFileSync(page, "utf8");
    } catch {
      return; // The page is not part of a clone; where it is at hand, its words are compared.
    }
    const told = SENTENCES.map((s) => s.text)
      .join(" ")
      .toLowerCase();
    const words = [
      "cloudtrail",
      "asymmetric",
      "hmac",
      "imported",
      "custom key store",
      "multi-region",
      "may 2022",
      "three years",
      "owned",
      "cross-account",
      "key state",
      "kms:enablekeyrotation",
      "x-amz-signature",
      "x-amz-security-token",
      "content-type",
      "key arn",
      "listkeys",
    ];
    for (const word of words) {
      expect(text.toLowerCase()).toContain(word);
      expect(told).toContain(word);
    }
  });
});

describe("every clause of the protocol, P1 to P13, is proved or excluded", () => {
  test("all thirteen are there", () => {
    expect(Object.keys(PROTOCOL_REQUIREMENTS)).toEqual(Array.from({ length: 13 }, (_, i) => `P${i + 1}`));
  });
  test.each(Object.entries(PROTOCOL_REQUIREMENTS))("%s", (_, requirement) => {
    if ("excluded" in requirement) expect(requirement.excluded.length).toBeGreaterThan(10);
    expect(clausesOf(requirement).filter((id) => !proved.has(id))).toEqual([]);
  });
});

test("every rule of the document, and every other clause, is proved or excluded", () => {
  const gaps = [...CLAUSES.keys()].filter((id) => !proved.has(id) && excluded(id, RULE_EXCLUSIONS) === undefined);
  expect(gaps).toEqual([]);
});

test("no exclusion hides what is proved, or nothing at all", () => {
  const unproved = RULE_CLAUSES.map(({ id }) => id).filter((id) => !proved.has(id));
  expect(RULE_EXCLUSIONS.filter(({ what }) => !unproved.some((id) => what.test(id)))).toEqual([]);
});

/** Every error that a case expects of an operation: found by showing it to the expectation. */
function expectedErrors(): Set<string> {
  const place = { partition: "aws", region: "us-east-1", account: "111122223333" };
  const named = {
    alias: "alias/a",
    aliasArn: "arn",
    next: "1",
    other: "us-west-2",
    region: "us-west-2",
    primary: "p",
    policy: "p",
    marker: "m",
    first: "f",
  };
  const world: CaseWorld = {
    place,
    key: {
      id: "0a1b2c3d-0000-4000-8000-000000000001",
      arn: "arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001",
    },
    named,
    moment: { from: 0, to: 0 },
  };
  const found = new Set<string>();
  for (const { operation, expects } of CASES) {
    if (operation === undefined) continue;
    const types = (operations[operation] as OperationModel).responses.flatMap(({ errors }) =>
      errors.map(({ type }) => type),
    );
    for (const type of types) {
      const received = receivedOf(400, [], Buffer.from(JSON.stringify({ __type: type })));
      const wrong = receivedOf(400, [], Buffer.from('{"__type":"Wrong"}'));
      const outcome = { world, received, body: { __type: type } };
      if (
        expects.some(
          (e) =>
            e.find(outcome) === undefined &&
            e.find({ world, received: wrong, body: { __type: "Wrong" } }) !== undefined,
        )
      )
        found.add(`${operation} ${type}`);
    }
  }
  return found;
}

test("every declared error of every operation is provoked by a case or excluded", () => {
  const expected = expectedErrors();
  const declared = OPERATIONS.flatMap((name) =>
    (operations[name] as OperationModel).responses.flatMap(({ errors }) => errors.map(({ type }) => `${name} ${type}`)),
  );
  expect(declared.filter((error) => !expected.has(error) && excluded(error, ERROR_EXCLUSIONS) === undefined)).toEqual(
    [],
  );
});
