import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import { isObject, type JsonObject } from "../../openapi/dialect/document";
import type { OperationModel, ResponseModel } from "../../openapi/dialect/operations";
import type { Clause } from "../clause";
import { headerObject, type Received, type Sent } from "../contract-exchange";
import type { Finding } from "../finding";

/**
 * A requirement on every exchange, with the function that checks it. Its area is `wire`.
 * @typeParam Subject what the function looks at: for all checks but `wire.answered`, a whole answer.
 */
export type WireCheck<Subject = ExchangeView> = Clause & {
  /** Whether the clause says anything about this exchange. Coverage counts only exchanges that it says something about. */
  applies(subject: Subject): boolean;
  /** Finds what is wrong; undefined where nothing is. */
  find(subject: Subject): Finding | undefined;
};

/** A whole answer to a request that named an operation, prepared for the checks. */
export interface ExchangeView {
  readonly sent: Sent;
  readonly received: Received;
  readonly name: TrentOperation;
  readonly operation: OperationModel;
  /** What the operation declares for the status; undefined where it declares nothing. */
  readonly response: ResponseModel | undefined;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body where it is a JSON object, else undefined. */
  readonly body: JsonObject | undefined;
  /** The request ids of the earlier answers of this run. */
  readonly earlierRequestIds: ReadonlySet<string>;
}

/** Prepares an exchange for the checks. */
export function viewOf(
  sent: Sent,
  received: Received,
  name: TrentOperation,
  earlierRequestIds: ReadonlySet<string>,
): ExchangeView {
  const operation: OperationModel = operations[name];
  return {
    sent,
    received,
    name,
    operation,
    response: operation.responses.find(({ status }) => status === received.status),
    headers: headerObject(received.headers),
    body: isObject(received.json) ? received.json : undefined,
    earlierRequestIds,
  };
}

/** The clause applies to every answer. */
export const always = () => true;

/** Whether the status says that the answer is an error. */
export function isError({ received }: ExchangeView): boolean {
  return received.status >= 400;
}
