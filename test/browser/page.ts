/** What the pages of the tests use, bundled for them. */
export * from "@aws-sdk/client-kms";
export { trentRequestHandler } from "../../mock/adapters/aws-sdk";
export { createTrent } from "../../mock/adapters/in-process";
