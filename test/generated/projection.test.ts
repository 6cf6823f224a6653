import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { operations } from "../../generated/operations";
import { firstRequestExample } from "../request-example";

const root = path.resolve(__dirname, "..", "..");
const names = Object.keys(operations) as (keyof typeof operations)[];

/** `npm run mock:prism`, an unmodified `prism mock` on the plain projection. */
describe("prism mock on the plain projection", () => {
  let child: ChildProcess;
  let url: string;

  beforeAll(async () => {
    child = spawn(process.execPath, ["--import", "tsx", "scripts/mock-prism.ts", "--port", "0"], { cwd: root });
    for await (const line of createInterface({ input: child.stdout! })) {
      const listening = line.match(/listening on (http:\/\/127\.0\.0\.1:\d+)/);
      if (listening?.[1]) {
        url = listening[1];
        break;
      }
    }
    child.stdout!.resume();
  });

  afterAll(async () => {
    child.kill("SIGTERM");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  });

  const call = (name: keyof typeof operations, headers: Record<string, string> = {}) =>
    fetch(`${url}/${operations[name].target}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(firstRequestExample(name)),
    });

  test.each(names)("answers %s", async (name) => {
    const response = await call(name);
    expect(response.status).toBe(200);
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    const text = await response.text();
    if (operations[name].responses[0].empty) expect(text).toBe("");
    else expect(response.headers.get("content-type")).toBe("application/json");
  });

  test("answers the error that is preferred", async () => {
    const response = await call("EnableKeyRotation", { Prefer: "code=400, example=DisabledException" });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: "DisabledException" });
  });
});
