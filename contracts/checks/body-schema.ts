import type { ErrorObject } from "ajv";
import { validators } from "../../generated/validators";
import { type JsonObject, objectOf } from "../../openapi/dialect/document";
import { withNumbers } from "../../openapi/dialect/exact-json";
import { bareType } from "../error-type";
import { shown } from "../finding";
import { withoutNulls } from "../without-nulls";
import type { ExchangeView, WireCheck } from "./wire-check";

export const bodySchema: WireCheck = {
  id: "wire.body-schema",
  level: "MUST",
  sentence: "The body fits the schema that the operation declares for the status.",
  source: "docs/evidence/README.md#the-document-itself",
  provenance: "model",
  applies: ({ response, body }) => response !== undefined && body !== undefined && !response.empty,
  find: (view) => {
    const { name, received, response } = view;
    const byStatus = validators[name].responseBody;
    const validate = byStatus[received.status as keyof typeof byStatus];
    const value = validatedBody(view);
    if (validate(withNumbers(value))) return undefined;
    const error = nearest(validate.errors ?? [], value);
    const documentPointer = response?.errors.find(({ type }) => type === value.__type)?.schema ?? response?.body;
    return {
      expected: error
        ? `${error.message}${"allowedValues" in error.params ? `: ${error.params.allowedValues}` : ""}`
        : "a body that fits its schema",
      actual: shown(error ? valueAt(value, error.instancePath) : value),
      pointer: error?.instancePath ?? "",
      ...(documentPointer !== undefined && { documentPointer }),
    };
  },
};

/** The body without what other clauses check: a `__type` with a namespace, and members that are null. */
function validatedBody({ body, received }: ExchangeView): JsonObject {
  const value = objectOf(withoutNulls(body));
  return received.status >= 400 && typeof value.__type === "string"
    ? { ...value, __type: bareType(value.__type) }
    : value;
}

/** A oneOf has errors for each branch: the first that is not about a constant of another branch says most. */
function nearest(errors: readonly ErrorObject[], value: JsonObject): ErrorObject | undefined {
  return (
    errors.find(
      (e) => e.keyword !== "const" && e.keyword !== "oneOf" && !(e.keyword === "required" && "__type" in value),
    ) ?? errors[0]
  );
}

function valueAt(value: unknown, instancePath: string): unknown {
  return instancePath
    .split("/")
    .slice(1)
    .reduce<unknown>((node, segment) => (node as JsonObject | undefined)?.[segment], value);
}
