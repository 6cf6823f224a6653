import type { BenchServer } from "./bench-server";
import { callOf, type OperationBody } from "./call";
import { type Load, type LoadResult, loadKeptAlive, loadReconnecting } from "./load";

/** What one run of one server and operation gave. */
export interface Measurement extends LoadResult {
  readonly server: string;
  readonly operation: string;
  /** Processor time of the server's own process per request, in microseconds; undefined where the system does not say. */
  readonly cpuPerRequest: number | undefined;
}

/** Puts a server under load, and reads its process's processor time before and after. */
export async function measure(server: BenchServer, called: OperationBody, load: Load): Promise<Measurement> {
  const call = callOf(server, called);
  const before = await server.usage();
  const result =
    server.closesConnections && "seconds" in load
      ? await loadReconnecting(call, load.seconds)
      : await loadKeptAlive(call, load);
  const after = await server.usage();
  return {
    server: server.name,
    operation: called.operation,
    ...result,
    cpuPerRequest: before && after && (after.cpuMicroseconds - before.cpuMicroseconds) / result.requests,
  };
}
