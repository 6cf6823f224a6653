import type { Random } from "./random";

type Case = (name: string, random: Random) => string;

const CASES: readonly [Case, ...Case[]] = [(name) => name.toLowerCase(), (name) => name.toUpperCase(), mixed];

/**
 * The headers of an answer with their names in another case and their order shuffled, the values as they are. Names
 * have no case (RFC 9110, section 5.1) and KMS itself has been recorded with `x-amzn-RequestId` and with
 * `x-amzn-requestid` (kms.md P10, 7.1 V1 and V2); the order of different names says nothing (RFC 9110, section 5.3).
 */
export function varyHeaders<Value>(random: Random, headers: Readonly<Record<string, Value>>): Record<string, Value> {
  const all = random.pick([...CASES, undefined]);
  return Object.fromEntries(
    random.shuffle(Object.entries(headers)).map(([name, value]) => [(all ?? random.pick(CASES))(name, random), value]),
  );
}

function mixed(name: string, random: Random): string {
  return [...name].map((letter) => (random.once(2) ? letter.toUpperCase() : letter.toLowerCase())).join("");
}
