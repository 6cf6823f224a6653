import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createAjv } from "../../openapi/dialect/compile";
import { objectOf } from "../../openapi/dialect/document";
import { TrentProblem } from "../../openapi/dialect/problems";
import { readDocument } from "../../openapi/dialect/read";
import { lintDocument, lintWithRedocly } from "../../scripts/lint/document";

const source = path.resolve(__dirname, "..", "..", "openapi");
const enable = "operations/EnableKeyRotation.yaml";
const protocol = "protocol/aws-json-1.1.yaml";

/** Twelve lines of an operation file, to be put into another one. */
function blockOf(file: string): string {
  const lines = readFileSync(path.join(source, file), "utf8").split("\n");
  const start = lines.indexOf("  x-trent-rules:");
  return `x-block:\n${lines.slice(start, start + 12).join("\n")}\n`;
}

/** The operations that the faults are in. A lint of all of them takes several times as long and finds the same. */
const LINTED = ["EnableKeyRotation", "DisableKeyRotation", "GetKeyRotationStatus", "ListKeys"];

/** Takes the other operations out of a copy of the document. */
function keepLinted(folder: string): void {
  const file = path.join(folder, "trent.yaml");
  const entry = /^ {2}\/#X-Amz-Target=TrentService\.(\w+):\n {4}\$ref: .*\n/gm;
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text.replaceAll(entry, (whole, name) => (LINTED.includes(name) ? whole : "")),
  );
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trent-lint-"));
  for (const part of ["trent.yaml", "operations", "schemas", "protocol", "rules", "errors", "examples"]) {
    cpSync(path.join(source, part), path.join(folder, part), { recursive: true });
  }
  keepLinted(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the lint says of these operations with one text of one file replaced. */
async function lintWith(file: string, from: string, to: string): Promise<string> {
  const before = readFileSync(path.join(folder, file), "utf8");
  if (!before.includes(from)) throw new Error(`${file} does not have: ${from}`);
  try {
    writeFileSync(path.join(folder, file), before.replace(from, to));
    return (await lintDocument(path.join(folder, "trent.yaml"))).problems.join("\n");
  } catch (error) {
    if (error instanceof TrentProblem) return error.report;
    throw error;
  } finally {
    writeFileSync(path.join(folder, file), before);
  }
}

test("the document as it is has no problem", async () => {
  const { problems, operations } = await lintDocument(path.join(source, "trent.yaml"));
  expect(problems).toEqual([]);
  expect(operations.map(({ name }) => `${name}.yaml`).sort()).toEqual(
    readdirSync(path.join(source, "operations")).sort(),
  );
});

test("the control interface's document keeps Redocly's rules, and each of its schemas compiles", async () => {
  const file = path.join(source, "control.yaml");
  expect(await lintWithRedocly(file)).toEqual([]);
  const { document } = await readDocument(file);
  const ajv = createAjv(document, { unknownFormats: "refuse" });
  for (const name of Object.keys(objectOf(objectOf(document.components).schemas))) {
    expect(() => ajv.compile({ $ref: `/components/schemas/${name}` })).not.toThrow();
  }
});

test("the operations that the faults are put in have no problem without them", async () => {
  expect(await lintWith(enable, "operationId", "operationId")).toBe("");
});

describe("the lint fails on", () => {
  test.each([
    {
      what: "two operations with one dispatch value",
      file: "trent.yaml",
      from: "  /#X-Amz-Target=TrentService.DisableKeyRotation:\n    $ref: operations/DisableKeyRotation.yaml",
      to: "  /#x-amz-target=TrentService.EnableKeyRotation:\n    $ref: operations/EnableKeyRotation.yaml",
      want: /TRENT_E_OPERATION_DISPATCH: .* has the target TrentService\.EnableKeyRotation of .* too/,
    },
    {
      what: "a fragment that is not the header parameter's value",
      file: "trent.yaml",
      from: "/#X-Amz-Target=TrentService.EnableKeyRotation:",
      to: "/#X-Amz-Target=TrentServices.EnableKeyRotation:",
      want: /TRENT_E_OPERATION_DISPATCH: .* names another target than its parameter X-Amz-Target/,
    },
    {
      what: "a header parameter that is not the fragment's value",
      file: protocol,
      from: 'enum: ["TrentService.{operation}"]',
      to: 'enum: ["TrentService.{operation}", TrentService.EnableKey]',
      want: /TRENT_E_OPERATION_DISPATCH: .* names another target than its parameter X-Amz-Target/,
    },
    {
      what: "a header parameter that is not required",
      file: protocol,
      from: "in: header\n  required: true",
      to: "in: header\n  required: false",
      want: /TRENT_E_OPERATION_DISPATCH: .* does not require the header parameter X-Amz-Target/,
    },
    {
      what: "an operationId that is not the fragment's operation",
      file: enable,
      from: "operationId: EnableKeyRotation",
      to: "operationId: EnableKeyRotations",
      want: /TRENT_E_OPERATION_DISPATCH: .* names another operation than its operationId/,
    },
    {
      what: "an error without a constant __type",
      file: "errors/operation.yaml",
      from: "const: NotFoundException",
      to: "minLength: 1",
      want: /errors\/operation\.yaml:\d+: TRENT_E_ERROR_TYPE: EnableKeyRotation has an error without a constant __type/,
    },
    {
      what: "an error without an example of its name",
      file: enable,
      from: "    DisabledException:\n",
      to: "    DisabledException: { first: Nothing }\n",
      want: /TRENT_E_RULE: EnableKeyRotation: x-trent-errors names the example DisabledExceptionNothing, which is not there/,
    },
    {
      what: "an error of the protocol without an example of its name",
      file: protocol,
      from: "            ThrottlingException: {",
      to: "            SomeException: {",
      want: /TRENT_E_ERROR_EXAMPLE: .* no example named ThrottlingException/,
    },
    {
      what: "a rule with an error that the operation does not declare",
      file: enable,
      from: "error: UnsupportedOperationException",
      to: "error: TagException",
      want: /operations\/EnableKeyRotation\.yaml:\d+: TRENT_E_RULE: .* with the error TagException, which it does not declare/,
    },
    {
      what: "a shared rule that is not there",
      file: enable,
      from: "- key-by-id-or-arn",
      to: "- key-by-any-thing",
      want: /TRENT_E_RULE: EnableKeyRotation: openapi\/rules\/ has no rule or set key-by-any-thing/,
    },
    {
      what: "more than ten lines that stand in two operation files",
      file: "operations/ListKeys.yaml",
      from: "post:\n",
      to: `${blockOf(enable)}post:\n`,
      want: /TRENT_E_REPEATED: \S*operations\/ListKeys.yaml:\d+: more than 10 lines are those of \S*operations\/EnableKeyRotation.yaml/,
    },
    {
      what: "a request example that breaks its schema",
      file: "examples/requests.yaml",
      from: "RotationPeriodInDays: 180",
      to: "RotationPeriodInDays: 18",
      want: /operations\/EnableKeyRotation\.yaml:\d+: TRENT_E_EXAMPLE_INVALID: .*RotationPeriodInDays must be >= 90/,
    },
    {
      what: "a response example that breaks its schema",
      file: "examples/responses.yaml",
      from: "RotationPeriodInDays: 365",
      to: "RotationPeriodInDays: 3650",
      want: /operations\/GetKeyRotationStatus\.yaml:\d+: TRENT_E_EXAMPLE_INVALID: .*RotationPeriodInDays must be <= 2560/,
    },
    {
      what: "a schema that does not compile",
      file: "schemas/rotation.yaml",
      from: "minimum: 90",
      to: 'minimum: "90"',
      want: /TRENT_E_SCHEMA_COMPILE/,
    },
    {
      what: "a pattern that is no regular expression",
      file: "protocol/request-headers.yaml",
      from: "pattern: ",
      to: 'pattern: "[" # ',
      want: /TRENT_E_SCHEMA_COMPILE/,
    },
    {
      what: "a missing response header",
      file: protocol,
      from: "        x-amzn-RequestId: { $ref: response-headers.yaml#/RequestId }\n",
      to: "",
      want: /operations\/\w+\.yaml:\d+: TRENT_E_RESPONSE: .* does not require the response header x-amzn-RequestId/,
    },
    {
      what: "a made-up status",
      file: enable,
      from: "  x-trent-errors:",
      to: '  responses: { "480": { description: Made up. } }\n  x-trent-errors:',
      want: /TRENT_E_RESPONSE: EnableKeyRotation declares the status 480, which is never on the wire/,
    },
    {
      what: "a duplicate YAML key",
      file: "schemas/rotation.yaml",
      from: "minimum: 90",
      to: "minimum: 90\n  minimum: 91",
      want: /schemas\/rotation\.yaml:\d+:\d+: Map keys must be unique/,
    },
    {
      what: "a reference that leads nowhere",
      file: enable,
      from: "../schemas/rotation.yaml#/EnableKeyRotationRequest",
      to: "../schemas/rotation.yaml#/Nothing",
      want: /TRENT_E_DOCUMENT_REFERENCE/,
    },
  ])("$what", async ({ file, from, to, want }) => {
    expect(await lintWith(file, from, to)).toMatch(want);
  });
});
