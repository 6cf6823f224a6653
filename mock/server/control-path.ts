import type { FastifyInstance } from "fastify";

/** Where the control interface stands; AWS has nothing there. */
export const CONTROL_PATH = "/_trent";

/** Puts the control interface's routes on a server, below {@link CONTROL_PATH}. */
export type RegisterControl = (app: FastifyInstance) => Promise<void>;
