import type { Document } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";
import type { ServiceNames } from "./service-names";
import { emitValidatorModule, emitValidatorTypes } from "./validators";

/** What Ajv's code takes from Ajv itself, written here so that the file needs nothing. */
const RUNTIME: Readonly<Record<string, string>> = {
  'require("ajv/dist/runtime/ucs2length").default': "(text) => [...text].length",
  'require("ajv/dist/runtime/equal").default': "isEqual",
};

const IS_EQUAL = `function isEqual(a, b) {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isEqual(a[name], b[name]));
}`;

/**
 * The validators of any document as one TypeScript module that imports nothing at run time and compiles no schema. It is
 * TypeScript and not JavaScript so that the user's compiler makes of it the kind of module that the project has.
 */
export function emitSpecValidators(
  document: Document,
  operations: readonly OperationModel[],
  names: ServiceNames,
  types: string,
): string {
  const code = emitValidatorModule(document, operations, { unknownFormats: "ignore", formatsAreNotes: true });
  const [functions = "", groups = ""] = code.replace('"use strict";', "").split("\nexports.validators = ");
  const inlined = functions
    .replaceAll(/^exports\.(\w+) = (\w+);/gm, "const $1 = $2;")
    .replaceAll(/require\("ajv\/[^"]*"\)\.default/g, (call) => RUNTIME[call] ?? call);
  const [interfaces = "", declared = ""] = emitValidatorTypes(names, operations, types).split("export declare const ");
  const type = declared
    .slice(declared.indexOf(":") + 1)
    .trim()
    .replace(/;$/, "");
  return [
    "// @ts-nocheck",
    "// The functions are made by Ajv; what is exported is typed. A format is an annotation, and not validated.",
    "",
    interfaces.slice(0, interfaces.lastIndexOf("/**")).trim(),
    "",
    IS_EQUAL,
    "",
    inlined.trim(),
    "",
    "/** The validators of every operation, by its name. */",
    `export const validators: ${type} = ${groups.replaceAll("exports.", "").trim()}`,
    "",
  ].join("\n");
}
