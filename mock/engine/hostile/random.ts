import { hashOf, mulberry32 } from "../mulberry32";

/** Draws that repeat themselves from their seed. */
export interface Random {
  /** A whole number from 0 to one below the limit. */
  readonly below: (limit: number) => number;
  /** True once in so many times. */
  readonly once: (inTimes: number) => boolean;
  readonly pick: <T>(from: readonly [T, ...T[]]) => T;
  /** A copy in another order, each order as likely as the others. */
  readonly shuffle: <T>(items: readonly T[]) => T[];
  /**
   * Draws of their own, for one answer: however many it needs, the next answer's are not moved by it. Without this the
   * bytes of a seed would hang on the length of the ids in the answers before.
   */
  readonly fork: () => Random;
}

/** The draws of a seed for one purpose: those of another purpose do not move them. */
export function createRandom(seed: number, purpose: string): Random {
  return randomFrom(hashOf(`${seed} ${purpose}`));
}

function randomFrom(start: number): Random {
  const next = mulberry32(start);
  const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    once: (inTimes) => below(inTimes) === 0,
    pick: (from) => from[below(from.length)] ?? from[0],
    shuffle: (items) => {
      const left = [...items];
      return items.flatMap(() => left.splice(below(left.length), 1));
    },
    fork: () => randomFrom(next()),
  };
}
