import type { ValidateFunction } from "ajv";
import { isObject, type JsonObject } from "../../openapi/dialect/document";

/** More rounds than any body has levels of members that refuse in turn. */
const ROUNDS = 50;

/**
 * A copy of a body without the members that its schema refuses, or undefined where what is left is refused too. Prism
 * samples a schema without its patterns and lengths; hardly a member of an AWS response is required, so that the rest
 * is an answer that fits.
 */
export function dropInvalidMembers(body: unknown, judge: ValidateFunction): unknown {
  const copy: unknown = structuredClone(body);
  for (let round = 0; round < ROUNDS; round++) {
    if (judge(copy)) return copy;
    const paths = new Set((judge.errors ?? []).map((error) => error.instancePath));
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
