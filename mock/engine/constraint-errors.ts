import type { ErrorObject } from "ajv";
import { protocolRules } from "../../generated/service";
import type { JsonObject } from "../../openapi/dialect/document";
import { BYTES } from "../../openapi/dialect/marked-members";
import { fillMessage, type RuleModel, ruleName } from "../../openapi/dialect/rule-model";
import { ProtocolError, protocolError } from "./protocol-error";
import type { Route } from "./request-context";
import { brokenValue, listValue, memberPath, plain, shown, typeText } from "./value-texts";

/** The rules `constraint.*` of the protocol by the keywords of a schema that they give the texts for. */
const BY_KEYWORD = new Map(
  Object.values(protocolRules).flatMap((rule) => (rule.keywords ?? []).map((keyword) => [keyword, rule] as const)),
);

/** A broken constraint, with the rule that it breaks and the text that the rule gives it. */
interface Broken {
  readonly rule: RuleModel;
  readonly text: string;
  /** Whether the text is the whole message, and not one constraint of several. */
  readonly whole: boolean;
}

/**
 * The error of a request body that breaks its schema, in AWS's words. A wrong JSON type comes before any constraint
 * (docs/evidence/errors.md#order-of-checks); one error names all broken constraints. A rule of the operation that is about
 * the member comes before the rule of the protocol for its kind of constraint.
 * @param body its members, as {@link "./parse-body".quotedMembers} gives them.
 * @param ruleOff a rule that a test has switched off.
 * @returns undefined where the rule that is switched off was all that the body broke.
 */
export function bodyError(
  route: Route,
  body: JsonObject,
  errors: readonly ErrorObject[],
  ruleOff?: string,
): ProtocolError | undefined {
  for (const error of errors) {
    if (error.keyword !== "type") continue;
    const value = brokenValue(body, error.instancePath);
    if (Array.isArray(value)) return protocolError("protocol.list-text");
    if (value !== null) return protocolError("constraint.type", typeText(value, String(error.params.type)));
  }
  if (errors.some(({ keyword, params }) => keyword === BYTES && params.broken === "base64"))
    return protocolError("constraint.base64");
  const broken = errors.map((error) => brokenBy(route, body, error)).filter((found) => found !== undefined);
  const left = broken.filter(({ rule }) => ruleOff === undefined || ruleName(rule) !== ruleOff);
  const [first] = left;
  if (!first) return undefined;
  if (first.whole) return new ProtocolError(first.rule, first.text);
  const texts = [...new Set(left.filter(({ whole }) => !whole).map(({ text }) => text))];
  const count = texts.length === 1 ? "1 validation error" : `${texts.length} validation errors`;
  return new ProtocolError(first.rule, `${count} detected: ${texts.join("; ")}`);
}

/** How the framework begins; the rest of such a message stands beside those of other members. */
const ONE_ERROR = "1 validation error detected: ";

/** What a keyword says of a value; undefined for a keyword that only sums up others. */
function brokenBy({ operation, checks }: Route, body: JsonObject, error: ErrorObject): Broken | undefined {
  if (["oneOf", "anyOf", "if"].includes(error.keyword)) return undefined;
  const general = BY_KEYWORD.get(keywordOf(error));
  const text = constraintText(operation, body, error, general);
  const own = ownRule(checks, error);
  if (!own) return { rule: general ?? protocolRules["constraint.pattern"], text, whole: false };
  const said = fillMessage(own.message, { value: plain(brokenValue(body, error.instancePath)) });
  if (said === undefined) return { rule: own, text, whole: false };
  const isFramework = said.startsWith(ONE_ERROR);
  return { rule: own, text: isFramework ? said.slice(ONE_ERROR.length) : said, whole: !isFramework };
}

/** The keyword that a value breaks; for a blob with the bound that it breaks. */
function keywordOf({ keyword, params }: ErrorObject): string {
  return keyword === BYTES ? `${BYTES}.${params.broken}` : keyword;
}

function ownRule({ rules }: Route["checks"], error: ErrorObject): RuleModel | undefined {
  const { params, instancePath } = error;
  const keyword = keywordOf(error);
  const member = keyword === "required" ? String(params.missingProperty) : instancePath.slice(1);
  return rules.find(({ constraint }) => constraint?.member === member && constraint.keywords.includes(keyword));
}

/** One broken constraint in AWS's words (docs/evidence/errors.md#text-of-a-broken-constraint). */
function constraintText(
  { sensitive }: Route["operation"],
  body: JsonObject,
  error: ErrorObject,
  rule: RuleModel | undefined,
): string {
  const constraint = memberText(error, rule);
  const path =
    error.keyword === "required" ? `${error.instancePath}/${error.params.missingProperty}` : error.instancePath;
  // Measured: a secret value is left out (docs/evidence/cryptography.md#secret-values-in-errors).
  const [, member = ""] = path.split("/");
  if (sensitive.includes(member)) return `Value at '${memberPath(path)}' failed to satisfy constraint: ${constraint}`;
  const value = error.keyword === "required" ? null : brokenValue(body, error.instancePath);
  // For a plain element AWS names the list: `Value '[a, b]' at 'tagKeys'`.
  const list = value === null ? undefined : listValue(body, error.instancePath);
  if (list !== undefined) {
    return `Value ${shown(list.value)} at '${memberPath(list.path)}' failed to satisfy constraint: Member must satisfy constraint: [${constraint}]`;
  }
  return `Value ${shown(value)} at '${memberPath(path)}' failed to satisfy constraint: ${constraint}`;
}

function memberText({ keyword, params }: ErrorObject, rule: RuleModel | undefined): string {
  const allowed = (params.allowedValues as unknown[] | undefined) ?? [params.allowedValue];
  const values = { limit: `${params.limit}`, allowed: allowed.join(", "), pattern: `${params.pattern}` };
  return fillMessage(rule?.message, values) ?? `Member must satisfy ${keyword}`;
}
