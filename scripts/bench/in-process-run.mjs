// Run in a process of its own, by scripts/bench/in-process.ts, on a bundle as a user's bundler makes it:
// node in-process-run.mjs BUNDLE URL SECONDS. Prints its figures as JSON.
import { pathToFileURL } from "node:url";

const [, , bundle, url, seconds] = process.argv;
const began = performance.now();
const { createTrent } = await import(pathToFileURL(bundle).href);
const first = createTrent();
const firstInstance = performance.now() - began;

const INSTANCES = 50;
const from = performance.now();
for (let n = 0; n < INSTANCES; n++) createTrent();
const furtherInstance = (performance.now() - from) / INSTANCES;

const call = {
  method: "POST",
  headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "TrentService.GetKeyRotationStatus" },
  body: '{"KeyId":"1234abcd-12ab-34cd-56ef-1234567890ab"}',
};

/** Calls per second of one client after the other call, each read to its end. */
async function speedOf(fetch, at) {
  let calls = 0;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const answer = await fetch(at, call);
    await answer.text();
    if (answer.status !== 200) throw new Error(`status ${answer.status}`);
    calls++;
  }
  return calls / seconds;
}

const rounds = [];
for (let round = 0; round < 4; round++)
  rounds.push({ inProcess: await speedOf(first.fetch, "http://localhost/"), http: await speedOf(fetch, url) });
// The first round warms both up.
process.stdout.write(JSON.stringify({ firstInstance, furtherInstance, rounds: rounds.slice(1) }));
