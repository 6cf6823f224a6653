import { listOf, objectOf } from "../../../openapi/dialect/document";
import { valid } from "../../contract-case";
import { answers, byRule, holds, succeeds } from "../../expectations";
import type { Finding } from "../../finding";
import { rootOf } from "../../given/grant-states";
import { A_KEY_OF_EACH_STATE } from "../../given/key-states";
import { inByteOrder } from "../list-order";
import { different, MINIMAL, NO_PRINCIPAL, refusal, SERVICE, withForm } from "./grant-requests";

const { ListGrants, ListRetirableGrants } = MINIMAL;

const grantsOf = (body: Record<string, unknown>) => listOf(body.Grants).map(objectOf);
const idsOf = (body: Record<string, unknown>) => grantsOf(body).map(({ GrantId }) => GrantId);

/** The grants of a key. */
export const LIST_GRANTS = [
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

/** The grants that somebody may retire. */
export const LIST_RETIRABLE_GRANTS = [
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

function firstPage(body: Record<string, unknown>): Finding | undefined {
  return grantsOf(body).length <= 1 && body.Truncated === true && typeof body.NextMarker === "string"
    ? undefined
    : different("at most 1 grant, Truncated true, and a NextMarker", body, "");
}
