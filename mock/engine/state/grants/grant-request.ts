import type { SharedRefusals } from "../../../../generated/rules";
import type { CreateGrantRequest, GrantConstraints } from "../../../../generated/types";
import type { Key } from "../key";
import { isSymmetric } from "../key-state-rules";
import type { Refuse, RefuseBy } from "../refuse";
import type { Grant } from "./grant";
import { fitsKey } from "./grant-operations";

/** Documented: how many pairs a constraint has at most, and how many characters a value. */
const MOST_PAIRS = 8;
const LONGEST_VALUE = 384;

/** What a request says about the grant that it wants. */
type GrantTerms = Omit<Grant, "id" | "secret" | "created">;

/** Checks what a request wants to grant on a key, and gives it. The order of the checks is not known. */
export function readTerms(
  request: CreateGrantRequest,
  key: Key,
  issuer: string,
  refuse: RefuseBy<"CreateGrant">,
): GrantTerms {
  checkPrincipals(request, refuse);
  const operations = [...new Set(request.Operations)];
  if (operations.some((operation) => !fitsKey(operation, key))) refuse("operation-of-another-kind");
  if (operations.length === 1 && operations[0] === "CreateGrant") refuse("only-create-grant");
  const constraints = request.Constraints && readConstraints(request.Constraints, key, refuse);
  const { Name, GranteePrincipal, RetiringPrincipal, GranteeServicePrincipal, RetiringServicePrincipal } = request;
  return {
    account: key.account,
    region: key.region,
    keyId: key.id,
    issuer,
    ...(Name !== undefined && { name: Name }),
    ...(GranteePrincipal !== undefined && { grantee: GranteePrincipal }),
    ...(GranteeServicePrincipal !== undefined && { granteeService: GranteeServicePrincipal }),
    ...(RetiringPrincipal !== undefined && { retiring: RetiringPrincipal }),
    ...(RetiringServicePrincipal !== undefined && { retiringService: RetiringServicePrincipal }),
    operations,
    ...(constraints && { constraints }),
  };
}

function checkPrincipals(request: CreateGrantRequest, refuse: RefuseBy<"CreateGrant">): void {
  const { GranteePrincipal, GranteeServicePrincipal, RetiringPrincipal, RetiringServicePrincipal } = request;
  if ((GranteePrincipal === undefined) === (GranteeServicePrincipal === undefined)) refuse("one-grantee");
  if (RetiringPrincipal !== undefined && RetiringServicePrincipal !== undefined) refuse("one-retiring-principal");
  const retires = RetiringPrincipal ?? RetiringServicePrincipal;
  if (GranteeServicePrincipal !== undefined && (request.Constraints?.SourceArn === undefined || retires === undefined))
    refuse("service-as-grantee");
  for (const principal of [GranteePrincipal, RetiringPrincipal]) checkPrincipalArn(principal, refuse);
}

/** The constraints with nothing that does not say anything; undefined where nothing is left. */
function readConstraints(
  { EncryptionContextEquals, EncryptionContextSubset, SourceArn }: GrantConstraints,
  key: Key,
  refuse: RefuseBy<"CreateGrant">,
): GrantConstraints | undefined {
  if (EncryptionContextEquals !== undefined && EncryptionContextSubset !== undefined) refuse("two-contexts");
  const pairs = EncryptionContextEquals ?? EncryptionContextSubset;
  if (pairs !== undefined && !isSymmetric(key)) refuse("context-of-a-symmetric-key");
  const values = Object.values(pairs ?? {});
  if (values.length > MOST_PAIRS || values.some((value) => value.length > LONGEST_VALUE))
    refuse("size-of-a-constraint");
  if (pairs === undefined && SourceArn === undefined) return undefined;
  return {
    ...(EncryptionContextEquals !== undefined && { EncryptionContextEquals }),
    ...(EncryptionContextSubset !== undefined && EncryptionContextEquals === undefined && { EncryptionContextSubset }),
    ...(SourceArn !== undefined && { SourceArn }),
  };
}

/** ARNs of an account, a user, a role, a federated user and an assumed role (docs/evidence/grants.md#principals). */
const PRINCIPAL =
  /^arn:aws[a-z-]*:(?:iam::\d{12}:(?:root|user\/.+|role\/.+)|sts::\d{12}:(?:federated-user\/.+|assumed-role\/.+\/.+))$/;

/** Refuses what is no ARN of a principal. Whether it exists, the mock cannot know. */
export function checkPrincipalArn(
  principal: string | undefined,
  refuse: Refuse<Pick<SharedRefusals, "invalid-principal-arn">>,
): void {
  if (principal !== undefined && !PRINCIPAL.test(principal)) refuse("invalid-principal-arn", { principal });
}
