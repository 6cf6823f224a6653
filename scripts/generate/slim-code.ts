import { isObject, objectOf } from "../../openapi/dialect/document";

/** What a file has once where its validators call it: what collects their errors, and what finds a required member that is missing. */
const SHARED = {
  add: "const add = (errors, error) => { if (errors === null) return [error]; errors.push(error); return errors; };",
  lacks: "const lacks = (data, names) => names.find((name) => data[name] === undefined);",
};

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
  const own = withoutUnread(withLacks(withQuickLengths(slim))).replaceAll(
    'require("ajv-formats/dist/formats").fullFormats["date-time"]',
    'require("../openapi/dialect/date-time").dateTime',
  );
  const shared = Object.entries(SHARED).flatMap(([name, text]) => (own.includes(` ${name}(`) ? text : []));
  return own.replace('"use strict";', ['"use strict";', ...shared, ""].join("\n"));
}

/** The condition that a required member is missing, which names each in turn, as one call. */
function withLacks(code: string): string {
  const condition = /if\((?:[()| ]|\w+\.\w+ === undefined|&& |missing\d+ = "\w+")+\{/g;
  return code.replaceAll(condition, (all) => {
    const [, data, variable] = /(\w+)\.\w+ === undefined\) && \((missing\d+)/.exec(all) ?? [];
    const names = [...all.matchAll(/= ("\w+")/g)].map(([, name]) => name);
    return variable === undefined ? all : `if(${variable} = lacks(${data}, [${names.join(",")}])){`;
  });
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
    )
    .replaceAll(/^const (schema\d+) = (\{"type":"object".*\});$/gm, (_, name: string, text: string) => {
      const kept = withReadMembers(JSON.parse(text), readMembers(code, name));
      return `const ${name} = ${JSON.stringify(kept)};`;
    });
}

/** The members of a schema that code reads, each as the path of its names, such as `["properties", "spec", "enum"]`. */
function readMembers(code: string, schema: string): string[][] {
  const reads = [...code.matchAll(new RegExp(`(?<!const )\\b${schema}\\b((?:\\.\\w+)*)`, "g"))];
  return reads.map(([, path = ""]) => path.split(".").slice(1));
}

/** A schema with those members alone. Of `properties` only the names are read: whether a member is one of them. */
function withReadMembers(schema: unknown, paths: readonly (readonly string[])[]): unknown {
  if (paths.some((path) => path.length === 0) || !isObject(schema)) return schema;
  const names = new Set(paths.map(([name = ""]) => name));
  return Object.fromEntries(
    [...names].map((name) => {
      const inner = paths.filter(([first]) => first === name).map((path) => path.slice(1));
      const read = inner.filter((path) => path.length > 0);
      if (name !== "properties" || read.length === inner.length) return [name, withReadMembers(schema[name], inner)];
      const named = Object.keys(objectOf(schema[name])).map((member) => [member, 0]);
      return [name, { ...Object.fromEntries(named), ...objectOf(withReadMembers(schema[name], read)) }];
    }),
  );
}

/** The code without the places in the schema that its errors name: what reads a state or a control call never shows them. */
export function withoutSchemaPaths(code: string): string {
  return code.replaceAll(/schemaPath:"(?:[^"\\]|\\.)*",/g, "");
}

/**
 * The code without what nobody reads of the errors of a state or a fixture: shown are the place, the message, and of the details
 * a member too many and the values that are allowed.
 */
export function withoutUnreadDetails(code: string): string {
  return code
    .replaceAll(/keyword:"\w+",/g, "")
    .replaceAll(/params:\{(?!additionalProperty|allowedValues)[^{}]*\},/g, "");
}

/**
 * Ajv's code that counts the code points of a text only where their number is in doubt: they are at most as many as the text
 * is long, and at least half as many. To count them took a seventh of the engine's time for a usual call.
 */
function withQuickLengths(code: string): string {
  return code.replaceAll(
    /\b(func\d+\((\w+)\) ([<>]) (\d+))/g,
    (_, count: string, data: string, sign: string, limit: string) =>
      sign === ">" ? `${data}.length > ${limit} && ${count}` : `${data}.length < ${2 * Number(limit)} && ${count}`,
  );
}
