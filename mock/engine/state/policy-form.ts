/** A policy document as parsed JSON. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

/** The members of a policy in the order in which AWS writes them; others follow. */
const ORDER = ["Version", "Id", "Statement"];

/**
 * A policy as AWS keeps it: Version, Id and Statement in this order, Statement as a list, and a bare account id as the ARN
 * of its root (recorded: docs/evidence/policies-and-permission.md#text-of-a-policy).
 */
export function arrangePolicy(document: PolicyDocument, rootOf: (account: string) => string): PolicyDocument {
  const Statement = [document.Statement].flat().map((statement) => withRoots(statement, rootOf));
  const all: Record<string, unknown> = { ...document, Statement };
  const names = [...ORDER.filter((name) => name in all), ...Object.keys(all).filter((name) => !ORDER.includes(name))];
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

function withRoots(statement: unknown, rootOf: (account: string) => string): unknown {
  const { Principal } = statement as { readonly Principal?: { readonly AWS?: unknown } };
  if (typeof Principal !== "object" || Principal?.AWS === undefined) return statement;
  const root = (name: unknown) => (typeof name === "string" && /^\d{12}$/.test(name) ? rootOf(name) : name);
  const AWS = Array.isArray(Principal.AWS) ? Principal.AWS.map(root) : root(Principal.AWS);
  return { ...(statement as object), Principal: { ...Principal, AWS } };
}

/**
 * The text of a policy as AWS writes it: an indent of two, a blank on both sides of each colon, and lists in brackets that
 * stand on the line of what they hold (recorded, as {@link arrangePolicy}).
 */
export function writePolicy(value: unknown, indent = ""): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? "[ ]" : `[ ${value.map((item) => writePolicy(item, indent)).join(", ")} ]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const members = Object.entries(value).map(
    ([name, member]) => `${inner}${JSON.stringify(name)} : ${writePolicy(member, inner)}`,
  );
  return members.length === 0 ? "{ }" : `{\n${members.join(",\n")}\n${indent}}`;
}
