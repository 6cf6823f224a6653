import * as fc from "fast-check";
import { refuse } from "./model-rules";

/** Custom key stores as the model knows them: once more from docs/evidence/custom-key-stores.md, in the plainest form. */
export interface ModelStore {
  readonly id: string;
  readonly region: string;
  readonly external: boolean;
  name: string;
  connection: string;
  settles?: { at: number; to: string } | undefined;
  cluster?: string | undefined;
  proxy?: Proxy | undefined;
}

interface Proxy {
  readonly vpc: boolean;
  readonly endpoint: string;
  readonly path: string;
  readonly service?: string | undefined;
}

type Request = Readonly<Record<string, unknown>>;

const CLUSTERS = ["cluster-aaaaaaaaaaa", "cluster-bbbbbbbbbbb", "cluster-ccccccccccc"] as const;
const ENDPOINTS = ["https://a.example.com", "https://b.example.com", "https://c.example.com"] as const;
const SERVICE = "com.amazonaws.vpce.us-east-1.vpce-svc-a";
const SECRETS = { AccessKeyId: "A".repeat(20), RawSecretAccessKey: "s".repeat(43) };

const hsm = (which: number) => ({
  CloudHsmClusterId: CLUSTERS[which]!,
  TrustAnchorCertificate: "x",
  KeyStorePassword: "kmsPswd",
});
const xks = (which: number) => ({
  CustomKeyStoreType: "EXTERNAL_KEY_STORE",
  XksProxyConnectivity: "PUBLIC_ENDPOINT",
  XksProxyUriEndpoint: ENDPOINTS[which]!,
  XksProxyUriPath: "/kms/xks/v1",
  XksProxyAuthenticationCredential: SECRETS,
});
const vpc = { XksProxyConnectivity: "VPC_ENDPOINT_SERVICE", XksProxyVpcEndpointServiceName: SERVICE };

/** What CreateCustomKeyStore is asked for: a store of each type, or one that cannot be. */
export const NEW_STORE: fc.Arbitrary<Record<string, unknown>> = fc
  .record({
    CustomKeyStoreName: fc.constantFrom("a", "b", "c"),
    kind: fc.constantFrom("hsm", "hsm", "xks", "vpc", "bare", "mixed"),
    which: fc.nat(2),
  })
  .map(({ CustomKeyStoreName, kind, which }) => ({
    CustomKeyStoreName,
    ...(/hsm|mixed/.test(kind) && hsm(which)),
    ...(/xks|vpc/.test(kind) && xks(which)),
    ...(kind === "vpc" && vpc),
    ...(kind === "mixed" && { XksProxyUriPath: "/kms/xks/v1" }),
  }));

/** What UpdateCustomKeyStore is asked to change. */
export const STORE_CHANGE: fc.Arbitrary<Record<string, unknown>> = fc.constantFrom<Record<string, unknown>>(
  {},
  { NewCustomKeyStoreName: "a" },
  { NewCustomKeyStoreName: "d" },
  { KeyStorePassword: "changed" },
  { CloudHsmClusterId: CLUSTERS[0] },
  { XksProxyUriPath: "/b/kms/xks/v1" },
  { XksProxyUriEndpoint: ENDPOINTS[1] },
  { ...vpc, XksProxyUriEndpoint: ENDPOINTS[2] },
);

const LATER = 1000;
const INVALID_STATE = "CustomKeyStoreInvalidStateException";

/** The stores of the model. */
export class ModelStores {
  all: ModelStore[] = [];

  /** Takes a store into the model: one of the fixture, or one that the mock has made, whose id is the mock's to choose. */
  add(id: string, region: string, request: Request, connection = "DISCONNECTED"): void {
    const external = request.CustomKeyStoreType === "EXTERNAL_KEY_STORE";
    this.all.push({
      id,
      region,
      external,
      name: String(request.CustomKeyStoreName ?? id),
      connection,
      cluster: request.CloudHsmClusterId as string | undefined,
      proxy: external ? moved(undefined, request) : undefined,
    });
  }

  find(region: string, id: unknown): ModelStore | undefined {
    return this.all.find((store) => store.region === region && store.id === id);
  }

  /** What happens to stores by itself. */
  dates(): { at: number; happen: () => void }[] {
    return this.all.flatMap((store) => {
      const { settles } = store;
      if (!settles) return [];
      return [{ at: settles.at, happen: () => Object.assign(store, { connection: settles.to, settles: undefined }) }];
    });
  }

  /** What CreateKey says to the store of its request. */
  checkForKey(region: string, request: Request): void {
    if (request.CustomKeyStoreId === undefined) return;
    const store = this.find(region, request.CustomKeyStoreId);
    if (!store) refuse("CustomKeyStoreNotFoundException");
    if (store!.external) refuse("UnsupportedOperationException");
    if (store!.connection !== "CONNECTED") refuse(INVALID_STATE);
  }

