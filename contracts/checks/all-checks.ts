import type { Clause } from "../clause";
import { answered } from "./answered";
import { bodyEmpty } from "./body-empty";
import { bodyJson } from "./body-json";
import { bodySchema } from "./body-schema";
import { contentLength } from "./content-length";
import { contentType } from "./content-type";
import { date } from "./date";
import { headerSchemas } from "./declared-headers";
import { errorMessage, errorStatus, errorType, errorTypeBare, errorTypeDeclared } from "./error-checks";
import { compact, uniqueMembers } from "./json-form";
import { noNullMembers, noUndeclaredMembers } from "./member-checks";
import { noCaching } from "./no-caching";
import { requestId, requestIdUnique } from "./request-ids";
import { singleValued } from "./single-valued";
import { statusDeclared } from "./status-declared";
import { epochSeconds, milliseconds } from "./time-checks";
import { noErrortypeHeader, noUndeclaredAmzHeaders } from "./undeclared-headers";
import type { WireCheck } from "./wire-check";

/** The checks of every whole answer, in the order of a report. */
export const ANSWER_CHECKS: readonly WireCheck[] = [
  statusDeclared,
  contentType,
  requestId,
  requestIdUnique,
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

/** The clauses that hold for every exchange, whatever the operation: those of the checks. */
export const WIRE_CLAUSES: readonly Clause[] = [answered, ...ANSWER_CHECKS];
