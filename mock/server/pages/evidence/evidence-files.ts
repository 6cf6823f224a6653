import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { projectFile } from "../../../../openapi/dialect/layout";
import { fileOnDisk, type PageFiles } from "../page-file";
import { evidencePage } from "./evidence-page";

const FOLDER = projectFile("docs", "evidence");

/** The pages of `docs/evidence/`, to which the rules on the reference page link: `rotation.md` is `/evidence/rotation/`. */
export function evidenceFiles(): PageFiles {
  const pages = readdirSync(FOLDER).map((name) => {
    const page = path.basename(name, ".md");
    const url = page === "README" ? "/evidence/" : `/evidence/${page}/`;
    return [url, () => evidencePage(page, readFileSync(path.join(FOLDER, name), "utf8"))] as const;
  });
  return { ...Object.fromEntries(pages), "/evidence/style.css": fileOnDisk(__dirname, "style.css") };
}
