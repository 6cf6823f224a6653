import { objectOf } from "../../openapi/dialect/document";
import { jsonOf } from "../contract-exchange";
import { deleteStore, isKept } from "../given/store-states";
import { NotTestable } from "../suite-errors";
import type { RunContext } from "./run-context";
import { stateApi } from "./state-api";

/**
 * Deletes the custom key stores that a case made, but for those that stay: an account may have ten, and the next case needs
 * room. What cannot be deleted is left.
 * @param from the number of exchanges before the case, which ran alone.
 */
export async function deleteStoresMade(context: RunContext, caseId: string, from: number): Promise<void> {
  const made = context.exchanges.slice(from).flatMap(({ sent, received }) => {
    if (sent.operation !== "CreateCustomKeyStore" || received?.status !== 200) return [];
    const { CustomKeyStoreId } = objectOf(received.json);
    const isOurs = typeof CustomKeyStoreId === "string" && !isKept(objectOf(jsonOf(sent.body)).CustomKeyStoreName);
    return isOurs ? [CustomKeyStoreId] : [];
  });
  const api = stateApi(context, caseId, context.policy.clock);
  for (const id of made)
    await deleteStore(api, id).catch((error: unknown) => {
      if (!(error instanceof NotTestable)) throw error;
    });
}
