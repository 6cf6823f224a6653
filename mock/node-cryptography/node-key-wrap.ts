import type { AsymmetricCryptography } from "../engine/cryptography/asymmetric";
import { joined } from "../engine/cryptography/bytes";
import type { NodeCrypto } from "./node-cryptography";

/** The alternative initial value of RFC 5649. */
const INITIAL_VALUE = Uint8Array.of(0xa6, 0x59, 0x59, 0xa6);

/** The bytes of what is wrapped: two blocks at least. */
const SHORTEST = 16;

/** AES key unwrap with padding (RFC 5649), by OpenSSL. */
export function createNodeUnwrap(node: NodeCrypto): AsymmetricCryptography["unwrapPadded"] {
  return (key, wrapped) => {
    // OpenSSL gives nothing for nothing.
    if (wrapped.length < SHORTEST) return undefined;
    try {
      const decipher = node.createDecipheriv("id-aes256-wrap-pad", key, INITIAL_VALUE);
      return joined(decipher.update(wrapped), decipher.final());
    } catch {
      return undefined;
    }
  };
}
