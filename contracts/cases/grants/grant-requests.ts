import type { ContractCase } from "../../contract-case";
import { type Finding, shown } from "../../finding";
import { rootOf, termsOf } from "../../given/grant-states";
import { minimalRequests, refusalsOf } from "../minimal-request";

/** The smallest requests of the operations on grants. */
export const MINIMAL = minimalRequests({
  CreateGrant: {
    given: "an enabled symmetric key",
    body: ({ key, location }) => ({ KeyId: key.id, ...termsOf(location) }),
  },
  ListGrants: { given: "any key", body: ({ key }) => ({ KeyId: key.id }) },
  ListRetirableGrants: { given: "an account", body: ({ location }) => ({ RetiringPrincipal: rootOf(location) }) },
  RetireGrant: {
    given: "a key with a grant",
    body: ({ key, grantId }) => ({ KeyId: key.id, GrantId: grantId }),
  },
  RevokeGrant: {
    given: "a key with a grant",
    body: ({ key, grantId }) => ({ KeyId: key.id, GrantId: grantId }),
  },
});

/** Makes the rows of a table of refusals. */
export const refusal = refusalsOf(MINIMAL);

/** Well-formed, and never the id of a real grant. */
export const NOBODYS_GRANT = "0".repeat(64);

/** No ARN, so nobody's. */
export const NO_PRINCIPAL = "trent-contract";

/** A service, for the members that name one. */
export const SERVICE = "dynamodb.us-east-1.amazonaws.com";

/** What was wanted, and what came. */
export const different = (expected: string, actual: unknown, pointer: string): Finding => ({
  expected,
  actual: shown(actual),
  pointer,
});

/** One of several cases of a rule in one state. */
export function withForm(row: ContractCase, form: string): ContractCase {
  return { ...row, id: `${row.id}, ${form}` };
}
