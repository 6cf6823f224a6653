import { Command, InvalidArgumentError } from "commander";
import { reportProblem } from "../openapi/dialect/problems";
import { compare, comparisonText } from "./bench/compare";
import { compareCryptography, cryptographyText } from "./bench/cryptography";
import { GOALS } from "./bench/goals";
import { inProcessText, measureInProcess } from "./bench/in-process";
import { LOAD } from "./bench/load";
import { watchMemory } from "./bench/watch-memory";

interface BenchOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly memory?: number;
  readonly json: boolean;
}

/** `npm run bench`: prints the table, whether the goals are reached, and all figures as JSON. */
async function main(): Promise<void> {
  const { rounds, seconds, memory, json } = new Command("npm run bench --")
    .description(
      "Measure the mock beside a bare node:http server, prism mock and (where installed) moto_server, in turn in one run: " +
        "requests per second, latency, and the processor time (user and system) that each server's own process uses per request. " +
        "The bare server parses the body and writes the mock's headers and bytes. Then calls that encrypt and sign, beside the same by node:crypto alone, and the mock without a server: its bundle for a page, its instances, and its calls beside HTTP.\n\n" +
        `Load: ${LOAD}.\n\n` +
        `Goals: CPU per request at most ${GOALS.cpuToBare} times the bare server's; requests per second at least ` +
        `${GOALS.speedToBare} times the bare server's and ${GOALS.speedToPrism} times Prism's. A goal that is missed is reported; the exit code stays 0.`,
    )
    .option("--rounds <number>", "how often each server has its turn, after a first turn that is not counted", count, 3)
    .option("--seconds <number>", "how long each turn is, in seconds", count, 5)
    .option("--memory <requests>", "instead: the mock's resident memory over so many requests", count)
    .option("--json", "print the JSON alone", false)
    .parse()
    .opts<BenchOptions>();
  const print = (text: string) => process.stdout.write(`${text}\n`);
  if (memory !== undefined) return watchMemory(memory, print);
  const comparison = await compare(rounds, seconds);
  const cryptography = await compareCryptography(rounds, seconds);
  const inProcess = await measureInProcess(seconds);
  if (!json)
    print([comparisonText(comparison), cryptographyText(cryptography), inProcessText(inProcess), ""].join("\n\n"));
  print(JSON.stringify({ ...comparison, cryptography, inProcess }, undefined, 2));
}

function count(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It takes a whole number from 1.");
  return Number(text);
}

main().catch((error: unknown) => {
  reportProblem(error);
  process.exitCode = 1;
});
