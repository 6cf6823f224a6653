import type { AST } from "@eslint-community/regexpp";
import { spend } from "../time-bound";
import { characterTest } from "./parse-pattern";
import { MATCH, type PatternProgram, type ProgramState } from "./pattern-program";
import { RunEntries } from "./run-entries";

/** A text as its code points, with what lookarounds found in it. */
export class PatternText {
  readonly codePoints: readonly number[];
  private readonly found = new Map<PatternProgram, Uint8Array>();

  constructor(text: string) {
    this.codePoints = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  }

  /** For each position 1 where a lookaround's inside matches there. One run finds all of them. */
  looked(program: PatternProgram): Uint8Array {
    const known = this.found.get(program);
    if (known) return known;
    const matched = new Uint8Array(this.codePoints.length + 1);
    runProgram(program, this, (position) => {
      matched[position] = 1;
      return false;
    });
    this.found.set(program, matched);
    return matched;
  }
}

/**
 * Runs a program over a text from every position at once: each character is read once, and in each state at most once.
 * So the time is at most the length of the text times the size of the program, whatever both are made of.
 * @param onMatch is given each position where a match ends; true ends the run.
 * @returns whether onMatch ended the run.
 */
export function runProgram(
  program: PatternProgram,
  text: PatternText,
  onMatch: (position: number) => boolean,
): boolean {
  const { states, start, backwards, anchored } = program;
  const { codePoints } = text;
  const [first, last] = backwards ? [codePoints.length, 0] : [0, codePoints.length];
  const enteredAt = new Int32Array(states.length).fill(-1);
  const activeAt = new Int32Array(states.length).fill(-1);
  const runs = new Map<number, RunEntries>();
  const waiting: number[] = [];
  let active: number[] = [];
  let position = first;

  const activate = (number: number): void => {
    if (activeAt[number] === position) return;
    activeAt[number] = position;
    active.push(number);
  };
  /** Enters a state, and all that can be reached from it without a character. Whether onMatch ended the run. */
  const enter = (from: number): boolean => {
    waiting.push(from);
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      if (enteredAt[number] === position) continue;
      enteredAt[number] = position;
      const state = states[number] as ProgramState;
      if (number === MATCH && onMatch(position)) return true;
      if (state.kind === "split") for (const next of state.nexts) waiting.push(next);
      else if (state.kind === "edge") {
        if (atEdge(state.assertion, codePoints, position)) waiting.push(state.next);
      } else if (state.kind === "look") {
        if ((text.looked(state.program)[position] === 1) !== state.negate) waiting.push(state.next);
      } else if (state.kind === "run") {
        const entries = runs.get(number) ?? new RunEntries(state.min, state.max);
        runs.set(number, entries);
        entries.add(position);
        activate(number);
        if (state.min === 0) waiting.push(state.next);
      } else if (state.kind === "character") activate(number);
    }
    return false;
  };

  while (true) {
    if ((position === first || !anchored) && enter(start)) return true;
    spend(active.length + 1);
    if (position === last || (anchored && active.length === 0)) return false;
    const codePoint = codePoints[backwards ? position - 1 : position] as number;
    const reading = active;
    active = [];
    position += backwards ? -1 : 1;
    // All runs go on before any state is entered: what enters a run here begins after this character.
    const ended = reading.filter((number) => {
      const state = states[number] as ProgramState;
      if (state.kind === "character") return state.fits(codePoint);
      if (state.kind !== "run") return false;
      const entries = runs.get(number) as RunEntries;
      if (!state.fits(codePoint)) entries.clear();
      else if (entries.continueTo(position)) activate(number);
      return entries.canEnd(position);
    });
    for (const number of ended) if (enter((states[number] as { next: number }).next)) return true;
  }
}

const isWord = characterTest({ type: "CharacterSet", kind: "word", raw: "\\w" } as AST.EscapeCharacterSet);

function atEdge(assertion: AST.BoundaryAssertion, codePoints: readonly number[], position: number): boolean {
  if (assertion.kind !== "word") return position === (assertion.kind === "start" ? 0 : codePoints.length);
  const [before, after] = [codePoints[position - 1], codePoints[position]];
  const between = (before !== undefined && isWord(before)) !== (after !== undefined && isWord(after));
  return between !== assertion.negate;
}
