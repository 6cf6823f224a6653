/** The header that tells the operations of this dialect apart; each is `POST /` on the wire. */
export const TARGET_HEADER = "X-Amz-Target";

/** One condition that a path fragment puts on a request: a header (or query parameter) of that name and value. */
interface Predicate {
  readonly name: string;
  readonly value: string | undefined;
}

/**
 * Reads the predicates of a path key such as `/#X-Amz-Target=TrentService.EnableKeyRotation`.
 * The grammar is that of the public AWS documents: `#name=value&name=value`, a value may be absent
 * (APIs-guru/aws2openapi pull request 11). A path without a fragment has none.
 */
function predicatesOf(path: string): Predicate[] {
  const hash = path.indexOf("#");
  if (hash < 0) return [];
  return path
    .slice(hash + 1)
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const equals = part.indexOf("=");
      return equals < 0
        ? { name: part, value: undefined }
        : { name: part.slice(0, equals), value: part.slice(equals + 1) };
    });
}

/** The target that a path key dispatches on, or undefined where it is not of the form `/#X-Amz-Target=<target>`. */
export function targetOf(path: string): string | undefined {
  const predicates = predicatesOf(path);
  const [only] = predicates;
  if (!path.startsWith("/#") || predicates.length !== 1 || only?.name.toLowerCase() !== TARGET_HEADER.toLowerCase())
    return undefined;
  return only.value;
}
