import { createHash } from "node:crypto";
import { wrapMaterial } from "../../contracts/given/wrap-material";
import type { TrentOperation } from "../../generated/types";
import { restore, snapshot } from "../../mock/engine/state/snapshot";
import { Model } from "./model";
import { type Calling, type Command, DAY, REGIONS } from "./model-commands";
import { seenGrants } from "./model-grants";
import { SIGNING } from "./model-signing";
import { START, said, World } from "./world";

const HSM_KEY = "00000000-0000-4000-8000-000000000001";
const CUT_KEY = "00000000-0000-4000-8000-000000000002";
const IMPORTED_KEY = "00000000-0000-4000-8000-000000000005";
const PLAIN_KEY = "00000000-0000-4000-8000-000000000003";
const SET = "mrk-00000000000040008000000000000004";
const FIXTURE = `
stores:
  - { id: cks-1, type: AWS_CLOUDHSM }
  - { id: cks-2, type: AWS_CLOUDHSM, connected: false }
keys:
  - { id: ${PLAIN_KEY} }
  - { id: ${SET}, multiRegion: &set { primary: us-east-1, replicas: [us-west-2] } }
  - { id: ${SET}, region: us-west-2, multiRegion: *set }
  - { id: ${HSM_KEY}, origin: AWS_CLOUDHSM, store: cks-1 }
  - { id: ${CUT_KEY}, origin: AWS_CLOUDHSM, store: cks-2 }
  - { id: ${IMPORTED_KEY}, origin: EXTERNAL, imported: { expires: +40d } }`;

const OAEP = "RSAES_OAEP_SHA_256";

/** What an import needs, and when it was given. */
interface Parameters {
  readonly token: string;
  readonly publicKey: string;
  readonly issued: number;
}

const bytesOf = (name: string) => Buffer.alloc(32, name);
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Which id the mock has given to each material that the model names: one each, and no id twice. */
class Materials {
  readonly #ids = new Map<string, unknown>();

  /** What the model wants, with the mock's ids in the place of its names. */
  inWords(want: unknown, got: unknown): unknown {
    if (typeof want !== "object" || want === null || !("material" in want)) return want;
    const ids = ["material", "source"].flatMap((member) => {
      const name = (want as Record<string, string | undefined>)[member];
      return name === undefined ? [] : [[member, this.#idOf(name, (got as Record<string, unknown>)[member])]];
    });
    return { ...want, ...Object.fromEntries(ids) };
  }

  #idOf(name: string, got: unknown): unknown {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    if ([...this.#ids.values()].includes(got)) return `the id of ${name}, which is no other material's`;
    this.#ids.set(name, got);
    return got;
  }
}

const WITHOUT_KEY = ["CreateKey", "ListKeys", "DeleteAlias", "ListRetirableGrants", "GenerateRandom"];

/** The world and the model side by side. */
export class Pair {
  readonly world = new World(FIXTURE);
  readonly model = new Model(START);
  #calls = 0;
  /** What GetParametersForImport last gave, by key and Region. */
  readonly #given = new Map<string, Parameters>();
  readonly #materials = new Materials();

  constructor() {
    this.model.add(PLAIN_KEY, REGIONS[0]);
    this.model.addReplica(this.model.add(SET, REGIONS[0], { multi: true }), REGIONS[1]);
    this.model.stores.add("cks-1", REGIONS[0], {}, "CONNECTED");
    this.model.stores.add("cks-2", REGIONS[0], {});
    const [store, cut] = this.model.stores.all;
    this.model.add(HSM_KEY, REGIONS[0], { origin: "AWS_CLOUDHSM", store });
    this.model.add(CUT_KEY, REGIONS[0], { origin: "AWS_CLOUDHSM", store: cut });
    this.model.add(IMPORTED_KEY, REGIONS[0], {
      origin: "EXTERNAL",
      materials: ["of the fixture"],
      own: new Map([["of the fixture", { validTo: START + 40 * DAY }]]),
    });
  }

