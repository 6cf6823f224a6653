import { awsAliases } from "../../generated/service";
import { answerUse, type Sealed, USES } from "./model-encryption";
import { ModelGrants, shown } from "./model-grants";
import { answerImport, currentOf, putToUse, readyToRotate, settleByMaterial, takeAway } from "./model-imports";
import { DEFAULT, KEPT } from "./model-policies";
import {
  ACCOUNT,
  type Answer,
  aliasArn,
  checkPolicy,
  createKey,
  DAY,
  type Group,
  isCut,
  isReadOnly,
  keyArn,
  type Member,
  Refusal,
  type Request,
  refuse,
  TABLE,
  tagged,
} from "./model-rules";
import { answerSigning, SIGNING } from "./model-signing";
import { ModelStores } from "./model-stores";

/**
 * The rules of docs/evidence/rotation.md once more, in the plainest form: one list of keys, looked through from end to end, and time
 * moved from event to event. Written from the facts and not from the mock, of which it imports nothing.
 */
export class Model {
  members: Member[] = [];
  aliases: { name: string; region: string; target?: string }[] = [];
  rotations = 0;
  readonly grants = new ModelGrants();
  /** The ciphertexts that the mock has given, by their texts. */
  readonly sealed = new Map<unknown, Sealed>();
  readonly stores = new ModelStores();

  constructor(public now: number) {}

  /** Takes a key into the model that the mock has made: its id is the mock's to choose. */
  add(id: string, region: string, more: Partial<Group> & Partial<Member> = {}): Member {
    const {
      spec = "SYMMETRIC_DEFAULT",
      usage = "ENCRYPT_DECRYPT",
      origin = "AWS_KMS",
      multi = false,
      rotation,
      materials = [],
      ...rest
    } = more;
    const group: Group = {
      id,
      multi,
      primary: region,
      replicas: [],
      spec,
      usage,
      origin,
      rotation,
      history: [],
      onDemand: 0,
      materials,
    };
    const member: Member = { group, region, state: "Enabled", description: "", tags: [], own: new Map(), ...rest };
    settleByMaterial(member);
    this.members.push(member);
    return member;
  }

  /** Takes a replica that is ready into the model. */
  addReplica({ group }: Member, region: string): void {
    group.replicas.push(region);
    this.members.push({ group, region, state: "Enabled", description: "", tags: [], own: new Map() });
  }

  find(region: string, id: string): Member | undefined {
    return this.members.find((m) => m.region === region && m.group.id === id);
  }

  /** Moves time on, from one event to the next. */
  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const all = [...this.members.flatMap((m) => this.#dates(m)), ...this.stores.dates()];
      const due = all.filter(({ at }) => at <= end);
      const first = due.reduce((a, b) => (b.at < a.at ? b : a), due[0]!);
      if (!first) break;
      this.now = Math.max(this.now, first.at);
      first.happen();
    }
    this.now = end;
  }

  #dates(m: Member): { at: number; happen: () => void }[] {
    const { group } = m;
    const found: { at: number; happen: () => void }[] = [];
    const { settles, deletion } = m;
    if (settles)
      found.push({
        at: settles.at,
        happen: () => {
          Object.assign(m, { state: settles.to, settles: undefined });
          settleByMaterial(m);
        },
      });
    if (deletion?.at !== undefined) found.push({ at: deletion.at, happen: () => this.#delete(m) });
    for (const [name, { validTo }] of m.own)
      if (validTo !== undefined) found.push({ at: validTo, happen: () => takeAway(this, m, name) });
    if (m.region !== group.primary) return found;
    const { running, rotation } = group;
    if (running) {
      found.push({
        at: running.done,
        happen: () => {
          group.running = undefined;
          if (group.origin !== "EXTERNAL" || putToUse(this, group)) this.#rotate(group, running.done, "ON_DEMAND");
        },
      });
    }
    if (rotation && (m.state === "Enabled" || m.state === "Updating")) {
      found.push({ at: rotation.next, happen: () => this.#rotateOnSchedule(group, rotation.next) });
    }
    return found;
  }

  #rotate(group: Group, at: number, type: string): void {
    group.history.push({ at, type });
    this.rotations++;
  }

  #rotateOnSchedule(group: Group, at: number): void {
    this.#rotate(group, at, "AUTOMATIC");
    group.rotation!.next = at + group.rotation!.period * DAY;
  }

  #delete(m: Member): void {
    this.members = this.members.filter((other) => other !== m);
    this.aliases = this.aliases.filter((a) => a.region !== m.region || a.target !== m.group.id);
    this.grants.list = this.grants.list.filter((grant) => !this.grants.of(m.region, m.group.id).includes(grant));
    m.group.replicas = m.group.replicas.filter((region) => region !== m.region);
    const primary = this.find(m.group.primary, m.group.id);
    if (primary?.state === "PendingReplicaDeletion" && m.group.replicas.length === 0) {
      primary.state = "PendingDeletion";
      primary.deletion = { days: primary.deletion!.days, at: this.now + primary.deletion!.days * DAY };
    }
  }

