import type { TextDifference, TextPart } from "./difference";
import { oneLine } from "./one-line";

/** How many characters a column has. */
const WIDTH = 56;

/** How many rows of a long text are shown. */
const ROWS = 5;

/** Two columns for a terminal, `expected` and `got`, with `^` under what differs; without where nothing is common. */
export function sideBySide({ expected, got }: TextDifference): string[] {
  const apart = [...expected, ...got].every(({ differs }) => differs);
  const left = rowsOf(expected, apart);
  const right = rowsOf(got, apart);
  const lines = [`${"expected".padEnd(WIDTH)} | got`];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const a = left[i] ?? { text: "", marks: "" };
    const b = right[i] ?? { text: "", marks: "" };
    lines.push(`${a.text.padEnd(WIDTH)} | ${b.text}`.trimEnd());
    if (a.marks !== "" || b.marks !== "") lines.push(`${a.marks.padEnd(WIDTH)} | ${b.marks}`.trimEnd());
  }
  return lines;
}

/** The text in rows. A row has no marks where nothing of it differs. */
function rowsOf(parts: readonly TextPart[], apart: boolean): { text: string; marks: string }[] {
  const characters = parts.flatMap(({ text, differs }) => [...oneLine(text)].map((text) => ({ text, differs })));
  const rows: { text: string; marks: string }[] = [];
  for (let from = 0; from < characters.length && rows.length < ROWS; from += WIDTH) {
    const row = characters.slice(from, from + WIDTH);
    const text = row.map(({ text }) => text).join("");
    const cut = rows.length === ROWS - 1 && characters.length > from + WIDTH;
    rows.push({
      text: cut ? `${text.slice(0, -1)}…` : text,
      marks: row
        .map(({ differs }) => (differs && !apart ? "^" : " "))
        .join("")
        .trimEnd(),
    });
  }
  return rows;
}
