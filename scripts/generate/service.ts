import { type Document, listOf, objectOf } from "../../openapi/dialect/document";
import { leftOutOf, type OperationModel } from "../../openapi/dialect/operations";
import { protocolRulesOf } from "../../openapi/dialect/rule-model";

/** What the document says about the service and its protocol as a whole, as TypeScript constants. */
export function emitService(document: Document, operations: readonly OperationModel[]): string {
  const list = (member: string) => `${JSON.stringify(listOf(document[member]))} as const`;
  const rules = Object.fromEntries(protocolRulesOf(document).map((rule) => [rule.id, rule]));
  return [
    'import type { RuleModel } from "../openapi/dialect/rule-model";',
    'import type { ProtocolRefusal } from "./rules";',
    "",
    "/** The operations that the service has and the document leaves out. */",
    `export const leftOut: readonly string[] = ${JSON.stringify(leftOutOf(document, operations))};`,
    "",
    "/** The aliases that every account has in every Region. */",
    `export const awsAliases = ${list("x-trent-aws-aliases")};`,
    "",
    "/** The latest moment that an answer can name, in epoch milliseconds. */",
    `export const latestMoment = ${numberOf(document, "Timestamp", "maximum") * 1000};`,
    "",
    "/** The longest time between two rotations of a key, in days: no date of a key is further ahead. */",
    `export const longestPeriodInDays = ${numberOf(document, "RotationPeriodInDaysType", "maximum")};`,
    "",
    "/** The error of a caller without the permission that an operation needs. */",
    `export const accessDenied = ${JSON.stringify(denialOf(operations))};`,
    "",
    "/** The rules of the protocol and of the mock itself, by their ids. */",
    `export const protocolRules: Readonly<Record<string, RuleModel> & Record<ProtocolRefusal, RuleModel>> = ${JSON.stringify(rules)};`,
    "",
    "/** The namespaces that AWS's framework gives its own errors. */",
    `export const errorNamespaces: Readonly<Record<string, string>> = ${JSON.stringify(namespacesOf(document))};`,
    "",
  ].join("\n");
}

/** The error of the rule `permission`, which every operation has. @throws Error where it is not the same everywhere. */
function denialOf(operations: readonly OperationModel[]): string {
  const denials = operations.map(({ rules }) => rules.find(({ id }) => id === "permission")?.error);
  const [denial] = denials;
  if (denial === undefined || denials.some((error) => error !== denial))
    throw new Error("The rule `permission` is not in every operation, or not with the same error.");
  return denial;
}

/** A keyword of a component's schema that is a number. */
function numberOf(document: Document, component: string, keyword: string): number {
  return Number(objectOf(objectOf(objectOf(document.components).schemas)[component])[keyword]);
}

function namespacesOf(document: Document): Record<string, unknown> {
  const schemas = Object.entries(objectOf(objectOf(document.components).schemas));
  const named = schemas.map(([name, schema]) => [name, objectOf(schema)["x-trent-namespace"]] as const);
  return Object.fromEntries(named.filter(([, namespace]) => namespace !== undefined));
}
