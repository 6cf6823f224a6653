import { INSTALLABLE, type InstallableName, installTarget } from "../contracts/targets/install-target";
import { reportProblem, TrentProblem } from "../openapi/dialect/problems";

/** Installs the implementations that are named. */
function main(names: readonly string[]): void {
  const known = Object.keys(INSTALLABLE);
  if (names.length === 0) throw new TrentProblem("TRENT_E_OPTION", `Say what to install: ${known.join(", ")}.`);
  for (const name of names) {
    if (!isKnown(name))
      throw new TrentProblem("TRENT_E_OPTION", `${name} cannot be installed; these can: ${known.join(", ")}.`);
    process.stdout.write(`${name} ${INSTALLABLE[name].version} is installed in ${installTarget(name)}\n`);
  }
}

function isKnown(name: string): name is InstallableName {
  return Object.hasOwn(INSTALLABLE, name);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  reportProblem(error);
  process.exitCode = 2;
}