  /** What a call answers. What CreateKey makes comes in by {@link add}. */
  answer(operation: string, request: Request, region: string): Answer {
    try {
      return { ok: true, body: this.#answer(operation, request, region) };
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, error: error.message };
      throw error;
    }
  }

  /** The key that a request names. */
  locate(operation: string, sent: string, region: string, request: Request = {}): Member {
    const isAlias = sent.includes("alias/");
    if (isAlias && operation !== "DescribeKey" && !USES.has(operation) && !SIGNING.has(operation)) {
      refuse("InvalidArnException: Key Aliases are not supported for this operation.");
    }
    if (sent.startsWith("arn:aws:s3:")) {
      if (USES.has(operation) || (SIGNING.has(operation) && operation !== "GetPublicKey")) refuse("NotFoundException");
      // The model lists no InvalidArnException for operations on aliases.
      refuse(operation.endsWith("Alias") ? `NotFoundException: Invalid keyId '${sent}'` : "InvalidArnException");
    }
    const [, , , arnRegion] = sent.split(":");
    if (arnRegion !== undefined && arnRegion !== region) refuse(`NotFoundException: Invalid arn ${arnRegion}`);
    const name = sent.startsWith("arn:") ? sent.split(":")[5]!.replace(/^key\//, "") : sent;
    const id = isAlias ? this.aliases.find((a) => a.name === name && a.region === region)?.target : name;
    if (id === undefined) refuse(`NotFoundException: Alias ${aliasArn(region, name)} is not found.`);
    if (!/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/.test(id!)) {
      refuse(`NotFoundException: Invalid keyId '${sent}'`);
    }
    const member = this.find(region, id!);
    if (!member) refuse(`NotFoundException: Key '${keyArn(region, id!)}' does not exist`);
    this.#mayCaller(operation, member!, request);
    return member!;
  }

  /** Whether the policy of a key, or a grant, gives an operation. */
  allows(member: Member, operation: string, request: Request = {}): boolean {
    if (!isReadOnly(member) || /^(Describe|Get|List)/.test(operation)) return true;
    // The grant says who may retire it, and the account may.
    return operation === "RetireGrant" || this.grants.permit(operation, request, member);
  }

  #mayCaller(operation: string, member: Member, request: Request): void {
    const { group, region } = member;
    if (this.allows(member, operation, request)) return;
    refuse(
      `AccessDeniedException: User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: kms:${operation} on resource: ${keyArn(region, group.id)} because no resource-based policy allows the kms:${operation} action`,
    );
  }

