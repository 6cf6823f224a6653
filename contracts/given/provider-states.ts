import { NotApplicable, NotTestable } from "../suite-errors";
import { ALIAS_AND_TAG_STATES } from "./alias-and-tag-states";
import type { OutputName } from "./case-world";
import { defineState, type ProviderState, required, type WorldOf } from "./define-state";
import { ENCRYPTION_STATES } from "./encryption-states";
import { GRANT_STATES } from "./grant-states";
import { IMPORT_STATES } from "./import-states";
import { KEY_STATES, makeKey } from "./key-states";
import { KINDS_OF_KEYS } from "./kinds-of-keys";
import { MULTI_REGION_STATES } from "./multi-region-states";
import { ROTATION_STATES } from "./rotation-states";
import { SECRET_STATES } from "./secret-states";
import { SIGNING_STATES } from "./signing-states";
import { STORE_STATES } from "./store-states";

/** Well-formed, and never the id of a real key: for requests about a key that is not there. */
export const NOBODYS_KEY = "00000000-0000-4000-8000-000000000000";

/** The same for a multi-Region key. */
export const NOBODYS_MULTI_REGION_KEY = `mrk-${"0".repeat(32)}`;

const ALL = [
  defineState({ name: "an account", gives: [], shareable: "always", setup: async () => ({}) }),
  defineState({
    name: "any key",
    gives: ["key"],
    shareable: "always",
    setup: async (api) => ({ key: await makeKey(api) }),
  }),
  // AWS makes such a key when a service first needs it, so the suite can only look for one.
  defineState({
    name: "an AWS managed key",
    gives: ["key"],
    shareable: "always",
    found: true,
    setup: async (api) => {
      const answer = await api.call("ListAliases", { Limit: 100 });
      const own = answer.Aliases?.find(
        ({ AliasName, TargetKeyId }) => AliasName?.startsWith("alias/aws/") && TargetKeyId,
      );
      if (own?.TargetKeyId === undefined) throw new NotApplicable("the account has no AWS managed key");
      const described = await api.call("DescribeKey", { KeyId: own.TargetKeyId }).catch((error: unknown) => {
        if (error instanceof NotTestable) return undefined;
        throw error;
      });
      if (described?.KeyMetadata?.KeyManager !== "AWS")
        throw new NotApplicable(`the account has no AWS managed key: that of ${own.AliasName} is not there`);
      const arn = required(own.AliasArn, "AliasArn").replace(/alias\/.*$/, `key/${own.TargetKeyId}`);
      return { key: { id: own.TargetKeyId, arn, region: api.location.region } };
    },
  }),
  ...KEY_STATES,
  ...ROTATION_STATES,
  ...ALIAS_AND_TAG_STATES,
  ...MULTI_REGION_STATES,
  ...STORE_STATES,
  ...KINDS_OF_KEYS,
  ...SIGNING_STATES,
  ...SECRET_STATES,
  ...IMPORT_STATES,
  ...ENCRYPTION_STATES,
  ...GRANT_STATES,
] as const;

type AnyState = (typeof ALL)[number];

/** The name of a provider state. */
export type StateName = AnyState["name"];

/** What a case reads that starts from the state of this name. */
export type WorldIn<Name extends StateName> = WorldOf<Extract<AnyState, { readonly name: Name }>>;

/** Every provider state by its name. */
export const STATES = Object.fromEntries(ALL.map((state) => [state.name, state])) as unknown as Readonly<
  Record<StateName, ProviderState<StateName, readonly OutputName[]>>
>;
