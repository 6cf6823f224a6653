import { keyArn } from "../arn";
import { refuseStates } from "../key-state-rules";
import type { Transition } from "../operation-call";
import { pageOf } from "../paging";
import { resolveKey } from "../resolve-key";
import { withTags } from "../tag-rules";

/** TagResource: a key that is there gets the new value (documented). */
export const tagResource: Transition<"TagResource"> = (draft, call): undefined => {
  const key = resolveKey(draft, call, call.request.KeyId);
  refuseStates(draft, key, "pendingDeletion");
  draft.putKey({ ...key, tags: withTags(key.tags, call.request.Tags) });
};

/** UntagResource: a tag key that is not there is passed over (documented). */
export const untagResource: Transition<"UntagResource"> = (draft, call): undefined => {
  const key = resolveKey(draft, call, call.request.KeyId);
  refuseStates(draft, key, "pendingDeletion");
  const dropped = new Set(call.request.TagKeys);
  draft.putKey({ ...key, tags: key.tags.filter((tag) => !dropped.has(tag.TagKey)) });
};

/** ListResourceTags: works in every key state (key-state table); pages of at most 50 (documented). */
export const listResourceTags: Transition<"ListResourceTags"> = (draft, call) => {
  const key = resolveKey(draft, call, call.request.KeyId);
  const placed = key.tags.map((tag, index) => ({ tag, position: index + 1 }));
  const { items, more } = pageOf(
    `ListResourceTags/${keyArn(key)}`,
    call.request,
    { usual: 50, most: 50 },
    (after, most) => placed.slice(after, after + most),
    ({ position }) => position,
  );
  return { Tags: items.map(({ tag }) => ({ ...tag })), ...more };
};
