import { BACKING, caseFamily } from "./case-family";
import { CREATE } from "./custom-key-stores/create-store-cases";
import { DESCRIBE } from "./custom-key-stores/describe-store-cases";
import { KEYS_IN_STORES } from "./custom-key-stores/keys-in-stores-cases";
import { CONNECT, DELETE, DISCONNECT } from "./custom-key-stores/store-connection-cases";
import { MINIMAL } from "./custom-key-stores/store-requests";
import { UPDATE } from "./custom-key-stores/update-store-cases";

/** Custom key stores, and what they mean for keys. */
export const CUSTOM_KEY_STORES = caseFamily({
  minimal: MINIMAL,
  cases: [...CREATE, ...DESCRIBE, ...UPDATE, ...DELETE, ...CONNECT, ...DISCONNECT, ...KEYS_IN_STORES],
  unproved: {
    "CreateCustomKeyStore.store-quota": "a quota of the account, which a test must not use up",
    "ConnectCustomKeyStore.fails-later": BACKING,
  },
});
