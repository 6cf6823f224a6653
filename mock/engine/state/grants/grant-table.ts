import { SortedNames } from "../sorted-names";
import { type Grant, sameness } from "./grant";

/** The grants of one account in one Region, to be read. */
export interface GrantsView {
  grant(keyId: string, id: string): Grant | undefined;
  /** The grant of a key that a request means which is the same in all ({@link sameness}). */
  same(keyId: string, text: string): Grant | undefined;
  /** How many grants a key has. */
  count(keyId: string): number;
  /** All grants of a key, by id. */
  ofKey(keyId: string): Grant[];
  /** At most so many grants of a key, of one grantee where one is named, whose ids come after the one given, by id. */
  after(keyId: string, grantee: string | undefined, id: string, most: number): Grant[];
  /** The grantees of a key's grants, each once. */
  grantees(keyId: string): Iterable<string>;
  /** At most so many grants that a principal or a service may retire, after a position of {@link retirablePosition}. */
  retirableAfter(retiring: string, position: string, most: number): Grant[];
}

/** Where a grant stands among those that somebody may retire: by id. */
export function retirablePosition({ id, account, keyId }: Grant): string {
  return `${id}/${account}/${keyId}`;
}

/** What an account has granted in a Region, with an index for each question, so that no answer looks at all grants. */
export class GrantTable implements GrantsView {
  readonly #grants = new Map<string, Grant>();
  /** Ids by key, and by key and grantee. */
  readonly #ids = new Map<string, SortedNames>();
  readonly #grantees = new Map<string, Set<string>>();
  readonly #same = new Map<string, string>();
  readonly #retirable = new Map<string, SortedNames>();

  /** All grants, in no order. */
  all(): Iterable<Grant> {
    return this.#grants.values();
  }

  grant(keyId: string, id: string): Grant | undefined {
    return this.#grants.get(`${keyId}/${id}`);
  }

  same(keyId: string, text: string): Grant | undefined {
    const id = this.#same.get(`${keyId}/${text}`);
    return id === undefined ? undefined : this.grant(keyId, id);
  }

  count(keyId: string): number {
    return this.#ids.get(keyId)?.size ?? 0;
  }

  ofKey(keyId: string): Grant[] {
    return this.after(keyId, undefined, "", this.count(keyId));
  }

  after(keyId: string, grantee: string | undefined, id: string, most: number): Grant[] {
    const ids = this.#ids.get(grantee === undefined ? keyId : `${keyId}/${grantee}`);
    return (ids?.after(id, most) ?? []).flatMap((each) => this.grant(keyId, each) ?? []);
  }

  grantees(keyId: string): Iterable<string> {
    return this.#grantees.get(keyId) ?? [];
  }

  retirableAfter(retiring: string, position: string, most: number): Grant[] {
    const places = this.#retirable.get(retiring)?.after(position, most) ?? [];
    return places.flatMap((place) => {
      const [id = "", , keyId = ""] = place.split("/");
      return this.grant(keyId, id) ?? [];
    });
  }

  put(grant: Grant): void {
    const { keyId, id } = grant;
    this.delete(keyId, id);
    this.#grants.set(`${keyId}/${id}`, grant);
    add(this.#ids, keyId, id);
    for (const grantee of granteesOf(grant)) {
      add(this.#ids, `${keyId}/${grantee}`, id);
      const grantees = this.#grantees.get(keyId) ?? new Set();
      this.#grantees.set(keyId, grantees.add(grantee));
    }
    for (const retiring of retirersOf(grant)) add(this.#retirable, retiring, retirablePosition(grant));
    const text = sameness(grant);
    if (text !== undefined) this.#same.set(`${keyId}/${text}`, id);
  }

  delete(keyId: string, id: string): void {
    const grant = this.grant(keyId, id);
    if (!grant) return;
    this.#grants.delete(`${keyId}/${id}`);
    remove(this.#ids, keyId, id);
    for (const grantee of granteesOf(grant)) {
      remove(this.#ids, `${keyId}/${grantee}`, id);
      if (!this.#ids.has(`${keyId}/${grantee}`)) this.#grantees.get(keyId)?.delete(grantee);
    }
    if (this.#grantees.get(keyId)?.size === 0) this.#grantees.delete(keyId);
    for (const retiring of retirersOf(grant)) remove(this.#retirable, retiring, retirablePosition(grant));
    const text = sameness(grant);
    if (text !== undefined && this.#same.get(`${keyId}/${text}`) === id) this.#same.delete(`${keyId}/${text}`);
  }
}

function granteesOf({ grantee, granteeService }: Grant): string[] {
  return [grantee ?? [], granteeService ?? []].flat();
}

function retirersOf({ retiring, retiringService }: Grant): string[] {
  return [retiring ?? [], retiringService ?? []].flat();
}

function add(lists: Map<string, SortedNames>, of: string, name: string): void {
  const names = lists.get(of) ?? new SortedNames();
  lists.set(of, names);
  names.add(name);
}

function remove(lists: Map<string, SortedNames>, of: string, name: string): void {
  const names = lists.get(of);
  names?.remove(name);
  if (names?.size === 0) lists.delete(of);
}
