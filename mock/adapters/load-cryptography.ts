import type { Cryptography } from "../engine/cryptography/cryptography";
import type { NodeCrypto } from "../node-cryptography/node-cryptography";

/** What a process of Node has to load its own modules by, from Node 20.16 on. A bundler does not see the name. */
interface MaybeNode {
  readonly process?: { getBuiltinModule?(id: "node:crypto"): NodeCrypto | undefined };
}

/**
 * The cryptography of this process: Node's own where there is one, which is faster, else that of a page.
 * @param isRepeatable whether a seed repeats its signatures too.
 */
export async function loadCryptography(isRepeatable: boolean): Promise<Cryptography> {
  const node = (globalThis as MaybeNode).process?.getBuiltinModule?.("node:crypto");
  if (node)
    return (await import("../node-cryptography/node-cryptography")).createNodeCryptography(node, {
      repeatable: isRepeatable,
    });
  return (await import("../engine/cryptography/portable/portable-cryptography")).createPortableCryptography();
}
