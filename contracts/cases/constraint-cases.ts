import type { TrentOperation } from "../../generated/types";
import { isObject, listOf, objectOf, pointer } from "../../openapi/dialect/document";
import type { Case, Expectation } from "../contract-case";
import { followed, OPERATIONS, schemaOf } from "../contract-document";
import { noServerError, refused, summaryOf, text } from "../expectations";
import type { CaseWorld } from "../given/case-world";
import { type MemberPath, samplesOf } from "./constraint-samples";
import { MINIMAL } from "./minimal";

/** The name of a member as the service's texts write it: lower camel case, list items from 1 (kms.md section 4). */
function wireName(way: MemberPath): string {
  return way.map((step) => (step === 0 ? "1.member" : step.charAt(0).toLowerCase() + step.slice(1))).join(".");
}

/** The only structure that stands in a list of these requests is a tag. */
const ITEM = { TagKey: "Purpose", TagValue: "Test" };

/** The request with another value at one place; undefined takes the member away. */
function replaced(value: unknown, [step, ...rest]: MemberPath, by: unknown): unknown {
  if (step === undefined) return by;
  if (step === 0) return [replaced(listOf(value)[0] ?? ITEM, rest, by), ...listOf(value).slice(1)];
  const { [step]: before, ...others } = objectOf(value);
  const after = replaced(before, rest, by);
  return after === undefined ? others : { ...others, [step]: after };
}

/** What a value outside a constraint meets. */
function outside(clause: string, type: string, words: string | undefined, recorded: boolean): Expectation[] {
  // Whether KMS reads a number for a string, or refuses it, is not known: only a server error is wrong for certain.
  if (clause === "constraint.coercion") return [noServerError(clause)];
  const types = type === "SerializationException" ? ["SerializationException", "ValidationException"] : [type];
  const told =
    words === undefined ? [] : [text(recorded ? "constraint.text-recorded" : "constraint.text", () => words)];
  return [refused(clause, ...types), ...told];
}

/** What a value inside meets: whatever the operation says to it, it is not this constraint that it breaks. */
function inside(way: MemberPath): Expectation {
  const name = wireName(way);
  return {
    clause: "constraint.inside",
    find: (outcome) => {
      const { __type, message } = outcome.body;
      const told = `${message}`;
      const broken =
        outcome.received.status >= 500 ||
        __type === "SerializationException" ||
        (__type === "ValidationException" && told.includes("validation error") && told.includes(`'${name}`));
      return broken ? { expected: `no refusal of ${name}`, actual: summaryOf(outcome), pointer: "/__type" } : undefined;
    },
  };
}

/** The operations whose success would make or change something, so that a value inside is tried on a key of its own. */
const OWN_KEY: ReadonlySet<TrentOperation> = new Set([
  "EnableKeyRotation",
  "ScheduleKeyDeletion",
  "TagResource",
  "PutKeyPolicy",
  "DisableKey",
  "EnableKey",
  "DisableKeyRotation",
  "RotateKeyOnDemand",
  "CancelKeyDeletion",
  "UpdateKeyDescription",
]);

function casesOf(operation: TrentOperation): Case[] {
  const cases: Case[] = [];
  const base = (world: CaseWorld) => MINIMAL[operation](world) as object;
  const add = (
    kind: string,
    way: MemberPath,
    keyword: string,
    at: string,
    value: (world: CaseWorld) => unknown,
    side: "inside" | "outside",
    then: Expectation[],
  ) =>
    cases.push({
      id: `constraint.${operation}.${way.join("/")}.${kind}`,
      operation,
      given: side === "inside" && OWN_KEY.has(operation) ? "an enabled symmetric key" : "any key",
      when: (world) => ({ operation, body: Buffer.from(JSON.stringify(replaced(base(world), way, value(world)))) }),
      expects: then,
      ours: side === "inside" ? "valid" : "invalid",
      keyword: { pointer: at, keyword, side },
    });
  const visit = (way: MemberPath, schema: unknown, at: string, required: boolean): void => {
    const wire = wireName(way);
    for (const sample of samplesOf(followed(schema), wire, way, required)) {
      const side = sample.side;
      const then =
        side === "inside"
          ? [inside(way)]
          : outside(`constraint.${sample.clause}`, sample.error, sample.text, sample.recorded === true);
      add(sample.kind, way, sample.keyword, at, () => sample.value, side, then);
    }
    const { properties, items } = followed(schema);
    if (isObject(properties)) children(way, followed(schema), at);
    if (isObject(items)) visit([...way, 0], items, pointer(at, "items"), false);
  };
  const children = (way: MemberPath, schema: Record<string, unknown>, at: string): void => {
    for (const [name, member] of Object.entries(objectOf(schema.properties))) {
      visit([...way, name], member, pointer(at, "properties", name), listOf(schema.required).includes(name));
    }
  };
  children([], schemaOf(`${operation}Request`), `#/components/schemas/${operation}Request`);
  return cases;
}

/** For each constraint of each request schema a value just inside and one just outside, one at a time. */
export const CONSTRAINTS: readonly Case[] = OPERATIONS.flatMap(casesOf);
