import { type ContractCase, valid } from "../../contract-case";
import { answers, refusedSomehow } from "../../expectations";
import { isConnection, isEmptyObject, MINIMAL, NOBODYS_STORE, refusal } from "./store-requests";

/** Cases of DeleteCustomKeyStore. */
export const DELETE: readonly ContractCase[] = [
  valid("success", "a custom key store", "DeleteCustomKeyStore", MINIMAL.DeleteCustomKeyStore.body, [
    isEmptyObject("DeleteCustomKeyStore"),
  ]),
  valid(
    "store-is-gone",
    "a custom key store that was deleted",
    "DescribeCustomKeyStores",
    ({ store }) => ({ CustomKeyStoreId: store.id }),
    [refusedSomehow("DeleteCustomKeyStore.store-is-gone")],
  ),
  refusal("DeleteCustomKeyStore", "unknown-store", "an account", () => ({ CustomKeyStoreId: NOBODYS_STORE })),
  refusal("DeleteCustomKeyStore", "not-disconnected", "a connected custom key store"),
  refusal("DeleteCustomKeyStore", "not-disconnected", "a custom key store that is being connected"),
  refusal("DeleteCustomKeyStore", "store-has-keys", "a key in a disconnected custom key store"),
];

/** Cases of ConnectCustomKeyStore. */
export const CONNECT: readonly ContractCase[] = [
  valid("success", "a custom key store", "ConnectCustomKeyStore", MINIMAL.ConnectCustomKeyStore.body, [
    isEmptyObject("ConnectCustomKeyStore"),
  ]),
  isConnection("ConnectCustomKeyStore.connects-later", "a custom key store that is being connected", "CONNECTING"),
  isConnection("ConnectCustomKeyStore.connects-later", "a connected custom key store", "CONNECTED"),
  ...(["a connected custom key store", "a custom key store that is being connected"] as const).map((given) =>
    valid(`connected-stays, ${given}`, given, "ConnectCustomKeyStore", MINIMAL.ConnectCustomKeyStore.body, [
      answers("ConnectCustomKeyStore.connected-stays", () => ({})),
    ]),
  ),
  refusal("ConnectCustomKeyStore", "unknown-store", "an account", () => ({ CustomKeyStoreId: NOBODYS_STORE })),
  refusal("ConnectCustomKeyStore", "not-connectable", "a custom key store that is being disconnected"),
];

/** Cases of DisconnectCustomKeyStore. */
export const DISCONNECT: readonly ContractCase[] = [
  valid("success", "a connected custom key store", "DisconnectCustomKeyStore", MINIMAL.DisconnectCustomKeyStore.body, [
    isEmptyObject("DisconnectCustomKeyStore"),
  ]),
  valid(
    "while it is being connected",
    "a custom key store that is being connected",
    "DisconnectCustomKeyStore",
    MINIMAL.DisconnectCustomKeyStore.body,
    [answers("DisconnectCustomKeyStore.failed-can-be-disconnected", () => ({}))],
  ),
  isConnection(
    "DisconnectCustomKeyStore.disconnects-later",
    "a custom key store that is being disconnected",
    "DISCONNECTING",
  ),
  isConnection("DisconnectCustomKeyStore.disconnects-later", "a custom key store disconnected again", "DISCONNECTED"),
  valid(
    "keys-unavailable",
    "a key in a disconnected custom key store",
    "DescribeKey",
    ({ key }) => ({ KeyId: key.id }),
    [
      answers("DisconnectCustomKeyStore.keys-unavailable", () => ({
        KeyMetadata: { KeyState: "Unavailable", Enabled: false },
      })),
    ],
  ),
  refusal("DisconnectCustomKeyStore", "unknown-store", "an account", () => ({ CustomKeyStoreId: NOBODYS_STORE })),
  refusal("DisconnectCustomKeyStore", "not-disconnectable", "a custom key store"),
  refusal("DisconnectCustomKeyStore", "not-disconnectable", "a custom key store that is being disconnected"),
];
