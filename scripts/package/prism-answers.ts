import { isDeepStrictEqual } from "node:util";
import { HOME } from "../../mock/engine/locality";
import { loadGenerated } from "../../mock/server/load-document";
import { runMock } from "../../mock/server/run-mock";
import { projectFile } from "../../openapi/dialect/layout";
import { requestFor } from "../further/sample-request";
import { startCommand } from "./command";
import type { UserFolder } from "./user-folder";

/**
 * Asks the mock of the package, whose Prism is bundled, and that of the clone for every example of our document. Given by --spec,
 * it is a document like any other, so that Prism answers.
 * @returns how many answers were compared. @throws Error for the first that differs.
 */
export async function comparePrism(user: UserFolder): Promise<number> {
  const spec = projectFile("generated", "document.json");
  const bundled = await startCommand(user, "--spec", spec);
  const unbundled = await runMock({ host: "127.0.0.1", port: 0, ...HOME, logLevel: "silent", corsOrigin: [], spec });
  try {
    const { document, operations } = await loadGenerated();
    let compared = 0;
    for (const operation of operations) {
      const body = JSON.stringify(requestFor(document, operation));
      for (const { status, examples } of operation.responses)
        for (const example of examples) {
          const ask = async (url: string) => {
            const answer = await fetch(url, {
              method: "POST",
              headers: {
                "Content-Type": "application/x-amz-json-1.1",
                "X-Amz-Target": operation.target,
                Prefer: `code=${status}, example=${example}`,
              },
              body,
            });
            return { status: answer.status, body: await answer.text() };
          };
          const [have, want] = [await ask(bundled.url), await ask(unbundled.url)];
          if (want.status !== status || !isDeepStrictEqual(have, want))
            throw new Error(`${operation.name} ${example}: ${JSON.stringify(have)}, not ${JSON.stringify(want)}`);
          compared++;
        }
    }
    return compared;
  } finally {
    await bundled.stop();
    await unbundled.close();
  }
}
