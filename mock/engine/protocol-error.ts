import type { ProtocolRefusal } from "../../generated/rules";
import { protocolRules } from "../../generated/service";
import { fillMessage, type RuleModel } from "../../openapi/dialect/rule-model";

/** The error of the protocol that spells its text `Message`, recorded on KMS (docs/evidence/errors.md#spelling-of-the-message). */
const CAPITAL = protocolRules["protocol.broken-json"].error;

const INTERNAL = protocolRules["mock.internal"].error;

/**
 * A refusal by a rule before an operation is reached, or a fault of the mock itself. It becomes the answer
 * `{"__type": type, "message": text}`; an error without text has no message member.
 */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";

  constructor(
    readonly rule: RuleModel,
    readonly text: string | undefined = fillMessage(rule.message, {}),
    /** What the log adds for the developer. Never a header value or a body. */
    readonly hint?: string,
  ) {
    super(text ?? rule.error);
  }

  get status(): 400 | 500 {
    return this.rule.error === INTERNAL ? 500 : 400;
  }

  get body(): Record<string, string> {
    const type = this.rule.error ?? "";
    if (this.text === undefined) return { __type: type };
    return type === CAPITAL ? { __type: type, Message: this.text } : { __type: type, message: this.text };
  }
}

/**
 * The error of a rule of the protocol.
 * @param text where it is not the rule's own.
 * @param hint what the log adds for the developer.
 */
export function protocolError(id: ProtocolRefusal, text?: string, hint?: string): ProtocolError {
  return new ProtocolError(protocolRules[id], text, hint);
}
