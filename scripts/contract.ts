import { runContractCommand } from "./commands/contract";

void runContractCommand(process.argv.slice(2));
