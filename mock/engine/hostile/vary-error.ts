import { errorNamespaces } from "../../../generated/service";
import type { JsonObject } from "../../../openapi/dialect/document";
import type { Draws } from "./draws";

/** The namespace of the service's own errors, from the Smithy model of KMS. */
const MODEL = "com.amazonaws.kms";

/**
 * An error body in one of the forms that clients must read. `__type` is the bare name or has a namespace before a
 * `#`: a server should send the name, and clients MUST accept both (docs/evidence/errors.md#bare-type). The text of a framework error is in
 * `message` or in `Message`, as in the recorded SerializationException of KMS; clients look for both (docs/evidence/errors.md#spelling-of-the-message). A modelled error always has `message`, the member of its model. A body without `__type` stays as it is.
 */
export function varyError(draws: Draws, body: JsonObject): JsonObject {
  const { __type: type, ...members } = body;
  if (typeof type !== "string") return body;
  const framework = Object.hasOwn(errorNamespaces, type) ? errorNamespaces[type] : undefined;
  const isPrefixed = draws.once(2);
  const isCapital = draws.once(2);
  return {
    __type: isPrefixed && !type.includes("#") ? `${framework ?? MODEL}#${type}` : type,
    ...(framework === undefined ? members : renameText(members, isCapital ? "Message" : "message")),
  };
}

function renameText({ message, Message, ...others }: JsonObject, name: string): JsonObject {
  const text = message ?? Message;
  return text === undefined ? others : { ...others, [name]: text };
}
