import type { TrentOperation } from "../../../generated/types";
import type { Case } from "../../contract-case";
import { OPERATIONS } from "../../contract-document";
import { succeeds, summaryOf } from "../../expectations";
import { MINIMAL } from "../minimal";
import { bytes } from "./protocol-request";

/** A request of every operation byte by byte, so that the bytes of its answer are counted; as `given` makes it succeed. */
export const COUNTED: readonly Case[] = (
  [
    ["EnableKeyRotation", "an enabled symmetric key"],
    ["DisableKeyRotation", "an enabled symmetric key"],
    ["GetKeyRotationStatus", "any key"],
    ["ListKeyRotations", "any key"],
    ["DescribeKey", "any key"],
    ["ListKeys", "an account"],
    ["EnableKey", "any key"],
    ["TagResource", "an enabled symmetric key"],
    ["ListResourceTags", "any key"],
    ["ListAliases", "any key"],
    ["GetKeyPolicy", "any key"],
    ["CreateAlias", "a free alias name"],
    ["ScheduleKeyDeletion", "an enabled symmetric key"],
  ] as const satisfies readonly (readonly [TrentOperation, Case["given"]])[]
).map(
  ([operation, given]): Case => ({
    id: `protocol.bytes counted, ${operation}`,
    operation,
    given,
    when: (world) => ({ operation, body: bytes(MINIMAL[operation](world)), raw: true }),
    expects: [succeeds("wire.answered")],
    ours: "valid",
  }),
);

/** Each operation is known by its target, and asked as AWS's clients ask. */
export const EVERY_TARGET: readonly Case[] = OPERATIONS.map(
  (operation): Case => ({
    id: `protocol.known target, ${operation}`,
    operation,
    given: "any key",
    when: () => ({ operation, body: Buffer.from('{"KeyId":5}') }),
    expects: [
      {
        clause: "protocol.unknown-operation",
        find: (outcome) =>
          outcome.body.__type === "UnknownOperationException" || outcome.received.status === 501
            ? { expected: `${operation} is known`, actual: summaryOf(outcome) }
            : undefined,
      },
    ],
    ours: "malformed",
  }),
).filter(({ operation }) => operation !== "CreateKey" && operation !== "ListKeys" && operation !== "ListAliases");
