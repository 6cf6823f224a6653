import { isDeepStrictEqual } from "node:util";
import type * as Kms from "@aws-sdk/client-kms";
import type { Finding } from "../finding";
import { shown } from "../finding";
import { makeKey } from "../given/key-states";
import { NOBODYS_KEY } from "../given/provider-states";
import type { Credentials } from "../send/credentials";
import type { RunContext } from "./run-context";
import { apiFor } from "./state-api";

/** What the client is asked, and what it must find. */
interface Question {
  readonly name: string;
  ask(kms: typeof Kms, client: Kms.KMSClient): Promise<Finding | undefined>;
}

/**
 * Reads the target through AWS's own client: an oracle that we did not write. Where the client is not installed beside
 * the suite, nothing is said.
 */
export async function askClient(context: RunContext, credentials: Credentials): Promise<void> {
  const kms = await import("@aws-sdk/client-kms").catch(() => undefined);
  if (!kms) return;
  const client = new kms.KMSClient({
    endpoint: context.sender.url.origin,
    region: context.place.region,
    credentials,
    maxAttempts: 1,
  });
  const keep = (clause: string, finding: Finding | undefined, name: string) =>
    context.verdicts.push({ clause, finding, exchange: undefined, case: `client.${name}`, operation: name });
  try {
    const { id: KeyId } = await makeKey(apiFor(context, "client"));
    for (const { name, ask } of SUCCESSES(KeyId)) {
      keep("client.reads-success", await ask(kms, client).catch(failed), name);
    }
    const refused = await client
      .send(new kms.EnableKeyRotationCommand({ KeyId: NOBODYS_KEY }))
      .catch((error: unknown) => error);
    keep("client.reads-error", errorFinding(kms, refused), "EnableKeyRotation");
    const id = (refused as Kms.KMSServiceException)?.$metadata?.requestId;
    keep(
      "client.reads-request-id",
      id ? undefined : { expected: "a request id", actual: shown(id) },
      "EnableKeyRotation",
    );
  } catch (error) {
    keep("client.reads-success", failed(error), "CreateKey");
  } finally {
    client.destroy();
  }
}

const failed = (error: unknown): Finding => ({ expected: "an answer that the client reads", actual: String(error) });

const SUCCESSES = (KeyId: string): Question[] => [
  {
    name: "EnableKeyRotation",
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
    name: "GetKeyRotationStatus",
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
            expected: "true, 180 and a date to come",
            actual: shown({ KeyRotationEnabled, RotationPeriodInDays, NextRotationDate }),
          };
    },
  },
  {
    name: "DescribeKey",
    ask: async (kms, client) => {
      const { KeyMetadata } = await client.send(new kms.DescribeKeyCommand({ KeyId }));
      const fits =
        KeyMetadata?.KeyId === KeyId && KeyMetadata.CreationDate instanceof Date && KeyMetadata.Enabled === true;
      return fits ? undefined : { expected: "the key, enabled, with its creation date", actual: shown(KeyMetadata) };
    },
  },
  {
    name: "ListKeyRotations",
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
