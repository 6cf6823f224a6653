import { runMockCommand } from "./commands/mock";

void runMockCommand(process.argv.slice(2));
