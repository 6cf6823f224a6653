import type { KeyUsageType } from "../../../../generated/types";
import { fromBase64, toBase64, toHex } from "../../cryptography/bytes";
import { keyArn } from "../arn";
import { completeUse, refuseUse, type UsedKey } from "../cryptographic-key";
import type { StateDraft } from "../draft";
import { keyPairOf, materialInUse } from "../key-material";
import { pairSpecOf, refuseSm2 } from "../key-pair-spec";
import type { OperationCall, Transitions } from "../operation-call";
import { refuseRecipient } from "../recipient";
import type { RefuseBy } from "../refuse";
import { resolveKeyByAnyName } from "../resolve-key";
import { cryptographyOf } from "../transition-context";

/** The object identifier of keys on elliptic curves, in DER, which each of their public keys begins with. */
const EC_PUBLIC_KEY = "06072a8648ce3d0201";

/** Secrets that two sides share (docs/evidence/shared-secrets.md). */
export const sharedSecretTransitions = {
  DeriveSharedSecret: (draft, call, context, refuse) => {
    const used = keyToUse(draft, call, "KEY_AGREEMENT", refuse);
    refuseRecipient(call, refuse);
    refuseSm2(used.key.spec, refuse);
    const cryptography = cryptographyOf(context);
    const theirs = fromBase64(call.request.PublicKey);
    const spec = pairSpecOf(used.key.spec);
    const secret = cryptography.sharedSecret(spec, keyPairOf(cryptography, used.key).privateKey, theirs);
    if (!secret)
      return refuse.always(
        toHex(theirs).includes(EC_PUBLIC_KEY) ? "public-key-of-another-curve" : "malformed-public-key",
      );
    completeUse(draft, call, [used], context, refuse);
    return {
      KeyId: keyArn(used.key),
      SharedSecret: toBase64(secret),
      KeyAgreementAlgorithm: call.request.KeyAgreementAlgorithm,
      KeyOrigin: used.key.origin,
    };
  },

  Encapsulate: (draft, call, context, refuse) => {
    const used = keyToUse(draft, call, "ENCAPSULATE_DECAPSULATE", refuse);
    const cryptography = cryptographyOf(context);
    const { publicKey } = keyPairOf(cryptography, used.key);
    const { sharedSecret, ciphertext } = cryptography.encapsulate(
      pairSpecOf(used.key.spec),
      publicKey,
      context.ids.bytes,
    );
    completeUse(draft, call, [used], context, refuse);
    return {
      KeyId: keyArn(used.key),
      SharedSecret: toBase64(sharedSecret),
      SharedSecretCiphertextBlob: toBase64(ciphertext),
      EncapsulationAlgorithm: call.request.EncapsulationAlgorithm,
    };
  },

  Decapsulate: (draft, call, context, refuse) => {
    const used = keyToUse(draft, call, "ENCAPSULATE_DECAPSULATE", refuse);
    const cryptography = cryptographyOf(context);
    const ciphertext = fromBase64(call.request.SharedSecretCiphertextBlob);
    const { privateKey } = keyPairOf(cryptography, used.key);
    const secret =
      cryptography.decapsulate(pairSpecOf(used.key.spec), privateKey, ciphertext) ?? refuse.always("wrong-length");
    completeUse(draft, call, [used], context, refuse);
    return {
      KeyId: keyArn(used.key),
      SharedSecret: toBase64(secret),
      EncapsulationAlgorithm: call.request.EncapsulationAlgorithm,
    };
  },
} satisfies Partial<Transitions>;

/** The key of a request that fits its usage and can be used. Each key of these usages has the one algorithm that there is. */
function keyToUse(
  draft: StateDraft,
  call: OperationCall<"DeriveSharedSecret" | "Encapsulate" | "Decapsulate">,
  usage: KeyUsageType,
  refuse: RefuseBy<"Encapsulate">,
): UsedKey {
  const key = resolveKeyByAnyName(draft, call, call.request.KeyId, refuse);
  refuseUse(draft, call, key, usage, refuse);
  // Without its usage a key has no algorithm: nothing can go on, also where a test has switched the rule off.
  if (key.usage !== usage)
    refuse.always("key-usage", { keyArn: keyArn(key), keyUsage: key.usage, operation: call.operation });
  return { key, material: materialInUse(key) };
}
