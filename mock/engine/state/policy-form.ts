import type { PolicyDocument, Statement } from "./policy-grammar";

/**
 * A policy as AWS keeps it: Version, Id and Statement in this order, Statement as a list, and a bare account id as the ARN
 * of its root (recorded: docs/evidence/policies-and-permission.md#text-of-a-policy).
 */
export function arrangePolicy({ Version, Id, Statement }: PolicyDocument, rootOf: (account: string) => string) {
  return {
    ...(Version !== undefined && { Version }),
    ...(Id !== undefined && { Id }),
    Statement: Statement.map((statement) => withRoots(statement, rootOf)),
  };
}

/** Where `NotPrincipal` is concerned, inferred. */
function withRoots(statement: Statement, rootOf: (account: string) => string): Statement {
  const root = (name: unknown) => (typeof name === "string" && /^\d{12}$/.test(name) ? rootOf(name) : name);
  const members = Object.entries(statement).map(([name, value]) => {
    if (name !== "Principal" && name !== "NotPrincipal") return [name, value];
    if (typeof value !== "object" || value?.AWS === undefined) return [name, value];
    return [name, { ...value, AWS: Array.isArray(value.AWS) ? value.AWS.map(root) : root(value.AWS) }];
  });
  return Object.fromEntries(members);
}

/**
 * The text of a policy as AWS writes it: an indent of two, a blank on both sides of each colon, and lists in brackets on
 * the line of what they hold (recorded, as {@link arrangePolicy}).
 */
export function writePolicy(value: unknown, indent = ""): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? "[ ]" : `[ ${value.map((item) => writePolicy(item, indent)).join(", ")} ]`;
  }
  if (typeof value !== "object" || value === null) return writeScalar(value);
  const inner = `${indent}  `;
  const members = Object.entries(value).map(
    ([name, member]) => `${inner}${writeScalar(name)} : ${writePolicy(member, inner)}`,
  );
  return members.length === 0 ? "{ }" : `{\n${members.join(",\n")}\n${indent}}`;
}

/** The model's pattern of a policy ends at U+00FF: what is beyond can only be there escaped. */
function writeScalar(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[^\0-\u00ff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
