import { valid } from "../contract-case";
import { answers, byRule, holds } from "../expectations";
import { shown } from "../finding";
import { MAC_SPECS } from "../given/secret-states";
import { MESSAGE } from "../given/signing-states";
import { caseFamily, SYMMETRIC_ONLY } from "./case-family";
import { casesOfNames } from "./cases-of-names";
import { bytesOf, changed } from "./changed-bytes";
import { minimalRequests } from "./minimal-request";
import { casesOfUsage, casesOfUse, type UnusableKeys, type WorldWithKey } from "./use-cases";

const MINIMAL = minimalRequests({
  GenerateMac: {
    given: "an HMAC key",
    body: ({ key }: WorldWithKey) => ({ KeyId: key.id, Message: MESSAGE, MacAlgorithm: "HMAC_SHA_256" }),
  },
  VerifyMac: {
    given: "a MAC by HMAC_256",
    body: ({ key, mac }) => ({ KeyId: key.id, Message: MESSAGE, MacAlgorithm: "HMAC_SHA_256", Mac: mac }),
  },
});

const KEYS: UnusableKeys = {
  usable: "an HMAC key",
  disabled: "a disabled HMAC key",
  pendingDeletion: "a deleted HMAC key",
  pendingImport: "an HMAC key without its imported material",
  creating: "a replica of an HMAC key that is being made",
  unavailable: null,
};

/** Keys that make no MACs. The last one has two faults: usage is looked at before the state. */
const OTHER_USAGES = [
  { given: "any key", keyUsage: "ENCRYPT_DECRYPT" },
  { given: "an elliptic curve key", keyUsage: "SIGN_VERIFY" },
  { given: "a disabled symmetric key", keyUsage: "ENCRYPT_DECRYPT" },
] as const;

const WRONG_ALGORITHM = { MacAlgorithm: "HMAC_SHA_512" } as const;
const wrongAlgorithm = () => ({ algorithm: "HMAC_SHA_512", keySpec: "HMAC_256" });
/** With the code of the state; with one of nothing where the state has none. */
const withMac = (world: WorldWithKey) => ({
  ...MINIMAL.GenerateMac.body(world),
  Mac: "mac" in world ? String(world.mac) : btoa("a".repeat(32)),
});

const WRONG_MACS = [
  { form: "one bit changed", of: (mac: string) => changed(mac) },
  { form: "a part of it", of: (mac: string) => bytesOf(mac).subarray(0, 8).toString("base64") },
  { form: "one byte more", of: (mac: string) => Buffer.concat([bytesOf(mac), Buffer.from([0])]).toString("base64") },
] as const;

/** Message authentication codes. */
export const MACS = caseFamily({
  minimal: MINIMAL,
  cases: [
    ...MAC_SPECS.flatMap(({ spec, algorithm, length }) => [
      valid(
        `hmac, ${spec}`,
        `a MAC by ${spec}`,
        "GenerateMac",
        ({ key }) => ({ KeyId: key.id, Message: MESSAGE, MacAlgorithm: algorithm }),
        [
          answers("GenerateMac.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
          holds("GenerateMac.hmac", ({ Mac, MacAlgorithm }, { mac }) =>
            Mac === mac && bytesOf(Mac).length === length && MacAlgorithm === algorithm
              ? undefined
              : {
                  expected: `the same ${length} bytes as before`,
                  actual: shown({ Mac, MacAlgorithm }),
                  pointer: "/Mac",
                },
          ),
        ],
      ),
      valid(
        `mac-valid, ${spec}`,
        `a MAC by ${spec}`,
        "VerifyMac",
        ({ key, mac }) => ({ KeyId: key.id, Message: MESSAGE, MacAlgorithm: algorithm, Mac: mac }),
        [
          answers("VerifyMac.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
          answers("VerifyMac.mac-valid", () => ({ MacValid: true, MacAlgorithm: algorithm })),
        ],
      ),
      valid(
        `invalid-mac, another message, ${spec}`,
        `a MAC by ${spec}`,
        "VerifyMac",
        ({ key, mac }) => ({ KeyId: key.id, Message: changed(MESSAGE), MacAlgorithm: algorithm, Mac: mac }),
        byRule("VerifyMac", "invalid-mac"),
      ),
    ]),
    ...WRONG_MACS.map(({ form, of }) =>
      valid(
        `invalid-mac, ${form}`,
        "a MAC by HMAC_256",
        "VerifyMac",
        (world) => ({ ...MINIMAL.VerifyMac.body(world), Mac: of(world.mac) }),
        byRule("VerifyMac", "invalid-mac"),
      ),
    ),
    valid(
      "algorithm-of-key-spec",
      "an HMAC key",
      "GenerateMac",
      (world) => ({ ...MINIMAL.GenerateMac.body(world), ...WRONG_ALGORITHM }),
      byRule("GenerateMac", "algorithm-of-key-spec", wrongAlgorithm),
    ),
    valid(
      "algorithm-of-key-spec",
      "an HMAC key",
      "VerifyMac",
      (world) => ({ ...withMac(world), ...WRONG_ALGORITHM }),
      byRule("VerifyMac", "algorithm-of-key-spec", wrongAlgorithm),
    ),
    // Measured: the state is looked at before the algorithm.
    valid(
      "disabled-key, before the algorithm",
      "a disabled HMAC key",
      "GenerateMac",
      (world) => ({ ...MINIMAL.GenerateMac.body(world), ...WRONG_ALGORITHM }),
      byRule("GenerateMac", "disabled-key"),
    ),
    ...casesOfNames("GenerateMac", "an HMAC key with an alias", MINIMAL.GenerateMac.body),
    ...casesOfNames("VerifyMac", "a MAC, and an alias of its key", withMac),
    ...casesOfUse("GenerateMac", KEYS, MINIMAL.GenerateMac.body),
    ...casesOfUse("VerifyMac", { ...KEYS, usable: "a MAC by HMAC_256" }, withMac),
    ...casesOfUsage("GenerateMac", OTHER_USAGES, MINIMAL.GenerateMac.body),
    ...casesOfUsage("VerifyMac", OTHER_USAGES, withMac),
  ],
  unproved: {
    "GenerateMac.unavailable": SYMMETRIC_ONLY,
    "VerifyMac.unavailable": SYMMETRIC_ONLY,
  },
});
