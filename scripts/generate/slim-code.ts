/** What each validator's file has once, for the errors that its functions collect. */
const ADD =
  "const add = (errors, error) => { if (errors === null) return [error]; errors.push(error); return errors; };";

/**
 * Ajv's standalone code without what our validators never need: the parent of a value, dynamic anchors, notes of what was
 * evaluated that nobody reads, and schemas that nobody reads. What a validator says of a value is the same, in two thirds
 * of the bytes: a page loads it.
 */
export function slimCode(code: string): string {
  const slim = code
    .split("\n")
    .map(withoutNotes)
    .join("\n")
    .replace('"use strict";', `"use strict";\n${ADD}\n`)
    .replaceAll(/\/\*# sourceURL="[^"]*" \*\/;/g, "")
    .replaceAll(
      '{instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}',
      '{instancePath=""}={}',
    )
    .replaceAll(/,parentData:\w+,parentDataProperty:(?:"(?:[^"\\]|\\.)*"|\w+),rootData,dynamicAnchors\}/g, "}")
    .replaceAll(",parentData,parentDataProperty,rootData,dynamicAnchors}", "}")
    .replaceAll(
      /const (err\d+) = (\{instancePath.*?\});if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/g,
      "vErrors = add(vErrors, $2);errors++;",
    );
  return withoutUnread(slim).replaceAll(
    'require("ajv-formats/dist/formats").fullFormats["date-time"]',
    'require("../openapi/dialect/date-time").dateTime',
  );
}

/** A function's notes of what it evaluates, where it only resets them. Each function is a line. */
function withoutNotes(line: string): string {
  const reset =
    /const evaluated\d+ = \w+\.evaluated;if\(evaluated\d+\.dynamicProps\)\{evaluated\d+\.props = undefined;\}if\(evaluated\d+\.dynamicItems\)\{evaluated\d+\.items = undefined;\}/;
  const rest = line.replace(reset, "");
  return /\bevaluated\d+\b/.test(rest) ? line : rest;
}

/** Takes out the constants and notes that are written and never read. */
function withoutUnread(code: string): string {
  const reads = new Map<string, number>();
  for (const [word] of code.matchAll(/\bschema\d+\b|\bvalidate\d+\.evaluated\b/g))
    reads.set(word, (reads.get(word) ?? 0) + 1);
  return code
    .replaceAll(/(validate\d+\.evaluated) = \{[^;]*?\};/g, (all, name: string) => (reads.get(name) === 1 ? "" : all))
    .replaceAll(/^const (schema\d+) = .*?\};?(?=$|const |function )/gm, (all, name: string) =>
      reads.get(name) === 1 ? "" : all,
    );
}

/** The code without the places in the schema that its errors name: what reads a state or a control call never shows them. */
export function withoutSchemaPaths(code: string): string {
  return code.replaceAll(/schemaPath:"(?:[^"\\]|\\.)*",/g, "");
}
