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
  const [error] = validateControl(name, value);
  if (error) {
    const extra = error.keyword === "additionalProperties" ? ` (${String(error.params.additionalProperty)})` : "";
    throw new ControlError(`The body is wrong at ${error.instancePath || "/"}: it ${error.message}${extra}.`);
  }
  return value as ControlSchemas[Name];
}
