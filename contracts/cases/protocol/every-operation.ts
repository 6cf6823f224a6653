import { listOf } from "../../../openapi/dialect/document";
import { type ContractCase, requestOf } from "../../contract-case";
import { OPERATIONS, schemaOf } from "../../contract-document";
import { succeeds, summaryOf } from "../../expectations";
import { MINIMAL } from "../operation-families";

/** The smallest request of each operation, sent byte by byte, so that the bytes of its answer are counted. */
export const COUNTED: readonly ContractCase[] = OPERATIONS.map((operation) => {
  const { given, body } = MINIMAL[operation];
  return {
    id: `protocol.bytes counted, ${operation}`,
    operation,
    given,
    when: (world) => ({ ...requestOf(operation, body(world), world), raw: true }),
    expects: [succeeds("wire.answered")],
    validity: "valid",
  };
});

/** The operations that refuse a request of the wrong type, because they require a member. */
const REFUSING = OPERATIONS.filter((operation) => listOf(schemaOf(`${operation}Request`).required).length > 0);

/** Each operation is known by its target. The request is wrong, so that nothing happens. */
export const EVERY_TARGET: readonly ContractCase[] = REFUSING.map((operation) => ({
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
  validity: "malformed",
}));
