import type { CallOperation } from "../../openapi/dialect/call-operation";
import type { OperationModel } from "../../openapi/dialect/operations";
import type { RuleModel } from "../../openapi/dialect/rule-model";

/**
 * The operations as far as a call needs them, small enough for a page: each rule, list of headers and response that
 * several operations share is written once.
 */
export function emitCallOperations(operations: readonly OperationModel[]): string {
  const rules = new Shared("rule");
  const parts = new Shared("part");
  const rows = operations.map((operation) => {
    const { requestMediaTypes, requestHeaders, responses, rules: own, ...rest } = callOperation(operation);
    const members = [
      ...Object.entries(rest).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
      `requestMediaTypes: ${parts.nameOf(requestMediaTypes)}`,
      `requestHeaders: ${parts.nameOf(requestHeaders)}`,
      `responses: [${responses.map((response) => parts.nameOf(response)).join(", ")}]`,
      `rules: rulesOf(${JSON.stringify(operation.name)}, [${own.map((rule) => rules.nameOf(withoutOperation(rule))).join(", ")}])`,
    ];
    return `${operation.name}: { ${members.join(", ")} }`;
  });
  return [
    'import type { CallOperation } from "../openapi/dialect/call-operation";',
    'import type { RuleModel } from "../openapi/dialect/rule-model";',
    'import type { TrentOperation } from "./types";',
    "",
    rules.text,
    parts.text,
    "",
    'const rulesOf = (operation: TrentOperation, rules: readonly Omit<RuleModel, "operation">[]): RuleModel[] =>',
    "  rules.map((rule) => ({ operation, ...rule }) as RuleModel);",
    "",
    "/** Every operation, as far as a call needs it. */",
    `export const callOperations: Readonly<Record<TrentOperation, CallOperation>> = { ${rows.join(", ")} };`,
    "",
  ].join("\n");
}

/** Values that are written once, as constants. */
class Shared {
  private readonly names = new Map<string, string>();

  constructor(private readonly prefix: string) {}

  /** The name of the constant that has a value. */
  nameOf(value: unknown): string {
    const text = JSON.stringify(value);
    const name = this.names.get(text) ?? `${this.prefix}${this.names.size + 1}`;
    this.names.set(text, name);
    return name;
  }

  get text(): string {
    const type = this.prefix === "rule" ? ': Omit<RuleModel, "operation">' : "";
    return [...this.names].map(([text, name]) => `const ${name}${type} = ${text};`).join("\n");
  }
}

function callOperation(operation: OperationModel): CallOperation {
  const { name, target, requestMediaTypes, permission, crossAccount, readOnly, paging, blobs, sensitive } = operation;
  return {
    name,
    target,
    requestMediaTypes,
    ...(permission && { permission }),
    crossAccount,
    readOnly,
    ...(paging && { paging }),
    blobs,
    sensitive,
    requestHeaders: operation.requestHeaders.map((header) => ({ name: header.name })),
    responses: operation.responses.map(({ status, mediaTypes, empty, errors, examples }) => ({
      status,
      mediaTypes,
      empty,
      errors: errors.map(({ type }) => ({ type })),
      examples,
    })),
    rules: operation.rules.filter(({ error, constraint, quota }) => error ?? constraint ?? quota),
  };
}

/** A rule as several operations may have it, without the note that only readers want. */
function withoutOperation({ operation: _operation, note: _note, ...rule }: RuleModel): object {
  return rule;
}
