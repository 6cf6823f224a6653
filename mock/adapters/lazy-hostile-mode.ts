import type { Document } from "../../openapi/dialect/document";
import { jsonOf } from "../../openapi/dialect/json-module";
import type { HostileMode } from "../engine/hostile/hostile-mode";

/** A hostile mode that is loaded when it is first needed: few pages ask for it, and it needs the whole document. */
export interface LazyHostileMode {
  /** Loads it. To be awaited before each call. */
  readonly load: () => Promise<void>;
  /** Throws while it is not loaded. */
  readonly mode: HostileMode;
}

/** @param seed makes its draws repeatable. */
export function lazyHostileMode(seed: number): LazyHostileMode {
  let loading: Promise<void> | undefined;
  let loaded: HostileMode | undefined;
  const mode = (): HostileMode => {
    if (loaded === undefined) throw new Error("The hostile mode is not loaded yet.");
    return loaded;
  };
  return {
    load: () => {
      loading ??= loadMode();
      return loading;
    },
    mode: {
      request: (operation, members) => mode().request(operation, members),
      throttle: () => mode().throttle(),
      body: (operation, status, body) => mode().body(operation, status, body),
      headers: (headers) => mode().headers(headers),
    },
  };

  async function loadMode(): Promise<void> {
    const [{ createHostileMode }, { operations }, document] = await Promise.all([
      import("../engine/hostile/hostile-mode"),
      import("../../generated/operations"),
      import("../../generated/document.json"),
    ]);
    loaded = createHostileMode(seed, {
      document: jsonOf(document) as Document,
      operations: Object.values(operations),
    });
  }
}
