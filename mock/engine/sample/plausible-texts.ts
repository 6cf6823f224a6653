import type { Draws } from "../hostile/draws";
import { type Locality, partitionOf } from "../locality";

/** What texts are made for. */
export interface SampleSurroundings {
  readonly locality: Locality;
  /** The service's name in ARNs, such as `states`. */
  readonly service: string;
  /** Epoch milliseconds, which made-up times are near. */
  readonly now: number;
}

/** Texts by what the end of a name says, the likeliest first. */
const BY_NAME: readonly [end: RegExp, texts: (words: Words) => readonly string[]][] = [
  [/arn$/, arns],
  [/account(id)?$|owner(id)?$|registryid$|catalogid$/, ({ locality }) => [locality.account]],
  [/availabilityzone(name)?s?$/, ({ locality }) => [`${locality.region}a`]],
  [/region(name)?$/, ({ locality }) => [locality.region]],
  [/(e?mail|emailaddress)$/, () => ["user@example.com"]],
  [
    /(url|uri|endpoint|href)$/,
    ({ mark }) => [`https://example.com/${mark}`, `s3://example-bucket/${mark}`, "example.com"],
  ],
  [/(domain(name)?|dnsname|hostname|host)$/, () => ["example.com"]],
  [/cidr(block)?$/, () => ["10.0.0.0/16"]],
  [/ip(v4)?(address)?$/, () => ["192.0.2.1"]],
  [/(policy|document|definition|json|template|body)$/, () => ["{}"]],
  [/(date|time|timestamp|at)$/, ({ now }) => [new Date(now).toISOString(), new Date(now).toISOString().slice(0, 10)]],
  [/version(id|number)?$/, ({ uuid }) => ["1", "1.0", "1.0.0", uuid]],
  [/(^n|number|count|size|port|percent(age)?)$/, () => ["1"]],
  [/bucket(name)?$/, ({ mark }) => [`example-bucket-${mark}`]],
  [/(language(code)?|locale)$/, () => ["en-US", "en"]],
  [
    /(digest|hash|checksum|fingerprint)$/,
    ({ hex }) => [`sha256:${hex}${hex}${hex}${hex}`.slice(0, 71), hex, hex + hex],
  ],
  [
    /(id|token|key|handle)$/,
    ({ uuid, kind, hex }) => [uuid, `${kind}-${hex.slice(0, 17)}`, hex.slice(0, 17), hex, hex + hex],
  ],
];

interface Words extends SampleSurroundings {
  /** What the name is about: `state-machine` of `stateMachineArn`. */
  readonly kind: string;
  /** Tells values apart. */
  readonly mark: string;
  readonly uuid: string;
  readonly hex: string;
}

/**
 * Texts that a value of this name could have in AWS, the likeliest first. Which of them the schema takes is for the caller
 * to see.
 * @param names the member's name and those of its schema.
 */
export function plausibleTexts(names: readonly string[], surroundings: SampleSurroundings, draws: Draws): string[] {
  const hex = Array.from({ length: 32 }, () => draws.below(16).toString(16)).join("");
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  const [name = "value"] = names;
  const kind = kebab(name.replace(/_?(arn|id|name)s?$/i, "")) || "example";
  const words: Words = { ...surroundings, kind, mark: hex.slice(0, 8), uuid, hex };
  const found = names.flatMap((one) => makersOf(one).flatMap((make) => make(words)));
  return [...found, `example-${kind}`, "example", `${kind}-${words.mark}`, uuid, "1"];
}

const MAKERS = new Map<string, readonly ((words: Words) => readonly string[])[]>();

function makersOf(name: string): readonly ((words: Words) => readonly string[])[] {
  const known = MAKERS.get(name);
  if (known) return known;
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const makers = BY_NAME.filter(([end]) => end.test(plain)).map(([, make]) => make);
  MAKERS.set(name, makers);
  return makers;
}

function arns({ locality, service, kind, uuid, hex, mark }: Words): string[] {
  const start = `arn:${partitionOf(locality.region)}`;
  const here = `${start}:${service}:${locality.region}:${locality.account}`;
  const compact = kind.replaceAll("-", "");
  return [
    ...(/role/.test(kind) ? [`${start}:iam::${locality.account}:role/example-${mark}`] : []),
    ...(/topic/.test(kind) ? [`${start}:sns:${locality.region}:${locality.account}:example-${mark}`] : []),
    ...(/kms|encryption/.test(kind) ? [`${start}:kms:${locality.region}:${locality.account}:key/${uuid}`] : []),
    ...(service === "kms" ? [`${here}:key/${uuid}`] : []),
    ...[kind, compact].flatMap((resource) => [
      `${here}:${resource}/example-${mark}`,
      `${here}:${resource}:example-${mark}`,
      `${here}:${resource}/${uuid}`,
      `${here}:${resource}/${hex}`,
    ]),
  ];
}

/** An ARN that was made from a pattern, with the partition, Region and account that the mock answers for. */
export function localArn(text: string, { locality }: SampleSurroundings): string {
  const parts = text.split(":");
  if (parts[0] !== "arn" || parts.length < 6) return text;
  parts[1] = partitionOf(locality.region);
  if (parts[3] !== "") parts[3] = locality.region;
  if (parts[4] !== "") parts[4] = locality.account;
  return parts.join(":");
}

function kebab(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase();
}
