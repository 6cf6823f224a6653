import type { ErrorObject, ValidateFunction } from "ajv";
import type { components } from "../../../generated/control";
import controlDocument from "../../../generated/control.json";
import { createAjv } from "../../../openapi/dialect/compile";
import type { Document } from "../../../openapi/dialect/document";

/** The shapes of the control interface's document. */
export type ControlSchemas = components["schemas"];

/** The bodies that the control interface takes. */
export type ControlBody = "State" | "ClockChange" | "PlannedFault";

const validators = new Map<ControlBody, ValidateFunction>();

/** The errors of a value by the control interface's document, none where it is valid. */
export function validateControl(name: ControlBody, value: unknown): readonly ErrorObject[] {
  let validate = validators.get(name);
  if (!validate) {
    const ajv = createAjv(controlDocument as unknown as Document, { unknownFormats: "refuse" });
    validate = ajv.compile({ $ref: `/components/schemas/${name}` });
    validators.set(name, validate);
  }
  return validate(value) ? [] : (validate.errors ?? []);
}
