import { hasRule } from "../../clauses/rule-clauses";
import { type ContractCase, valid } from "../../contract-case";
import { OPERATIONS } from "../../contract-document";
import { byRule } from "../../expectations";

/** The operations on rotation that refuse a key in a store. Data key pairs have cases of their own. */
const ROTATION = OPERATIONS.filter(
  (name) => hasRule(name, "custom-key-store") && !name.startsWith("GenerateDataKeyPair"),
);

/** What other operations say to a store, and to a key in one. */
export const KEYS_IN_STORES: readonly ContractCase[] = [
  valid(
    "store-not-connected",
    "a custom key store",
    "CreateKey",
    ({ store }) => ({ Origin: "AWS_CLOUDHSM", CustomKeyStoreId: store.id }),
    byRule("CreateKey", "store-not-connected"),
  ),
  valid(
    "store-of-another-type",
    "a connected custom key store",
    "CreateKey",
    ({ store }) => ({ Origin: "EXTERNAL_KEY_STORE", CustomKeyStoreId: store.id, XksKeyId: "trent-contract" }),
    byRule("CreateKey", "store-of-another-type"),
  ),
  valid(
    "store-takes-symmetric-keys",
    "a connected custom key store",
    "CreateKey",
    ({ store }) => ({ Origin: "AWS_CLOUDHSM", CustomKeyStoreId: store.id, MultiRegion: true }),
    byRule("CreateKey", "store-takes-symmetric-keys"),
  ),
  valid(
    "xks-key-in-use",
    "a key in an external key store",
    "CreateKey",
    ({ store, xksKeyId }) => ({ Origin: "EXTERNAL_KEY_STORE", CustomKeyStoreId: store.id, XksKeyId: xksKeyId }),
    byRule("CreateKey", "xks-key-in-use"),
  ),
  ...ROTATION.map((operation) =>
    valid(
      "custom-key-store, a key in a custom key store",
      "a key in a custom key store",
      operation,
      ({ key }) => ({ KeyId: key.id }) as never,
      byRule(operation, "custom-key-store", () => ({ origin: "AWS_CLOUDHSM" })),
    ),
  ),
  valid(
    "unavailable, a key in a disconnected custom key store",
    "a key in a disconnected custom key store",
    "EnableKeyRotation",
    ({ key }) => ({ KeyId: key.id }),
    byRule("EnableKeyRotation", "unavailable"),
  ),
];
