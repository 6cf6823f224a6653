import { createAnswers } from "./answers";
import { createDispatch } from "./dispatch";
import { type LoadedDocument, loadGenerated, loadSpec } from "./document";
import { createHandler } from "./handle";
import { localiser } from "./locality";
import { createLog, type Log } from "./log";
import type { MockOptions } from "./options";
import type { Prism } from "./prism";
import { type RunningServer, startServer } from "./server";

/** A running mock, and the document that it answers from. */
export interface RunningMock extends RunningServer {
  readonly loaded: LoadedDocument;
}

/**
 * Starts a mock. Prism is loaded behind the listening server: only the first answers wait for it.
 * @throws TrentProblem for a document that cannot be used, or an address that cannot be had.
 */
export async function startMock(options: MockOptions, log: Log = createLog(options.logLevel)): Promise<RunningMock> {
  const loaded = options.spec === undefined ? await loadGenerated() : await loadSpec(options.spec);
  const prism = prismOf(loaded);
  const answers = createAnswers(prism, localiser(options), log);
  const handle = createHandler(createDispatch(loaded.operations, loaded.validators), answers);
  const server = await startServer(handle, log, {
    host: options.host,
    port: options.port,
    corsOrigins: options.corsOrigin,
  });
  return { ...server, loaded };
}

function prismOf({ document }: LoadedDocument): () => Promise<Prism> {
  let made: Promise<Prism> | undefined;
  return () => {
    made ??= import("./prism").then(({ createPrism }) => createPrism(document));
    return made;
  };
}
