import { isObject, type JsonObject, listOf, objectOf } from "../document";
import { TrentProblem } from "../problems";

/** The errors that operations can declare: their schemas and examples by name. */
export interface ErrorCatalogue {
  readonly schemas: JsonObject;
  readonly examples: JsonObject;
}

/** The errors of one operation, as they go into its 400 or 500 response. */
export interface DeclaredErrors {
  /** References to the schemas. */
  readonly branches: readonly JsonObject[];
  /** References to the examples, by the name that `Prefer: example=NAME` takes. */
  readonly examples: JsonObject;
}

/**
 * Reads `x-trent-errors` of an operation: each error by name, with the variants of its example. `X: [A, B]` declares the
 * examples `X`, `X.A` and `X.B`, which are the components `X`, `XA` and `XB`; `X: { first: A }` lets `X` be `XA`.
 * A name that is not in the catalogue is an error of the protocol: then only examples are added.
 * @param status which of them are wanted: an error's `x-trent-status` says where it belongs.
 * @throws TrentProblem TRENT_E_RULE for an example that is not there.
 */
export function errorsOfStatus(
  operation: string,
  declared: unknown,
  { schemas, examples }: ErrorCatalogue,
  status: 400 | 500,
): DeclaredErrors {
  const branches: JsonObject[] = [];
  const named: JsonObject = {};
  for (const [name, variants] of Object.entries(objectOf(declared))) {
    const schema = schemas[name];
    if (Number(objectOf(schema)["x-trent-status"] ?? 400) !== status) continue;
    if (schema !== undefined) branches.push({ $ref: `#/components/schemas/${name}` });
    const { first = "", also = variants } = isObject(variants) ? { also: [], ...variants } : {};
    const all = [
      ...(schema === undefined ? [] : [[name, `${name}${first}`]]),
      ...listOf(also).map((v) => [`${name}.${v}`, `${name}${v}`]),
    ];
    for (const [key = "", component = ""] of all) {
      if (!Object.hasOwn(examples, component))
        throw new TrentProblem(
          "TRENT_E_RULE",
          `${operation}: x-trent-errors names the example ${component}, which is not there.`,
        );
      named[key] = { $ref: `#/components/examples/${component}` };
    }
  }
  return { branches, examples: named };
}
