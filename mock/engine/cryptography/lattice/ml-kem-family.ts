import { ml_kem512, ml_kem768, ml_kem1024 } from "@noble/post-quantum/ml-kem.js";
import type { KeyPair, KeyPairSpec } from "../asymmetric";
import { binaryText } from "../bytes";
import type { KeyFamily } from "../key-families";
import { Remembered } from "../remembered";
import { publicOf, type SeedKeyForm, seedOf, seedPair } from "../seed-key";

interface Parameters {
  readonly kem: typeof ml_kem512;
  readonly form: SeedKeyForm;
  /** The bytes of a ciphertext. */
  readonly ciphertext: number;
}

/** 2.16.840.1.101.3.4.4.1 to 3, and the seed form of PKCS#8 (RFC 9935). */
const PARAMETERS: Partial<Readonly<Record<KeyPairSpec, Parameters>>> = {
  ML_KEM_512: { kem: ml_kem512, form: { id: "608648016503040401", tag: 0x80, seed: 64 }, ciphertext: 768 },
  ML_KEM_768: { kem: ml_kem768, form: { id: "608648016503040402", tag: 0x80, seed: 64 }, ciphertext: 1088 },
  ML_KEM_1024: { kem: ml_kem1024, form: { id: "608648016503040403", tag: 0x80, seed: 64 }, ciphertext: 1568 },
};

/** Private keys that are remembered as the algorithm needs them: some 3 kB each. */
const KEYS = 64;

/** ML-KEM (FIPS 203), in JavaScript in every backend: Node has it from version 24 on. */
export function createMlKem(): KeyFamily {
  const keys = new Remembered<Uint8Array>(KEYS);
  return {
    keyPair: (spec, random) => pairOf(parametersOf(spec), random(parametersOf(spec).form.seed)),
    importedPair: (spec, privateKey) => {
      const parameters = parametersOf(spec);
      const seed = seedOf(parameters.form, privateKey);
      return seed && pairOf(parameters, seed);
    },
    encapsulate: (spec, publicKey, random) => {
      const { kem, form } = parametersOf(spec);
      const { sharedSecret, cipherText } = kem.encapsulate(publicOf(form, publicKey), random(32));
      return { sharedSecret, ciphertext: cipherText };
    },
    decapsulate: (spec, privateKey, ciphertext) => {
      const { kem, ciphertext: length } = parametersOf(spec);
      if (ciphertext.length !== length) return undefined;
      return kem.decapsulate(
        ciphertext,
        keys.of(binaryText(privateKey), () => secretKey(spec, privateKey)),
      );
    },
  };
}

function parametersOf(spec: KeyPairSpec): Parameters {
  const parameters = PARAMETERS[spec];
  if (!parameters) throw new Error(`${spec} is no spec of ML-KEM.`);
  return parameters;
}

function pairOf({ kem, form }: Parameters, seed: Uint8Array): KeyPair {
  return seedPair(form, kem.keygen(seed).publicKey, seed);
}

function secretKey(spec: KeyPairSpec, der: Uint8Array): Uint8Array {
  const { kem, form } = parametersOf(spec);
  const seed = seedOf(form, der);
  if (!seed) throw new Error(`The bytes are no private key of ${spec}.`);
  return kem.keygen(seed).secretKey;
}
