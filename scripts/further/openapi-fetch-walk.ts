import path from "node:path";
import { pathToFileURL } from "node:url";
import type { JsonObject } from "../../openapi/dialect/document";

/** A client of openapi-fetch, as far as it is used here. */
interface Client {
  POST(path: string, options: { body: JsonObject }): Promise<{ data?: unknown; error?: unknown; response: Response }>;
}

/** A module of openapi-fetch. */
interface OpenapiFetch {
  readonly default: (options: { baseUrl: string }) => Client;
}

/**
 * Makes a key with openapi-fetch, turns its rotation on and off, and asks for each.
 * @param modules the folder that openapi-fetch is installed in.
 * @param url of the mock.
 * @returns what the client gave, a line for each call.
 */
export async function walkWithOpenapiFetch(modules: string, url: string): Promise<readonly string[]> {
  const entry = path.join(modules, "openapi-fetch", "dist", "index.mjs");
  const { default: createClient } = (await import(pathToFileURL(entry).href)) as OpenapiFetch;
  const client = createClient({ baseUrl: url });
  const lines: string[] = [];
  const call = async (operation: string, body: JsonObject) => {
    const { data, error, response } = await client.POST(`/TrentService.${operation}`, { body });
    lines.push(`${operation} ${response.status} ${JSON.stringify(data ?? error)}`);
    return data;
  };
  const made = (await call("CreateKey", {})) as { KeyMetadata: { KeyId: string } };
  const { KeyId } = made.KeyMetadata;
  await call("EnableKeyRotation", { KeyId, RotationPeriodInDays: 180 });
  await call("GetKeyRotationStatus", { KeyId });
  await call("DisableKeyRotation", { KeyId });
  await call("GetKeyRotationStatus", { KeyId });
  await call("EnableKeyRotation", { KeyId: "nope" });
  return lines.map((line) => line.replaceAll(KeyId, "KEY"));
}
