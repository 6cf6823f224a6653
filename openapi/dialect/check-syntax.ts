import { readFileSync } from "node:fs";
import { LineCounter } from "yaml";
import { CostlyText, parseYaml, valueOfYaml } from "./parse-yaml";
import { TrentProblem } from "./problems";

/** Parses one file. Throws as {@link checkText} does. */
export function checkSyntax(file: string): unknown {
  return checkText(readFileSync(file, "utf8"), file);
}

/**
 * Parses a text of YAML or JSON, and refuses duplicate keys, which other parsers let the last of win.
 * @param file its name, for the reader of the refusal.
 * @throws TrentProblem TRENT_E_DOCUMENT_SYNTAX with file and line.
 */
export function checkText(text: string, file: string): unknown {
  const lines = new LineCounter();
  try {
    const parsed = parseYaml(text, lines);
    const [error] = parsed.errors;
    if (!error) return valueOfYaml(parsed);
    const { line, col } = lines.linePos(error.pos[0]);
    throw new TrentProblem("TRENT_E_DOCUMENT_SYNTAX", `${file}:${line}:${col}: ${error.message.replace(/\.?$/, ".")}`);
  } catch (cause) {
    if (!(cause instanceof CostlyText)) throw cause;
    throw new TrentProblem("TRENT_E_DOCUMENT_SYNTAX", `${file} ${cause.message}.`, { cause });
  }
}
