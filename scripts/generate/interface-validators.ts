import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { MOMENT, SHAPES, SNAPSHOT_SCHEMA } from "../../mock/engine/state/snapshot-schema";
import { createAjv } from "../../openapi/dialect/compile";
import { type Document, objectOf } from "../../openapi/dialect/document";
import { SharedMetaAjv } from "../../openapi/dialect/shared-meta-ajv";
import { withoutUnreadDetails } from "./slim-code";
import { emitNamedValidators } from "./validators";

/** The requests of the control interface that are validated. */
const CONTROL_SCHEMAS = ["State", "ClockChange", "PlannedFault", "ScenarioChoice"] as const;

/** Validators of the control interface's requests, as a module and its declarations. */
export function emitControlValidators(control: Document): { code: string; types: string } {
  const ajv = createAjv(control, { unknownFormats: "refuse", source: true });
  const ids: Record<string, string> = {};
  for (const name of CONTROL_SCHEMAS) {
    ajv.compile({ $id: name, $ref: `/components/schemas/${name}` });
    ids[name] = name;
  }
  const members = CONTROL_SCHEMAS.map((name) => `  readonly ${name}: Validator<components["schemas"]["${name}"]>;`);
  return {
    code: emitNamedValidators(ajv, "controlValidators", ids),
    types: [
      'import type { components } from "./control";',
      'import type { Validator } from "./validators";',
      "",
      "/** The validators of the control interface's requests. */",
      `export declare const controlValidators: {\n${members.join("\n")}\n};`,
      "",
    ].join("\n"),
  };
}

/**
 * Validators of a snapshot of the state and of a fixture.
 * @param document the document of the API, whose shapes a snapshot refers to.
 */
export function emitStateValidators(document: Document, fixtureFolder: string): { code: string; types: string } {
  const fixture = JSON.parse(readFileSync(path.join(fixtureFolder, "schema.json"), "utf8")) as Record<string, unknown>;
  const ajv = new SharedMetaAjv({
    allErrors: false,
    allowUnionTypes: true,
    strictTypes: false,
    inlineRefs: false,
    code: { source: true },
  });
  const schemas = objectOf(objectOf(document.components).schemas);
  ajv.addVocabulary(["x-trent-model", "x-trent-sensitive"]);
  const latest = Number(objectOf(schemas.Timestamp).maximum) * 1000;
  ajv.addSchema({ type: "integer", minimum: 0, maximum: latest }, MOMENT);
  for (const name of SHAPES) ajv.addSchema(withoutProse(objectOf(schemas[name])), `/components/schemas/${name}`);
  ajv.addSchema({ ...withoutProse(SNAPSHOT_SCHEMA), $id: "snapshot" });
  ajv.addSchema({ ...withoutProse(fixture), $id: "fixture" });
  return {
    code: withoutUnreadDetails(
      emitNamedValidators(ajv, "stateValidators", { snapshot: "snapshot", fixture: "fixture" }),
    ),
    types: [
      "/** One thing that is wrong with a state: where, and what. */",
      "export interface StateError {",
      "  /** Where in the value, as a JSON pointer; empty for the whole. */",
      "  readonly instancePath: string;",
      "  readonly message?: string;",
      "  /** A member too many, or the values that are allowed, where it is about these. */",
      "  readonly params?: Readonly<Record<string, unknown>>;",
      "}",
      "",
      "/** Validates a value; after a refusal `errors` has the first thing that is wrong, until the next call. */",
      "export interface StateValidator {",
      "  (value: unknown): boolean;",
      "  errors?: readonly StateError[] | null;",
      "}",
      "",
      "/** The validators of what a state is loaded from: a snapshot, or a fixture. */",
      "export declare const stateValidators: { readonly snapshot: StateValidator; readonly fixture: StateValidator };",
      "",
    ].join("\n"),
  };
}

/** A schema without what only readers of it want: a page loads the schemas that its validators read. */
function withoutProse<Schema extends object>(schema: Schema): Schema {
  const copy = Array.isArray(schema) ? schema.map(member) : Object.fromEntries(Object.entries(schema).flatMap(kept));
  return copy as Schema;

  function member(value: unknown): unknown {
    return typeof value === "object" && value !== null ? withoutProse(value) : value;
  }

  function kept([key, value]: [string, unknown]): [string, unknown][] {
    const isProse =
      (key === "description" && typeof value === "string") || (key === "examples" && Array.isArray(value));
    return isProse ? [] : [[key, member(value)]];
  }
}

/** The default fixture as JSON, so that nothing has to parse YAML when the mock starts. */
export function emitDefaultFixture(fixtureFolder: string): string {
  const fixture: unknown = parse(readFileSync(path.join(fixtureFolder, "default.yaml"), "utf8"));
  return JSON.stringify(objectOf(fixture), undefined, 2);
}
