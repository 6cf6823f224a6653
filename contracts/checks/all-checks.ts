import { bodyEmpty } from "./body-empty";
import { bodyJson } from "./body-json";
import { bodySchema } from "./body-schema";
import { contentLength } from "./content-length";
import { contentType } from "./content-type";
import { date } from "./date";
import { headerSchemas } from "./declared-headers";
import { errorMessage, errorStatus, errorType, errorTypeBare, errorTypeDeclared } from "./error-form";
import { compact, uniqueMembers } from "./json-form";
import { epochSeconds, milliseconds, noNullMembers, noUndeclaredMembers } from "./members";
import { noCaching } from "./no-caching";
import { requestId, requestIdUnique } from "./request-ids";
import { singleValued } from "./single-valued";
import { statusDeclared } from "./status-declared";
import { noErrortypeHeader, noUndeclaredAmzHeaders } from "./undeclared-headers";
import type { Check } from "./wire-check";

/** Every check of every answer, for one run: one of them remembers the answers before. */
export function allChecks(): readonly Check[] {
  return [
    statusDeclared,
    contentType,
    requestId,
    requestIdUnique(),
    contentLength,
    date,
    noCaching,
    headerSchemas,
    singleValued,
    noUndeclaredAmzHeaders,
    noErrortypeHeader,
    bodyEmpty,
    bodyJson,
    bodySchema,
    noNullMembers,
    uniqueMembers,
    noUndeclaredMembers,
    errorType,
    errorTypeDeclared,
    errorTypeBare,
    errorStatus,
    errorMessage,
    epochSeconds,
    milliseconds,
    compact,
  ];
}
