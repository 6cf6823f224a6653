import type { CreateGrantRequest } from "../../generated/types";
import type { KeyHandle, TargetLocation } from "./case-world";
import { defineState, inKeyState, required, type StateApi } from "./define-state";
import { makeKey, SHORTEST_WINDOW } from "./key-states";

/** The one principal that every account is sure to have. */
export function rootOf({ partition, account }: TargetLocation): string {
  return `arn:${partition}:iam::${account}:root`;
}

/** The name of the grants that have one. It counts for its key alone. */
export const GRANT_NAME = "trent-contract";

/** What the states grant, where nothing else is said. */
export function termsOf(location: TargetLocation): Pick<CreateGrantRequest, "GranteePrincipal" | "Operations"> {
  return { GranteePrincipal: rootOf(location), Operations: ["Decrypt", "DescribeKey"] };
}

interface Given {
  readonly key: KeyHandle;
  readonly grantId: string;
  readonly grantToken: string;
}

async function granted(api: StateApi, key: KeyHandle, more: Partial<CreateGrantRequest> = {}): Promise<Given> {
  const answer = await api.call("CreateGrant", { KeyId: key.id, ...termsOf(api.location), ...more });
  return {
    key,
    grantId: required(answer.GrantId, "GrantId"),
    grantToken: required(answer.GrantToken, "GrantToken"),
  };
}

/** A state that is one new key with one grant, after some calls about it. */
function grantOf<const Name extends string>(
  name: Name,
  more: Partial<CreateGrantRequest> = {},
  change: (api: StateApi, given: Given) => Promise<unknown> = async () => {},
) {
  return defineState({
    name,
    gives: ["key", "grantId", "grantToken"],
    setup: async (api) => {
      const given = await granted(api, await makeKey(api), more);
      await change(api, given);
      return given;
    },
  });
}

/** So many grants are seldom in the order of their ids by chance. */
const ENOUGH_FOR_AN_ORDER = 6;

async function keyWithGrants(api: StateApi, count: number, more: Partial<CreateGrantRequest> = {}): Promise<Given> {
  const key = await makeKey(api);
  for (let made = 1; made < count; made++) await granted(api, key, more);
  return granted(api, key, more);
}

const retirable = (api: StateApi) => ({ RetiringPrincipal: rootOf(api.location) });

/** Keys with grants, and lists that are half read. */
export const GRANT_STATES = [
  grantOf("a key with a grant"),
  grantOf("a key with a named grant", { Name: GRANT_NAME }),
  defineState({
    name: "a key with a grant of two tokens",
    gives: ["key", "grantId", "grantToken"],
    setup: async (api) => {
      const first = await granted(api, await makeKey(api), { Name: GRANT_NAME });
      await granted(api, first.key, { Name: GRANT_NAME });
      return first;
    },
  }),
  defineState({
    name: "a key with a named grant, and another key",
    gives: ["key", "grantId", "otherKey"],
    setup: async (api) => ({
      ...(await granted(api, await makeKey(api), { Name: GRANT_NAME })),
      otherKey: await makeKey(api),
    }),
  }),
  grantOf("a grant that was retired", {}, (api, { grantToken }) => api.call("RetireGrant", { GrantToken: grantToken })),
  grantOf("a grant that was revoked", {}, (api, { key, grantId }) =>
    api.call("RevokeGrant", { KeyId: key.id, GrantId: grantId }),
  ),
  inKeyState(
    "Disabled",
    grantOf("a disabled key with a grant", {}, (api, { key }) => api.call("DisableKey", { KeyId: key.id })),
  ),
  inKeyState(
    "PendingDeletion",
    grantOf("a key pending deletion with a grant", {}, (api, { key }) =>
      api.call("ScheduleKeyDeletion", { KeyId: key.id, PendingWindowInDays: SHORTEST_WINDOW }),
    ),
  ),
  defineState({
    name: "a key with two grants",
    gives: ["key", "grantId"],
    setup: (api) => keyWithGrants(api, 2),
  }),
  defineState({
    name: "a key with six grants",
    gives: ["key"],
    setup: (api) => keyWithGrants(api, ENOUGH_FOR_AN_ORDER),
  }),
  defineState({
    name: "two grants, one of them listed",
    gives: ["key", "marker", "first"],
    setup: async (api) => {
      const { key } = await keyWithGrants(api, 2);
      const page = await api.call("ListGrants", { KeyId: key.id, Limit: 1 });
      return {
        key,
        marker: required(page.NextMarker, "NextMarker"),
        first: required(page.Grants?.[0]?.GrantId, "GrantId"),
      };
    },
  }),
  defineState({
    name: "two keys with a grant to retire each",
    gives: ["key", "grantId", "otherKey"],
    setup: async (api) => {
      const other = await granted(api, await makeKey(api), retirable(api));
      return { ...(await granted(api, await makeKey(api), retirable(api))), otherKey: other.key };
    },
  }),
  defineState({
    name: "two grants to retire, one of them listed",
    gives: ["marker", "first"],
    setup: async (api) => {
      await keyWithGrants(api, 2, retirable(api));
      const page = await api.call("ListRetirableGrants", { ...retirable(api), Limit: 1 });
      return {
        marker: required(page.NextMarker, "NextMarker"),
        first: required(page.Grants?.[0]?.GrantId, "GrantId"),
      };
    },
  }),
] as const;
