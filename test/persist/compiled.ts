import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { transformFileSync } from "@swc/core";

const ROOT = path.join(__dirname, "../..");

/**
 * Compiles a program and all that it imports into a folder, and returns the path of the result. It starts four times
 * faster than the source with tsx, and the tests start it fifty times. It needs {@link COMPILED_ENV} to find packages.
 */
export function compileInto(folder: string, program: string): string {
  const done = new Set<string>();
  const compile = (source: string): string => {
    const target = path.join(folder, path.relative(ROOT, source)).replace(/\.ts$/, ".js");
    if (done.has(source)) return target;
    done.add(source);
    mkdirSync(path.dirname(target), { recursive: true });
    const code = source.endsWith(".ts") ? commonJsOf(source) : readFileSync(source, "utf8");
    writeFileSync(target, code);
    for (const [, imported] of code.matchAll(/require\("(\.[^"]+)"\)/g)) {
      const at = path.join(path.dirname(source), imported!);
      compile([`${at}.ts`, `${at}.js`].find(existsSync) ?? at);
    }
    return target;
  };
  return compile(program);
}

function commonJsOf(source: string): string {
  return transformFileSync(source, {
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs" },
    swcrc: false,
  }).code;
}

/** The environment in which a compiled program finds its packages. */
export const COMPILED_ENV = { ...process.env, NODE_PATH: path.join(ROOT, "node_modules") };
