import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import { isObject, type JsonObject } from "../../openapi/dialect/document";
import type { OperationModel, ResponseModel } from "../../openapi/dialect/operations";
import { headerObject, type Received, type Sent } from "../contract-exchange";
import type { Finding } from "../finding";
import type { WIRE_CLAUSES } from "./wire-clauses";

/** A whole answer to a request that named an operation, as the checks see it. */
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
}

/** The id of a clause that holds for every exchange. */
export type WireClause = (typeof WIRE_CLAUSES)[number]["id"];

/** A rule that every answer is held against, with the message beside it. */
export interface Check {
  readonly clause: WireClause;
  /** Whether the rule says anything about this answer. Coverage counts only answers that it does say something about. */
  applies(view: ExchangeView): boolean;
  /** What is wrong; undefined where nothing is. */
  find(view: ExchangeView): Finding | undefined;
}

/** Looks at an exchange in the way that the checks need. */
export function viewOf(sent: Sent, received: Received, name: TrentOperation): ExchangeView {
  const operation: OperationModel = operations[name];
  return {
    sent,
    received,
    name,
    operation,
    response: operation.responses.find(({ status }) => status === received.status),
    headers: headerObject(received.headers),
    body: isObject(received.json) ? received.json : undefined,
  };
}

/** A check of every answer. */
export const always = () => true;

/** Whether the answer says that it is an error, by its status. */
export function isError({ received }: ExchangeView): boolean {
  return received.status >= 400;
}
