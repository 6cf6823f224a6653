/** Lists of tags that each operation refuses which takes tags (recorded on CreateKey and TagResource), and the rule that says so. */
export const TAG_FAULTS = [
  {
    rule: "duplicate-tag-keys",
    Tags: [
      { TagKey: "Twin", TagValue: "1" },
      { TagKey: "Twin", TagValue: "2" },
    ],
  },
  { rule: "too-many-tags", Tags: Array.from({ length: 51 }, (_, i) => ({ TagKey: `Tag${i}`, TagValue: "" })) },
  { rule: "reserved-tag-keys", Tags: [{ TagKey: "aws:mine", TagValue: "1" }] },
  { rule: "reserved-tag-keys", Tags: [{ TagKey: "AWS:mine", TagValue: "1" }] },
] as const;
