import type { ConnectionStateType, CreateCustomKeyStoreRequest, TrentOperation } from "../../../generated/types";
import { listOf, objectOf } from "../../../openapi/dialect/document";
import { valid } from "../../contract-case";
import { holds } from "../../expectations";
import { type Finding, shown } from "../../finding";
import type { StateName } from "../../given/provider-states";
import { cloudHsmStore } from "../../given/store-seeds";
import { minimalRequests, refusalsOf } from "../minimal-request";

export const MINIMAL = minimalRequests({
  CreateCustomKeyStore: { given: "a free custom key store name", body: ({ seed }) => cloudHsmStore(seed) },
  DescribeCustomKeyStores: { given: "an account", body: () => ({}) },
  UpdateCustomKeyStore: { given: "a custom key store", body: ({ store }) => ({ CustomKeyStoreId: store.id }) },
  DeleteCustomKeyStore: { given: "a custom key store", body: ({ store }) => ({ CustomKeyStoreId: store.id }) },
  ConnectCustomKeyStore: { given: "a custom key store", body: ({ store }) => ({ CustomKeyStoreId: store.id }) },
  DisconnectCustomKeyStore: {
    given: "a connected custom key store",
    body: ({ store }) => ({ CustomKeyStoreId: store.id }),
  },
});

export const refusal = refusalsOf(MINIMAL);

/** Well-formed, and no store has it. */
export const NOBODYS_STORE = "cks-00000000000000000";

export const storesOf = (body: Record<string, unknown>) => listOf(body.CustomKeyStores).map(objectOf);

/** The body of a success is an object, and has no members. */
export const isEmptyObject = (operation: TrentOperation) =>
  holds(`${operation}.answers-empty-object`, (body, _world, { received }) =>
    received.bytes.length > 0 && Object.keys(body).length === 0
      ? undefined
      : { expected: "{}", actual: shown(received.bytes.toString("utf8")) },
  );

export type WithStore =
  | "a custom key store"
  | "an external key store"
  | "an external key store behind a VPC endpoint service"
  | "a connected custom key store"
  | "a connected custom key store with another name"
  | "a custom key store that is being connected"
  | "a custom key store that is being disconnected"
  | "a custom key store disconnected again";

/** What DescribeCustomKeyStores says of the store of a state. */
export const shows = (
  clause: string,
  given: WithStore & StateName,
  about: string,
  find: (entry: Record<string, unknown>, location: { readonly account: string }) => Finding | undefined,
) =>
  valid(about, given, "DescribeCustomKeyStores", ({ store }) => ({ CustomKeyStoreId: store.id }), [
    holds(clause, (body, { location }) => {
      const [entry, ...more] = storesOf(body);
      if (!entry || more.length > 0)
        return { expected: "one store", actual: `${storesOf(body).length}`, pointer: "/CustomKeyStores" };
      return find(entry, location);
    }),
  ]);

export const memberIs = (entry: Record<string, unknown>, member: string, wanted: unknown): Finding | undefined =>
  entry[member] === wanted
    ? undefined
    : { expected: shown(wanted), actual: shown(entry[member]), pointer: `/CustomKeyStores/0/${member}` };

export const isConnection = (clause: string, given: WithStore & StateName, wanted: ConnectionStateType) =>
  shows(clause, given, `${clause}, ${given}`, (entry) => memberIs(entry, "ConnectionState", wanted));

export const lacksMember = (entry: Record<string, unknown>, ...members: readonly string[]): Finding | undefined => {
  const found = members.find((member) => member in entry);
  return found === undefined
    ? undefined
    : { expected: `no ${found}`, actual: shown(entry[found]), pointer: `/CustomKeyStores/0/${found}` };
};

/** A request for a store that lacks a member, or has one more. */
export const without = (request: CreateCustomKeyStoreRequest, member: keyof CreateCustomKeyStoreRequest) => {
  const { [member]: _, ...rest } = request;
  return rest as CreateCustomKeyStoreRequest;
};
