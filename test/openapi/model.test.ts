import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as kms from "@aws-sdk/client-kms";
import { operations } from "../../generated/operations";
import { type Document, type JsonObject, listOf, objectOf, resolve } from "../../openapi/dialect/document";
import { readOperations } from "../../openapi/dialect/operations";
import { readDocument } from "../../openapi/dialect/read";

/** The operations of the document. That generated/ is what the document gives, `npm test` checks first. */
const OPERATIONS = Object.keys(operations) as (keyof typeof operations)[];

/** What botocore 1.44.5 has and this version of the SDK has not yet: botocore's model is the newer one in these. */
const NEWER_THAN_THE_SDK = { members: ["ListKeysRequest.ResourceOwners"], enums: ["ResourceOwnerType"] };

/** Structure name -> member name -> kind. A required member's kind ends in `!`. */
type Structures = Record<string, Record<string, string>>;

const sdk = kms as unknown as Record<string, unknown>;
let document: Document;

beforeAll(async () => {
  ({ document } = await readDocument(path.join(__dirname, "../../openapi/trent.yaml")));
});

test("the document has the operations of openapi/operations/, each one of the SDK's", () => {
  const files = readdirSync(path.join(__dirname, "../../openapi/operations")).map((file) => path.parse(file).name);
  const names = readOperations(document).map((operation) => operation.name);
  expect([...names].sort()).toEqual(files.sort());
  expect(names.filter((name) => !(`${name}Command` in sdk))).toEqual([]);
});

describe("structures and errors equal the SDK's model", () => {
  it.each(OPERATIONS)("%s", (name) => {
    const { input, output } = modelled(name);
    const structures: Structures = {};
    describeSdk(input, structures);
    describeSdk(output, structures);

    const operation = readOperations(document).find((o) => o.name === name)!;
    const ok = operation.responses.find((response) => response.status === 200)!;
    const declared: Structures = {};
    describeSchema({ $ref: operation.requestBody }, declared);
    if (!ok.empty) describeSchema({ $ref: ok.body }, declared);

    expect(withoutNewer(declared)).toEqual(structures);
    expect(ok.empty).toBe(output === "unit");
    expect(declaredErrors(operation)).toEqual(thrown(name));
  });
});

test("enums equal the SDK's", () => {
  const values = (list: unknown[]) => [...list].sort();
  const declared = Object.entries(components()).filter(([name]) => !NEWER_THAN_THE_SDK.enums.includes(name));
  const enums = declared.filter(([name, schema]) => "enum" in schema || (name in sdk && typeof sdk[name] === "object"));
  expect(enums.length).toBeGreaterThan(0);
  expect(Object.fromEntries(enums.map(([name, schema]) => [name, values(listOf(schema.enum))]))).toEqual(
    Object.fromEntries(enums.map(([name]) => [name, values(Object.values(objectOf(sdk[name])))])),
  );
});

test("the list of what is newer than the SDK has no stale entry", () => {
  for (const name of NEWER_THAN_THE_SDK.enums) expect(sdk).not.toHaveProperty(name);
  for (const entry of NEWER_THAN_THE_SDK.members) {
    const [structure, member] = entry.split(".");
    expect(objectOf(components()[structure!]!.properties)).toHaveProperty(member!);
    const structures: Structures = {};
    describeSdk(sdk[`${structure}$`], structures);
    expect(structures[structure!]).not.toHaveProperty(member!);
  }
});

function components(): Record<string, JsonObject> {
  return objectOf(objectOf(document.components).schemas) as Record<string, JsonObject>;
}

/** The SDK's static schema of an operation is `[9, namespace, name, traits, () => input, () => output]`. */
function modelled(name: string): { input: unknown; output: unknown } {
  const schema = sdk[`${name}$`] as [number, string, string, unknown, () => unknown, () => unknown];
  return { input: schema[4](), output: schema[5]() };
}

