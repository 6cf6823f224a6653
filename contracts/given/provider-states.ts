import { NotApplicable } from "../suite-errors";
import { NAME_STATES } from "./alias-and-tag-states";
import type { ProviderState } from "./case-world";
import { KEY_STATES, makeKey } from "./key-states";
import { MULTI_REGION_STATES } from "./multi-region-states";
import { ROTATION_STATES } from "./rotation-states";

/** Well-formed, and never a key of anybody: for requests about a key that is not there. */
export const NOBODYS_KEY = "00000000-0000-4000-8000-000000000000";

/** Every provider state by its name; each is built through the API itself. */
export const STATES = {
  "an account": async () => ({}),
  /** One key for all cases that do not change it; made once a run. */
  "any key": async (api) => ({ key: await makeKey(api) }),
  /** Found, not made: AWS makes one when a service first needs it. */
  "an AWS managed key": async (api) => {
    const answer = await api.call("ListAliases", { Limit: 100 });
    const own = answer?.Aliases?.find(
      ({ AliasName, TargetKeyId }) => AliasName?.startsWith("alias/aws/") && TargetKeyId,
    );
    if (own?.TargetKeyId === undefined) throw new NotApplicable("no AWS managed key is there");
    const arn = String(own.AliasArn).replace(/alias\/.*$/, `key/${own.TargetKeyId}`);
    return { key: { id: own.TargetKeyId, arn } };
  },
  ...KEY_STATES,
  ...ROTATION_STATES,
  ...NAME_STATES,
  ...MULTI_REGION_STATES,
} as const satisfies Record<string, ProviderState>;

/** The name of a provider state. */
export type StateName = keyof typeof STATES;
