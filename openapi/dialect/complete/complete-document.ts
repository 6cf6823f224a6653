import { type Document, isObject, type JsonObject, objectOf, pointer, resolve } from "../document";
import { targetOf } from "../target";
import { type Completion, completeOperation } from "./complete-operation";

/**
 * A document whose operations are written with only what is particular to them, made into an ordinary, complete OpenAPI
 * document that any tool can load. The given document stays as it is.
 */
export function completeDocument(document: Document, completion: Completion): Document {
  const { "x-trent-sources": _sources, ...copy } = structuredClone(document);
  const completed = copy as Document;
  addComponents(completed, completion);
  for (const [path, item] of Object.entries(completed.paths)) {
    if (targetOf(path) === undefined) continue;
    const { value } = resolve(completed, item, pointer("#", "paths", path));
    const { post } = objectOf(value);
    if (isObject(post))
      completed.paths[path] = { ...objectOf(value), post: completeOperation(completed, post, completion) };
  }
  dropUnusedErrors(completed, completion);
  completed["x-trent-rules"] = Object.entries(completion.protocolRules).map(([id, rule]) => ({
    id,
    ...objectOf(rule),
  }));
  return completed;
}

function addComponents(document: Document, { protocol, errors }: Completion): void {
  const shared = protocol.shared();
  const own = objectOf(document.components);
  document.components = {
    ...own,
    parameters: { ...shared.parameters, ...objectOf(own.parameters) },
    headers: { ...shared.headers, ...objectOf(own.headers) },
    schemas: { ...objectOf(own.schemas), ...structuredClone(errors.schemas), ...shared.schemas },
    examples: { ...objectOf(own.examples), ...structuredClone(errors.examples), ...shared.examples },
  };
}

/** An error that no operation declares is none of the document's. */
function dropUnusedErrors(document: Document, { errors }: Completion): void {
  const text = JSON.stringify(document.paths);
  const { schemas, examples } = objectOf(document.components);
  const drop = (from: unknown, kind: string, names: JsonObject) => {
    for (const name of Object.keys(names)) {
      if (!text.includes(`"#/components/${kind}/${name}"`)) delete objectOf(from)[name];
    }
  };
  drop(schemas, "schemas", errors.schemas);
  drop(examples, "examples", errors.examples);
}
