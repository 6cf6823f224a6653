/**
 * Every error that a person can meet, by its stable code. The text says how to fix it; the thrown
 * {@link TrentProblem} says what is wrong and where. `docs/errors.md` is compared with this table by a test.
 */
export const PROBLEMS = {
  TRENT_E_OPTION: "Run the command with --help to see its options.",
  TRENT_E_DOCUMENT_MISSING: "Give the path of an OpenAPI document that exists and can be read.",
  TRENT_E_DOCUMENT_SYNTAX: "Fix the YAML or JSON at the place named.",
  TRENT_E_DOCUMENT_KIND:
    "Give an OpenAPI 3.0 or 3.1 document whose paths have the form /#X-Amz-Target=Service.Operation.",
  TRENT_E_DOCUMENT_REFERENCE: "Fix the $ref, or add the file or component that it names.",
  TRENT_E_OPERATION_DISPATCH:
    "Let the path fragment, the X-Amz-Target parameter and the operationId name the same operation, once.",
  TRENT_E_SCHEMA_COMPILE: "Fix the schema at the pointer named: each must be valid JSON Schema 2020-12.",
  TRENT_E_SCHEMA_HEADER: "Declare the header with a string schema: an array or object cannot be sent as one value.",
  TRENT_E_EXAMPLE_INVALID: "Change the example or its schema, so that the one fits the other.",
  TRENT_E_RESPONSE: "Declare 200, 400 and 500, each with its media type and the required header x-amzn-RequestId.",
  TRENT_E_ERROR_TYPE: "Give each error one branch of the oneOf, with a const for its __type.",
  TRENT_E_ERROR_EXAMPLE: "Add an example of that name, so that Prefer: example=NAME works.",
  TRENT_E_RULE: "Name a rule, set, error or example that is there, or add it under openapi/.",
  TRENT_E_REPEATED: "Write once what operations share: under openapi/rules/, openapi/protocol/ or openapi/schemas/.",
  TRENT_E_LINT: "Fix what the rule names.",
  TRENT_E_LISTEN: "Choose another --port (0 takes a free one) or --host, or stop what holds it.",
  TRENT_E_FIXTURE: "Fix the fixture at the line named; mock/engine/state/fixtures/schema.json says what it may hold.",
  TRENT_E_FIXTURE_MISSING: "Give default, none, or the path of a fixture that exists and can be read.",
  TRENT_E_CONTROL: "openapi/control.yaml says what the control interface takes.",
  TRENT_E_NO_STATE: "Start it without them to have a state, a clock and events.",
  TRENT_E_SCENARIO:
    "GET /_trent/scenario lists the scenarios; mock/engine/scenarios/schema.json says what one may hold.",
  TRENT_E_STATE_DAMAGED:
    "Give a state that Trent has written, whole and unchanged. A file that is refused is left as it is.",
  TRENT_E_STATE_HELD: "Stop the process named, or give another file. Remove only a lock that Trent has not written.",
  TRENT_E_STATE_FULL: "Delete keys, reset the mock, or start it with a higher --state-limit.",
  TRENT_E_STATE_FILE:
    "Give a state file in a folder that exists and can be written, on a platform and file system with file locks.",
  TRENT_E_GENERATED_STALE: "Run the same command without --check.",
  TRENT_E_OUTPUT: "Give an --out that is empty or was written by this command, in a place that can be written.",
  TRENT_E_UNDECLARED_ANSWER:
    "See whether the endpoint is this service, not a proxy before it; the error's body() has the answer as it came.",
  TRENT_E_TARGET_UNREACHABLE: "Start the target, or give the URL where it listens.",
  TRENT_E_TARGET_PROTOCOL: "Give the URL of a server that speaks AWS JSON 1.1 as AWS KMS does.",
  TRENT_E_TARGET_ENDED: "See the target's own log, and start it again.",
  TRENT_E_INTERRUPTED: "Start it again when you want its verdict.",
  TRENT_E_EXPECTED_FAILURES: "Fix the list: each entry has a clause and a reason.",
  TRENT_E_LIVE: "Read in docs/verify-in-ci.md what it does there, then add --allow-live.",
  TRENT_E_LIVE_KEYS: "Make the file readable and writable; before you move it away, schedule the keys that it names.",
  TRENT_E_MISSING_TOOL: "Install the tool named, with the command given.",
} as const satisfies Record<string, string>;

/** A stable code of the registry {@link PROBLEMS}. */
export type ProblemCode = keyof typeof PROBLEMS;

/** An error for a person: a code, one sentence that says what is wrong and where, and the fix from {@link PROBLEMS}. */
export class TrentProblem extends Error {
  override readonly name = "TrentProblem";

  constructor(
    readonly code: ProblemCode,
    sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
  }

  /** The whole as it is printed: `code: sentence fix`. */
  get report(): string {
    return `${this.code}: ${this.message} ${PROBLEMS[this.code]}`;
  }
}

/** Prints a problem as one sentence to standard error, without a stack trace; anything else is a fault of ours and keeps its stack. */
export function reportProblem(error: unknown): void {
  process.stderr.write(
    `${error instanceof TrentProblem ? error.report : error instanceof Error ? error.stack : error}\n`,
  );
}
