import type { ErrorObject } from "ajv";
import type { JsonObject } from "../../openapi/dialect/document";
import { ProtocolError } from "./protocol-error";

/**
 * The error of a request body that breaks its schema, in AWS's words. A wrong JSON type comes before any constraint
 * (kms.md section 4); one ValidationException names all broken constraints.
 */
export function bodyError(body: JsonObject, errors: readonly ErrorObject[]): ProtocolError {
  for (const error of errors) {
    if (error.keyword !== "type") continue;
    const value = valueAt(body, error.instancePath);
    if (value !== null) return new ProtocolError("SerializationException", typeText(value, String(error.params.type)));
  }
  const texts = [...new Set(errors.map((error) => constraintText(body, error)).filter((text) => text !== undefined))];
  const count = texts.length === 1 ? "1 validation error" : `${texts.length} validation errors`;
  return new ProtocolError("ValidationException", `${count} detected: ${texts.join("; ")}`);
}

/** AWS's texts for a value of a wrong JSON type (kms.md section 4; emulators.md 3.4, measured on a sister service). */
function typeText(value: unknown, wanted: string): string {
  if (Array.isArray(value)) return "Start of list found where not expected";
  if (typeof value === "object") return "Start of structure or map found where not expected.";
  if (wanted === "array") return "Expected list or null";
  if (wanted === "object") return "Expected null";
  const found = typeof value === "boolean" ? `${value}`.toUpperCase() : typeof value === "number" ? "NUMBER" : "STRING";
  const name =
    { integer: "an Integer", number: "a Number", boolean: "a Boolean", string: "a String" }[wanted] ?? `a ${wanted}`;
  return `${found}_VALUE can not be converted to ${name}`;
}

/** One broken constraint in AWS's words (kms.md section 4); undefined for a keyword that only sums up others. */
function constraintText(body: JsonObject, error: ErrorObject): string | undefined {
  const segments = error.instancePath.split("/").slice(1).map(fromPointer);
  if (error.keyword === "required") segments.push(String(error.params.missingProperty));
  const constraint = memberText(error);
  if (constraint === undefined) return undefined;
  const last = segments.at(-1);
  const value = error.keyword === "required" ? null : valueAt(body, error.instancePath);
  // For a plain element AWS names the list: `Value '[a, b]' at 'tagKeys'`.
  if (last !== undefined && /^\d+$/.test(last) && value !== null) {
    const list = valueAt(body, error.instancePath.slice(0, error.instancePath.lastIndexOf("/")));
    return `Value ${shown(list)} at '${memberPath(segments.slice(0, -1))}' failed to satisfy constraint: Member must satisfy constraint: [${constraint}]`;
  }
  return `Value ${shown(value)} at '${memberPath(segments)}' failed to satisfy constraint: ${constraint}`;
}

function memberText({ keyword, params }: ErrorObject): string | undefined {
  switch (keyword) {
    case "required":
    case "type":
      return "Member must not be null";
    case "minLength":
    case "minItems":
    case "minProperties":
      return `Member must have length greater than or equal to ${params.limit}`;
    case "maxLength":
    case "maxItems":
    case "maxProperties":
      return `Member must have length less than or equal to ${params.limit}`;
    case "minimum":
      return `Member must have value greater than or equal to ${params.limit}`;
    case "maximum":
      return `Member must have value less than or equal to ${params.limit}`;
    case "enum":
      return `Member must satisfy enum value set: [${(params.allowedValues as unknown[]).join(", ")}]`;
    case "const":
      return `Member must satisfy enum value set: [${params.allowedValue}]`;
    case "pattern":
      return `Member must satisfy regular expression pattern: ${params.pattern}`;
    case "format":
      return `Member must have the form ${params.format}`;
    case "oneOf":
    case "anyOf":
    case "if":
      return undefined;
    default:
      return `Member must satisfy ${keyword}`;
  }
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return `'[${value.map(plain).join(", ")}]'`;
  return `'${plain(value)}'`;
}

function plain(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** AWS's name of a member: lowerCamel, list elements from 1 as `.1.member` (kms.md section 4). */
function memberPath(segments: readonly string[]): string {
  return segments
    .map((s) => (/^\d+$/.test(s) ? `${Number(s) + 1}.member` : s.charAt(0).toLowerCase() + s.slice(1)))
    .join(".");
}

function valueAt(body: JsonObject, instancePath: string): unknown {
  let value: unknown = body;
  for (const segment of instancePath.split("/").slice(1).map(fromPointer)) value = (value as JsonObject)[segment];
  return value;
}

function fromPointer(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}
