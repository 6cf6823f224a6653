import { type StateError, stateValidators } from "../../../generated/state-validators";
import type { CustomStore } from "./custom-store";
import type { Key } from "./key";

/** A key as a fixture writes it; `fixtures/schema.json` says what each member means. */
export interface KeyFixture {
  readonly id: string;
  readonly account?: string;
  readonly region?: string;
  readonly aliases?: readonly string[];
  readonly description?: string;
  readonly spec?: Key["spec"];
  readonly usage?: Key["usage"];
  readonly origin?: Key["origin"];
  readonly manager?: Key["manager"];
  readonly state?: Key["state"];
  readonly settles?: string;
  readonly created?: string;
  readonly policy?: string | object;
  readonly tags?: Readonly<Record<string, string>>;
  readonly rotation?: { readonly period?: number; readonly next?: string };
  readonly rotations?: readonly { readonly date: string; readonly type?: "AUTOMATIC" | "ON_DEMAND" }[];
  readonly onDemand?: { readonly started: string; readonly done: string };
  readonly onDemandCount?: number;
  readonly deletion?: { readonly window?: number; readonly date?: string };
  readonly imported?: { readonly description?: string; readonly expires?: string; readonly pending?: boolean };
  readonly multiRegion?: { readonly primary: string; readonly replicas?: readonly string[] };
  readonly store?: string;
  readonly xksKeyId?: string;
}

/** A custom key store as a fixture writes it. */
export interface StoreFixture {
  readonly id: string;
  readonly account?: string;
  readonly region?: string;
  readonly name?: string;
  readonly type: CustomStore["type"];
  readonly created?: string;
  readonly connection?: CustomStore["connection"];
  readonly connected?: boolean;
  readonly error?: NonNullable<CustomStore["error"]>;
  readonly settles?: string;
  readonly cluster?: string;
  readonly certificate?: string;
  readonly proxy?: {
    readonly endpoint: string;
    readonly path?: string;
    readonly accessKeyId?: string;
    readonly vpcService?: string;
    readonly vpcOwner?: string;
  };
}

/** A fixture, as its schema allows it. */
export interface Fixture {
  readonly stores?: readonly StoreFixture[];
  readonly keys?: readonly KeyFixture[];
  readonly aliases?: readonly { readonly name: string; readonly account?: string; readonly region?: string }[];
}

/** A place in a fixture: member names and indexes from its root. */
export type FixturePath = readonly (string | number)[];

/** A fixture that has been read, and the way to say that something in it is wrong, with file and line. */
export interface FixtureDocument {
  readonly fixture: Fixture;
  readonly refuse: (place: FixturePath, why: string) => never;
}

/**
 * Checks that a parsed value is a fixture, by the schema in `fixtures/schema.json`.
 * @throws what `refuse` throws, for the first fault.
 */
export function checkFixture(value: unknown, refuse: FixtureDocument["refuse"]): Fixture {
  const validate = stateValidators.fixture;
  if (validate(value)) return value as Fixture;
  return refuseFault(validate.errors?.[0], "the fixture", refuse);
}

/**
 * Refuses what a validator has found, at its place.
 * @param whole what the value is called where all of it is wrong.
 */
export function refuseFault(fault: StateError | undefined, whole: string, refuse: FixtureDocument["refuse"]): never {
  const place = (fault?.instancePath ?? "").split("/").slice(1).map(step);
  const named = place.length > 0 ? place.join(".") : whole;
  return refuse(extraOf(place, fault?.params), `${named} ${fault?.message ?? "is wrong"}${detailOf(fault?.params)}`);
}

/** A member too many is shown at its own place, not at its object's. */
function extraOf(place: FixturePath, params: StateError["params"]): FixturePath {
  const extra = params?.additionalProperty;
  return typeof extra === "string" ? [...place, extra] : place;
}

function detailOf(params: StateError["params"] = {}): string {
  if (typeof params.additionalProperty === "string") return `: ${params.additionalProperty}`;
  return Array.isArray(params.allowedValues) ? `: ${params.allowedValues.join(", ")}` : "";
}

function step(segment: string): string | number {
  const name = segment.replaceAll("~1", "/").replaceAll("~0", "~");
  return /^\d+$/.test(name) ? Number(name) : name;
}
