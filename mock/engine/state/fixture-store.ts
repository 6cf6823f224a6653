import { type CustomStore, storeFault } from "./custom-store";
import type { FixturePath, StoreFixture } from "./fixture-document";
import { type Loading, regionOf } from "./fixture-key";
import { fixtureTime } from "./fixture-time";

/** The custom key store that a fixture describes. */
export function storeOf(written: StoreFixture, place: FixturePath, loading: Loading): CustomStore {
  const { home, now, refuse } = loading;
  const { id, type, name = id, connected = true, cluster, certificate, error } = written;
  const time = (member: "created" | "settles") => {
    const text = written[member];
    if (text === undefined) return undefined;
    const wrong = () => refuse([...place, member], `${text} is not a time: write -400d, +12h or an ISO date-time`);
    return fixtureTime(text, now) ?? wrong();
  };
  if (written.connection !== undefined && written.connected !== undefined)
    refuse([...place, "connected"], "connection says it already");
  const connection = written.connection ?? (connected ? "CONNECTED" : "DISCONNECTED");
  const settlesAt = time("settles");
  const account = written.account ?? home.account;
  const store: CustomStore = {
    account,
    region: regionOf(written.region, loading),
    id,
    name,
    type,
    created: time("created") ?? now,
    connection,
    ...(error !== undefined && { error }),
    ...(settlesAt !== undefined && {
      settles: { at: settlesAt, to: connection === "CONNECTING" ? "CONNECTED" : "DISCONNECTED" },
    }),
    ...(cluster !== undefined && { clusterId: cluster }),
    ...(certificate !== undefined && { certificate }),
    ...(written.proxy && { proxy: proxyOf(written.proxy, account) }),
  };
  const fault = storeFault(store);
  return fault === undefined ? store : refuse(place, fault);
}

function proxyOf(
  { endpoint, path = "/kms/xks/v1", accessKeyId, vpcService, vpcOwner }: NonNullable<StoreFixture["proxy"]>,
  account: string,
): NonNullable<CustomStore["proxy"]> {
  return {
    Connectivity: vpcService === undefined ? "PUBLIC_ENDPOINT" : "VPC_ENDPOINT_SERVICE",
    UriEndpoint: endpoint,
    UriPath: path,
    ...(accessKeyId !== undefined && { AccessKeyId: accessKeyId }),
    ...(vpcService !== undefined && {
      VpcEndpointServiceName: vpcService,
      VpcEndpointServiceOwner: vpcOwner ?? account,
    }),
  };
}
