import type { Draws } from "./draws";

type Case = (name: string, draws: Draws) => string;

const CASES: readonly [Case, ...Case[]] = [(name) => name.toLowerCase(), (name) => name.toUpperCase(), mixed];

/**
 * The headers of an answer in another order, with their names in another case and the same values. The case of a name has
 * no meaning (RFC 9110, section 5.1), and KMS has been recorded with `x-amzn-RequestId` and with `x-amzn-requestid`
 * (docs/evidence/wire-protocol.md#request-id). The order of different names has no meaning either (RFC 9110, section 5.3).
 */
export function varyHeaders<Value>(draws: Draws, headers: Readonly<Record<string, Value>>): Record<string, Value> {
  const all = draws.pick([...CASES, undefined]);
  return Object.fromEntries(
    draws.shuffle(Object.entries(headers)).map(([name, value]) => [(all ?? draws.pick(CASES))(name, draws), value]),
  );
}

function mixed(name: string, draws: Draws): string {
  return [...name].map((letter) => (draws.once(2) ? letter.toUpperCase() : letter.toLowerCase())).join("");
}
