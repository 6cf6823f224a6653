import { ControlError } from "./control-error";
import { type ControlBody, type ControlSchemas, validateControl } from "./validate-control";

/**
 * Checks a value by the control interface's document.
 * @param name that of its schema, which is its type's too.
 * @throws ControlError with what is wrong and where.
 */
export function checkControl<Name extends ControlBody>(name: Name, value: unknown): ControlSchemas[Name] {
  const errors = validateControl(name, value);
  const one = errors.find(({ keyword }) => keyword === "anyOf");
  if (one) {
    const missing = errors.flatMap(({ params }) => params.missingProperty ?? []);
    throw new ControlError(
      `The ${name} is wrong at ${one.instancePath || "/"}: it needs one of ${missing.join(", ")}.`,
    );
  }
  const [error] = errors;
  if (error) {
    const unknown: unknown = error.params.additionalProperty ?? error.params.unevaluatedProperty;
    const extra = unknown === undefined ? "" : ` (${String(unknown)})`;
    throw new ControlError(`The ${name} is wrong at ${error.instancePath || "/"}: it ${error.message}${extra}.`);
  }
  return value as ControlSchemas[Name];
}
