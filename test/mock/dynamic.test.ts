import { validators } from "../../generated/validators";
import type { RunningMock } from "../../mock/server/run-mock";
import { firstRequestExample } from "../request-example";
import { call, json, NAMES, startTestMock } from "./running";
import { wireFaults } from "./wire-form";

/** How many seeds each operation and status is asked with, and the first of them: `TRENT_DYNAMIC_SEEDS=1000 npx jest dynamic`. */
const SEEDS = Number(process.env.TRENT_DYNAMIC_SEEDS ?? 10);
const FIRST = Number(process.env.TRENT_DYNAMIC_FIRST ?? 0);

let mock: RunningMock;
beforeAll(async () => {
  mock = await startTestMock();
});
afterAll(() => mock.close());

describe(`answers made from the schemas fit them, for ${SEEDS} seeds`, () => {
  const statuses = [200, 400, 500] as const;
  it.each(NAMES.flatMap((name) => statuses.map((status) => ({ name, status }))))("$name $status", async (row) => {
    const validate = validators[row.name].responseBody[row.status];
    for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
      const Prefer = `dynamic=true, code=${row.status}, seed=${seed}`;
      const answered = await call(mock.url, row.name, firstRequestExample(row.name), { Prefer });
      const body = answered.bytes.length === 0 ? "" : json(answered);
      const refused = validate(body) ? [] : validate.errors;
      const faults = wireFaults(answered);
      if (refused?.length !== 0 || faults.length > 0 || answered.status !== row.status) {
        throw new Error(
          `Prefer: ${Prefer} -> ${answered.status} ${answered.bytes}: ${JSON.stringify({ refused, faults })}`,
        );
      }
    }
  });
});
