import type { Draws } from "./draws";

/** How the names of added members begin: no model of AWS has such a name, in any case. */
const UNKNOWN_PREFIX = "x-trent-unknown-";

const DEEPEST = 3;

/**
 * Members that no model knows, up to two for each object: a service may add a member to any structure, and clients MUST
 * ignore what they do not know (docs/evidence/wire-protocol.md#unknown-members; awsJson1_1 protocol tests). The values have every JSON type but
 * null: a member without a value is left out, also one that a client does not know
 * (docs/evidence/wire-protocol.md#null-members). A nested `__type` does not belong to the error (docs/evidence/errors.md#bare-type).
 */
export function unknownMembers(draws: Draws, taken: readonly string[]): [name: string, value: unknown][] {
  const added = new Map<string, unknown>();
  for (let left = draws.below(3); left > 0; left--) {
    const name =
      UNKNOWN_PREFIX +
      draws
        .below(2 ** 32)
        .toString(16)
        .padStart(8, "0");
    if (!taken.includes(name)) added.set(name, unknownValue(draws, 0));
  }
  return [...added];
}

function unknownValue(draws: Draws, depth: number): unknown {
  const make = depth < DEEPEST ? draws.pick([...SCALARS, list, structure]) : draws.pick(SCALARS);
  return make(draws, depth);
}

type Make = (draws: Draws, depth: number) => unknown;

const SCALARS: readonly [Make, ...Make[]] = [
  (draws) => draws.once(2),
  (draws) => draws.below(2 ** 32) - 2 ** 31,
  (draws) => draws.below(1e9) / 1e4,
  // Beyond 2^53, and small enough for a double: a JSON parser must not fail on a member that its client ignores.
  (draws) => (1 + draws.below(9)) * 1e18,
  (draws) => draws.pick(TEXTS),
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

function list(draws: Draws, depth: number): unknown[] {
  return Array.from({ length: draws.below(4) }, () => unknownValue(draws, depth + 1));
}

/** A structure with names that have a meaning at the top of an answer, and none here. */
function structure(draws: Draws, depth: number): Record<string, unknown> {
  const names = draws.shuffle(["__type", "message", "KeyId", "CreationDate", "Truncated", "", "a.b"]);
  return Object.fromEntries(names.slice(0, draws.below(4)).map((name) => [name, unknownValue(draws, depth + 1)]));
}
