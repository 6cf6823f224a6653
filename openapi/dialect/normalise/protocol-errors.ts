/** The errors that any operation can answer with before it begins (kms.md 4); no document of the directory has them. */
export const PROTOCOL_ERRORS: Readonly<Record<400 | 500, readonly string[]>> = {
  400: [
    "UnknownOperationException",
    "SerializationException",
    "ValidationException",
    "IncompleteSignatureException",
    "ThrottlingException",
    "AccessDeniedException",
    "MissingAuthenticationTokenException",
    "InvalidSignatureException",
    "UnrecognizedClientException",
    "ExpiredTokenException",
    "RequestEntityTooLargeException",
  ],
  500: ["InternalFailure"],
};
