import { hashOf, mulberry32 } from "../mulberry32";

/** Random draws that follow from a seed. */
export interface Draws {
  /** A whole number from 0 to one below the limit. */
  readonly below: (limit: number) => number;
  /** True once in so many times. */
  readonly once: (inTimes: number) => boolean;
  readonly pick: <T>(from: readonly [T, ...T[]]) => T;
  /** A copy in another order, each order as likely as the others. */
  readonly shuffle: <T>(items: readonly T[]) => T[];
  /**
   * Separate draws for one answer: however many it needs, those of the next answer stay the same. Without this the bytes
   * of an answer would depend on the length of the ids in the answers before.
   */
  readonly fork: () => Draws;
}

/** The draws of a seed for one purpose. Those for other purposes do not change them. */
export function createDraws(seed: number, purpose: string): Draws {
  return randomFrom(hashOf(`${seed} ${purpose}`));
}

function randomFrom(start: number): Draws {
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
