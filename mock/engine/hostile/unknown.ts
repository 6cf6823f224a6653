import type { Random } from "./random";

/** What the names of added members begin with: no model of AWS's has such a name, nor one that differs in case only. */
export const UNKNOWN_PREFIX = "x-trent-unknown-";

const DEEPEST = 3;

/**
 * Members that no model knows, none to two for each object: a service may add a member to any structure, and clients
 * MUST ignore what they do not know (kms.md 3.7, P9; awsJson1_1 protocol tests). The values are of every JSON type,
 * null among them, and a nested `__type` is none of the error's (kms.md 3.3).
 */
export function unknownMembers(random: Random, taken: readonly string[]): [name: string, value: unknown][] {
  const added = new Map<string, unknown>();
  for (let left = random.below(3); left > 0; left--) {
    const name =
      UNKNOWN_PREFIX +
      random
        .below(2 ** 32)
        .toString(16)
        .padStart(8, "0");
    if (!taken.includes(name)) added.set(name, unknownValue(random, 0));
  }
  return [...added];
}

function unknownValue(random: Random, depth: number): unknown {
  const make = depth < DEEPEST ? random.pick([...SCALARS, list, structure]) : random.pick(SCALARS);
  return make(random, depth);
}

type Make = (random: Random, depth: number) => unknown;

const SCALARS: readonly [Make, ...Make[]] = [
  () => null,
  (random) => random.once(2),
  (random) => random.below(2 ** 32) - 2 ** 31,
  (random) => random.below(1e9) / 1e4,
  // Beyond 2^53, and small enough for a double: what no client reads must not be what its JSON parser breaks on.
  (random) => (1 + random.below(9)) * 1e18,
  (random) => random.pick(TEXTS),
];

/** Text that looks like JSON, like a time or like an error, and text in several scripts. */
const TEXTS = [
  "",
  "null",
  '"}],{"__type":"x',
  "2024-02-14T18:14:33.587000+00:00",
  "KMSInternalException",
  "\u00fc\u4f60\ud83d\udd11\u2028",
  "line\r\n\tline",
] as const;

function list(random: Random, depth: number): unknown[] {
  return Array.from({ length: random.below(4) }, () => unknownValue(random, depth + 1));
}

/** A structure with names that mean something at the top of an answer, and nothing here. */
function structure(random: Random, depth: number): Record<string, unknown> {
  const names = random.shuffle(["__type", "message", "KeyId", "CreationDate", "Truncated", "", "a.b"]);
  return Object.fromEntries(names.slice(0, random.below(4)).map((name) => [name, unknownValue(random, depth + 1)]));
}
