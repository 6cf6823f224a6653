import type { ValidateFunction } from "ajv";
import { isObject, type JsonObject } from "../../openapi/dialect/document";
import { withNumbers } from "../../openapi/dialect/exact-json";

/** More rounds than any body has levels: each round can uncover errors one level further out. */
const ROUNDS = 50;

/**
 * A copy of a body without the members that break its schema; undefined where the rest breaks it too. Hardly a member of
 * an AWS response is required, so that the rest nearly always fits.
 */
export function dropInvalidMembers(body: unknown, validate: ValidateFunction): unknown {
  const copy: unknown = structuredClone(body);
  for (let round = 0; round < ROUNDS; round++) {
    if (validate(withNumbers(copy))) return copy;
    const paths = new Set((validate.errors ?? []).map((error) => error.instancePath));
    if (paths.has("")) return undefined;
    for (const path of paths) drop(copy, path.split("/").slice(1));
  }
  return undefined;
}

/** Drops the member at a path; an element of a list takes the whole list with it. */
function drop(body: unknown, path: readonly string[]): void {
  const trail: { owner: JsonObject; name: string }[] = [];
  let node = body;
  for (const segment of path) {
    const name = segment.replaceAll("~1", "/").replaceAll("~0", "~");
    if (isObject(node)) trail.push({ owner: node, name });
    node = Array.isArray(node) ? node[Number(name)] : isObject(node) ? node[name] : undefined;
  }
  const last = trail.at(-1);
  if (last) delete last.owner[last.name];
}
