import { ControlError } from "./control-error";
import { type ControlBody, type ControlSchemas, validateControl } from "./validate-control";

/**
 * Parses a body of the control interface.
 * @throws ControlError with what is wrong and where.
 */
export function parseControl<Name extends ControlBody>(name: Name, body: string): ControlSchemas[Name] {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new ControlError("The body is not JSON.");
  }
  const errors = validateControl(name, value);
  const one = errors.find(({ keyword }) => keyword === "anyOf");
  if (one) {
    const missing = errors.flatMap(({ params }) => params.missingProperty ?? []);
    throw new ControlError(`The body is wrong at ${one.instancePath || "/"}: it needs one of ${missing.join(", ")}.`);
  }
  const [error] = errors;
  if (error) {
    const unknown: unknown = error.params.additionalProperty ?? error.params.unevaluatedProperty;
    const extra = unknown === undefined ? "" : ` (${String(unknown)})`;
    throw new ControlError(`The body is wrong at ${error.instancePath || "/"}: it ${error.message}${extra}.`);
  }
  return value as ControlSchemas[Name];
}