  run(step: Command): void {
    if ("pass" in step) {
      this.model.pass(step.pass);
      this.world.pass(step.pass);
    } else if ("exhaust" in step) {
      const key = { n: step.exhaust, form: "id" };
      for (let n = 0; n < 26; n++) {
        this.run({ operation: "RotateKeyOnDemand", region: 0, key, members: {} });
        this.run({ pass: 1000 });
      }
    } else this.#call(step);
  }

  /** The key that a number means: the two in custom key stores, to which least can happen, one time in eight. */
  #chosen(n: number) {
    const { members } = this.model;
    const usual = members.filter((m) => m.group.origin !== "AWS_CLOUDHSM");
    const from = n % 8 === 0 || usual.length === 0 ? members : usual;
    return from[n % from.length] ?? { region: REGIONS[0], group: { id: HSM_KEY } };
  }

  /** The store that a number means, of those of a Region; now and then one that is not there. */
  #chosenStore(n: number, region: string): string {
    const here = this.model.stores.all.filter((store) => store.region === region);
    return n === 0 ? "cks-none" : (here[n % here.length]?.id ?? "cks-none");
  }

  #call({ operation, region: r, key, members }: Calling): void {
    const here = this.#chosen(key.n);
    // Mostly where the key is; now and then where it is not.
    const isOfStore = operation.includes("CustomKeyStore");
    const isFree = key.form === "elsewhere" || operation === "CreateKey" || isOfStore;
    const region = isFree ? REGIONS[r]! : here.region;
    const name = nameOf(key.form, here.group.id, region);
    const request: Record<string, unknown> = { ...members };
    if (/(?<!Create)CustomKeyStore/.test(operation) || members.Origin === "AWS_CLOUDHSM")
      request.CustomKeyStoreId = this.#chosenStore(key.n, region);
    if (operation === "DescribeCustomKeyStores" && key.n % 2 === 0) delete request.CustomKeyStoreId;
    if (operation === "CreateAlias" || operation === "UpdateAlias") request.TargetKeyId = name;
    else if (operation === "Decrypt" || operation === "ReEncrypt") this.#sendCiphertext(operation, request, name);
    else if (!isOfStore && !WITHOUT_KEY.includes(operation)) request.KeyId = name;
    if (operation === "ListAliases" && key.n % 2 === 0) delete request.KeyId;
    if (/^Re.*Grant$/.test(operation)) this.#nameGrant(request, here.region, here.group.id);
    this.#wake(operation, request, region);
    const { sent, meant } = this.#imports(operation, request, here.group.id, region);
    const outcome = this.world.call(operation, sent as never, { region });
    this.#calls++;
    const want = this.model.answer(operation, meant, region);
    const [got, wanted] = [said(outcome), want.ok ? "ok" : want.error];
    // Only a difference is given to Jest: `expect` costs more than the call, and there are some hundred thousand calls.
    if (got !== wanted) {
      const what = `${operation} ${JSON.stringify(request)} in ${region}`;
      expect(`${what}: ${got}`).toBe(`${what}: ${wanted}`);
    }
    if (outcome.kind !== "success" || !want.ok) return;
    if (operation === "CreateKey") this.#learn(outcome.body, request, region);
    if (operation === "CreateCustomKeyStore") {
      const { CustomKeyStoreId } = outcome.body as { CustomKeyStoreId: string };
      this.model.stores.add(CustomKeyStoreId, region, request);
    }
    if (operation === "CreateGrant") {
      this.#learnGrant(outcome.body as Record<string, string>, want.body as { same?: string }, request, region);
      return;
    }
    this.#keepCiphertext(operation, outcome.body as unknown as Record<string, unknown>, request, region);
    if (operation === "GetKeyPolicy" && want.body === undefined) return;
    if (want.body !== undefined) {
      const seenBody = seen(operation, outcome.body);
      expect(seenBody).toEqual(this.#materials.inWords(want.body, seenBody));
    }
  }

  /** Puts a ciphertext into a request: one that the mock has given, that one changed, or garbage while there is none. */
  #sendCiphertext(operation: string, request: Record<string, unknown>, name: string): void {
    const { ciphertext, changed, named } = request as { ciphertext: number; changed: boolean; named: boolean };
    for (const member of ["ciphertext", "changed", "named"]) delete request[member];
    const { sealed } = this.model;
    const known = [...sealed.keys()] as string[];
    const chosen = known[ciphertext % known.length] ?? "AAAA";
    request.CiphertextBlob = changed ? withLastBitChanged(chosen) : chosen;
    const whole = sealed.get(chosen);
    if (changed && whole && !sealed.has(request.CiphertextBlob))
      sealed.set(request.CiphertextBlob, { ...whole, plaintext: undefined });
    if (operation === "ReEncrypt") request.DestinationKeyId = name;
    else if (named) request.KeyId = name;
  }

  /** Takes a new ciphertext into the model, and notes which key material is which. */
  #keepCiphertext(
    operation: string,
    body: Record<string, unknown>,
    request: Record<string, unknown>,
    region: string,
  ): void {
    if (!["Encrypt", "ReEncrypt", "GenerateDataKey"].includes(operation)) return;
    const id = String(body.KeyId).split("/")[1]!;
    const { group } = this.model.find(region, id)!;
    const plaintext =
      operation === "Encrypt"
        ? request.Plaintext
        : operation === "ReEncrypt"
          ? this.model.sealed.get(request.CiphertextBlob)!.plaintext
          : body.Plaintext;
    const context = request.EncryptionContext ?? request.DestinationEncryptionContext;
    this.model.sealed.set(body.CiphertextBlob, {
      group,
      rotations: group.history.length,
      plaintext: String(plaintext),
      context,
    });
  }

  /** A request on imported material, as it is sent and as the model understands it. Any other stays as it is. */
  #imports(operation: string, request: Record<string, unknown>, id: string, region: string) {
    const { material, isStale, days, ...rest } = request;
    if (!/Import/.test(operation)) return { sent: request, meant: request };
    const idOf = (name: string) => sha256(Buffer.concat([Buffer.from(id), bytesOf(name)]));
    if (operation !== "ImportKeyMaterial") {
      const sent = material === undefined ? rest : { ...rest, KeyMaterialId: idOf(String(material)) };
      return { sent, meant: request };
    }
    const parameters = this.#parameters(id, region, isStale === true);
    const sent = {
      ...rest,
      ImportToken: parameters?.token ?? "AQEC",
      EncryptedKeyMaterial: parameters ? wrapMaterial(OAEP, parameters.publicKey, bytesOf(String(material))) : "AQEC",
      ...(days !== undefined && { ValidTo: (this.world.now + Number(days) * DAY) / 1000 }),
    };
    return { sent, meant: { ...request, issued: parameters?.issued, idOf } };
  }

  /** New parameters for an import, or those from before; undefined where the key gives none, and never gave any. */
  #parameters(id: string, region: string, isStale: boolean): Parameters | undefined {
    const name = `${id} ${region}`;
    const before = this.#given.get(name);
    if (isStale && before) return before;
    const request = { KeyId: id, WrappingAlgorithm: OAEP, WrappingKeySpec: "RSA_2048" } as const;
    const outcome = this.world.call("GetParametersForImport", request, { region });
    this.#calls++;
    expect(outcome.kind === "success").toBe(this.model.answer("GetParametersForImport", request, region).ok);
    if (outcome.kind !== "success") return undefined;
    const { ImportToken, PublicKey } = outcome.body;
    const given = { token: ImportToken!, publicKey: PublicKey!, issued: this.world.now };
    this.#given.set(name, given);
    return given;
  }

  /** DescribeKey on AWS's own alias makes its key, whose id is the mock's to choose. */
  #wake(operation: string, request: Record<string, unknown>, region: string): void {
    const name = String(request.KeyId);
    const isAwake = this.model.aliases.some((a) => a.name === name && a.region === region);
    if (operation !== "DescribeKey" || !name.startsWith("alias/aws/") || isAwake) return;
    const { KeyMetadata } = this.world.ok("DescribeKey", { KeyId: name }, { region });
    this.#calls++;
    const rotation = { period: 365, next: this.model.now + 365 * DAY };
    this.model.add(KeyMetadata!.KeyId, region, { aws: true, description: KeyMetadata!.Description!, rotation });
    this.model.aliases.push({ name, region, target: KeyMetadata!.KeyId });
  }

  #learn(body: unknown, request: Record<string, unknown>, region: string): void {
    const { KeyId } = (body as { KeyMetadata: { KeyId: string } }).KeyMetadata;
    const tags = (request.Tags ?? []) as { TagKey: string; TagValue: string }[];
    this.model.add(KeyId, region, {
      multi: request.MultiRegion === true,
      ...(request.Origin !== undefined && { origin: String(request.Origin) }),
      store: this.model.stores.find(region, request.CustomKeyStoreId),
      ...(request.KeySpec !== undefined && { spec: String(request.KeySpec) }),
      ...(request.KeyUsage !== undefined && { usage: String(request.KeyUsage) }),
      tags: tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]),
    });
  }

  /** The n-th grant of a key, and the n-th token of all: `#n` says so, for the mock has chosen their names. */
  #nameGrant(request: Record<string, unknown>, region: string, keyId: string): void {
    const { GrantId, GrantToken } = request;
    const nth = (text: unknown, of: readonly string[]) =>
      String(text).startsWith("#") ? (of.at(-1 - Number(String(text).slice(1))) ?? "0".repeat(64)) : text;
    const { grants } = this.model;
    if (GrantId !== undefined)
      request.GrantId = nth(
        GrantId,
        grants.of(region, keyId).map(({ id }) => id),
      );
    if (GrantToken !== undefined)
      request.GrantToken = nth(
        GrantToken,
        grants.tokens.map(({ token }) => token),
      );
  }

  #learnGrant(body: Record<string, string>, { same }: { same?: string }, request: object, region: string): void {
    const { grants, members, now } = this.model;
    const { GrantId, GrantToken } = body as { GrantId: string; GrantToken: string };
    const id = String((request as { KeyId: string }).KeyId).replace(/.*\//, "");
    if (same !== undefined) expect(GrantId).toBe(same);
    else expect(grants.list.map((grant) => grant.id)).not.toContain(GrantId);
    expect(grants.tokens.map(({ token }) => token)).not.toContain(GrantToken);
    const member = members.find((m) => m.region === region && m.group.id === id)!;
    grants.learn(GrantId, GrantToken, request as never, member, now);
  }

  /** All keys, read in the end: nothing has happened besides what the model knows. */
  inspect(): void {
    for (const region of REGIONS) {
      const ids = this.#pages("ListKeys", "Keys", {}, region).map((key) => key.KeyId);
      expect(ids).toEqual((this.model.answer("ListKeys", {}, region) as { body: unknown }).body);
      const names = this.#pages("ListAliases", "Aliases", {}, region).map((each) => each.AliasName);
      expect(names).toEqual((this.model.answer("ListAliases", {}, region) as { body: unknown }).body);
    }
    for (const m of this.model.members) this.#inspectKey(m.region, m.group.id);
    const events = this.world.events;
    expect(events.filter((e) => e.kind === "call")).toHaveLength(this.#calls);
    expect(events.filter((e) => e.kind === "service" && e.name === "RotateKey")).toHaveLength(this.model.rotations);
    const json = snapshot(this.world.state);
    expect(snapshot(restore(JSON.parse(JSON.stringify(json))))).toEqual(json);
  }

  #inspectKey(region: string, KeyId: string): void {
    for (const operation of ["DescribeKey", "GetKeyRotationStatus", "ListResourceTags"] as const) {
      const outcome = this.world.call(operation, { KeyId }, { region });
      this.#calls++;
      const want = this.model.answer(operation, { KeyId }, region);
      if (outcome.kind === "refusal" || !want.ok) expect(said(outcome)).toBe(want.ok ? "ok" : want.error);
      else expect(seen(operation, outcome.body)).toEqual(want.body);
    }
    const grants = this.#pages("ListGrants", "Grants", { KeyId }, region);
    expect(seenGrants(grants)).toEqual((this.model.answer("ListGrants", { KeyId }, region) as { body: unknown }).body);
    const want = this.model.answer("ListKeyRotations", { KeyId }, region);
    if (!want.ok) return;
    const all = this.#pages("ListKeyRotations", "Rotations", { KeyId, IncludeKeyMaterial: "ALL_KEY_MATERIAL" }, region);
    const dated = all.filter((entry) => entry.RotationDate !== undefined);
    expect(dated.map((entry) => `${entry.RotationDate} ${entry.RotationType}`)).toEqual(want.body);
    const current = all.filter((entry) => entry.KeyMaterialState === "CURRENT").map((entry) => entry.KeyMaterialId);
    const { KeyMetadata } = this.world.ok("DescribeKey", { KeyId }, { region });
    this.#calls++;
    // A replica that is being made lists its material already, and does not describe it yet.
    if (KeyMetadata!.KeyState !== "Creating") expect(current).toEqual([KeyMetadata!.CurrentKeyMaterialId ?? []].flat());
    expect(new Set(all.map((entry) => entry.KeyMaterialId)).size).toBe(all.length);
  }

  /** A whole list, three at a time. */
  #pages(operation: TrentOperation, member: string, request: object, region: string): Record<string, unknown>[] {
    const items: Record<string, unknown>[] = [];
    for (let Marker: string | undefined; ; ) {
      const page = this.world.ok(
        operation,
        { ...request, Limit: 3, ...(Marker !== undefined && { Marker }) } as never,
        { region },
      );
      this.#calls++;
      const { NextMarker, Truncated } = page as unknown as { NextMarker?: string; Truncated: boolean };
      items.push(...(page as unknown as Record<string, Record<string, unknown>[]>)[member]!);
      expect(Truncated).toBe(NextMarker !== undefined);
      if (NextMarker === undefined) return items;
      Marker = NextMarker;
    }
  }
}

