const { EnableKeyRotationCommand, GetKeyRotationStatusCommand, paginateListKeys } = require("@aws-sdk/client-kms");

/** What KMS answers for keys that cannot rotate: disabled, about to be deleted, asymmetric, imported. */
const CANNOT = ["DisabledException", "KMSInvalidStateException", "UnsupportedOperationException"];

/** Turns on rotation for every key of an account that can rotate and does not. Returns the ids of those keys. */
async function rotateKeys(kms) {
  const changed = [];
  for await (const { Keys = [] } of paginateListKeys({ client: kms }, {})) {
    for (const { KeyId } of Keys) {
      try {
        const { KeyRotationEnabled } = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
        if (KeyRotationEnabled) continue;
        await kms.send(new EnableKeyRotationCommand({ KeyId }));
        changed.push(KeyId);
      } catch (error) {
        if (!CANNOT.includes(error.name)) throw error;
      }
    }
  }
  return changed;
}

module.exports = { rotateKeys };
