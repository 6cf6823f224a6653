import { callOperations, type OperationTag } from "../../generated/call-operations";
import type { CallChecks } from "../../openapi/dialect/call-checks";
import type { StateOperation, StateOperations } from "../engine/state/state-operations";

/** What loads the operations of each tag. */
type TagLoaders = { readonly [Tag in OperationTag]: () => Promise<{ readonly operations: StateOperations }> };

const LOADERS: TagLoaders = {
  aliases: () => import("../engine/state/tags/aliases"),
  "custom-key-stores": () => import("../engine/state/tags/custom-key-stores"),
  "data-key-pairs": () => import("../engine/state/tags/data-key-pairs"),
  deletion: () => import("../engine/state/tags/deletion"),
  encryption: () => import("../engine/state/tags/encryption"),
  grants: () => import("../engine/state/tags/grants"),
  imports: () => import("../engine/state/tags/imports"),
  keys: () => import("../engine/state/tags/keys"),
  macs: () => import("../engine/state/tags/macs"),
  "multi-region": () => import("../engine/state/tags/multi-region"),
  policy: () => import("../engine/state/tags/policy"),
  rotation: () => import("../engine/state/tags/rotation"),
  "shared-secrets": () => import("../engine/state/tags/shared-secrets"),
  signing: () => import("../engine/state/tags/signing"),
  tags: () => import("../engine/state/tags/tags"),
};

const TAGS = new Map(Object.values(callOperations).map(({ target, tag }) => [target, tag]));

/** Operations that are loaded with their first call. */
export interface LazyOperations {
  /** Those that are loaded. */
  readonly operations: StateOperations;
  /** What their calls are checked by. */
  readonly checks: Readonly<Record<string, CallChecks>>;
  /**
   * Loads the operation of a target, with the others of its tag. What could not be loaded is tried again with the next call.
   * @returns undefined where nothing is to be loaded.
   */
  load(target: string | undefined): Promise<void> | undefined;
}

/**
 * Makes the operations of a mock, none of which is loaded.
 * @param loaders what loads them; a test gives others.
 */
export function lazyOperations(loaders = LOADERS): LazyOperations {
  const loading = new Map<OperationTag, Promise<void>>();
  const loaded = new Set<OperationTag>();
  const operations: Record<string, StateOperation> = {};
  const checks: Record<string, CallChecks> = {};
  return { operations: operations as StateOperations, checks, load };

  function load(target: string | undefined): Promise<void> | undefined {
    const tag = target === undefined ? undefined : TAGS.get(target);
    if (tag === undefined || loaded.has(tag)) return undefined;
    const known = loading.get(tag) ?? loadTag(tag).finally(() => loading.delete(tag));
    loading.set(tag, known);
    return known;
  }

  async function loadTag(tag: OperationTag): Promise<void> {
    const { operations: ofTag } = await loaders[tag]();
    for (const [name, operation] of Object.entries(ofTag)) {
      operations[name] = operation as unknown as StateOperation;
      checks[name] = operation.checks;
    }
    loaded.add(tag);
  }
}
