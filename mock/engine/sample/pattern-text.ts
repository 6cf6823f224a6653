import {
  type CharacterTest,
  characterTest,
  isOneCharacter,
  type OneCharacter,
  type PatternElement,
  parsePattern,
} from "../../../openapi/dialect/patterns/parse-pattern";
import type { Draws } from "../hostile/draws";

/** What characters are drawn from, those that people use in names first. */
const USUAL = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./:@=+, #";

/** No text that is made is longer: some patterns have no end. */
const LONGEST = 2_000;

/**
 * A text that a pattern describes. Edges and lookarounds are passed over: whether the text fits is for the caller to see.
 * @param stretch how often something is repeated beyond its minimum, at most.
 */
export function patternText(source: string, draws: Draws, stretch: number): string {
  const write = (elements: readonly PatternElement[], before: string): string => {
    let text = before;
    for (const element of elements) {
      if (text.length > LONGEST) return text;
      if (isOneCharacter(element)) text += drawCharacter(element, draws);
      else if (element.type === "Group" || element.type === "CapturingGroup") {
        text = write(element.alternatives[draws.below(element.alternatives.length)]?.elements ?? [], text);
      } else if (element.type === "Quantifier") {
        const { min, max } = element;
        const most = Math.min(max, Math.max(min, stretch), LONGEST);
        const count = min + draws.below(most - min + 1);
        for (let n = 0; n < count && text.length <= LONGEST; n++) text = write([element.element], text);
      }
    }
    return text;
  };
  const { alternatives } = parsePattern(source);
  return write(alternatives[draws.below(alternatives.length)]?.elements ?? [], "");
}

const CHOICES = new Map<string, readonly string[]>();

function drawCharacter(element: OneCharacter, draws: Draws): string {
  if (element.type === "Character") return String.fromCodePoint(element.value);
  const choices = CHOICES.get(element.raw) ?? choicesOf(element, characterTest(element));
  CHOICES.set(element.raw, choices);
  return choices[draws.below(choices.length)] ?? "";
}

function choicesOf(element: OneCharacter, fits: CharacterTest): string[] {
  const usual = [...USUAL].filter((character) => fits(character.codePointAt(0) ?? 0));
  // Letters and digits read best; the other characters only where the class has nothing else.
  const plain = usual.filter((character) => /[a-z0-9]/i.test(character));
  if (plain.length > 0) return plain;
  if (usual.length > 0) return usual;
  const ranges = element.type === "CharacterClass" && !element.negate ? element.elements : [];
  const first = ranges.flatMap((part) =>
    part.type === "Character" ? [part.value] : part.type === "CharacterClassRange" ? [part.min.value] : [],
  );
  if (first.length > 0) return first.map((codePoint) => String.fromCodePoint(codePoint));
  for (let codePoint = 0x21; codePoint < 0x3000; codePoint++)
    if (fits(codePoint)) return [String.fromCodePoint(codePoint)];
  return [" "];
}
