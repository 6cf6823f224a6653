import type { ValidateFunction } from "ajv/dist/2020";
import { type CompileOptions, groupValidators, judgedSchemas, type OperationValidators } from "./compile";
import { compilerOf } from "./compile-each";
import { declaredExamples, refusal } from "./declared-examples";
import { type Document, objectOf, resolve } from "./document";
import type { OperationModel } from "./operations";
import { TrentProblem } from "./problems";

/** What the gate says of a document: all that is wrong, and the validators of the operations that compile. */
export interface CheckedDocument {
  readonly validators: Readonly<Record<string, OperationValidators>>;
  readonly problems: readonly TrentProblem[];
}

/**
 * Checks at load time what Prism never checks: that every schema compiles, that every example of a request or
 * response fits its schema, and that no header has an array or object as its schema (docs/evidence/prism.md#silent-holes).
 * All problems come back at once. The validators are those that the mock goes on to use, so nothing compiles twice.
 */
export function checkDocument(
  document: Document,
  operations: readonly OperationModel[],
  options: CompileOptions,
): CheckedDocument {
  // By its sentence, a fault of a shared component is told once.
  const problems = new Map<string, TrentProblem>();
  const tell = (problem: TrentProblem) => problems.set(problem.message, problem);
  const validators: Record<string, OperationValidators> = {};
  for (const operation of operations) for (const problem of structuredHeaders(document, operation)) tell(problem);
  const compile = compilerOf(document, options, tell);
  for (const operation of compile ? operations : []) {
    const compiled = new Map(
      judgedSchemas(document, operation).map((j) => [j.id.slice(operation.name.length + 1), compile?.(j)]),
    );
    for (const problem of invalidExamples(document, operation, compiled)) tell(problem);
    if (![...compiled.values()].includes(undefined)) {
      validators[operation.name] = groupValidators(operation, (id) => compiled.get(id) as ValidateFunction);
    }
  }
  return { validators, problems: [...problems.values()] };
}

function invalidExamples(
  document: Document,
  operation: OperationModel,
  compiled: ReadonlyMap<string, ValidateFunction | undefined>,
): TrentProblem[] {
  return declaredExamples(document, operation).flatMap((example) => {
    const validate = compiled.get(example.judge);
    const why = validate && refusal(validate, example);
    if (why === undefined) return [];
    const sentence = `The example at ${example.at} does not fit its schema: ${why}.`;
    return [new TrentProblem("TRENT_E_EXAMPLE_INVALID", sentence)];
  });
}

function structuredHeaders(document: Document, operation: OperationModel): TrentProblem[] {
  const headers = [...operation.requestHeaders, ...operation.responses.flatMap((response) => response.headers)];
  return headers.flatMap(({ name, schema }) => {
    const { type } = objectOf(resolve(document, { $ref: schema }, schema).value);
    const structured = [type].flat().find((t) => t === "array" || t === "object");
    if (structured === undefined) return [];
    const sentence = `The header ${name} has the type ${structured} at ${schema}.`;
    return [new TrentProblem("TRENT_E_SCHEMA_HEADER", sentence)];
  });
}
