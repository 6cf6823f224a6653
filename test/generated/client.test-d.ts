/**
 * Compiled by `tsc`, never run: each line below an `@ts-expect-error` must not compile, or `tsc` fails.
 */
import { createTrentClient } from "../../generated/client";
import { rules } from "../../generated/rules";
import type { GetKeyRotationStatusResponse } from "../../generated/types";

const kms = createTrentClient({
  endpoint: "http://localhost",
  fetch: async (request: Request) => new Response(request.url),
});

/** A switch over `__type` is exhaustive: in the default nothing is left. */
export async function explain(KeyId: string): Promise<string> {
  const { data, error } = await kms.GetKeyPolicy({ KeyId });
  if (error === undefined) return data.Policy ?? "";
  switch (error.__type) {
    case "NotFoundException":
    case "InvalidArnException":
    case "KMSInvalidStateException":
    case "DependencyTimeoutException":
    case "KMSInternalException":
      return "of the operation";
    case "UnknownOperationException":
    case "SerializationException":
    case "ValidationException":
    case "MissingAuthenticationTokenException":
    case "IncompleteSignatureException":
    case "InvalidSignatureException":
    case "UnrecognizedClientException":
    case "ExpiredTokenException":
    case "AccessDeniedException":
    case "ThrottlingException":
    case "RequestEntityTooLargeException":
    case "InternalFailure":
      return "of the protocol";
    default: {
      const nothing: never = error;
      return nothing;
    }
  }
}

export async function forgets(KeyId: string): Promise<string> {
  const { error } = await kms.EnableKeyRotation({ KeyId });
  switch (error?.__type) {
    case undefined:
      return "fine";
    case "DisabledException":
      return error.message ?? "";
    // @ts-expect-error an error that the operation does not declare
    case "TagException":
      return "";
    default: {
      // @ts-expect-error the switch is not exhaustive
      const nothing: never = error;
      return nothing;
    }
  }
}

export async function calls(): Promise<unknown[]> {
  const status = await kms.GetKeyRotationStatus({ KeyId: "k" });
  const enabled: GetKeyRotationStatusResponse | undefined = status.data;
  const nothing: undefined = (await kms.EnableKeyRotation({ KeyId: "k" })).data;
  await kms.ListKeys();
  await kms.ListKeys({ Limit: 1 }, { signal: AbortSignal.timeout(1), headers: { Prefer: "code=400" } });
  // @ts-expect-error a required request left out
  await kms.EnableKeyRotation();
  // @ts-expect-error the request of another operation
  await kms.EnableKeyRotation({ KeyId: "k", TagKeys: ["a"] });
  // @ts-expect-error an operation that is not there
  await kms.enableKeyRotation({ KeyId: "k" });
  // @ts-expect-error the data of a call that may have failed
  const period = status.data.RotationPeriodInDays;
  return [enabled, nothing, period];
}

/** A rule is named by its operation and id. */
export const sentence: string = rules.EnableKeyRotation["disabled-key"].rule;
// @ts-expect-error a rule that the operation does not have
export const absent = rules.EnableKeyRotation["name-taken"];
