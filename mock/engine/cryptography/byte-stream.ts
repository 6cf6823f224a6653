import type { RandomBytes } from "./asymmetric";
import { joined, utf8 } from "./bytes";
import type { Cryptography } from "./cryptography";

/**
 * Bytes that follow from a seed, as many as are drawn. They do not depend on how many are drawn at once.
 *
 * Never change it: the key pairs of saved states would change.
 * @param purpose what the bytes are for: those of one purpose say nothing of those of another.
 */
export function byteStream(cryptography: Pick<Cryptography, "hmac">, seed: Uint8Array, purpose: string): RandomBytes {
  let rest: Uint8Array = new Uint8Array();
  let block = 0;
  return (length) => {
    const parts = [rest];
    let have = rest.length;
    while (have < length) {
      const part = cryptography.hmac("SHA-512", seed, utf8(`trent stream 1 ${purpose} ${block}`));
      parts.push(part);
      have += part.length;
      block += 1;
    }
    const all = joined(...parts);
    rest = all.slice(length);
    return all.slice(0, length);
  };
}
