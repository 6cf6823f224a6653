/** One statement of a policy document. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A policy document, one statement as a list of one. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: readonly Statement[];
}

/** What each member of a statement may hold; no other may be there (documented: the JSON policy grammar of IAM). */
const STATEMENT_MEMBERS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["Sid", isText],
  ["Effect", (value: unknown) => value === "Allow" || value === "Deny"],
  // Their forms have a rule of their own.
  ["Principal", () => true],
  ["NotPrincipal", () => true],
  ["Action", isTexts],
  ["NotAction", isTexts],
  ["Resource", isTexts],
  ["NotResource", isTexts],
  ["Condition", isCondition],
]);

const DOCUMENT_MEMBERS: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);

/** Reads the text of a policy; undefined where it is none. Whether statements name a resource is not looked at. */
export function parsePolicy(text: string): PolicyDocument | undefined {
  const document = parseJson(text);
  if (!isRecord(document) || document.Statement === undefined) return undefined;
  const Statement: unknown[] = [document.Statement].flat();
  if (!Object.keys(document).every((name) => DOCUMENT_MEMBERS.has(name)) || !Statement.every(isStatement)) {
    return undefined;
  }
  const { Version, Id } = document;
  if (![Version, Id].every((member) => member === undefined || isText(member))) return undefined;
  return { ...document, Statement };
}

function isStatement(value: unknown): value is Statement {
  return (
    isRecord(value) &&
    Object.entries(value).every(([name, member]) => STATEMENT_MEMBERS.get(name)?.(member) === true) &&
    value.Effect !== undefined &&
    (value.Principal !== undefined || value.NotPrincipal !== undefined) &&
    (value.Action !== undefined || value.NotAction !== undefined)
  );
}

/** Forms of a principal under `AWS` (docs/evidence/policies-and-permission.md#invalid-principals). */
const AWS_PRINCIPAL = /^(?:\*|\d{12}|arn:aws[a-z-]*:(?:iam|sts)::\d{12}:.+|A[A-Z]{3}[A-Z0-9]{12,})$/;

/** Whether every principal that a statement names has one of the forms that AWS takes. */
export function hasValidPrincipals({ Principal, NotPrincipal }: Statement): boolean {
  return [Principal, NotPrincipal].every((principal) => {
    if (principal === undefined || principal === "*") return true;
    if (!isRecord(principal) || !Object.values(principal).every(isTexts)) return false;
    return awsPrincipals(principal).every((name) => AWS_PRINCIPAL.test(name));
  });
}

/** The names that a principal has under `AWS`. */
export function awsPrincipals(principal: unknown): readonly string[] {
  if (!isRecord(principal) || principal.AWS === undefined) return [];
  return [principal.AWS].flat().filter(isText);
}

/** Tests of keys by operators, such as `{ "StringEquals": { "kms:CallerAccount": "111122223333" } }`. */
function isCondition(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return Object.values(value).every(
    (tests) => isRecord(tests) && Object.values(tests).every((wanted) => [wanted].flat().every(isScalar)),
  );
}

function isScalar(value: unknown): boolean {
  return isText(value) || typeof value === "number" || typeof value === "boolean";
}

function isTexts(value: unknown): boolean {
  return [value].flat().every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
