import { diffWordsWithSpace } from "diff";

/** A part of a text, and whether the other text has it not. */
export interface TextPart {
  readonly text: string;
  readonly differs: boolean;
}

/** Two texts in parts. */
export interface TextDifference {
  readonly expected: readonly TextPart[];
  readonly got: readonly TextPart[];
}

/** Longer texts are not compared word by word: a hostile answer must not cost seconds. */
const LONGEST = 4000;

/** Texts that share less than this of their characters have nothing in common: marks on single words would only confuse. */
const COMMON_SHARE = 0.25;

/** Compares what was expected with what came, word by word. */
export function differenceOf(expected: string, got: string): TextDifference {
  const apart = { expected: [{ text: expected, differs: true }], got: [{ text: got, differs: true }] };
  if (expected.length > LONGEST || got.length > LONGEST) return apart;
  const parts = diffWordsWithSpace(expected, got);
  const common = parts.reduce((sum, { added, removed, value }) => sum + (added || removed ? 0 : value.length), 0);
  if (common < COMMON_SHARE * Math.max(expected.length, got.length)) return apart;
  const side = (other: "added" | "removed", own: "added" | "removed") =>
    parts.filter((part) => !part[other]).map((part) => ({ text: part.value, differs: part[own] === true }));
  return { expected: side("added", "removed"), got: side("removed", "added") };
}