  /** The key-state table, and what stands beside it for the operations on rotation. */
  #check(operation: string, m: Member): void {
    const { group } = m;
    const arn = keyArn(m.region, group.id);
    // Recorded: being a primary comes before the state.
    if (/^(Replicate|UpdatePrimary)/.test(operation) && (!group.multi || m.region !== group.primary)) {
      refuse(`UnsupportedOperationException: ${arn} is not a multi-region primary key.`);
    }
    this.#checkState(operation, m);
  }

  #checkState(operation: string, m: Member): void {
    const { group } = m;
    const arn = keyArn(m.region, group.id);
    const ofState = TABLE[operation]?.[m.state]?.replace("ARN", arn);
    const ofOrigin = `UnsupportedOperationException: ${arn} origin is ${group.origin} which is not valid for this operation.`;
    const custom = group.origin === "AWS_CLOUDHSM";
    if (/Import/.test(operation) && group.origin !== "EXTERNAL") refuse(ofOrigin);
    if (operation === "RotateKeyOnDemand" && m.state === "PendingImport") refuse(ofState!);
    if (/Rotat/.test(operation) && custom) refuse(ofOrigin);
    if (/KeyRotation$|RotationStatus/.test(operation) && group.origin === "EXTERNAL") refuse(ofOrigin);
    // In a store that is cut off, Disabled does not show.
    if (ofState !== undefined && !(isCut(m) && m.state === "Disabled")) refuse(ofState);
    if (operation === "ListKeyRotations" || /KeyRotation$|OnDemand/.test(operation)) {
      if (group.spec !== "SYMMETRIC_DEFAULT") refuse("UnsupportedOperationException");
    }
    if (/KeyRotation$|OnDemand/.test(operation) && m.region !== group.primary) refuse("UnsupportedOperationException");
  }

  #answer(operation: string, request: Request, region: string): unknown {
    if (operation === "CreateKey") {
      createKey(request);
      return this.stores.checkForKey(region, request);
    }
    if (/CustomKeyStore/.test(operation)) {
      const keysIn = (id: string) => this.members.filter((m) => m.region === region && m.store?.id === id).length;
      return this.stores.answer(operation, request, region, this.now, keysIn);
    }
    if (operation === "GenerateRandom") {
      if (request.NumberOfBytes === undefined) refuse("ValidationException: NumberOfBytes is required.");
      return { length: request.NumberOfBytes };
    }
    if (operation === "ListKeys") {
      const here = this.members.filter((m) => m.region === region);
      return here.map((m) => m.group.id).sort();
    }
    if (/Alias$/.test(operation)) return this.#alias(operation, request, region);
    if (operation === "ListAliases") {
      const id =
        request.KeyId === undefined ? undefined : this.locate(operation, request.KeyId, region, request).group.id;
      const here = this.aliases.filter((a) => a.region === region);
      const found = here.filter((a) => id === undefined || a.target === id).map((a) => a.name);
      return [...new Set([...found, ...(id === undefined ? awsAliases : [])])].sort();
    }
    if (USES.has(operation)) return answerUse(this, operation, request, region);
    if (SIGNING.has(operation)) return answerSigning(this, operation, request, region);
    if (operation === "ListRetirableGrants") return this.grants.retirable(request, region);
    if (request.GrantToken !== undefined) return this.grants.endByToken(request, region);
    const m = this.locate(operation, request.KeyId!, region, request);
    this.#check(operation, m);
    const { group } = m;
    switch (operation) {
      case "DescribeKey":
        return this.describe(m);
      case "GetKeyLastUsage":
        return { KeyId: group.id, KeyLastUsage: m.lastUse ?? {} };
      case "GetKeyPolicy":
        // The text of an AWS managed key's policy is inferred: the model leaves it out.
        return m.aws ? undefined : { Policy: policyOf(m), PolicyName: "default" };
      case "ListKeyPolicies":
        return { PolicyNames: ["default"], Truncated: false };
      case "PutKeyPolicy":
        checkPolicy(request.Policy, request.BypassPolicyLockoutSafetyCheck);
        m.policy = String(request.Policy);
        return undefined;
      case "CreateGrant":
        return this.grants.create(request, m);
      case "ListGrants":
        return shown(this.grants.of(region, group.id));
      case "RetireGrant":
      case "RevokeGrant":
        return this.grants.end(request, region, group.id);
      case "UpdateKeyDescription":
        m.description = String(request.Description);
        return undefined;
      case "ListResourceTags":
        return m.tags.map(([k, v]) => `${k}=${v}`);
      case "TagResource":
        m.tags = tagged(m.tags, request.Tags);
        return undefined;
      case "UntagResource":
        m.tags = m.tags.filter(([k]) => !(request.TagKeys as string[]).includes(k));
        return undefined;
      case "EnableKey":
        if (m.state === "Disabled" && group.rotation && group.rotation.next <= this.now && region === group.primary) {
          this.#rotateOnSchedule(group, this.now);
        }
        m.state = "Enabled";
        return undefined;
      case "DisableKey":
        m.state = "Disabled";
        return undefined;
      case "ScheduleKeyDeletion": {
        const days = (request.PendingWindowInDays as number | undefined) ?? 30;
        const held = region === group.primary && group.replicas.length > 0;
        m.state = held ? "PendingReplicaDeletion" : "PendingDeletion";
        m.deletion = held ? { days } : { days, at: this.now + days * DAY };
        m.settles = undefined;
        return { KeyState: m.state, DeletionDate: held ? undefined : (this.now + days * DAY) / 1000 };
      }
      case "CancelKeyDeletion":
        if (!m.deletion) refuse(`KMSInvalidStateException: ${keyArn(region, group.id)} is not pending deletion.`);
        m.state = "Disabled";
        settleByMaterial(m);
        m.deletion = undefined;
        return undefined;
      case "EnableKeyRotation": {
        const period = (request.RotationPeriodInDays as number | undefined) ?? 365;
        group.rotation = { period, next: this.now + period * DAY };
        return undefined;
      }
      case "DisableKeyRotation":
        group.rotation = undefined;
        return undefined;
      case "GetKeyRotationStatus":
        return this.status(m);
      case "ListKeyRotations":
        return group.history.map(({ at, type }) => `${at / 1000} ${type}`);
      case "RotateKeyOnDemand":
        return this.#onDemand(m);
      case "GetParametersForImport":
      case "ImportKeyMaterial":
      case "DeleteImportedKeyMaterial":
        return answerImport(this, operation, request, m);
      case "ReplicateKey":
        return this.#replicate(m, request);
      case "UpdatePrimaryRegion":
        return this.#changePrimary(m, String(request.PrimaryRegion));
      default:
        throw new Error(`the model does not know ${operation}`);
    }
  }

  /** What DescribeKey has to say, as far as the model knows it. */
  describe(m: Member): Record<string, unknown> {
    const { group, deletion } = m;
    const shown = isCut(m) && /^(En|Dis)abled$/.test(m.state) ? "Unavailable" : m.state;
    return {
      Arn: keyArn(m.region, group.id),
      KeyState: shown,
      Enabled: shown === "Enabled",
      Description: m.description,
      KeySpec: group.spec,
      KeyUsage: group.usage,
      Origin: group.origin,
      KeyManager: m.aws ? "AWS" : "CUSTOMER",
      DeletionDate: deletion?.at === undefined ? undefined : deletion.at / 1000,
      PendingDeletionWindowInDays: deletion && deletion.at === undefined ? deletion.days : undefined,
      MultiRegion: group.multi,
      related: group.multi ? [group.primary, ...group.replicas].join(" ") : undefined,
      type: group.multi ? (m.region === group.primary ? "PRIMARY" : "REPLICA") : undefined,
      hasMaterialId: showsMaterial(m),
      expires: (currentOf(m)?.validTo ?? 0) / 1000 || undefined,
    };
  }

  status(m: Member): Record<string, unknown> {
    const { rotation, running } = m.group;
    const KeyId = keyArn(m.region, m.group.id);
    if (m.deletion) return { KeyId, KeyRotationEnabled: false };
    return {
      KeyId,
      KeyRotationEnabled: rotation !== undefined,
      ...(rotation && { RotationPeriodInDays: rotation.period, NextRotationDate: rotation.next / 1000 }),
      ...(running && { OnDemandRotationStartDate: running.since / 1000 }),
    };
  }

  #onDemand({ group, region, state }: Member): unknown {
    const arn = keyArn(region, group.id);
    if (group.origin === "EXTERNAL" && !readyToRotate(this, group)) {
      refuse(`KMSInvalidStateException: No available key material pending rotation for the key: ${arn}.`);
    }
    if (group.onDemand >= 25) {
      refuse(
        `LimitExceededException: The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${arn}`,
      );
    }
    const runs = group.rotation && (state === "Enabled" || state === "Updating");
    if (group.running || (runs && group.rotation!.next - this.now <= 20 * 60 * 1000)) refuse("ConflictException");
    group.running = { since: this.now, done: this.now + 1000 };
    group.onDemand++;
    return { KeyId: arn };
  }

  #replicate(m: Member, request: Request): unknown {
    const { group } = m;
    const region = String(request.ReplicaRegion);
    if (this.find(region, group.id)) {
      refuse("AlreadyExistsException: You can create only one replica of each primary key in each AWS Region.");
    }
    const tags = tagged([], request.Tags ?? []);
    group.replicas = [...group.replicas, region];
    const settles = { at: this.now + 1000, to: "Enabled" } as const;
    const replica: Member = { group, region, state: "Creating", settles, description: "", tags, own: new Map() };
    this.members.push(replica);
    return { policy: policyOf(replica), tags: tags.length > 0, metadata: this.describe(replica) };
  }

  #changePrimary(m: Member, region: string): unknown {
    const { group } = m;
    const other = group.replicas.includes(region) ? this.find(region, group.id) : undefined;
    if (!other) refuse(`NotFoundException: Key '${keyArn(region, group.id)}' does not exist`);
    this.#checkState("UpdatePrimaryRegion", other!);
    group.replicas = [...group.replicas.filter((r) => r !== region), m.region];
    group.primary = region;
    for (const each of [m, other!])
      Object.assign(each, { state: "Updating", settles: { at: this.now + 1000, to: "Enabled" } });
    return undefined;
  }

  #alias(operation: string, request: Request, region: string): unknown {
    const name = String(request.AliasName);
    const toAlias = operation !== "DeleteAlias" && String(request.TargetKeyId).includes("alias/");
    const noKey = "ValidationException: Aliases must refer to keys. Not aliases";
    if (toAlias && operation === "UpdateAlias") refuse(noKey);
    if (!name.startsWith("alias/")) {
      refuse(
        'ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
      );
    }
    const alias =
      this.aliases.find((a) => a.name === name && a.region === region) ??
      (awsAliases.includes(name as never) ? { name, region } : undefined);
    if (operation === "CreateAlias") {
      if (name.includes(":")) refuse(`ValidationException: ${name} contains invalid characters for an alias`);
      if (toAlias) refuse(noKey);
      if (name.startsWith("alias/aws/") || name === "alias/") refuse("InvalidAliasNameException");
      if (alias) refuse(`AlreadyExistsException: An alias with the name ${aliasArn(region, name)} already exists`);
    } else if (!alias) refuse(`NotFoundException: Alias ${aliasArn(region, name)} is not found.`);
    const target =
      operation === "DeleteAlias" ? undefined : this.locate(operation, String(request.TargetKeyId), region, request);
    if (target) this.#check(operation, target);
    if (operation === "CreateAlias") {
      this.aliases.push({ name, region, target: target!.group.id });
      return undefined;
    }
    const before = alias!.target === undefined ? undefined : this.find(region, alias!.target);
    if (before) this.#mayCaller(operation, before, request);
    else if (name.startsWith("alias/aws/")) refuse("AccessDeniedException");
    if (operation === "DeleteAlias") this.aliases = this.aliases.filter((a) => a !== alias);
    else if (before && target && before.group.usage !== target.group.usage) refuse("ValidationException");
    // Of the kinds that the commands make, only RSA shares its usage with another.
    else if (before && target && /RSA/.test(before.group.spec) !== /RSA/.test(target.group.spec))
      refuse("ValidationException");
    else alias!.target = target!.group.id;
    return undefined;
  }
}

/** A symmetric key that has, or had, material shows its id, but not while it is Creating or in a custom key store. */
function showsMaterial({ group, state }: Member): boolean {
  if (group.spec !== "SYMMETRIC_DEFAULT" || state === "Creating") return false;
  return group.origin === "AWS_KMS" || (group.origin === "EXTERNAL" && group.materials.length > 0);
}

function policyOf({ policy }: Member): string {
  return policy === undefined ? DEFAULT : KEPT[policy]!;
}
