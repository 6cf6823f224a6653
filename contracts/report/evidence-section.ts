import { existsSync, readFileSync } from "node:fs";
import { projectFile } from "../../openapi/dialect/layout";

/** The anchor that GitHub makes for a heading: lower case, hyphens for blanks, no punctuation. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
    .replaceAll(" ", "-");
}

/**
 * The text that a source links to, such as `docs/evidence/tags.md#reserved-keys`: the section under this heading.
 * Undefined where the pages are not at hand, as in an installed package.
 */
export function evidenceSection(source: string): string | undefined {
  const [page = "", anchor] = source.split("#");
  const file = projectFile(page);
  if (!existsSync(file)) return undefined;
  const sections = readFileSync(file, "utf8").split(/^(?=#+ )/m);
  return sections.find((section) => anchorOf((/^#+ (.*)/.exec(section) ?? [])[1] ?? "") === anchor)?.trim();
}
