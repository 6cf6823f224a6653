import {
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  type KMSClient,
  paginateListKeys,
} from "@aws-sdk/client-kms";

/** What KMS answers for keys that cannot rotate: disabled, about to be deleted, asymmetric, imported. */
const CANNOT = ["DisabledException", "KMSInvalidStateException", "UnsupportedOperationException"];

/** Turns on rotation for every key of an account that can rotate and does not. Returns the ids of those keys. */
export async function rotateKeys(kms: KMSClient): Promise<string[]> {
  const changed: string[] = [];
  for await (const { Keys = [] } of paginateListKeys({ client: kms }, {})) {
    for (const { KeyId = "" } of Keys) {
      try {
        const { KeyRotationEnabled } = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
        if (KeyRotationEnabled) continue;
        await kms.send(new EnableKeyRotationCommand({ KeyId }));
        changed.push(KeyId);
      } catch (error) {
        if (!(error instanceof Error && CANNOT.includes(error.name))) throw error;
      }
    }
  }
  return changed;
}
