import { isDeepStrictEqual } from "node:util";
import type * as Kms from "@aws-sdk/client-kms";
import { CLIENT_CLAUSES } from "../clauses/client-clauses";
import { type Finding, shown } from "../finding";
import { makeKey } from "../given/key-states";
import { NOBODYS_KEY } from "../given/provider-states";
import type { Credentials } from "../send/credentials";
import type { RunContext } from "./run-context";
import { stateApi } from "./state-api";

/** A call of the client, and what it must return. */
interface ClientQuestion {
  readonly operation: string;
  ask(kms: typeof Kms, client: Kms.KMSClient): Promise<Finding | undefined>;
}

/**
 * Reads the target through AWS's own client, which we did not write. Where the client is not installed, its clauses do
 * not apply.
 */
export async function askAwsClient(context: RunContext, credentials: Credentials): Promise<void> {
  const kms = await import("@aws-sdk/client-kms").catch(() => undefined);
  if (!kms) {
    const reason = "@aws-sdk/client-kms is not installed";
    for (const { id } of CLIENT_CLAUSES)
      context.skipped.push({ clause: id, operation: "", status: "not-applicable", reason });
    return;
  }
  const client = new kms.KMSClient({
    endpoint: context.sender.url.origin,
    region: context.location.region,
    credentials,
    maxAttempts: 1,
  });
  const add = (clause: (typeof CLIENT_CLAUSES)[number]["id"], finding: Finding | undefined, operation: string) =>
    context.verdicts.push({ clause, finding, exchange: undefined, case: `client.${operation}`, operation });
  try {
    const { id: KeyId } = await makeKey(stateApi(context, "client"));
    for (const { operation, ask } of successes(KeyId))
      add("client.reads-success", await ask(kms, client).catch(failed), operation);
    const refused = await client
      .send(new kms.EnableKeyRotationCommand({ KeyId: NOBODYS_KEY }))
      .catch((error: unknown) => error);
    add("client.reads-error", errorFinding(kms, refused), "EnableKeyRotation");
    const id = (refused as Kms.KMSServiceException)?.$metadata?.requestId;
    const noId = { expected: "a request id", actual: shown(id) };
    add("client.reads-request-id", id ? undefined : noId, "EnableKeyRotation");
  } catch (error) {
    add("client.reads-success", failed(error), "CreateKey");
  } finally {
    client.destroy();
  }
}

const failed = (error: unknown): Finding => ({ expected: "an answer that the client reads", actual: String(error) });

const successes = (KeyId: string): ClientQuestion[] => [
  {
    operation: "EnableKeyRotation",
    ask: async (kms, client) => {
      const { $metadata, ...output } = await client.send(
        new kms.EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 180 }),
      );
      return isDeepStrictEqual(output, {}) && $metadata.httpStatusCode === 200
        ? undefined
        : { expected: "no members", actual: shown(output) };
    },
  },
  {
    operation: "GetKeyRotationStatus",
    ask: async (kms, client) => {
      const { KeyRotationEnabled, RotationPeriodInDays, NextRotationDate } = await client.send(
        new kms.GetKeyRotationStatusCommand({ KeyId }),
      );
      const fits =
        KeyRotationEnabled === true &&
        RotationPeriodInDays === 180 &&
        NextRotationDate instanceof Date &&
        NextRotationDate.getTime() > Date.now();
      return fits
        ? undefined
        : {
            expected: "true, 180 and a date in the future",
            actual: shown({ KeyRotationEnabled, RotationPeriodInDays, NextRotationDate }),
          };
    },
  },
  {
    operation: "DescribeKey",
    ask: async (kms, client) => {
      const { KeyMetadata } = await client.send(new kms.DescribeKeyCommand({ KeyId }));
      const fits =
        KeyMetadata?.KeyId === KeyId && KeyMetadata.CreationDate instanceof Date && KeyMetadata.Enabled === true;
      return fits ? undefined : { expected: "the key, enabled, with its creation date", actual: shown(KeyMetadata) };
    },
  },
  {
    operation: "ListKeyRotations",
    ask: async (kms, client) => {
      const { Rotations, Truncated } = await client.send(new kms.ListKeyRotationsCommand({ KeyId }));
      return isDeepStrictEqual(Rotations, []) && Truncated === false
        ? undefined
        : { expected: "no rotations, not truncated", actual: shown({ Rotations, Truncated }) };
    },
  },
];

function errorFinding(kms: typeof Kms, error: unknown): Finding | undefined {
  const fits =
    error instanceof kms.NotFoundException && error.$fault === "client" && error.$metadata.httpStatusCode === 400;
  return fits ? undefined : { expected: "NotFoundException, a client fault with status 400", actual: String(error) };
}
