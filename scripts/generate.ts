import { runGenerateCommand } from "./commands/generate";

void runGenerateCommand(process.argv.slice(2));
