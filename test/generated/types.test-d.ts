/**
 * Compiled by `tsc`, never run: each line below an `@ts-expect-error` must not compile, or `tsc` fails.
 */
import type { EnableKeyRotationRequest, TrentOperation, TrentOperations } from "../../generated/types";
import { validators } from "../../generated/validators";

const request: EnableKeyRotationRequest = { KeyId: "1234abcd-12ab-34cd-56ef-1234567890ab", RotationPeriodInDays: 180 };

// @ts-expect-error a member that the operation does not have
const wrongMember: EnableKeyRotationRequest = { KeyId: "k", RotationPeriod: 180 };

// @ts-expect-error a required member left out
const missingMember: EnableKeyRotationRequest = { RotationPeriodInDays: 180 };

// @ts-expect-error a member of another JSON type
const wrongType: EnableKeyRotationRequest = { KeyId: "k", RotationPeriodInDays: "180" };

// @ts-expect-error a value that the enum does not have
const wrongEnum: TrentOperations["CreateKey"]["request"] = { KeySpec: "RSA_1024" };

function call<Operation extends TrentOperation>(
  operation: Operation,
  input: TrentOperations[Operation]["request"],
): TrentOperations[Operation]["response"] {
  throw new Error(`never called: ${operation} ${JSON.stringify(input)}`);
}

export function calls(): unknown[] {
  // @ts-expect-error the request of another operation
  const otherRequest = call("EnableKeyRotation", { KeyId: "k", TagKeys: ["a"] });
  // @ts-expect-error an operation that is not there
  const noOperation = call("EnableKeyRotations", { KeyId: "k" });
  // @ts-expect-error an operation without output has no member to read
  const nothing = call("EnableKeyRotation", { KeyId: "k" }).KeyId;
  const enabled: boolean | undefined = call("GetKeyRotationStatus", { KeyId: "k" }).KeyRotationEnabled;
  return [otherRequest, noOperation, nothing, enabled];
}

/** An error is told by its `__type`. */
export function describe(error: TrentOperations["EnableKeyRotation"]["error"]): string {
  if (error.__type === "DisabledException") return error.message ?? "";
  return error.__type;
}

export function isTagException(error: TrentOperations["EnableKeyRotation"]["error"]): boolean {
  // @ts-expect-error an error that the operation does not declare
  return error.__type === "TagException";
}

/** A request validator is a guard. */
export function periodOf(value: unknown): number | undefined {
  return validators.EnableKeyRotation.requestBody(value) ? value.RotationPeriodInDays : undefined;
}

export { missingMember, request, wrongEnum, wrongMember, wrongType };
