import type { ValidateFunction } from "ajv";
import type { components } from "../../../generated/control";
import controlDocument from "../../../generated/control.json";
import { createAjv } from "../../../openapi/dialect/compile";
import type { Document } from "../../../openapi/dialect/document";

/** The shapes of the control interface's document. */
export type ControlSchemas = components["schemas"];

/** A request to the control interface that cannot be done; it becomes `{"error": message}`. */
export class ControlRefusal extends Error {
  constructor(
    message: string,
    readonly status: 400 | 404 = 400,
  ) {
    super(message);
  }
}

const judges = new Map<string, ValidateFunction>();

/** Compiled when first wanted: most mocks are never controlled. */
function judgeOf(name: keyof ControlSchemas): ValidateFunction {
  let judge = judges.get(name);
  if (!judge) {
    const ajv = createAjv(controlDocument as unknown as Document, { unknownFormats: "refuse" });
    judge = ajv.compile({ $ref: `/components/schemas/${name}` });
    judges.set(name, judge);
  }
  return judge;
}

/**
 * Parses a body of the control interface.
 * @throws ControlRefusal with what is wrong and where.
 */
export function parseControl<Name extends keyof ControlSchemas>(name: Name, body: unknown): ControlSchemas[Name] {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.isBuffer(body) ? body.toString("utf8") : "");
  } catch {
    throw new ControlRefusal("The body is not JSON.");
  }
  const judge = judgeOf(name);
  if (!judge(value)) {
    const [error] = judge.errors ?? [];
    const extra = error?.keyword === "additionalProperties" ? ` (${String(error.params.additionalProperty)})` : "";
    throw new ControlRefusal(`The body is wrong at ${error?.instancePath || "/"}: it ${error?.message}${extra}.`);
  }
  return value as ControlSchemas[Name];
}
