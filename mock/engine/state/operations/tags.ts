import type { Tag } from "../../../../generated/types";
import { keyArn } from "../arn";
import { refuseStates } from "../key-state-rules";
import type { Transitions } from "../operation-call";
import { afterPlace, pageOf, placeOf } from "../paging";
import { resolveKey, resolveOwnKey } from "../resolve-key";
import { withTags } from "../tag-rules";

/** Tags of a key. */
export const tagTransitions = {
  /** A tag key that is there gets the new value (documented). */
  TagResource: (draft, call, _context, refuse): undefined => {
    const key = resolveOwnKey(draft, call, call.request.KeyId, refuse);
    refuseStates(draft, key, refuse, "pending-deletion");
    draft.putKey({ ...key, tags: withTags(key.tags, call.request.Tags, refuse) });
  },

  /** A tag key that is not there is passed over (documented). */
  UntagResource: (draft, call, _context, refuse): undefined => {
    const key = resolveKey(draft, call, call.request.KeyId, refuse);
    refuseStates(draft, key, refuse, "pending-deletion");
    const dropped = new Set(call.request.TagKeys);
    draft.putKey({ ...key, tags: key.tags.filter((tag) => !dropped.has(tag.TagKey)) });
  },

  /** Works in every key state (key-state table). */
  ListResourceTags: (draft, call, _context, refuse) => {
    const key = resolveKey(draft, call, call.request.KeyId, refuse);
    const list = {
      scope: keyArn(key),
      read: (after: string, most: number) => afterPlace(key.tags, after, most),
      positionOf: placeOf<Tag>,
    };
    const { items, more } = pageOf(call, list, refuse);
    return { Tags: items.map(({ item }) => ({ ...item })), ...more };
  },
} satisfies Partial<Transitions>;