  /** @param keysIn how many keys a store holds. */
  answer(operation: string, request: Request, region: string, now: number, keysIn: (id: string) => number): unknown {
    const here = this.all.filter((store) => store.region === region);
    if (operation === "CreateCustomKeyStore") return this.#create(request, here);
    if (operation === "DescribeCustomKeyStores") {
      const found = here.filter(({ id }) => (request.CustomKeyStoreId ?? id) === id);
      if (request.CustomKeyStoreId !== undefined && found.length === 0) refuse("CustomKeyStoreNotFoundException");
      return found.map(({ id, name, connection }) => `${id} ${name} ${connection}`).sort();
    }
    const store = this.find(region, request.CustomKeyStoreId);
    if (!store) return refuse("CustomKeyStoreNotFoundException");
    const { connection, id } = store;
    const allowed = (...states: string[]) => states.includes(connection) || refuse(INVALID_STATE);
    switch (operation) {
      case "ConnectCustomKeyStore":
        allowed("DISCONNECTED", "CONNECTING", "CONNECTED");
        if (connection === "DISCONNECTED")
          Object.assign(store, { connection: "CONNECTING", settles: { at: now + LATER, to: "CONNECTED" } });
        return {};
      case "DisconnectCustomKeyStore":
        allowed("CONNECTED", "CONNECTING");
        Object.assign(store, { connection: "DISCONNECTING", settles: { at: now + LATER, to: "DISCONNECTED" } });
        return {};
      case "DeleteCustomKeyStore":
        allowed("DISCONNECTED");
        if (keysIn(id) > 0) refuse("CustomKeyStoreHasCMKsException");
        this.all = this.all.filter((other) => other !== store);
        return {};
      default:
        return this.#update(store, request, here);
    }
  }

  #create(request: Request, here: readonly ModelStore[]): unknown {
    const external = request.CustomKeyStoreType === "EXTERNAL_KEY_STORE";
    // The commands make only these two faults: no member of either type, and one of each.
    if (!external && (request.CloudHsmClusterId === undefined || request.XksProxyUriPath !== undefined))
      refuse("ValidationException");
    if (here.some(({ name }) => name === request.CustomKeyStoreName)) refuse("CustomKeyStoreNameInUseException");
    const taken = here.some(({ cluster }) => cluster !== undefined && cluster === request.CloudHsmClusterId);
    if (taken) refuse("CloudHsmClusterInUseException");
    if (external) checkProxy(moved(undefined, request), here);
    if (here.length >= 10) refuse("LimitExceededException");
    return undefined;
  }

  #update(store: ModelStore, request: Request, here: readonly ModelStore[]): unknown {
    const asked = Object.keys(request).filter((name) => name !== "CustomKeyStoreId");
    const free = /^(NewCustomKeyStoreName|XksProxyUriPath)$/;
    const isFree = store.connection === "CONNECTED" && asked.every((name) => free.test(name));
    if (store.connection !== "DISCONNECTED" && !isFree) refuse(INVALID_STATE);
    if (asked.some((name) => (store.external ? /Cluster|Password/ : /^Xks/).test(name))) refuse("ValidationException");
    const others = here.filter((other) => other !== store);
    const proxy = store.proxy && moved(store.proxy, request);
    const changesWay = request.XksProxyConnectivity !== undefined && !store.proxy?.vpc;
    if (changesWay && request.XksProxyUriEndpoint === store.proxy?.endpoint) refuse("ValidationException");
    if (others.some(({ name }) => name === request.NewCustomKeyStoreName)) refuse("CustomKeyStoreNameInUseException");
    const cluster = (request.CloudHsmClusterId as string | undefined) ?? store.cluster;
    if (cluster !== undefined && others.some((other) => other.cluster === cluster))
      refuse("CloudHsmClusterNotRelatedException");
    if (proxy) checkProxy(proxy, others);
    Object.assign(store, { name: request.NewCustomKeyStoreName ?? store.name, cluster, proxy });
    return {};
  }
}

function moved(before: Proxy | undefined, request: Request): Proxy {
  const vpc = request.XksProxyConnectivity === "VPC_ENDPOINT_SERVICE" || (before?.vpc ?? false);
  return {
    vpc,
    endpoint: String(request.XksProxyUriEndpoint ?? before?.endpoint),
    path: String(request.XksProxyUriPath ?? before?.path),
    service: (request.XksProxyVpcEndpointServiceName as string | undefined) ?? before?.service,
  };
}

function checkProxy({ vpc, endpoint, path, service }: Proxy, others: readonly ModelStore[]): void {
  const proxies = others.flatMap(({ proxy }) => proxy ?? []);
  const sameHost = proxies.filter((other) => other.endpoint === endpoint);
  if (sameHost.some((other) => other.path === path)) refuse("XksProxyUriInUseException");
  if (sameHost.some((other) => other.vpc || vpc)) refuse("XksProxyUriEndpointInUseException");
  if (vpc && proxies.some((other) => other.vpc && other.service === service))
    refuse("XksProxyVpcEndpointServiceInUseException");
}
