import type { ContractCase } from "../../contract-case";
import { doubled, NO_CALL, nothingRan, onAnyKey, target, unknownOperation } from "./protocol-request";

/** X-Amz-Target in every wrong way (docs/evidence/wire-protocol.md#target-header). */
export const TARGETS: readonly ContractCase[] = [
  ...(
    [
      ["TrentService.NoSuchOperation", "protocol.unknown-operation"],
      ["TrentService.", "protocol.unknown-operation"],
      ["TrentService", "protocol.unknown-operation"],
      ["", "protocol.unknown-operation"],
      ["TrentService.DescribeKey.More", "protocol.unknown-operation"],
      ["TrentService.describeKey", "protocol.target-case"],
      ["TrentService.DESCRIBEKEY", "protocol.target-case"],
      ["DescribeKey", "protocol.target-prefix"],
      ["Trentservice.DescribeKey", "protocol.target-prefix"],
      ["KMS.DescribeKey", "protocol.target-prefix"],
      ["DynamoDB_20120810.DescribeKey", "protocol.target-prefix"],
      ["TrentService..DescribeKey", "protocol.target-prefix"],
      ["TrentService#DescribeKey", "protocol.target-prefix"],
    ] as const
  ).map(([value, clause]) =>
    onAnyKey(`target ${value === "" ? "empty" : value}`, target(value), unknownOperation(clause), NO_CALL),
  ),
  onAnyKey("target missing", target(undefined), unknownOperation("protocol.target-missing"), NO_CALL),
  onAnyKey(
    "target doubled, another",
    doubled("x-amz-target", "TrentService.ListKeys"),
    [nothingRan("protocol.target-doubled")],
    NO_CALL,
  ),
];