function nameOf(form: string, id: string, region: string): string {
  switch (form) {
    case "id":
      return id;
    case "arn":
      return `arn:aws:kms:${region}:111122223333:key/${id}`;
    case "malformed":
      return "fake-key-id";
    case "unknown":
      return "00000000-0000-4000-8000-00000000ffff";
    case "elsewhere":
      return `arn:aws:kms:us-west-2:111122223333:key/${id}`;
    case "of-s3":
      return "arn:aws:s3:::x";
    default:
      return form;
  }
}

/** A body in the model's words. */
function seen(operation: TrentOperation, body: unknown): unknown {
  const b = body as Record<string, unknown>;
  switch (operation) {
    case "DescribeKey":
      return seenMetadata((body as { KeyMetadata: Record<string, unknown> }).KeyMetadata);
    case "ReplicateKey":
      return {
        policy: b.ReplicaPolicy,
        tags: b.ReplicaTags !== undefined,
        metadata: seenMetadata(b.ReplicaKeyMetadata as Record<string, unknown>),
      };
    case "GetKeyLastUsage": {
      const { CloudTrailEventId: _, KmsRequestId: _id, ...lastUse } = b.KeyLastUsage as Record<string, unknown>;
      return { KeyId: b.KeyId, KeyLastUsage: lastUse };
    }
    case "DescribeCustomKeyStores":
      return (b.CustomKeyStores as Record<string, unknown>[]).map(
        (each) => `${each.CustomKeyStoreId} ${each.CustomKeyStoreName} ${each.ConnectionState}`,
      );
    case "ListKeys":
      return (b.Keys as { KeyId: string }[]).map((key) => key.KeyId);
    case "ListAliases":
      return (b.Aliases as { AliasName: string }[]).map((each) => each.AliasName);
    case "ListGrants":
    case "ListRetirableGrants":
      return seenGrants(b.Grants as Record<string, unknown>[]);
    case "ListResourceTags":
      return (b.Tags as { TagKey: string; TagValue: string }[]).map((each) => `${each.TagKey}=${each.TagValue}`);
    case "ListKeyRotations":
      return (b.Rotations as { RotationDate: number; RotationType: string }[]).map(
        (entry) => `${entry.RotationDate} ${entry.RotationType}`,
      );
    case "ScheduleKeyDeletion":
      return { KeyState: b.KeyState, DeletionDate: b.DeletionDate };
    case "GetPublicKey":
      return { KeyId: b.KeyId, KeySpec: b.KeySpec, KeyUsage: b.KeyUsage };
    case "GetParametersForImport":
      return { KeyId: b.KeyId, ParametersValidTo: b.ParametersValidTo };
    case "ImportKeyMaterial":
    case "DeleteImportedKeyMaterial":
      return { KeyId: b.KeyId, hasId: b.KeyMaterialId !== undefined };
    case "Encrypt":
      return { KeyId: b.KeyId, EncryptionAlgorithm: b.EncryptionAlgorithm };
    case "Decrypt":
      return {
        KeyId: b.KeyId,
        EncryptionAlgorithm: b.EncryptionAlgorithm,
        Plaintext: b.Plaintext,
        material: b.KeyMaterialId,
      };
    case "ReEncrypt":
      return {
        SourceKeyId: b.SourceKeyId,
        KeyId: b.KeyId,
        material: b.DestinationKeyMaterialId,
        source: b.SourceKeyMaterialId,
      };
    case "GenerateDataKey":
      return { KeyId: b.KeyId, length: lengthOf(b.Plaintext), material: b.KeyMaterialId };
    case "GenerateDataKeyWithoutPlaintext":
      return { KeyId: b.KeyId, material: b.KeyMaterialId };
    case "GenerateRandom":
      return { length: lengthOf(b.Plaintext) };
    default:
      return SIGNING.has(operation) ? { KeyId: b.KeyId } : body;
  }
}

function lengthOf(blob: unknown): number {
  return Buffer.from(String(blob), "base64").length;
}

function withLastBitChanged(blob: string): string {
  const bytes = Buffer.from(blob, "base64");
  bytes[bytes.length - 1]! ^= 1;
  return bytes.toString("base64");
}

function seenMetadata(KeyMetadata: Record<string, unknown>): unknown {
  const related = KeyMetadata.MultiRegionConfiguration as
    | { MultiRegionKeyType: string; PrimaryKey: { Region: string }; ReplicaKeys: { Region: string }[] }
    | undefined;
  const names =
    "Arn KeyState Enabled Description KeySpec KeyUsage Origin KeyManager DeletionDate PendingDeletionWindowInDays MultiRegion";
  return {
    ...Object.fromEntries(names.split(" ").map((name) => [name, KeyMetadata[name]])),
    related: related && [related.PrimaryKey, ...related.ReplicaKeys].map(({ Region }) => Region).join(" "),
    type: related?.MultiRegionKeyType,
    hasMaterialId: KeyMetadata.CurrentKeyMaterialId !== undefined,
    expires: KeyMetadata.ExpirationModel && KeyMetadata.ValidTo,
  };
}
