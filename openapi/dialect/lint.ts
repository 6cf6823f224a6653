import { type Document, listOf, objectOf, pointer, resolve } from "./document";
import type { OperationModel, ResponseModel } from "./operations";
import { type ProblemCode, TrentProblem } from "./problems";

/** The statuses that are on the wire; AWS JSON has no other (docs/evidence/errors.md#status-codes). */
const STATUSES = [200, 400, 500];

/** The header that every response must declare and require (docs/evidence/wire-protocol.md#request-id). */
const REQUEST_ID = "x-amzn-RequestId";

/**
 * The rules of this dialect that no OpenAPI linter knows. What reading the table already refuses (dispatch values,
 * `readOperations`) and what the gate refuses (schemas, examples) is not repeated here.
 */
export function lintOperations(document: Document, operations: readonly OperationModel[]): TrentProblem[] {
  return operations.flatMap((operation) => {
    const at = pointer("#", "paths", operation.path, "post");
    return [
      ...lintStatuses(operation, at),
      ...operation.responses.flatMap((response) =>
        lintResponse(document, operation, response, pointer(at, "responses", response.status)),
      ),
      ...lintRules(operation, at),
    ];
  });
}

function lintStatuses(operation: OperationModel, at: string): TrentProblem[] {
  const declared = operation.responses.map((r) => r.status);
  return [
    ...STATUSES.filter((status) => !declared.includes(status)).map((status) =>
      problem("TRENT_E_RESPONSE", operation, at, `lacks the response ${status}`),
    ),
    ...declared
      .filter((status) => !STATUSES.includes(status))
      .map((status) =>
        problem("TRENT_E_RESPONSE", operation, at, `declares the status ${status}, which is never on the wire`),
      ),
  ];
}

function lintResponse(
  document: Document,
  operation: OperationModel,
  response: ResponseModel,
  at: string,
): TrentProblem[] {
  const problems: TrentProblem[] = [];
  const requestId = response.headers.find((h) => h.name.toLowerCase() === REQUEST_ID.toLowerCase());
  if (!requestId?.required)
    problems.push(problem("TRENT_E_RESPONSE", operation, at, `does not require the response header ${REQUEST_ID}`));
  if (response.mediaTypes.length === 0)
    problems.push(problem("TRENT_E_RESPONSE", operation, at, "has a response without a media type"));
  if (response.status < 400) return problems;
  for (const branch of branchesOf(document, response.body, at)) {
    if (!response.errors.some((e) => e.schema === branch)) {
      problems.push(problem("TRENT_E_ERROR_TYPE", operation, branch, "has an error without a constant __type"));
    }
  }
  for (const { type } of response.errors) {
    if (!response.examples.includes(type))
      problems.push(problem("TRENT_E_ERROR_EXAMPLE", operation, at, `has no example named ${type}`));
  }
  const types = response.errors.map((e) => e.type);
  for (const type of new Set(types.filter((t, i) => types.indexOf(t) !== i))) {
    problems.push(problem("TRENT_E_ERROR_TYPE", operation, at, `declares the error ${type} twice`));
  }
  return problems;
}

/** A refusal has to be one that the operation declares, as the mock and the suite rely on. */
function lintRules(operation: OperationModel, at: string): TrentProblem[] {
  const declared = new Set(operation.responses.flatMap(({ errors }) => errors.map(({ type }) => type)));
  return operation.rules.flatMap(({ id, error }, i) =>
    error === undefined || declared.has(error)
      ? []
      : [
          problem(
            "TRENT_E_RULE",
            operation,
            pointer(at, "x-trent-rules", i),
            `has the rule ${id} with the error ${error}, which it does not declare`,
          ),
        ],
  );
}

/** Where the branches of a (nested) `oneOf` stand. */
function branchesOf(document: Document, schema: string | undefined, at: string): string[] {
  if (schema === undefined) return [];
  const branches = listOf(objectOf(resolve(document, { $ref: schema }, at).value).oneOf);
  if (branches.length === 0) return [schema];
  return branches.flatMap((branch, i) =>
    branchesOf(document, resolve(document, branch, pointer(schema, "oneOf", i)).at, at),
  );
}

function problem(code: ProblemCode, operation: OperationModel, at: string, says: string): TrentProblem {
  return new TrentProblem(code, `${operation.name} ${says} (${at}).`);
}
