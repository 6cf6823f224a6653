import type { ProviderState, StateApi } from "./case-world";
import { makeKey } from "./key-states";

async function aliased(api: StateApi) {
  const key = await makeKey(api);
  const alias = `alias/trent-contract-${api.unique()}`;
  await api.call("CreateAlias", { AliasName: alias, TargetKeyId: key.id });
  const { partition, region, account } = api.place;
  return { key, named: { alias, aliasArn: `arn:${partition}:kms:${region}:${account}:${alias}` } };
}

const TAGS = ["One", "Two", "Three", "Four"].map((TagKey) => ({ TagKey, TagValue: `value of ${TagKey}` }));

/** Keys with aliases and tags, and lists that are half read. */
export const NAME_STATES = {
  "a key with an alias": aliased,
  "a free alias name": async (api) => ({
    key: await makeKey(api),
    named: { alias: `alias/trent-contract-${api.unique()}` },
  }),
  "an alias that was moved": async (api) => {
    const { named } = await aliased(api);
    const key = await makeKey(api);
    await api.call("UpdateAlias", { AliasName: named.alias, TargetKeyId: key.id });
    return { key, named };
  },
  "an alias that was deleted": async (api) => {
    const given = await aliased(api);
    await api.call("DeleteAlias", { AliasName: given.named.alias });
    return given;
  },
  "a key with an alias, and an RSA key": async (api) => {
    const { key, named } = await aliased(api);
    const other = await makeKey(api, { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" });
    return { key, named: { ...named, other: other.id } };
  },
  "a key with an alias, and another key": async (api) => {
    const { key, named } = await aliased(api);
    return { key, named: { ...named, other: (await makeKey(api)).id } };
  },
  "a key with five tags": async (api) => ({ key: await makeKey(api, { Tags: TAGS }) }),
  "five tags, two of them read": async (api) => {
    const key = await makeKey(api, { Tags: TAGS });
    const page = await api.call("ListResourceTags", { KeyId: key.id, Limit: 2 });
    return { key, named: { ...(page?.NextMarker && { marker: page.NextMarker }) } };
  },
  "a tag whose value was replaced": async (api) => {
    const key = await makeKey(api);
    await api.call("TagResource", { KeyId: key.id, Tags: [{ TagKey: "Purpose", TagValue: "first" }] });
    await api.call("TagResource", { KeyId: key.id, Tags: [{ TagKey: "Purpose", TagValue: "second" }] });
    return { key };
  },
  "a key with fifty tags": async (api) => {
    const Tags = Array.from({ length: 49 }, (_, i) => ({ TagKey: `Tag${i}`, TagValue: "" }));
    return { key: await makeKey(api, { Tags }) };
  },
  "five tags, one taken away": async (api) => {
    const key = await makeKey(api, { Tags: TAGS });
    await api.call("UntagResource", { KeyId: key.id, TagKeys: ["Two"] });
    return { key };
  },
  "two keys, one of them listed": async (api) => {
    const key = await makeKey(api);
    await makeKey(api);
    const page = await api.call("ListKeys", { Limit: 1 });
    return {
      key,
      named: { first: String(page?.Keys?.[0]?.KeyId), ...(page?.NextMarker && { marker: page.NextMarker }) },
    };
  },
  "two aliases, one of them listed": async (api) => {
    const { key, named } = await aliased(api);
    await api.call("CreateAlias", { AliasName: `${named.alias}-2`, TargetKeyId: key.id });
    const page = await api.call("ListAliases", { KeyId: key.id, Limit: 1 });
    return {
      key,
      named: { first: String(page?.Aliases?.[0]?.AliasName), ...(page?.NextMarker && { marker: page.NextMarker }) },
    };
  },
} as const satisfies Record<string, ProviderState>;
