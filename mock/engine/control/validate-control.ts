import type { ErrorObject } from "ajv";
import type { components } from "../../../generated/control";
import { controlValidators } from "../../../generated/control-validators";

/** The shapes of the control interface's document. */
export type ControlSchemas = components["schemas"];

/** The bodies that the control interface takes. */
export type ControlBody = keyof typeof controlValidators;

/** The errors of a value by the control interface's document, none where it is valid. */
export function validateControl(name: ControlBody, value: unknown): readonly ErrorObject[] {
  const validate = controlValidators[name];
  return validate(value) ? [] : (validate.errors ?? []);
}
