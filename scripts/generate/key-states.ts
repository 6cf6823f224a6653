import { readFileSync } from "node:fs";
import { TrentProblem } from "../../openapi/dialect/problems";
import type { KeyStateCell, KeyStateTable } from "../../openapi/dialect/projection/key-states";

/** What the cells of the table begin with. */
const SAYS: Readonly<Record<string, KeyStateCell["says"]>> = {
  "": "unknown",
  "-": "cannot occur",
  ok: "works",
  no: "refused",
  if: "depends",
};

/**
 * The vendor's table of key states, from the page of the evidence that restates it.
 * @param file docs/evidence/key-states.md
 * @throws TrentProblem for a cell that does not have the form of that page.
 */
export function readKeyStates(file: string): KeyStateTable {
  const text = readFileSync(file, "utf8");
  const notes = new Map(
    [...text.matchAll(/^## Note (\d+)\n\n([\s\S]*?)\n\nProvenance:/gm)].map(([, number, note = ""]) => [
      Number(number),
      plain(note),
    ]),
  );
  const rows = [...text.matchAll(/^\| (.*) \|$/gm)].map(([, row = ""]) => row.split("|").map((cell) => cell.trim()));
  const [[, ...states] = [], , ...operations] = rows;
  return Object.fromEntries(
    operations.flatMap(([names = "", ...cells]) =>
      names.split(", ").map((name) => [name, cells.map((cell, i) => readCell(`${states[i]}`, cell))]),
    ),
  );

  function readCell(state: string, cell: string): KeyStateCell {
    const [, word = "", rest = ""] = /^(\S*)\s*(.*)$/.exec(cell.replace(",", "")) ?? [];
    const says = SAYS[word];
    const numbers = [...rest.matchAll(/\d+/g)].map(Number);
    const texts = numbers.map((number) => ({ number, text: notes.get(number) }));
    if (says === undefined || texts.some(({ text: note }) => note === undefined))
      throw new TrentProblem("TRENT_E_DOCUMENT_KIND", `${file} has the cell "${cell}", whose meaning is not known.`);
    return { state, says, notes: texts.map(({ number, text: note = "" }) => ({ number, text: note })) };
  }
}

/** The text of a note without Markdown. */
function plain(note: string): string {
  return note
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll("`", "")
    .replaceAll(/\s+/g, " ");
}
