/** The same with MSW's service worker instead of a request handler. */
export * from "@aws-sdk/client-kms";
export { setupWorker } from "msw/browser";
export { createTrent } from "../../mock/adapters/in-process";
export { trentHandlers } from "../../mock/adapters/msw";
