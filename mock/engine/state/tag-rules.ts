import type { Tag } from "../../../generated/types";
import { ModeledError } from "./modeled-error";

/** Documented quota; its refusal is recorded (emulators.md 3.1 row 20). */
const MOST_TAGS = 50;

/**
 * The tags of a key after some are added: one that is there gets the new value.
 * @throws Fault TagException with recorded texts (emulators.md 3.1 row 20); which of several comes first is inferred.
 */
export function withTags(present: readonly Tag[], added: readonly Tag[]): Tag[] {
  const keys = new Set(added.map((tag) => tag.TagKey));
  if (keys.size < added.length) throw new ModeledError("TagException", "Duplicate tag keys");
  if (added.some((tag) => /^aws:/i.test(tag.TagKey))) {
    throw new ModeledError("TagException", "Tags beginning with aws: are reserved");
  }
  const values = new Map([...present, ...added].map((tag) => [tag.TagKey, tag.TagValue]));
  if (values.size > MOST_TAGS) throw new ModeledError("TagException", "Too many tags");
  return [...values].map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}
