import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import type { ScenarioFile } from "../../mock/engine/scenarios/scenario";
import { type Document, isObject, resolve } from "../../openapi/dialect/document";
import { emitNamedValidators } from "./validators";

/** What the mock has of its scenarios: their value, their names as a type, and the validator of a user's own file. */
export interface ScenarioModules {
  readonly json: string;
  readonly names: string;
  readonly validators: string;
  readonly validatorTypes: string;
}

/**
 * The modules of the scenarios in a folder, so that nothing has to parse YAML when the mock runs.
 * @param control the control interface's document, whose shapes of a fault and of a clock's change a scenario has.
 */
export function emitScenarios(folder: string, control: Document): ScenarioModules {
  const { scenarios } = parse(readFileSync(path.join(folder, "scenarios.yaml"), "utf8")) as ScenarioFile;
  const names = scenarios.map(({ name }) => JSON.stringify(name));
  return {
    json: JSON.stringify({ scenarios }, undefined, 2),
    names: [
      "/** The names of the scenarios that come with the mock. */",
      `export const scenarioNames = [${names.join(", ")}] as const;`,
      "",
      "/** The name of a scenario that comes with the mock. */",
      "export type ScenarioName = (typeof scenarioNames)[number];",
      "",
    ].join("\n"),
    validators: emitValidator(folder, control),
    validatorTypes: [
      'import type { Validator } from "./validators";',
      "",
      "/** The validator of a file of scenarios. */",
      "export declare const scenarioValidators: { readonly scenarios: Validator };",
      "",
    ].join("\n"),
  };
}

function emitValidator(folder: string, control: Document): string {
  const schema = JSON.parse(readFileSync(path.join(folder, "schema.json"), "utf8")) as Document;
  const read = (file: string): Document =>
    path.basename(file) === "control.json"
      ? control
      : (JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Document);
  const ajv = new Ajv2020({ allowUnionTypes: true, strictTypes: false, strictRequired: false, code: { source: true } });
  addFormats(ajv);
  ajv.addSchema({ ...inOne(schema, read), $id: "scenarios" });
  return emitNamedValidators(ajv, "scenarioValidators", { scenarios: "scenarios" });
}

/** A schema with what it refers to in other files among its own definitions, as an editor reads it across the files. */
function inOne(schema: Document, read: (file: string) => Document): Document {
  const definitions: Record<string, unknown> = {};
  const own = withReferences(schema, "") as Document;
  return { ...own, $defs: { ...(own.$defs as object), ...definitions } };

  /** @param file the one that the value is from; the empty text for the schema's own. */
  function withReferences(value: unknown, file: string): unknown {
    if (Array.isArray(value)) return value.map((item: unknown) => withReferences(item, file));
    if (!isObject(value)) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withReferences(each, file)]));
    return typeof value.$ref === "string" ? { ...copy, $ref: moved(value.$ref, file) } : copy;
  }

  function moved($ref: string, from: string): string {
    const [named = "", pointer = ""] = $ref.split("#");
    const file = named === "" ? from : named;
    if (file === "") return $ref;
    const name = `${path.basename(file, ".json")}${pointer.replaceAll("/", "-")}`;
    if (!(name in definitions)) {
      definitions[name] = true;
      definitions[name] = withReferences(resolve(read(file), { $ref: `#${pointer}` }, pointer).value, file);
    }
    return `#/$defs/${name}`;
  }
}
