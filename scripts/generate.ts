import { runGenerate } from "./generate/command";

/** `npm run generate`: writes generated/ from openapi/, or with --spec what any document gives. */
void runGenerate(process.argv.slice(2), "npm run generate --").then((code) => {
  process.exitCode = code;
});
