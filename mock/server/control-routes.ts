import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { TrentProblem } from "../../openapi/dialect/problems";
import { moveClock, readClock } from "../engine/control/control-clock";
import { ControlRefusal, parseControl } from "../engine/control/parse-control";
import type { Journal } from "../engine/journal";
import type { PlannedFault, PlannedFaults } from "../engine/planned-faults";
import { cloudTrailRecord } from "../engine/state/cloudtrail";
import { eventBridgeEvent } from "../engine/state/eventbridge";
import { restore } from "../engine/state/snapshot";
import type { StateStore } from "../engine/state-store";
import type { RegisterControl } from "./control-path";

/** What the control interface steers. A mock without state has no keeper. */
export interface Controlled {
  readonly keeper: StateStore | undefined;
  readonly journal: Journal;
  readonly faults: PlannedFaults;
  /** The error names that an operation declares, or all there are; undefined for an operation that is not there. */
  errorsOf(operation: string | undefined): ReadonlySet<string> | undefined;
}

/** A state of 100,000 keys is 43 MB. */
const BODY_LIMIT = 256 * 2 ** 20;

/** The control interface of openapi/control.yaml. */
export function controlRoutes(controlled: Controlled): RegisterControl {
  const { journal, faults } = controlled;
  return async (app) => {
    app.setErrorHandler((error: FastifyError, _request, reply) => refuse(reply, error));
    app.setNotFoundHandler((request, reply) =>
      refuse(reply, new ControlRefusal(`There is no ${request.method} ${request.url}.`, 404)),
    );
    stateRoutes(app, () => keeperOf(controlled));
    app.get("/requests", () => ({ requests: journal.list() }));
    app.delete("/requests", (_request, reply) => {
      journal.clear();
      return reply.code(204).send();
    });
    app.get("/faults", () => ({ faults: faults.list() }));
    app.post("/faults", (request, reply) => {
      const plan = parseControl("PlannedFault", request.body) as PlannedFault;
      const declared = controlled.errorsOf(plan.operation);
      if (!declared) throw new ControlRefusal(`There is no operation ${plan.operation}.`);
      if (plan.error !== undefined && !declared.has(plan.error)) {
        throw new ControlRefusal(`The error ${plan.error} is not declared. There are: ${[...declared].join(", ")}.`);
      }
      faults.add(plan);
      return reply.code(204).send();
    });
    app.delete("/faults", (_request, reply) => {
      faults.clear();
      return reply.code(204).send();
    });
    app.post("/reset", (_request, reply) => {
      keeperOf(controlled).reset();
      journal.clear();
      faults.clear();
      return reply.code(204).send();
    });
  };
}

function stateRoutes(app: FastifyInstance, keeper: () => StateStore): void {
  app.get("/state", () => keeper().kept().state);
  app.put("/state", { bodyLimit: BODY_LIMIT }, (request, reply) => {
    keeper().replace(restore(parseControl("State", request.body)));
    return reply.code(204).send();
  });
  app.get("/clock", () => readClock(keeper()));
  app.put("/clock", (request) => moveClock(keeper(), parseControl("ClockChange", request.body)));
  app.get("/events", () => {
    keeper().catchUp();
    const events = keeper().events();
    return {
      cloudTrail: events.map(cloudTrailRecord),
      eventBridge: events.map(eventBridgeEvent).filter((event) => event !== undefined),
    };
  });
  app.delete("/events", (_request, reply) => {
    keeper().forgetEvents();
    return reply.code(204).send();
  });
}

function keeperOf({ keeper }: Controlled): StateStore {
  if (!keeper) throw new ControlRefusal("This mock has no state: it was started with --stateless or --spec.", 404);
  return keeper;
}

function refuse(reply: FastifyReply, error: Error & { statusCode?: number }): FastifyReply {
  if (error instanceof ControlRefusal) return reply.code(error.status).send({ error: error.message });
  if (error instanceof TrentProblem) return reply.code(400).send({ error: error.report });
  const status = error.statusCode ?? 500;
  return reply.code(status).send({ error: status < 500 ? error.message : "The mock itself failed." });
}
