import { isObject } from "../../openapi/dialect/document";

/** The Region and account that the mock answers for. */
export interface Locality {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** The Region and account of the document's examples. */
export const HOME: Locality = { region: "us-east-1", account: "111122223333" };

/** Rewrites the values of an example from {@link HOME} to the mock's own Region and account. */
export type Localise = (value: unknown) => unknown;

/** The partition of a Region, the second part of its ARNs. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Makes the rewriting for a locality. For {@link HOME} it changes nothing. */
export function localiser(to: Locality): Localise {
  if (to.region === HOME.region && to.account === HOME.account) return (value) => value;
  const moveText = (text: string) =>
    text
      .replaceAll("arn:aws:", `arn:${partitionOf(to.region)}:`)
      .replaceAll(HOME.region, to.region)
      .replaceAll(HOME.account, to.account);
  const move = (value: unknown): unknown => {
    if (typeof value === "string") return moveText(value);
    if (Array.isArray(value)) return value.map(move);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, move(member)]));
  };
  return move;
}
