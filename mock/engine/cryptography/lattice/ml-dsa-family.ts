import { ml_dsa44, ml_dsa65, ml_dsa87 } from "@noble/post-quantum/ml-dsa.js";
import type { KeyPair, KeyPairSpec, Signing } from "../asymmetric";
import { binaryText } from "../bytes";
import type { KeyFamily } from "../key-families";
import { Remembered } from "../remembered";
import { publicOf, type SeedKeyForm, seedOf, seedPair } from "../seed-key";

interface Parameters {
  readonly scheme: typeof ml_dsa44;
  readonly form: SeedKeyForm;
}

/** 2.16.840.1.101.3.4.3.17 to 19, and the seed form of PKCS#8 (RFC 9881). */
const PARAMETERS: Partial<Readonly<Record<KeyPairSpec, Parameters>>> = {
  ML_DSA_44: { scheme: ml_dsa44, form: { id: "608648016503040311", tag: 0x80, seed: 32 } },
  ML_DSA_65: { scheme: ml_dsa65, form: { id: "608648016503040312", tag: 0x80, seed: 32 } },
  ML_DSA_87: { scheme: ml_dsa87, form: { id: "608648016503040313", tag: 0x80, seed: 32 } },
};

/** Private keys that are remembered as the algorithm needs them: some 5 kB each. */
const KEYS = 64;

/**
 * ML-DSA (FIPS 204) with an empty context, in JavaScript in every backend: Node has it from version 24 on, and takes no mu.
 */
export function createMlDsa(): KeyFamily {
  const keys = new Remembered<Uint8Array>(KEYS);
  const secretOf = (spec: KeyPairSpec, der: Uint8Array) => keys.of(binaryText(der), () => secretKey(spec, der));
  return {
    keyPair: (spec, random) => pairOf(parametersOf(spec), random(parametersOf(spec).form.seed)),
    importedPair: (spec, privateKey) => {
      const parameters = parametersOf(spec);
      const seed = seedOf(parameters.form, privateKey);
      return seed && pairOf(parameters, seed);
    },
    sign: (signing, privateKey, message, random) => {
      const { scheme } = schemeOf(signing);
      const key = secretOf(signing.spec, privateKey);
      const options = { extraEntropy: random(32) };
      return isMu(signing)
        ? scheme.internal.sign(message, key, { ...options, externalMu: true })
        : scheme.sign(message, key, options);
    },
    verify: (signing, publicKey, message, signature) => {
      const { scheme, form } = schemeOf(signing);
      if (signature.length !== scheme.lengths.signature) return false;
      const key = publicOf(form, publicKey);
      return isMu(signing)
        ? scheme.internal.verify(signature, message, key, { externalMu: true })
        : scheme.verify(signature, message, key);
    },
  };
}

function parametersOf(spec: KeyPairSpec): Parameters {
  const parameters = PARAMETERS[spec];
  if (!parameters) throw new Error(`${spec} is no spec of ML-DSA.`);
  return parameters;
}

function schemeOf({ spec, algorithm, messageType }: Signing): Parameters {
  if (algorithm !== "ML_DSA_SHAKE_256" || messageType === "DIGEST")
    throw new Error(`${spec} does not sign a ${messageType} message with ${algorithm}.`);
  return parametersOf(spec);
}

function isMu({ messageType }: Signing): boolean {
  return messageType === "EXTERNAL_MU";
}

function pairOf({ scheme, form }: Parameters, seed: Uint8Array): KeyPair {
  return seedPair(form, scheme.keygen(seed).publicKey, seed);
}

function secretKey(spec: KeyPairSpec, der: Uint8Array): Uint8Array {
  const { scheme, form } = parametersOf(spec);
  const seed = seedOf(form, der);
  if (!seed) throw new Error(`The bytes are no private key of ${spec}.`);
  return scheme.keygen(seed).secretKey;
}