/** Adds the structures that an SDK schema reaches, and answers its kind. Lists of simple values are `64 | kind`, maps `128 | kind`. */
function describeSdk(ref: unknown, into: Structures): string {
  if (typeof ref === "function") return describeSdk((ref as () => unknown)(), into);
  if (typeof ref === "number" && ref >= 128) return `map of ${describeSdk(ref - 128, into)}`;
  if (typeof ref === "number" && ref >= 64) return `list of ${describeSdk(ref - 64, into)}`;
  if (!Array.isArray(ref))
    return { 0: "string", 1: "integer", 2: "boolean", 4: "timestamp", 21: "blob" }[String(ref)] ?? "unit";
  // A member with traits is `[schema, traits]`; a simple shape of its own has its kind where a list has its items.
  if (ref.length === 2) return describeSdk(ref[0], into);
  if (ref[0] === 0) return describeSdk(ref[4], into);
  if (ref[0] === 1) return `list of ${describeSdk(ref[4], into)}`;
  const [, , name, , members, refs, required = 0] = ref as [0, 0, string, 0, string[], unknown[], number?];
  if (!(name in into)) {
    into[name] = {};
    for (const [i, member] of members.entries()) {
      into[name][member] = describeSdk(refs[i], into) + (i < required ? "!" : "");
    }
  }
  return name;
}

/** The same view of a schema of the document. A structure's name is that of its component. */
function describeSchema(node: unknown, into: Structures): string {
  const { value, at } = resolve(document, node, "#");
  const schema = objectOf(value);
  if (schema.type === "array") return `list of ${describeSchema(schema.items, into)}`;
  if (schema.type === "object" && "additionalProperties" in schema)
    return `map of ${describeSchema(schema.additionalProperties, into)}`;
  if ("x-trent-bytes" in schema) return "blob";
  if (schema.type !== "object") return "x-trent-timestamp" in schema ? "timestamp" : String(schema.type);
  const name = at.split("/").at(-1)!;
  if (!(name in into)) {
    into[name] = {};
    for (const [member, property] of Object.entries(objectOf(schema.properties))) {
      into[name][member] = describeSchema(property, into) + (listOf(schema.required).includes(member) ? "!" : "");
    }
  }
  return name;
}

function withoutNewer(structures: Structures): Structures {
  for (const entry of NEWER_THAN_THE_SDK.members) {
    const [structure, member] = entry.split(".");
    delete structures[structure!]?.[member!];
  }
  return structures;
}

/** The errors that the operation declares besides the protocol's, with the status of each. */
function declaredErrors(operation: ReturnType<typeof readOperations>[number]): Record<string, number> {
  const protocol = new Set(
    listOf(components().ProtocolError!.oneOf).map((branch) => String(objectOf(branch).$ref).split("/").at(-1)),
  );
  const errors = operation.responses.flatMap(({ status, errors }) => errors.map((error) => ({ status, ...error })));
  const own = errors.filter(({ type }) => !protocol.has(type) && type !== "InternalFailure");
  return Object.fromEntries(own.map(({ type, status }) => [type, status]));
}

/** The errors that the SDK's command says it throws. The type declarations are the only place that lists them. */
function thrown(name: string): Record<string, number> {
  const root = path.dirname(require.resolve("@aws-sdk/client-kms/package.json"));
  const text = readFileSync(path.join(root, `dist-types/commands/${name}Command.d.ts`), "utf8");
  const errors = [...text.matchAll(/@throws \{@link (\w+)\} \((client|server) fault\)/g)];
  expect(errors.length).toBeGreaterThan(0);
  return Object.fromEntries(errors.map(([, error, fault]) => [error, fault === "server" ? 500 : 400]));
}

test("the view of a schema tells lists, required members and times apart", () => {
  const structures: Structures = {};
  describeSchema({ $ref: "#/components/schemas/TagResourceRequest" }, structures);
  expect(structures).toEqual({
    TagResourceRequest: { KeyId: "string!", Tags: "list of Tag!" },
    Tag: { TagKey: "string!", TagValue: "string!" },
  });
});
