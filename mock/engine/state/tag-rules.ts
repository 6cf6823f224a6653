import type { SharedRefusals } from "../../../generated/rules";
import type { Tag } from "../../../generated/types";
import type { Refuse } from "./refuse";

/** The rules by which a list of tags is refused. */
export type TagRules = "duplicate-tag-keys" | "too-many-tags" | "reserved-tag-keys";

/** The tags of a key after some are added: one that is there gets the new value. Which of several refusals comes first is inferred. */
export function withTags(
  present: readonly Tag[],
  added: readonly Tag[],
  refuse: Refuse<Pick<SharedRefusals, TagRules>>,
): Tag[] {
  const keys = new Set(added.map((tag) => tag.TagKey));
  if (keys.size < added.length) refuse("duplicate-tag-keys");
  if (added.some((tag) => /^aws:/i.test(tag.TagKey))) refuse("reserved-tag-keys");
  const values = new Map([...present, ...added].map((tag) => [tag.TagKey, tag.TagValue]));
  if (values.size > refuse.quota("too-many-tags")) refuse("too-many-tags");
  return [...values].map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}
