import { readFileSync } from "node:fs";
import { TrentProblem } from "../../openapi/dialect/problems";

/** So many equal lines in a row may occur in two operation files. */
const LONGEST = 10;

interface Line {
  readonly file: string;
  readonly number: number;
}

/**
 * Finds blocks of more than ten equal lines in two operation files: what operations share is written once, under
 * `openapi/rules/`, `openapi/protocol/` or `openapi/schemas/`.
 * @param shown how a file is named in the problem.
 */
export function findRepeatedBlocks(files: readonly string[], shown: (file: string) => string): TrentProblem[] {
  const seen = new Map<string, Line>();
  const problems = new Map<string, TrentProblem>();
  for (const file of files) {
    const lines = readFileSync(file, "utf8").split("\n");
    for (let start = 0; start + LONGEST < lines.length; start++) {
      const block = lines.slice(start, start + LONGEST + 1).join("\n");
      const twin = seen.get(block);
      if (!twin) seen.set(block, { file, number: start + 1 });
      else if (twin.file !== file && !problems.has(`${twin.file} ${file}`)) {
        const sentence = `${shown(file)}:${start + 1}: more than ${LONGEST} lines are those of ${shown(twin.file)}:${twin.number}.`;
        problems.set(`${twin.file} ${file}`, new TrentProblem("TRENT_E_REPEATED", sentence));
      }
    }
  }
  return [...problems.values()];
}
