#!/usr/bin/env node
import { Command } from "commander";
import { commandName, programName } from "../openapi/dialect/command-name";
import { reportProblem, TrentProblem } from "../openapi/dialect/problems";
import { version } from "../package.json";

/** What each command is for, and the function that runs it, loaded when it is called. */
const COMMANDS = {
  mock: {
    purpose: "start the mock: AWS KMS on the wire",
    load: async () => (await import("./commands/mock")).runMockCommand,
  },
  contract: {
    purpose: "check an implementation against the OpenAPI document and recordings of AWS",
    load: async () => (await import("./commands/contract")).runContractCommand,
  },
  generate: {
    purpose: "write types, validators and a client from an OpenAPI document",
    load: async () => {
      const { runGenerate } = await import("./generate/command");
      return async (args: readonly string[]) => {
        process.exitCode = await runGenerate(args, commandName("generate"));
      };
    },
  },
} as const;

/** The command `trent`. Each of its commands reads its own options. */
async function main(args: string[]): Promise<void> {
  const trent = new Command(programName())
    .description("The TrentService API, which is AWS KMS on the wire: a mock, a contract suite, and a code generator.")
    .version(version)
    .exitOverride((error) => {
      if (error.exitCode === 0) process.exit(0);
      const sentence = error.message.replace(/^error: /, "The command line is wrong: ").replaceAll(/\s+/g, " ");
      throw new TrentProblem("TRENT_E_OPTION", sentence.replace(/\.?$/, "."));
    })
    .configureOutput({ writeErr: () => {} })
    .helpCommand(false)
    .enablePositionalOptions()
    .addHelpText("after", "\nEach command has options of its own: --help after its name lists them.");
  for (const [name, { purpose, load }] of Object.entries(COMMANDS))
    trent
      .command(name)
      .description(purpose)
      .usage("[options]")
      .helpOption(false)
      .allowUnknownOption()
      .allowExcessArguments()
      .passThroughOptions()
      .action(async (_options: unknown, command: Command) => (await load())(command.args));
  if (args.length === 0) trent.outputHelp();
  else await trent.parseAsync(args, { from: "user" });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  reportProblem(error);
  process.exitCode = 2;
});
