import { objectOf } from "../../../openapi/dialect/document";
import { MESSAGE } from "../../given/signing-states";
import { minimalRequests } from "../minimal-request";
import type { WorldWithKey } from "../use-cases";

const ECDSA = { Message: MESSAGE, SigningAlgorithm: "ECDSA_SHA_256" } as const;

/** A request of Verify with the signature of the state; with none where the state has none. */
export const withSignature = (world: WorldWithKey) => ({
  ...ECDSA,
  KeyId: world.key.id,
  Signature: "signatures" in world ? String(objectOf(world.signatures)["ECDSA_SHA_256 RAW"]) : btoa("no signature"),
});

/** The least that each operation is asked with. */
export const MINIMAL = minimalRequests({
  GetPublicKey: { given: "an elliptic curve key", body: ({ key }: WorldWithKey) => ({ KeyId: key.id }) },
  Sign: { given: "an elliptic curve key", body: ({ key }: WorldWithKey) => ({ ...ECDSA, KeyId: key.id }) },
  Verify: { given: "signatures by ECC_NIST_P256", body: withSignature },
});
