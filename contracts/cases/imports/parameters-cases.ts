import { valid } from "../../contract-case";
import { answers, holds } from "../../expectations";
import { shown } from "../../finding";
import {
  CREATING,
  DAY,
  MINIMAL,
  notExternal,
  pairing,
  refusal,
  TOLERANCE,
  UPDATING,
  wrappingKey,
} from "./import-requests";

/** Cases of GetParametersForImport. */
export const PARAMETERS = [
  valid(
    "parameters",
    "a key without its imported material",
    "GetParametersForImport",
    MINIMAL.GetParametersForImport.body,
    [
      answers("GetParametersForImport.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
      holds("GetParametersForImport.valid-for-a-day", ({ ParametersValidTo }, _world, { received }) => {
        const expected = received.at / 1000 + DAY;
        const actual = ParametersValidTo;
        if (typeof actual === "number" && Math.abs(actual - expected) < TOLERANCE) return undefined;
        return { expected: `about ${expected}`, actual: shown(actual), pointer: "/ParametersValidTo" };
      }),
    ],
  ),
  valid(
    "again",
    "a symmetric key, and material for it",
    "GetParametersForImport",
    MINIMAL.GetParametersForImport.body,
    [
      holds("GetParametersForImport.another-token", ({ ImportToken }, { importToken }) =>
        typeof ImportToken === "string" && ImportToken !== importToken
          ? undefined
          : {
              expected: "another token than that of the call before",
              actual: shown(ImportToken),
              pointer: "/ImportToken",
            },
      ),
    ],
  ),
  wrappingKey("RSA_2048"),
  wrappingKey("RSA_3072"),
  wrappingKey("RSA_4096"),
  notExternal("GetParametersForImport", MINIMAL.GetParametersForImport.body),
  refusal("GetParametersForImport", "pending-deletion", "imported material, and the key pending deletion"),
  refusal("GetParametersForImport", "creating", CREATING),
  refusal("GetParametersForImport", "updating", UPDATING),
  pairing("a key without its imported material", "pkcs1-retired", "RSAES_PKCS1_V1_5", "RSA_2048"),
  pairing("a key without its imported material", "sm2-in-china-only", "SM2PKE", "SM2"),
  ...(["RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256"] as const).flatMap((algorithm) => [
    pairing("a key without its imported material", "wrapping-fits-key", algorithm, "RSA_3072", "SYMMETRIC_DEFAULT"),
    pairing("an HMAC key without its imported material", "wrapping-fits-key", algorithm, "RSA_2048", "HMAC_256"),
  ]),
  ...(["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"] as const).map((algorithm) =>
    pairing("an RSA key without its imported material", "wrapping-fits-key", algorithm, "RSA_4096", "RSA_2048"),
  ),
];
