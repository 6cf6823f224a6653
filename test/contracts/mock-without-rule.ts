import { createEngine } from "../../mock/engine/create-engine";
import { createLog } from "../../mock/engine/log";
import { randomIds } from "../../mock/engine/state/ids";
import { StateStore } from "../../mock/engine/state-store";
import { loadFixture } from "../../mock/server/fixture-file";
import { type RunningServer, startServer } from "../../mock/server/listen";
import { loadGenerated } from "../../mock/server/load-document";
import { prismOf } from "../../mock/server/prism";

const LOCALITY = { region: "us-east-1", account: "111122223333" };

/** Starts the mock with one rule switched off, or with all rules. */
export async function startWithoutRule(ruleOff: string | undefined): Promise<RunningServer> {
  const loaded = await loadGenerated();
  const log = createLog("silent", () => {});
  const store = new StateStore((now) => loadFixture("default", LOCALITY, now), randomIds(), ruleOff);
  const engine = createEngine({
    loaded,
    locality: LOCALITY,
    store,
    prism: prismOf(loaded.title, loaded.document),
    log,
    control: true,
    ruleOff,
  });
  return startServer({ engine, log, host: "127.0.0.1", port: 0, corsOrigins: [], explain: false });
}
