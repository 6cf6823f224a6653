import type { AST } from "@eslint-community/regexpp";
import { type CharacterTest, characterTest, isOneCharacter } from "./parse-pattern";

/** A state of a program. `next` and `nexts` are states by their numbers. */
export type ProgramState =
  | { readonly kind: "match" }
  | { readonly kind: "character"; readonly fits: CharacterTest; readonly next: number }
  /** One character from `min` to `max` times: as one state, however large the numbers are. */
  | {
      readonly kind: "run";
      readonly fits: CharacterTest;
      readonly min: number;
      readonly max: number;
      readonly next: number;
    }
  | { readonly kind: "split"; readonly nexts: readonly number[] }
  | { readonly kind: "edge"; readonly assertion: AST.BoundaryAssertion; readonly next: number }
  | { readonly kind: "look"; readonly program: PatternProgram; readonly negate: boolean; readonly next: number };

/** A pattern as a nondeterministic automaton. */
export interface PatternProgram {
  readonly states: readonly ProgramState[];
  readonly start: number;
  /** Whether it reads the text from its end to its beginning. */
  readonly backwards: boolean;
  /** Whether it can only begin at the beginning of the text. */
  readonly anchored: boolean;
}

/** The state in which a program has matched. */
export const MATCH = 0;

/** More states than any pattern of AWS's models has; a pattern above that is refused. */
const MOST_STATES = 20_000;

/** Why a pattern cannot be matched in linear time. */
class UnsupportedPattern extends Error {
  override readonly name = "UnsupportedPattern";
}

/**
 * Makes the automaton of a pattern or of a lookaround's inside. A lookahead reads backwards: one run over the text then
 * finds every position where the inside can begin.
 * @throws UnsupportedPattern for a back-reference, which no automaton has, and for a pattern that is too large.
 */
export function compileProgram(alternatives: readonly AST.Alternative[], backwards = false): PatternProgram {
  const states: ProgramState[] = [{ kind: "match" }];
  const add = (state: ProgramState): number => {
    if (states.length >= MOST_STATES) throw new UnsupportedPattern("it is too large");
    return states.push(state) - 1;
  };
  const choice = (branches: readonly AST.Alternative[], next: number): number => {
    const nexts = branches.map(({ elements }) => sequence(elements, next));
    return nexts.length === 1 && nexts[0] !== undefined ? nexts[0] : add({ kind: "split", nexts });
  };
  const sequence = (elements: readonly AST.Element[], next: number): number =>
    (backwards ? elements : [...elements].reverse()).reduce((after, element) => one(element, after), next);
  const one = (element: AST.Element, next: number): number => {
    if (isOneCharacter(element)) return add({ kind: "character", fits: characterTest(element), next });
    switch (element.type) {
      case "Group":
      case "CapturingGroup":
        if (element.type === "Group" && element.modifiers) throw new UnsupportedPattern("it has modifiers");
        return choice(element.alternatives, next);
      case "Quantifier":
        return repeat(element, next);
      case "Assertion": {
        if (element.kind !== "lookahead" && element.kind !== "lookbehind")
          return add({ kind: "edge", assertion: element, next });
        const program = compileProgram(element.alternatives, element.kind === "lookahead");
        return add({ kind: "look", program, negate: element.negate, next });
      }
      default:
        throw new UnsupportedPattern("it has a back-reference");
    }
  };
  const repeat = ({ element, min, max }: AST.Quantifier, next: number): number => {
    if (isOneCharacter(element)) return add({ kind: "run", fits: characterTest(element), min, max, next });
    let entry = next;
    if (max === Number.POSITIVE_INFINITY) {
      const nexts: number[] = [next];
      entry = add({ kind: "split", nexts });
      nexts.push(one(element, entry));
    } else {
      for (let n = min; n < max; n++) entry = add({ kind: "split", nexts: [one(element, entry), next] });
    }
    for (let n = 0; n < min; n++) entry = one(element, entry);
    return entry;
  };
  const start = choice(alternatives, MATCH);
  return { states, start, backwards, anchored: !backwards && alternatives.every(beginsAtStart) };
}

function beginsAtStart({ elements: [first] }: AST.Alternative): boolean {
  return first?.type === "Assertion" && first.kind === "start";
}
