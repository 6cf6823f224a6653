import { type Document, listOf, objectOf, resolve } from "../document";
import { postsOf } from "./posts";
import { counted, type NormaliseStep } from "./rule";

/**
 * The directory's converter turns paginators into query parameters (Limit, Marker, NextToken, ...). They are
 * members of the body, where the request schema has them; the protocol puts nothing into the query.
 */
export function dropQueryParameters(document: Document): NormaliseStep[] {
  const names = new Set<string>();
  let count = 0;
  for (const { path, item, post } of postsOf(document)) {
    for (const owner of [item, post]) {
      const kept = listOf(owner.parameters).filter((parameter) => {
        const { in: place, name } = objectOf(resolve(document, parameter, path).value);
        if (place === "query") names.add(String(name));
        return place !== "query";
      });
      const dropped = listOf(owner.parameters).length - kept.length;
      if (dropped > 0) owner.parameters = kept;
      count += dropped;
    }
  }
  return [
    {
      count,
      says: `removed ${counted(count, "query parameter")} (${[...names].sort().join(", ")}): members of the body`,
    },
  ];
}
