import { CASES } from "../../contracts/cases/all-cases";
import { WIRE_CLAUSES } from "../../contracts/checks/all-checks";
import { CLAUSES } from "../../contracts/clauses/all-clauses";
import { CLIENT_CLAUSES } from "../../contracts/clauses/client-clauses";
import { OPERATIONS } from "../../contracts/contract-document";
import { jsonOf } from "../../contracts/contract-exchange";
import { receivedOf } from "../../contracts/send/transport";
import { staleExclusions, unprovedClause, unprovedError } from "../../contracts/traceability/exclusions";
import {
  PROTOCOL_REQUIREMENTS,
  type PublishedRequirement,
  SENTENCES,
} from "../../contracts/traceability/published-requirements";
import { operations } from "../../generated/operations";
import page from "../../generated/page.json";
import { objectOf } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";
import { WHOLE_WORLD } from "./whole-world";

const proved = new Set<string>([
  ...CASES.flatMap(({ expects }) => expects.map(({ clause }) => clause)),
  ...WIRE_CLAUSES.map(({ id }) => id),
  ...CLIENT_CLAUSES.map(({ id }) => id),
]);

/** The errors that each operation declares. */
const DECLARED = OPERATIONS.flatMap((name) =>
  (operations[name] as OperationModel).responses.flatMap(({ errors }) =>
    errors.map(({ type }) => [name, type] as const),
  ),
);

const unprovedOf = (requirement: PublishedRequirement) =>
  "clauses" in requirement ? requirement.clauses.filter((id) => !proved.has(id)) : [];

describe("every sentence of the reference page is proved, or excluded with a reason", () => {
  test.each(SENTENCES.map((requirement) => [requirement.text, requirement] as const))("%s", (_, requirement) => {
    if ("excluded" in requirement) expect(requirement.excluded.length).toBeGreaterThan(10);
    expect(unprovedOf(requirement)).toEqual([]);
  });
});

/** A text of HTML or Markdown as a reader sees it. */
function asRead(text: string): string {
  const names: Readonly<Record<string, string>> = {
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#39;": "'",
    "&amp;": "&",
  };
  return text
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&[#\w]+;/g, (name) => names[name] ?? name)
    .replaceAll(/[`*]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The parts of the operation on the reference page, as a reader sees them. */
function partsOfPage(): Readonly<Record<string, string>> {
  const { summary, description } = page.paths["/#X-Amz-Target=TrentService.EnableKeyRotation"].post;
  const [prose = "", ...tables] = description.split(/(?=<table>|<details>)/);
  const sections = [...description.matchAll(/<details><summary>([\w ]+?)(?: \(\d+\))?<\/summary>(.*?)<\/details>/gs)];
  return Object.fromEntries(
    [
      ["Summary", summary],
      ["Description", prose],
      ["Facts", tables[0] ?? ""],
      ...sections.map(([, title, text]) => [title, text]),
    ].map(([title, text = ""]) => [title, asRead(text)]),
  );
}

describe("every sentence of the reference page can be found on ours", () => {
  const parts = partsOfPage();
  test.each(SENTENCES.map(({ text, onPage }) => ({ text, ...onPage })))("$text: $part", ({ part, words }) => {
    expect(parts[part]).toContain(words);
  });
});

describe("every clause of the protocol, P1 to P13, is proved or excluded", () => {
  test("all thirteen are there", () => {
    expect(Object.keys(PROTOCOL_REQUIREMENTS)).toEqual(Array.from({ length: 13 }, (_, i) => `P${i + 1}`));
  });
  test.each(Object.entries(PROTOCOL_REQUIREMENTS))("%s", (_, requirement) => {
    if ("excluded" in requirement) expect(requirement.excluded.length).toBeGreaterThan(10);
    expect(unprovedOf(requirement)).toEqual([]);
  });
});

test("every rule of the document, and every other clause, is proved or excluded", () => {
  expect([...CLAUSES.keys()].filter((id) => !proved.has(id) && unprovedClause(id) === undefined)).toEqual([]);
});

test("every declared error of every operation is provoked by a case or excluded", () => {
  const expected = expectedErrors();
  const gaps = DECLARED.filter(
    ([name, type]) => !expected.has(`${name} ${type}`) && unprovedError(name, type) === undefined,
  );
  expect(gaps).toEqual([]);
});

test("no exclusion is stale", () => {
  const expected = expectedErrors();
  const unproved = DECLARED.filter(([name, type]) => !expected.has(`${name} ${type}`));
  expect(staleExclusions(proved, unproved)).toEqual([]);
});

test("an unknown rule and an unknown error have no reason", () => {
  expect(unprovedClause("EnableKeyRotation.no-such-rule")).toBeUndefined();
  expect(unprovedError("EnableKeyRotation", "NoSuchException")).toBeUndefined();
});

/** Every error that a case expects: one that satisfies an expectation which a wrong error does not satisfy. */
function expectedErrors(): Set<string> {
  const found = new Set<string>();
  for (const { operation, expects, when } of CASES) {
    const request = objectOf(jsonOf(when(WHOLE_WORLD as never).body));
    const satisfied = (__type: string) => {
      const received = receivedOf(400, [], Buffer.from(JSON.stringify({ __type })));
      const outcome = { world: WHOLE_WORLD as never, request, received, body: { __type } };
      return expects.map(({ find }) => find(outcome) === undefined);
    };
    const wrong = satisfied("Wrong");
    const types = DECLARED.filter(([name]) => name === operation).map(([, type]) => type);
    for (const type of types) if (satisfied(type).some((yes, i) => yes && !wrong[i])) found.add(`${operation} ${type}`);
  }
  return found;
}
