import type { CallOperation, CallResponse } from "../../openapi/dialect/call-operation";
import { protocolError } from "./protocol-error";

/** What a `Prefer` header asks for, in Prism's terms but for the scenario. */
export interface Preference {
  readonly code?: number;
  readonly example?: string;
  readonly dynamic?: boolean;
  readonly seed?: string;
  /** The scenario in which to answer. */
  readonly scenario?: string;
}

/** A preference for one operation: a response that it declares. */
export interface Choice {
  readonly response: CallResponse;
  readonly example: string | undefined;
  readonly dynamic: boolean;
  readonly seed: string | undefined;
}

/**
 * Reads `Prefer: code=400, example=DisabledException, dynamic=true, seed=7, scenario=slow-lists` (RFC 7240; `;` separates as `,` does).
 * Other preferences are ignored, as the RFC asks.
 * @throws ProtocolError ValidationException where a value does not have its form.
 */
export function readPreference(header: string): Preference {
  const preference: { -readonly [K in keyof Preference]: Preference[K] } = {};
  for (const part of header.split(/[,;]/)) {
    const equals = part.indexOf("=");
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    const value =
      equals < 0
        ? ""
        : part
            .slice(equals + 1)
            .trim()
            .replace(/^"(.*)"$/, "$1");
    if (name === "code") preference.code = statusOf(value);
    else if (name === "example" || name === "seed" || name === "scenario") preference[name] = value;
    else if (name === "dynamic") preference.dynamic = booleanOf(value);
  }
  return preference;
}

/**
 * Chooses the response of an operation that a preference asks for. An example named without a code is looked for in all.
 * @throws ProtocolError ValidationException that lists the codes or examples there are.
 */
export function choose(operation: CallOperation, preference: Preference): Choice {
  const { code, example, dynamic = false, seed } = preference;
  const fitting = operation.responses.filter((r) => code === undefined || r.status === code);
  if (fitting.length === 0) {
    throw protocolError(
      "mock.prefer",
      `Prefer: ${operation.name} declares no code ${code}. There are: ${operation.responses.map((r) => r.status).join(", ")}.`,
    );
  }
  const response =
    example === undefined
      ? (fitting.find((r) => r.status < 300) ?? fitting[0])
      : fitting.find((r) => r.examples.includes(example));
  if (response === undefined) {
    const there = fitting.map((r) => `${r.examples.join(", ") || "none"} (code ${r.status})`).join("; ");
    throw protocolError("mock.prefer", `Prefer: ${operation.name} has no such example. There are: ${there}.`);
  }
  return { response, example, dynamic, seed };
}

function statusOf(value: string): number {
  if (!/^\d{3}$/.test(value)) throw protocolError("mock.prefer", "Prefer: code takes a status of three digits.");
  return Number(value);
}

function booleanOf(value: string): boolean {
  if (value !== "true" && value !== "false") throw protocolError("mock.prefer", "Prefer: dynamic takes true or false.");
  return value === "true";
}
