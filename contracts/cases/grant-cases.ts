import type { CreateGrantRequest } from "../../generated/types";
import { listOf, objectOf } from "../../openapi/dialect/document";
import { valid } from "../contract-case";
import { answers, byRule, holds, succeeds } from "../expectations";
import { type Finding, shown } from "../finding";
import type { CaseWorld, TargetLocation } from "../given/case-world";
import { GRANT_NAME, rootOf, termsOf } from "../given/grant-states";
import { A_KEY_OF_EACH_STATE } from "../given/key-states";
import { caseFamily, NOT_DOCUMENTED, SECOND_CALLER } from "./case-family";
import { inByteOrder } from "./list-order";
import { minimalRequests, refusalsOf } from "./minimal-request";

const MINIMAL = minimalRequests({
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

const refusal = refusalsOf(MINIMAL);
const { CreateGrant, ListGrants, ListRetirableGrants, RetireGrant } = MINIMAL;

/** Well-formed, and never the id of a real grant. */
const NOBODYS_GRANT = "0".repeat(64);

/** No ARN, so nobody's. */
const NO_PRINCIPAL = "trent-contract";

/** A service, and a resource on whose behalf it could ask. */
const SERVICE = "dynamodb.us-east-1.amazonaws.com";
const tableOf = ({ partition, region, account }: TargetLocation) =>
  `arn:${partition}:dynamodb:${region}:${account}:table/trent-contract`;

const grantsOf = (body: Record<string, unknown>) => listOf(body.Grants).map(objectOf);
const idsOf = (body: Record<string, unknown>) => grantsOf(body).map(({ GrantId }) => GrantId);

const different = (expected: string, actual: unknown, pointer: string): Finding => ({
  expected,
  actual: shown(actual),
  pointer,
});

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

const CREATE_GRANT = [
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

const LIST_GRANTS = [
  valid("no-grants", "an enabled symmetric key", "ListGrants", ListGrants.body, [
    answers("ListGrants.no-grants", () => ({ Grants: [], Truncated: false })),
  ]),
  valid("members-of-an-entry", "a key with a grant", "ListGrants", ListGrants.body, [
    answers("ListGrants.members-of-an-entry", ({ key, grantId, location }) => ({
      Grants: [
        {
          KeyId: key.arn,
          GrantId: grantId,
          GranteePrincipal: rootOf(location),
          IssuingAccount: rootOf(location),
          Operations: ["Decrypt", "DescribeKey"],
        },
      ],
    })),
    holds("ListGrants.members-of-an-entry", (body) => {
      const [entry = {}] = grantsOf(body);
      const surplus = ["Name", "RetiringPrincipal", "Constraints"].find((name) => name in entry);
      if (surplus !== undefined) return different("no such member", entry[surplus], `/Grants/0/${surplus}`);
      return typeof entry.CreationDate === "number"
        ? undefined
        : different("a time", entry.CreationDate, "/Grants/0/CreationDate");
    }),
  ]),
  valid(
    "filters, GrantId",
    "a key with two grants",
    "ListGrants",
    ({ key, grantId }) => ({ KeyId: key.id, GrantId: grantId }),
    [answers("ListGrants.filters", ({ grantId }) => ({ Grants: [{ GrantId: grantId }] }))],
  ),
  valid(
    "filters, both",
    "a key with two grants",
    "ListGrants",
    ({ key, grantId, location }) => ({ KeyId: key.id, GrantId: grantId, GranteePrincipal: rootOf(location) }),
    [answers("ListGrants.filters", ({ grantId }) => ({ Grants: [{ GrantId: grantId }] }))],
  ),
  refusal("ListGrants", "one-grantee", "any key", ({ key, location }) => ({
    KeyId: key.id,
    GranteePrincipal: rootOf(location),
    GranteeServicePrincipal: SERVICE,
  })),
  refusal("ListGrants", "malformed-grant-id", "any key", ({ key }) => ({ KeyId: key.id, GrantId: "trent-contract" })),
  valid(
    "invalid-principal-arn",
    "any key",
    "ListGrants",
    ({ key }) => ({ KeyId: key.id, GranteePrincipal: NO_PRINCIPAL }),
    byRule("ListGrants", "invalid-principal-arn", () => ({ principal: NO_PRINCIPAL })),
  ),
  refusal("ListGrants", "foreign-marker", "any key", ({ key }) => ({ KeyId: key.id, Marker: "not a marker" })),
  valid("order", "a key with six grants", "ListGrants", ListGrants.body, [
    holds("ListGrants.order-of-grants", (body) => inByteOrder(idsOf(body), "/Grants")),
  ]),
  ...A_KEY_OF_EACH_STATE.map((given) =>
    valid(`any-state, ${given}`, given, "ListGrants", ListGrants.body, [succeeds("ListGrants.any-state")]),
  ),
  valid("first page", "a key with two grants", "ListGrants", ({ key }) => ({ KeyId: key.id, Limit: 1 }), [
    holds("ListGrants.paging", firstPage),
  ]),
  valid(
    "second page",
    "two grants, one of them listed",
    "ListGrants",
    ({ key, marker }) => ({ KeyId: key.id, Marker: marker }),
    [
      holds("ListGrants.paging", (body, { first }) =>
        idsOf(body).length === 1 && idsOf(body)[0] !== first && body.Truncated === false
          ? undefined
          : different("the other grant, Truncated false", body, ""),
      ),
    ],
  ),
];

const LIST_RETIRABLE_GRANTS = [
  valid("over-all-keys", "two keys with a grant to retire each", "ListRetirableGrants", ListRetirableGrants.body, [
    holds("ListRetirableGrants.over-all-keys", (body, { key, otherKey }) => {
      const keys = grantsOf(body).map(({ KeyId }) => KeyId);
      return body.Truncated === true || [key, otherKey].every(({ arn }) => keys.includes(arn))
        ? undefined
        : different("the grants of both keys", body.Grants, "/Grants");
    }),
    holds("ListRetirableGrants.members-of-an-entry", (body, { location }) => {
      const root = rootOf(location);
      const wrong = grantsOf(body).find((entry) => entry.RetiringPrincipal !== root || !("IssuingAccount" in entry));
      return wrong === undefined
        ? undefined
        : different(`entries with IssuingAccount, and RetiringPrincipal ${root}`, wrong, "/Grants");
    }),
    holds("ListRetirableGrants.order-of-grants", (body) => inByteOrder(idsOf(body), "/Grants")),
  ]),
  valid(
    "first page",
    "two keys with a grant to retire each",
    "ListRetirableGrants",
    ({ location }) => ({ RetiringPrincipal: rootOf(location), Limit: 1 }),
    [holds("ListRetirableGrants.paging", firstPage)],
  ),
  valid(
    "second page",
    "two grants to retire, one of them listed",
    "ListRetirableGrants",
    ({ location, marker }) => ({ RetiringPrincipal: rootOf(location), Marker: marker, Limit: 1 }),
    [
      holds("ListRetirableGrants.paging", (body, { first }) =>
        idsOf(body).length === 1 && idsOf(body)[0] !== first
          ? undefined
          : different("another grant than on the first page", body, "/Grants"),
      ),
    ],
  ),
  withForm(
    refusal("ListRetirableGrants", "one-retiring-principal", "an account", () => ({})),
    "none",
  ),
  withForm(
    refusal("ListRetirableGrants", "one-retiring-principal", "an account", ({ location }) => ({
      RetiringPrincipal: rootOf(location),
      RetiringServicePrincipal: SERVICE,
    })),
    "both",
  ),
  valid(
    "invalid-principal-arn",
    "an account",
    "ListRetirableGrants",
    () => ({ RetiringPrincipal: NO_PRINCIPAL }),
    byRule("ListRetirableGrants", "invalid-principal-arn", () => ({ principal: NO_PRINCIPAL })),
  ),
  refusal("ListRetirableGrants", "foreign-marker", "an account", ({ location }) => ({
    RetiringPrincipal: rootOf(location),
    Marker: "not a marker",
  })),
];

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

function anotherGrant(clause: string) {
  return holds<CaseWorld & { readonly grantId: string }>(clause, ({ GrantId }, { grantId }) =>
    typeof GrantId === "string" && GrantId !== grantId
      ? undefined
      : different("another grant than the one that is there", GrantId, "/GrantId"),
  );
}

function firstPage(body: Record<string, unknown>): Finding | undefined {
  return grantsOf(body).length <= 1 && body.Truncated === true && typeof body.NextMarker === "string"
    ? undefined
    : different("at most 1 grant, Truncated true, and a NextMarker", body, "");
}

/** One of several cases of a rule in one state. */
function withForm(row: ReturnType<typeof refusal>, form: string) {
  return { ...row, id: `${row.id}, ${form}` };
}

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
