import { isNode, LineCounter } from "yaml";
import { CostlyText, parseYaml, valueOfYaml } from "../../openapi/dialect/parse-yaml";
import { type ProblemCode, TrentProblem } from "../../openapi/dialect/problems";
import type { FixtureDocument } from "../engine/state/fixture-document";

/** The value of a text, and the way to say that something in it is wrong, with file and line. */
interface PlacedYaml {
  readonly value: unknown;
  readonly refuse: FixtureDocument["refuse"];
}

/**
 * Reads a text of YAML or JSON of which each part can be refused at its line.
 * @param file its name, for the reader of the refusal.
 * @param code that of the refusals.
 * @throws TrentProblem with file, line and reason: for broken syntax, a key twice, and what would cost too much to read.
 */
export function readPlacedYaml(text: string, file: string, code: ProblemCode): PlacedYaml {
  try {
    return parse(text, file, code);
  } catch (cause) {
    if (!(cause instanceof CostlyText)) throw cause;
    throw new TrentProblem(code, `${file} ${cause.message}.`, { cause });
  }
}

function parse(text: string, file: string, code: ProblemCode): PlacedYaml {
  const lines = new LineCounter();
  const parsed = parseYaml(text, lines);
  const refuseAt = (offset: number, why: string): never => {
    const { line } = lines.linePos(offset);
    throw new TrentProblem(code, `${file}:${line}: ${why.replace(/\.?$/, ".")}`);
  };
  const [error] = parsed.errors;
  if (error) return refuseAt(error.pos[0], error.message);
  const refuse: FixtureDocument["refuse"] = (path, why) => {
    for (let length = path.length; length > 0; length--) {
      const node = parsed.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return refuseAt(node.range[0], why);
    }
    return refuseAt(0, why);
  };
  return { value: valueOfYaml(parsed), refuse };
}
