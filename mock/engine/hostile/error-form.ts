import type { JsonObject } from "../../../openapi/dialect/document";
import type { Random } from "./random";

/** Where the service's own errors live: the Smithy namespace of the KMS model. */
const MODEL = "com.amazonaws.kms";

/**
 * The errors of AWS's front end, which stand in no operation's model (kms.md section 4), and the namespaces that its
 * framework gives them. The namespace is free: a client cuts it off.
 */
export const FRAMEWORK: Readonly<Record<string, string>> = {
  AccessDeniedException: "com.amazon.coral.service",
  ExpiredTokenException: "com.amazon.coral.service",
  IncompleteSignatureException: "com.amazon.coral.service",
  InternalFailure: "com.amazon.coral.service",
  InvalidSignatureException: "com.amazon.coral.service",
  MissingAuthenticationTokenException: "com.amazon.coral.service",
  RequestEntityTooLargeException: "com.amazon.coral.service",
  SerializationException: "com.amazon.coral.service",
  ThrottlingException: "com.amazon.coral.availability",
  UnknownOperationException: "com.amazon.coral.service",
  UnrecognizedClientException: "com.amazon.coral.service",
  ValidationException: "com.amazon.coral.validate",
};

/**
 * An error body in one of the forms that clients must read. `__type` is the bare name or has a namespace before a
 * `#`: a server should send the name, and clients MUST accept both (kms.md 3.3). A framework error's text is now in
 * `message` and now in `Message`, as in the recorded SerializationException of KMS; clients read the one, then the
 * other (kms.md 3.3, 7.1 V7). A modelled error keeps `message`, the member of its model. What is no error body stays
 * as it is.
 */
export function varyError(random: Random, body: JsonObject): JsonObject {
  const { __type: type, ...members } = body;
  if (typeof type !== "string") return body;
  const framework = Object.hasOwn(FRAMEWORK, type) ? FRAMEWORK[type] : undefined;
  const isPrefixed = random.once(2);
  const isCapital = random.once(2);
  return {
    __type: isPrefixed && !type.includes("#") ? `${framework ?? MODEL}#${type}` : type,
    ...(framework === undefined ? members : renameText(members, isCapital ? "Message" : "message")),
  };
}

function renameText({ message, Message, ...others }: JsonObject, name: string): JsonObject {
  const text = message ?? Message;
  return text === undefined ? others : { ...others, [name]: text };
}
