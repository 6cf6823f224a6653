import type { ErrorObject } from "ajv";
import { validators } from "../../generated/validators";
import { isObject, type JsonObject } from "../../openapi/dialect/document";
import { bareType } from "../error-type";
import { shown } from "../finding";
import type { Check, ExchangeView } from "./wire-check";

export const bodySchema: Check = {
  clause: "wire.body-schema",
  applies: ({ response, body }) => response !== undefined && body !== undefined && !response.empty,
  find: (view) => {
    const { name, received, response } = view;
    const judges = validators[name].responseBody;
    const judge = judges[received.status as keyof typeof judges];
    const value = judged(view);
    if (judge(value)) return undefined;
    const error = nearest(judge.errors ?? [], value);
    const place = response?.errors.find(({ type }) => type === value.__type)?.schema ?? response?.body;
    return {
      expected: error
        ? `${error.message}${"allowedValues" in error.params ? `: ${error.params.allowedValues}` : ""}`
        : "a fit",
      actual: shown(error ? valueAt(value, error.instancePath) : value),
      pointer: error?.instancePath ?? "",
      ...(place !== undefined && { place }),
    };
  },
};

/** The body without what other clauses judge: a prefixed `__type`, members that are null, an undeclared error. */
function judged({ body, received }: ExchangeView): JsonObject {
  const value = withoutNulls(body ?? {});
  return received.status >= 400 && typeof value.__type === "string"
    ? { ...value, __type: bareType(value.__type) }
    : value;
}

function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [
        name,
        isObject(member)
          ? withoutNulls(member)
          : Array.isArray(member)
            ? member.map((item: unknown) => (isObject(item) ? withoutNulls(item) : item))
            : member,
      ]),
  );
}

/** Of a oneOf's errors, the one of the branch that was meant: any but a foreign constant. */
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
