import type { TrentOperation } from "../../generated/types";
import { isObject, listOf, objectOf, pointer } from "../../openapi/dialect/document";
import { RULES } from "../clauses/rule-clauses";
import { type ContractCase, type Expectation, requestOf } from "../contract-case";
import { followed, OPERATIONS, schemaOf } from "../contract-document";
import { noServerError, refused, summaryOf, text } from "../expectations";
import { CREDENTIAL } from "../given/store-seeds";
import { type ConstraintSample, type MemberPath, samplesOf } from "./constraint-samples";
import { MINIMAL } from "./operation-families";

/** The name of a member in the service's messages: lower camel case, list items from 1 (docs/evidence/errors.md#text-of-a-broken-constraint). */
function wireName(path: MemberPath): string {
  return path.map((step) => (step === 0 ? "1.member" : step.charAt(0).toLowerCase() + step.slice(1))).join(".");
}

/** The only structure in a list of these requests is a tag. */
const ITEM = { TagKey: "Purpose", TagValue: "Test" };

/** What the structures of a request have where the smallest one does not have them, by their members. */
const STRUCTURES: Readonly<Record<string, unknown>> = { XksProxyAuthenticationCredential: CREDENTIAL };

/** The request with another value for one member; undefined removes the member. */
function replaced(value: unknown, [step, ...rest]: MemberPath, by: unknown): unknown {
  if (step === undefined) return by;
  if (step === 0) return [replaced(listOf(value)[0] ?? ITEM, rest, by), ...listOf(value).slice(1)];
  const { [step]: before, ...others } = objectOf(value);
  const after = replaced(before ?? (rest.length > 0 ? STRUCTURES[step] : undefined), rest, by);
  return after === undefined ? others : { ...others, [step]: after };
}

/** A value outside a constraint is refused. */
function refusedValue(
  operation: TrentOperation,
  path: MemberPath,
  { clause: name, error, keyword, text: words, recorded }: ConstraintSample,
): Expectation[] {
  const clause = `constraint.${name}`;
  // Whether KMS reads a number as a string or refuses it is not known: only a server error is certainly wrong.
  if (name === "coercion") return [noServerError(clause)];
  const types = error === "SerializationException" ? ["SerializationException", "ValidationException"] : [error];
  // A rule about this very constraint has its own text, and its own clause.
  if (words === undefined || hasRuleAbout(operation, path, keyword)) return [refused(clause, ...types)];
  return [refused(clause, ...types), text(recorded ? "constraint.text-recorded" : "constraint.text", () => words)];
}

function hasRuleAbout(operation: TrentOperation, path: MemberPath, keyword: string): boolean {
  const [member, ...deeper] = path;
  return RULES.some(
    ({ operation: of, constraint, message }) =>
      of === operation &&
      deeper.length === 0 &&
      constraint?.member === member &&
      constraint?.keywords.includes(keyword) &&
      message !== undefined,
  );
}

/** A value inside a constraint may be refused, but not for this constraint. */
function acceptedValue(path: MemberPath): Expectation {
  const name = wireName(path);
  return {
    clause: "constraint.inside",
    find: (outcome) => {
      const { __type, message } = outcome.body;
      const words = `${message}`;
      const broken =
        outcome.received.status >= 500 ||
        __type === "SerializationException" ||
        (__type === "ValidationException" && words.includes("validation error") && words.includes(`'${name}`));
      return broken ? { expected: `no refusal of ${name}`, actual: summaryOf(outcome), pointer: "/__type" } : undefined;
    },
  };
}

function caseOf(operation: TrentOperation, path: MemberPath, at: string, sample: ConstraintSample): ContractCase {
  const { kind, keyword, side, value } = sample;
  const { given, body } = MINIMAL[operation];
  return {
    id: `constraint.${operation}.${path.join("/")}.${kind}`,
    operation,
    given,
    when: (world) => requestOf(operation, replaced(body(world), path, value), world),
    expects: side === "inside" ? [acceptedValue(path)] : refusedValue(operation, path, sample),
    validity: side === "inside" ? "valid" : "invalid",
    keyword: { pointer: at, keyword, side },
  };
}

function casesOf(operation: TrentOperation): ContractCase[] {
  const cases: ContractCase[] = [];
  const visit = (path: MemberPath, schema: unknown, at: string, required: boolean): void => {
    const node = followed(schema);
    const all = samplesOf(node, wireName(path), path, required);
    // A member that a rule requires, and the schema does not, may not be null.
    const samples =
      hasRuleAbout(operation, path, "required") && !required ? all.filter(({ kind }) => kind !== "null") : all;
    for (const sample of samples) cases.push(caseOf(operation, path, at, sample));
    if (isObject(node.properties)) visitMembers(path, node, at);
    if (isObject(node.items)) visit([...path, 0], node.items, pointer(at, "items"), false);
  };
  const visitMembers = (path: MemberPath, schema: Record<string, unknown>, at: string): void => {
    for (const [name, member] of Object.entries(objectOf(schema.properties))) {
      visit([...path, name], member, pointer(at, "properties", name), listOf(schema.required).includes(name));
    }
  };
  visitMembers([], schemaOf(`${operation}Request`), `#/components/schemas/${operation}Request`);
  return cases;
}

/** For each constraint of each request schema a value just inside and one just outside, one at a time. */
export const CONSTRAINTS: readonly ContractCase[] = OPERATIONS.flatMap(casesOf);
