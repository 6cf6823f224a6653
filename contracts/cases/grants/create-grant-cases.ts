import type { CreateGrantRequest } from "../../../generated/types";
import { valid } from "../../contract-case";
import { answers, byRule, holds } from "../../expectations";
import type { CaseWorld, TargetLocation } from "../../given/case-world";
import { GRANT_NAME, rootOf, termsOf } from "../../given/grant-states";
import { different, MINIMAL, NO_PRINCIPAL, refusal, SERVICE, withForm } from "./grant-requests";

const { CreateGrant } = MINIMAL;

/** A resource on whose behalf a service could ask. */
const tableOf = ({ partition, region, account }: TargetLocation) =>
  `arn:${partition}:dynamodb:${region}:${account}:table/trent-contract`;

/** A request that the document takes and KMS refuses, by what differs from the smallest. */
const refusedTerms = (
  rule: string,
  form: string,
  more: (location: TargetLocation) => Partial<Record<keyof CreateGrantRequest, unknown>>,
) =>
  ({
    rule,
    form,
    body: (location: TargetLocation) => {
      const terms = { ...termsOf(location), ...more(location) };
      return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined)) as never;
    },
  }) as const;

const REFUSED_TERMS = [
  refusedTerms("operation-of-another-kind", "Sign of a symmetric key", () => ({ Operations: ["Sign"] })),
  refusedTerms("only-create-grant", "nothing else", () => ({ Operations: ["CreateGrant"] })),
  refusedTerms("one-grantee", "none", () => ({ GranteePrincipal: undefined })),
  refusedTerms("one-grantee", "both", (location) => ({
    GranteeServicePrincipal: SERVICE,
    RetiringPrincipal: rootOf(location),
    Constraints: { SourceArn: tableOf(location) },
  })),
  refusedTerms("one-retiring-principal", "both", (location) => ({
    RetiringPrincipal: rootOf(location),
    RetiringServicePrincipal: SERVICE,
  })),
  refusedTerms("service-as-grantee", "no SourceArn", (location) => ({
    GranteePrincipal: undefined,
    GranteeServicePrincipal: SERVICE,
    RetiringPrincipal: rootOf(location),
  })),
  refusedTerms("service-as-grantee", "nobody to retire it", (location) => ({
    GranteePrincipal: undefined,
    GranteeServicePrincipal: SERVICE,
    Constraints: { SourceArn: tableOf(location) },
  })),
  refusedTerms("two-contexts", "both", () => ({
    Constraints: { EncryptionContextEquals: { Purpose: "Test" }, EncryptionContextSubset: { Purpose: "Test" } },
  })),
  refusedTerms("size-of-a-constraint", "nine pairs", () => ({
    Constraints: { EncryptionContextSubset: Object.fromEntries([..."abcdefghi"].map((name) => [name, "Test"])) },
  })),
  refusedTerms("size-of-a-constraint", "a value of 385 characters", () => ({
    Constraints: { EncryptionContextEquals: { Purpose: "a".repeat(385) } },
  })),
];

/** Making grants. */
export const CREATE_GRANT = [
  valid("members", "an enabled symmetric key", "CreateGrant", CreateGrant.body, [
    holds("CreateGrant.form-of-the-id", ({ GrantId }) =>
      /^[0-9a-f]{64}$/.test(`${GrantId}`)
        ? undefined
        : different("64 lower-case hexadecimal digits", GrantId, "/GrantId"),
    ),
    holds("CreateGrant.form-of-the-token", ({ GrantToken }) =>
      /^AQpA[\w-]+$/.test(`${GrantToken}`)
        ? undefined
        : different("base64url text that begins with AQpA", GrantToken, "/GrantToken"),
    ),
  ]),
  valid(
    "same-name",
    "a key with a named grant",
    "CreateGrant",
    ({ key, location }) => ({ KeyId: key.id, ...termsOf(location), Name: GRANT_NAME }),
    [
      answers("CreateGrant.same-name", ({ grantId }) => ({ GrantId: grantId })),
      holds("CreateGrant.token-of-each-call", ({ GrantToken }, { grantToken }) =>
        GrantToken !== grantToken ? undefined : different("another token", GrantToken, "/GrantToken"),
      ),
    ],
  ),
  valid(
    "name-of-one-key",
    "a key with a named grant, and another key",
    "CreateGrant",
    ({ otherKey, location }) => ({ KeyId: otherKey.id, ...termsOf(location), Name: GRANT_NAME }),
    [anotherGrant("CreateGrant.name-of-one-key")],
  ),
  valid(
    "without-a-name",
    "a key with a grant",
    "CreateGrant",
    ({ key, location }) => ({ KeyId: key.id, ...termsOf(location) }),
    [anotherGrant("CreateGrant.without-a-name")],
  ),
  valid(
    "same-name-other-request",
    "a key with a named grant",
    "CreateGrant",
    ({ key, location }) => ({ KeyId: key.id, ...termsOf(location), Name: GRANT_NAME, Operations: ["Encrypt"] }),
    [anotherGrant("CreateGrant.same-name-other-request")],
  ),
  ...REFUSED_TERMS.map(({ rule, form, body }) =>
    withForm(
      refusal("CreateGrant", rule, "an enabled symmetric key", ({ key, location }) => ({
        KeyId: key.id,
        ...(body(location) as Pick<CreateGrantRequest, "Operations">),
      })),
      form,
    ),
  ),
  refusal("CreateGrant", "operation-of-another-kind", "an HMAC key"),
  refusal("CreateGrant", "context-of-a-symmetric-key", "an RSA key for encryption", ({ key, location }) => ({
    KeyId: key.id,
    GranteePrincipal: rootOf(location),
    Operations: ["Decrypt"],
    Constraints: { EncryptionContextSubset: { Purpose: "Test" } },
  })),
  valid(
    "invalid-principal-arn",
    "any key",
    "CreateGrant",
    ({ key, location }) => ({ KeyId: key.id, ...termsOf(location), GranteePrincipal: NO_PRINCIPAL }),
    byRule("CreateGrant", "invalid-principal-arn", () => ({ principal: NO_PRINCIPAL })),
  ),
  refusal("CreateGrant", "invalid-grant-token", "any key", ({ key, location }) => ({
    KeyId: key.id,
    ...termsOf(location),
    GrantTokens: ["trent-contract"],
  })),
  refusal("CreateGrant", "dry-run", "any key", ({ key, location }) => ({
    KeyId: key.id,
    ...termsOf(location),
    DryRun: true,
  })),
  refusal("CreateGrant", "disabled-key", "a disabled symmetric key"),
  refusal("CreateGrant", "pending-deletion", "a key pending deletion"),
  refusal("CreateGrant", "pending-import", "a key without its imported material"),
  refusal("CreateGrant", "creating", "a replica that is being made"),
];

function anotherGrant(clause: string) {
  return holds<CaseWorld & { readonly grantId: string }>(clause, ({ GrantId }, { grantId }) =>
    typeof GrantId === "string" && GrantId !== grantId
      ? undefined
      : different("another grant than the one that is there", GrantId, "/GrantId"),
  );
}
