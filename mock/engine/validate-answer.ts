import type { ErrorObject } from "ajv";
import { withNumbers } from "../../openapi/dialect/exact-json";
import type { AnswerValue } from "./answer";
import { dropInvalidMembers } from "./drop-invalid-members";
import type { Log } from "./log";
import { protocolError } from "./protocol-error";
import type { RoutedContext } from "./request-context";

/** Validates an answer by the schema of its status, once for an answer that is used again. */
export type ValidateAnswer = (context: RoutedContext, answer: AnswerValue) => void;

/**
 * The one policy for an answer that breaks its schema. Errors of the protocol do not come here: no operation makes them.
 *
 * An answer of our own document is a fault of the mock, and becomes 500 InternalFailure. A foreign document often has no
 * example, and a body that is made from its schema may break it: members that do are dropped.
 * The log says which.
 * @param isOwn whether the document is our own.
 */
export function createAnswerValidation(isOwn: boolean, log: Log): ValidateAnswer {
  return ({ route: { operation, checks } }, answer) => {
    if (answer.isChecked) return;
    const validate = checks.responseBody?.[answer.status];
    // The second look is for bigints, which Ajv takes for no numbers.
    if (validate !== undefined && !validate(answer.body ?? "") && !validate(withNumbers(answer.body ?? ""))) {
      const what = `${operation.name}: the ${answer.status} answer breaks its schema at ${listed(validate.errors ?? [])}`;
      if (isOwn) {
        log.error(what);
        throw protocolError("mock.internal");
      }
      const rest = dropInvalidMembers(answer.body, validate);
      log.warn(`${what}; ${rest === undefined ? "it is sent as it is" : "these members are left out"}`);
      answer.body = rest ?? answer.body;
    }
    answer.isChecked = true;
  };
}

/** The places of errors with their messages, each place once. */
function listed(errors: readonly ErrorObject[]): string {
  const places = new Map(errors.map(({ instancePath, message }) => [instancePath || "/", message]));
  return [...places].map(([place, message]) => `${place} (${message})`).join(", ");
}
