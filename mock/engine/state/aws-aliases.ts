import { awsAliases } from "../../../generated/service";
import type { Alias } from "./key";
import type { Partition } from "./partition";

/** The names of the aliases that every account has in every Region, in byte order (docs/evidence/aliases.md#aliases-of-aws). */
const NAMES: readonly string[] = [...awsAliases].sort();
const KNOWN: ReadonlySet<string> = new Set(NAMES);

/**
 * An alias of AWS that no service has used yet: it has no key, and is not in the state. Its serial is 0, which no alias in
 * the state has.
 */
export function awsAlias(account: string, region: string, name: string): Alias | undefined {
  return KNOWN.has(name) ? { account, region, name, serial: 0 } : undefined;
}

/** At most so many aliases after a name: those of a partition, and those of AWS that are not in it. */
export function withAwsAliases(
  account: string,
  region: string,
  partition: Partition,
  after: string,
  most: number,
): Alias[] {
  const unused = NAMES.filter((name) => name > after && !partition.aliases.has(name)).map((name) => ({
    account,
    region,
    name,
    serial: 0,
  }));
  const all = [...partition.aliasesAfter(after, most), ...unused];
  return all.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, most);
}
