import type { KeyHandle } from "./case-world";
import { defineState, required, type StateApi } from "./define-state";
import { makeAlias, makeKey } from "./key-states";

/** A key with an alias. */
async function aliased(api: StateApi): Promise<{ key: KeyHandle; alias: string; aliasArn: string }> {
  const key = await makeKey(api);
  return { key, ...(await makeAlias(api, key)) };
}

/** The later name is made first, so that a list in the order of making is never in the order of names. */
async function twoAliases(api: StateApi): Promise<{ key: KeyHandle }> {
  const key = await makeKey(api);
  const alias = `alias/trent-contract-${api.unique()}`;
  for (const AliasName of [`${alias}-2`, alias]) await api.call("CreateAlias", { AliasName, TargetKeyId: key.id });
  return { key };
}

/** So many keys are seldom in the order of their ids by chance, also where the target has no other. */
const ENOUGH_FOR_AN_ORDER = 6;

const FOUR_TAGS = ["One", "Two", "Three", "Four"].map((TagKey) => ({ TagKey, TagValue: `value of ${TagKey}` }));

/** Keys with aliases and tags, and lists that are half read. */
export const ALIAS_AND_TAG_STATES = [
  defineState({ name: "a key with an alias", gives: ["key", "alias", "aliasArn"], setup: aliased }),
  defineState({
    name: "a free alias name",
    gives: ["key", "alias"],
    setup: async (api) => ({ key: await makeKey(api), alias: `alias/trent-contract-${api.unique()}` }),
  }),
  defineState({
    name: "an alias that was moved",
    gives: ["key", "alias"],
    setup: async (api) => {
      const { alias } = await aliased(api);
      const key = await makeKey(api);
      await api.call("UpdateAlias", { AliasName: alias, TargetKeyId: key.id });
      return { key, alias };
    },
  }),
  defineState({
    name: "an alias that was deleted",
    gives: ["key", "alias", "aliasArn"],
    setup: async (api) => {
      const given = await aliased(api);
      await api.call("DeleteAlias", { AliasName: given.alias });
      return given;
    },
  }),
  defineState({
    name: "a key with an alias, and an RSA key",
    gives: ["key", "alias", "otherKey"],
    setup: async (api) => ({
      ...(await aliased(api)),
      otherKey: await makeKey(api, { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" }),
    }),
  }),
  defineState({
    name: "a key with an alias, and another key",
    gives: ["key", "alias", "otherKey"],
    setup: async (api) => ({ ...(await aliased(api)), otherKey: await makeKey(api) }),
  }),
  defineState({ name: "two aliases", gives: ["key"], setup: twoAliases }),
  defineState({
    name: "two aliases, one of them listed",
    gives: ["key", "marker", "first"],
    setup: async (api) => {
      const { key } = await twoAliases(api);
      const page = await api.call("ListAliases", { KeyId: key.id, Limit: 1 });
      return {
        key,
        marker: required(page.NextMarker, "NextMarker"),
        first: required(page.Aliases?.[0]?.AliasName, "AliasName"),
      };
    },
  }),
  defineState({
    name: "two keys",
    gives: ["key"],
    setup: async (api) => {
      await makeKey(api);
      return { key: await makeKey(api) };
    },
  }),
  defineState({
    name: "six keys",
    gives: [],
    setup: async (api) => {
      for (let i = 0; i < ENOUGH_FOR_AN_ORDER; i++) await makeKey(api);
      return {};
    },
  }),
  defineState({
    name: "two keys, one of them listed",
    gives: ["key", "marker", "first"],
    setup: async (api) => {
      const key = await makeKey(api);
      await makeKey(api);
      const page = await api.call("ListKeys", { Limit: 1 });
      return {
        key,
        marker: required(page.NextMarker, "NextMarker"),
        first: required(page.Keys?.[0]?.KeyId, "KeyId"),
      };
    },
  }),
  defineState({
    name: "a key with five tags",
    gives: ["key"],
    setup: async (api) => ({ key: await makeKey(api, { Tags: FOUR_TAGS }) }),
  }),
  defineState({
    name: "five tags, two of them read",
    gives: ["key", "marker", "first"],
    setup: async (api) => {
      const key = await makeKey(api, { Tags: FOUR_TAGS });
      const page = await api.call("ListResourceTags", { KeyId: key.id, Limit: 2 });
      const names = (page.Tags ?? []).map(({ TagKey }) => TagKey).join();
      return { key, marker: required(page.NextMarker, "NextMarker"), first: names };
    },
  }),
  defineState({
    name: "five tags, one taken away",
    gives: ["key"],
    setup: async (api) => {
      const key = await makeKey(api, { Tags: FOUR_TAGS });
      await api.call("UntagResource", { KeyId: key.id, TagKeys: ["Two"] });
      return { key };
    },
  }),
  defineState({
    name: "a tag whose value was replaced",
    gives: ["key"],
    setup: async (api) => {
      const key = await makeKey(api);
      await api.call("TagResource", { KeyId: key.id, Tags: [{ TagKey: "Purpose", TagValue: "first" }] });
      await api.call("TagResource", { KeyId: key.id, Tags: [{ TagKey: "Purpose", TagValue: "second" }] });
      return { key };
    },
  }),
  defineState({
    name: "a key with fifty tags",
    gives: ["key"],
    setup: async (api) => ({
      key: await makeKey(api, { Tags: Array.from({ length: 49 }, (_, i) => ({ TagKey: `Tag${i}`, TagValue: "" })) }),
    }),
  }),
] as const;
