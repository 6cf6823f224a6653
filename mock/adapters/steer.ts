import { TrentProblem } from "../../openapi/dialect/problems";
import { TextPieces } from "../engine/control/handle-control";
import type { MockControl } from "../engine/control/mock-control";
import type { Engine } from "../engine/create-engine";
import type { StateStore } from "../engine/state-store";

/** The control interface of an engine as typed functions. */
export function mockControlOf({ control }: Pick<Engine, "control">, store: StateStore): MockControl {
  const { clock } = store;
  return {
    clock: {
      now: () => new Date(clock.now()),
      get frozen() {
        return clock.frozen;
      },
      move: (move) => later("PUT", "/clock", { move }).then(() => new Date(clock.now())),
      set: (to) => later("PUT", "/clock", { now: new Date(to) }).then(() => new Date(clock.now())),
      freeze: () => freeze(true),
      unfreeze: () => freeze(false),
    },
    faults: {
      add: (fault) => ask<{ id: string }>("POST", "/faults", fault).id,
      list: () => ask<{ faults: ReturnType<MockControl["faults"]["list"]> }>("GET", "/faults").faults,
      remove: (id) => {
        const isThere = ask<{ faults: { id: string }[] }>("GET", "/faults").faults.some((fault) => fault.id === id);
        if (isThere) ask("DELETE", `/faults/${id}`);
        return isThere;
      },
      clear: () => ask("DELETE", "/faults"),
    },
    state: { get: () => store.snapshot().state, put: (state) => later("PUT", "/state", state) },
    events: () => ask("GET", "/events"),
    clearEvents: () => ask("DELETE", "/events"),
    requests: () => ask<{ requests: ReturnType<MockControl["requests"]> }>("GET", "/requests").requests,
    clearRequests: () => ask("DELETE", "/requests"),
    reset: () => later("POST", "/reset"),
  };

  function freeze(frozen: boolean): void {
    clock.freeze(frozen);
    store.clockMoved();
  }

  function call(method: string, path: string, body: unknown) {
    return control?.({ method, path: `/_trent${path}`, body: body === undefined ? "" : JSON.stringify(body) });
  }

  function ask<Result = void>(method: string, path: string, body?: unknown): Result {
    return resultOf(call(method, path, body)) as Result;
  }

  async function later<Result = void>(method: string, path: string, body?: unknown): Promise<Result> {
    return resultOf(await call(method, path, body)) as Result;
  }
}

function resultOf(answer: unknown): unknown {
  const { status, body } = answer as { status: number; body: unknown };
  if (status >= 400) throw new TrentProblem("TRENT_E_OPTION", String((body as { error?: unknown }).error));
  return body instanceof TextPieces ? JSON.parse([...body.pieces].join("")) : body;
}
