import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Metafile } from "esbuild";
import { projectFile } from "../../openapi/dialect/layout";

/** The packages whose code is in dist/, with their licences, as one text. @throws Error for a package that names no licence. */
export function licencesOf(metafiles: readonly Metafile[]): string {
  const folders = new Set<string>();
  for (const input of metafiles.flatMap(({ inputs }) => Object.keys(inputs))) {
    const [folder] = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input) ?? [];
    if (folder !== undefined) folders.add(folder.replace(/^[a-z-]+:/, ""));
  }
  const entries = new Map([...folders].map((folder) => entryOf(projectFile(folder))));
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return `The files in dist/ contain code of these packages, each under its own licence.\n\n${sorted.join("\n")}`;
}

function entryOf(folder: string): readonly [name: string, text: string] {
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Record<string, unknown>;
  const title = `${manifest.name} ${manifest.version}`;
  const texts = readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice)/i.test(name) && existsSync(path.join(folder, name)))
    .map((name) => readFileSync(path.join(folder, name), "utf8").trim());
  const { license } = manifest;
  const named = typeof license === "object" && license !== null ? (license as { type?: unknown }).type : license;
  if (typeof named !== "string" && texts.length === 0) throw new Error(`${title} names no licence.`);
  const line = "-".repeat(80);
  return [title, `${line}\n${title}: ${named ?? "see below"}\n${line}\n${texts.join("\n\n")}\n`];
}
