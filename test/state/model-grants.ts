import { ACCOUNT, type Member, type Request, refuse } from "./model-rules";

/** Who has permissions and who may retire them, in the commands. */
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/Reader`;

interface ModelGrant {
  readonly id: string;
  readonly region: string;
  readonly keyId: string;
  readonly terms: Request;
  readonly created: number;
}

/** The kinds of key that the commands make, by what a grant can permit on them. */
const OPERATIONS: Readonly<Record<string, string>> = {
  SYMMETRIC_DEFAULT: "Decrypt DescribeKey RetireGrant CreateGrant",
  ECC_NIST_P256: "DescribeKey RetireGrant CreateGrant",
  ML_KEM_512: "DescribeKey RetireGrant CreateGrant",
  RSA_2048: "Decrypt DescribeKey RetireGrant CreateGrant",
  HMAC_256: "GenerateMac DescribeKey RetireGrant CreateGrant",
};

/** The rules of docs/evidence/grants.md in the plainest form: one list, looked through from end to end. */
export class ModelGrants {
  list: ModelGrant[] = [];
  /** Every token that there ever was. */
  readonly tokens: { readonly token: string; readonly id: string; readonly region: string }[] = [];

  of(region: string, keyId: string): ModelGrant[] {
    return this.list.filter((grant) => grant.region === region && grant.keyId === keyId);
  }

  /** Whether a key's grants permit what its policy does not: the caller may be anybody of the account. */
  permit(operation: string, request: Request, { region, group }: Member): boolean {
    return this.of(region, group.id).some(({ terms }) => {
      if (!operationsOf(terms).includes(operation)) return false;
      if (operation !== "CreateGrant") return true;
      const isLess = operationsOf(request).every((each) => operationsOf(terms).includes(each));
      return isLess && (terms.Constraints === undefined || request.Constraints !== undefined);
    });
  }

  /** The grant that is there already, or nothing for a new one. */
  create(request: Request, { region, group }: Member): { same: string | undefined } {
    const wanted = operationsOf(request);
    if (request.GranteePrincipal === "nobody")
      refuse("InvalidArnException: ARN does not refer to a valid principal: nobody");
    const fitting = OPERATIONS[group.spec]!.split(" ");
    if (wanted.some((each) => !fitting.includes(each))) refuse("ValidationException");
    if (wanted.every((each) => each === "CreateGrant"))
      refuse("ValidationException: Grants must not contain only the CreateGrant operation.");
    if (request.Constraints !== undefined && group.spec !== "SYMMETRIC_DEFAULT") refuse("ValidationException");
    refuseDry(request);
    const same = this.of(region, group.id).find(
      ({ terms }) => request.Name !== undefined && wordsOf(terms) === wordsOf(request),
    );
    return { same: same?.id };
  }

  learn(id: string, token: string, request: Request, { region, group }: Member, created: number): void {
    this.tokens.push({ token, id, region });
    if (this.list.some((grant) => grant.id === id)) return;
    this.list.push({ id, region, keyId: group.id, terms: request, created });
  }

  /** Ends the grant that a call names. */
  end(request: Request, region: string, keyId: string): undefined {
    const id = String(request.GrantId);
    if (!/^[0-9a-f]{64}$/.test(id)) refuse("InvalidGrantIdException");
    this.#end(this.of(region, keyId).find((grant) => grant.id === id)?.id, request);
  }

  endByToken(request: Request, region: string): undefined {
    const known = this.tokens.find(({ token }) => token === request.GrantToken);
    if (!known || known.region !== region) refuse("InvalidGrantTokenException");
    this.#end(this.list.find(({ id }) => id === known!.id)?.id, request);
  }

  #end(id: string | undefined, request: Request): void {
    if (id === undefined) refuse("NotFoundException");
    refuseDry(request);
    this.list = this.list.filter((grant) => grant.id !== id);
  }

  retirable(request: Request, region: string): string[] {
    if (request.RetiringPrincipal === undefined) refuse("ValidationException");
    const found = this.list.filter((grant) => grant.region === region);
    return shown(found.filter(({ terms }) => terms.RetiringPrincipal === request.RetiringPrincipal));
  }
}

function refuseDry(request: Request): void {
  if (request.DryRun === true)
    refuse("DryRunOperationException: The request would have succeeded, but the DryRun option is set.");
}

function operationsOf(terms: Request): string[] {
  return terms.Operations as string[];
}

function wordsOf({ Name, GranteePrincipal, RetiringPrincipal, Operations, Constraints }: Request): string {
  const operations = [...new Set(Operations as string[])].sort();
  return JSON.stringify([Name ?? null, GranteePrincipal, RetiringPrincipal ?? null, operations, Constraints ?? null]);
}

/** Grants in the model's words, in the order of their ids. */
export function shown(grants: readonly ModelGrant[]): string[] {
  const sorted = [...grants].sort((a, b) => (a.id < b.id ? -1 : 1));
  return sorted.map(({ id, keyId, terms, created }) => `${id} ${keyId} ${created / 1000} ${wordsOf(terms)}`);
}

/** A list of the mock's in the same words. */
export function seenGrants(entries: readonly Record<string, unknown>[]): string[] {
  return entries.map(
    (each) => `${each.GrantId} ${String(each.KeyId).replace(/.*\//, "")} ${each.CreationDate} ${wordsOf(each)}`,
  );
}
