import type { ContractCase } from "../../contract-case";
import { refused } from "../../expectations";
import { bytes, MALFORMED, NO_CALL, onAnyKey } from "./protocol-request";

/** Which fault is answered, where a request has two (docs/evidence/errors.md#order-of-checks). */
export const PRECEDENCE: readonly ContractCase[] = [
  onAnyKey(
    "precedence: unknown target before constraints",
    () => ({ headers: { "x-amz-target": "TrentService.NoSuchOperation" }, body: bytes({ KeyId: "" }) }),
    [refused("protocol.precedence", "UnknownOperationException")],
    NO_CALL,
  ),
  {
    ...onAnyKey(
      "precedence: type before constraint",
      () => ({ operation: "EnableKeyRotation", body: bytes({ KeyId: ["a"], RotationPeriodInDays: 1 }) }),
      [refused("protocol.precedence", "SerializationException")],
      MALFORMED,
    ),
    operation: "EnableKeyRotation",
  },
  {
    ...onAnyKey(
      "precedence: constraint before the key's state",
      ({ key }) => ({ operation: "EnableKeyRotation", body: bytes({ KeyId: key.id, RotationPeriodInDays: 1 }) }),
      [refused("protocol.precedence", "ValidationException")],
      MALFORMED,
    ),
    operation: "EnableKeyRotation",
    given: "a disabled symmetric key",
  },
  {
    ...onAnyKey(
      "precedence: constraint before the key's existence",
      () => ({ operation: "EnableKeyRotation", body: bytes({ KeyId: "fake-key-id", RotationPeriodInDays: 2561 }) }),
      [refused("protocol.precedence", "ValidationException")],
      MALFORMED,
    ),
    operation: "EnableKeyRotation",
  },
];
