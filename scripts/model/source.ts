import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { isObject, type JsonObject, objectOf, pointer } from "../../openapi/dialect/document";

/** A value of the document with the file and the JSON pointer where it stands: what a person opens to fix it. */
export interface Place {
  readonly file: string;
  readonly at: string;
  readonly value: JsonObject;
}

const files = new Map<string, JsonObject>();

/** The whole of one YAML file. */
export function open(file: string): Place {
  const value = files.get(file) ?? objectOf(parse(readFileSync(file, "utf8")));
  files.set(file, value);
  return { file, at: "#", value };
}

/** Goes from a place down some keys, following each `$ref` on the way, into other files too. */
export function descend(place: Place, ...keys: string[]): Place {
  let here = follow(place);
  for (const key of keys) {
    const value = here.value[key];
    if (!isObject(value)) throw new Error(`${here.file}${here.at} has no object ${key}.`);
    here = follow({ file: here.file, at: pointer(here.at, key), value });
  }
  return here;
}

function follow(place: Place): Place {
  const reference = place.value.$ref;
  if (typeof reference !== "string") return place;
  const [file = "", fragment = ""] = reference.split("#");
  const target = file === "" ? place.file : path.resolve(path.dirname(place.file), file);
  const keys = fragment.split("/").slice(1);
  return descend(
    open(target),
    ...keys.map((key) => decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~")),
  );
}
