import { valid } from "../contract-case";
import { answers, succeeds } from "../expectations";
import { caseFamily, NOT_DOCUMENTED, SECOND_CALLER } from "./case-family";
import { CREATE_GRANT } from "./grants/create-grant-cases";
import { MINIMAL, NOBODYS_GRANT, refusal, withForm } from "./grants/grant-requests";
import { LIST_GRANTS, LIST_RETIRABLE_GRANTS } from "./grants/list-grant-cases";

const { ListGrants, RetireGrant } = MINIMAL;

const END_OF_A_GRANT = (["RetireGrant", "RevokeGrant"] as const).flatMap((operation) => [
  valid("success", "a key with a grant", operation, MINIMAL[operation].body, [
    succeeds(`${operation}.success-is-empty`),
  ]),
  ...(["a disabled key with a grant", "a key pending deletion with a grant"] as const).map((given) =>
    valid(`any-state, ${given}`, given, operation, MINIMAL[operation].body, [succeeds(`${operation}.any-state`)]),
  ),
  valid(
    `gone after ${operation}`,
    operation === "RetireGrant" ? "a grant that was retired" : "a grant that was revoked",
    "ListGrants",
    ListGrants.body,
    [answers(`${operation}.gone`, () => ({ Grants: [] }))],
  ),
  refusal(operation, "unknown-grant", "any key", ({ key }) => ({ KeyId: key.id, GrantId: NOBODYS_GRANT })),
  refusal(operation, "malformed-grant-id", "any key", ({ key }) => ({ KeyId: key.id, GrantId: "trent-contract" })),
  refusal(operation, "dry-run", "a key with a grant", ({ key, grantId }) => ({
    KeyId: key.id,
    GrantId: grantId,
    DryRun: true,
  })),
]);

const RETIRE_GRANT = [
  valid("by-key-and-id", "a key with a grant", "RetireGrant", RetireGrant.body, [
    succeeds("RetireGrant.by-key-and-id"),
  ]),
  ...(["a key with a grant", "a key with a grant of two tokens"] as const).map((given) =>
    valid(`by-token, ${given}`, given, "RetireGrant", ({ grantToken }) => ({ GrantToken: grantToken }), [
      succeeds("RetireGrant.by-token"),
    ]),
  ),
  refusal("RetireGrant", "invalid-grant-token", "an account", () => ({ GrantToken: "trent-contract" })),
  withForm(
    refusal("RetireGrant", "which-grant", "an account", () => ({})),
    "nothing",
  ),
  withForm(
    refusal("RetireGrant", "which-grant", "any key", ({ key }) => ({ KeyId: key.id })),
    "only the key",
  ),
  withForm(
    refusal("RetireGrant", "which-grant", "an account", () => ({ GrantId: NOBODYS_GRANT })),
    "only the grant",
  ),
  refusal("RevokeGrant", "unknown-grant", "a grant that was retired"),
  refusal("RetireGrant", "unknown-grant", "a grant that was revoked"),
];

/** Grants. */
export const GRANTS = caseFamily({
  minimal: MINIMAL,
  cases: [...CREATE_GRANT, ...LIST_GRANTS, ...LIST_RETIRABLE_GRANTS, ...END_OF_A_GRANT, ...RETIRE_GRANT],
  unproved: {
    "CreateGrant.grant-quota":
      "50,000 grants are too many for a test of a service; test/state/quotas.test.ts proves it for the mock",
    "CreateGrant.through-a-grant": SECOND_CALLER,
    "ListGrants KMSInvalidStateException": NOT_DOCUMENTED,
    "ListRetirableGrants NotFoundException": NOT_DOCUMENTED,
    "RetireGrant KMSInvalidStateException": NOT_DOCUMENTED,
    "RevokeGrant KMSInvalidStateException": NOT_DOCUMENTED,
  },
});
