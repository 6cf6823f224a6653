import type { StateChange } from "../state/change";
import { refOf } from "../state/grants/grant";
import type { Alias, Key } from "../state/key";
import type { KeyStore } from "../state/state";

/** What changes put into a state, each with what was there before. */
export interface Undo {
  readonly account: string;
  /** The change that makes it what it was, at the time. */
  readonly change: StateChange;
}

/** How to take back changes that only put things. @param state before them */
export function undoOf(changes: readonly StateChange[], state: KeyStore): Undo[] {
  return changes.flatMap((change): Undo[] => {
    switch (change.kind) {
      case "putKey": {
        const { account, region, id } = change.key;
        const key = state.key(account, region, id);
        return [{ account, change: key ? { kind: "putKey", key } : { kind: "deleteKey", account, region, id } }];
      }
      case "putAlias": {
        const { account, region, name } = change.alias;
        const alias = state.alias(account, region, name);
        // One of AWS that no service has used is not in the state: its serial is 0.
        const wasThere = alias !== undefined && alias.serial > 0;
        return [
          { account, change: wasThere ? { kind: "putAlias", alias } : { kind: "deleteAlias", account, region, name } },
        ];
      }
      case "putStore": {
        const { account, region, id } = change.store;
        const store = state.store(account, region, id);
        return [
          { account, change: store ? { kind: "putStore", store } : { kind: "deleteStore", account, region, id } },
        ];
      }
      default:
        return [];
    }
  });
}

/**
 * Takes back what changes have put, whatever calls have done since: a key goes with all of its aliases, grants and replicas, and what
 * has to do with something that is not there any more stays away.
 * @param apply performs changes on the state.
 */
export function takeBack(
  undo: readonly Undo[],
  state: KeyStore,
  apply: (changes: readonly StateChange[]) => void,
): void {
  const of = <Kind extends StateChange["kind"]>(kind: Kind) =>
    undo.map(({ change }) => change).filter((change) => change.kind === kind) as Extract<StateChange, { kind: Kind }>[];
  apply(of("deleteKey").flatMap(({ account, region, id }) => withoutKey(state.key(account, region, id), state)));
  apply(of("putKey"));
  apply(of("deleteAlias"));
  apply(of("putAlias").filter(({ alias }) => leadsSomewhere(alias, state)));
  apply(of("putStore"));
  apply(of("deleteStore").filter(({ account, region, id }) => state.keysInStore(account, region, id) === 0));
}

function withoutKey(key: Key | undefined, state: KeyStore): StateChange[] {
  if (!key) return [];
  const { account, id, multiRegion } = key;
  const regions = multiRegion ? [multiRegion.primary, ...multiRegion.replicas] : [key.region];
  return regions.flatMap((region) => [
    ...state.aliasesOf(account, region, id).map(({ name }): StateChange => {
      return { kind: "deleteAlias", account, region, name };
    }),
    ...state
      .grantsIn(account, region)
      .ofKey(id)
      .map((grant): StateChange => ({ kind: "deleteGrant", ...refOf(grant) })),
    { kind: "deleteKey", account, region, id },
  ]);
}

function leadsSomewhere({ account, region, target }: Alias, state: KeyStore): boolean {
  return target === undefined || state.key(account, region, target) !== undefined;
}
