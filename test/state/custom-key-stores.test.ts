import type { ConnectionErrorCodeType } from "../../generated/types";
import { allOperations } from "../../mock/engine/state/all-operations";
import { cloudTrailRecord } from "../../mock/engine/state/cloudtrail";
import { restore, snapshot } from "../../mock/engine/state/snapshot";
import { DEFAULT_TIMING } from "../../mock/engine/state/transition-context";
import { StateStore } from "../../mock/engine/state-store";
import { DAY, OTHER_REGION, START, World } from "./world";

const CLUSTER = "cluster-2a3b4cdefgh";
const HSM = {
  CustomKeyStoreName: "ExampleKeyStore",
  CloudHsmClusterId: CLUSTER,
  TrustAnchorCertificate: "-----BEGIN CERTIFICATE-----\nMIIEXAMPLE\n-----END CERTIFICATE-----\n",
  KeyStorePassword: "kmsPswd",
};
const XKS = {
  CustomKeyStoreName: "ExampleExternalKeyStore",
  CustomKeyStoreType: "EXTERNAL_KEY_STORE",
  XksProxyConnectivity: "PUBLIC_ENDPOINT",
  XksProxyUriEndpoint: "https://myproxy.xks.example.com",
  XksProxyUriPath: "/kms/xks/v1",
  XksProxyAuthenticationCredential: { AccessKeyId: "ABCDE23456723EXAMPLE", RawSecretAccessKey: "s".repeat(43) },
} as const;
const VPC = {
  ...XKS,
  CustomKeyStoreName: "ExampleVPCKeyStore",
  XksProxyConnectivity: "VPC_ENDPOINT_SERVICE",
  XksProxyUriEndpoint: "https://myproxy-private.xks.example.com",
  XksProxyVpcEndpointServiceName: "com.amazonaws.vpce.us-east-1.vpce-svc-example1",
} as const;

const create = (world: World, request: Parameters<typeof world.ok<"CreateCustomKeyStore">>[1] = HSM) =>
  world.ok("CreateCustomKeyStore", request).CustomKeyStoreId!;
const entry = (world: World, CustomKeyStoreId: string) =>
  world.ok("DescribeCustomKeyStores", { CustomKeyStoreId }).CustomKeyStores![0]!;
const connection = (world: World, id: string) => entry(world, id).ConnectionState;
const connected = (world: World, request?: Parameters<typeof create>[1]) => {
  const CustomKeyStoreId = create(world, request);
  world.ok("ConnectCustomKeyStore", { CustomKeyStoreId });
  world.pass(DEFAULT_TIMING.connecting);
  return CustomKeyStoreId;
};
const failed = (world: World, connectionError: ConnectionErrorCodeType = "USER_LOCKED_OUT") => {
  const CustomKeyStoreId = create(world);
  world.ok("ConnectCustomKeyStore", { CustomKeyStoreId }, { connectionError });
  world.pass(DEFAULT_TIMING.connecting);
  return CustomKeyStoreId;
};

describe("a store in time", () => {
  test("from new to connected and back, each step when it is due and not before", () => {
    const world = new World();
    const CustomKeyStoreId = create(world);
    const seen = [connection(world, CustomKeyStoreId)];
    const then = (milliseconds: number) => {
      world.pass(milliseconds);
      seen.push(connection(world, CustomKeyStoreId));
    };
    world.ok("ConnectCustomKeyStore", { CustomKeyStoreId });
    then(0);
    then(DEFAULT_TIMING.connecting - 1);
    then(1);
    world.ok("DisconnectCustomKeyStore", { CustomKeyStoreId });
    then(DEFAULT_TIMING.disconnecting - 1);
    then(1);
    expect(seen).toEqual([
      ...["DISCONNECTED", "CONNECTING", "CONNECTING", "CONNECTED"],
      ...["DISCONNECTING", "DISCONNECTED"],
    ]);
  });

  test("one that cannot be connected is FAILED with its code, until it is disconnected", () => {
    const world = new World();
    const CustomKeyStoreId = create(world);
    world.ok("ConnectCustomKeyStore", { CustomKeyStoreId }, { connectionError: "INVALID_CREDENTIALS" });
    expect(entry(world, CustomKeyStoreId)).not.toHaveProperty("ConnectionErrorCode");
    world.pass(DEFAULT_TIMING.connecting);
    expect(entry(world, CustomKeyStoreId)).toMatchObject({
      ConnectionState: "FAILED",
      ConnectionErrorCode: "INVALID_CREDENTIALS",
    });
    world.ok("DisconnectCustomKeyStore", { CustomKeyStoreId });
    expect(entry(world, CustomKeyStoreId)).not.toHaveProperty("ConnectionErrorCode");
    world.pass(DEFAULT_TIMING.disconnecting);
    world.ok("ConnectCustomKeyStore", { CustomKeyStoreId });
    world.pass(DEFAULT_TIMING.connecting);
    expect(connection(world, CustomKeyStoreId)).toBe("CONNECTED");
  });

  test("a second call to connect does not make the first one later", () => {
    const world = new World();
    const CustomKeyStoreId = create(world);
    world.ok("ConnectCustomKeyStore", { CustomKeyStoreId });
    world.pass(DEFAULT_TIMING.connecting - 1);
    world.ok("ConnectCustomKeyStore", { CustomKeyStoreId });
    world.pass(1);
    expect(connection(world, CustomKeyStoreId)).toBe("CONNECTED");
  });

  test("what is under way goes on after the state was saved and loaded", () => {
    const world = new World();
    const CustomKeyStoreId = create(world);
    world.ok("ConnectCustomKeyStore", { CustomKeyStoreId });
    const state = restore(JSON.parse(JSON.stringify(snapshot(world.state))));
    expect(state.nextDue()).toBe(START + DEFAULT_TIMING.connecting);
    expect(snapshot(state)).toEqual(snapshot(world.state));
  });
});

test("a store settles by the clock of its account", async () => {
  const place = { region: "us-east-1", requestId: "r" } as const;
  const accounts = ["111122223333", "444455556666"] as const;
  const store = new StateStore(() => new World().state, { operations: allOperations });
  store.freeze(true);
  store.freeze(true, accounts[0]);
  const ids = accounts.map((account) => {
    const made = store.call({ operation: "CreateCustomKeyStore", request: HSM, account, ...place });
    const CustomKeyStoreId = String(made.kind === "success" && made.body.CustomKeyStoreId);
    store.call({ operation: "ConnectCustomKeyStore", request: { CustomKeyStoreId }, account, ...place });
    return CustomKeyStoreId;
  });
  const connections = () =>
    accounts.map((account, n) => store.view.store(account, place.region, ids[n]!)?.connection).join(" ");
  expect(connections()).toBe("CONNECTING CONNECTING");
  await store.moveTo(store.clockOf(accounts[0]).now() + DEFAULT_TIMING.connecting, accounts[0]);
  expect(connections()).toBe("CONNECTED CONNECTING");
  await store.moveTo(store.clock.now() + DEFAULT_TIMING.connecting);
  expect(connections()).toBe("CONNECTED CONNECTED");
});

const INVALID = "CustomKeyStoreInvalidStateException";
const STATES = {
  DISCONNECTED: (world: World) => create(world),
  CONNECTING: (world: World) => {
    const CustomKeyStoreId = create(world);
    world.ok("ConnectCustomKeyStore", { CustomKeyStoreId });
    return CustomKeyStoreId;
  },
  CONNECTED: (world: World) => connected(world),
  FAILED: (world: World) => failed(world),
  DISCONNECTING: (world: World) => {
    const CustomKeyStoreId = connected(world);
    world.ok("DisconnectCustomKeyStore", { CustomKeyStoreId });
    return CustomKeyStoreId;
  },
} as const;

/** docs/evidence/custom-key-stores.md: which operation is valid in which connection state. */
describe("the table of connection states", () => {
  test.each([
    ["ConnectCustomKeyStore", {}, ["ok", "ok", "ok", INVALID, INVALID]],
    ["DisconnectCustomKeyStore", {}, [INVALID, "ok", "ok", "ok", INVALID]],
    ["DeleteCustomKeyStore", {}, ["ok", INVALID, INVALID, INVALID, INVALID]],
    ["UpdateCustomKeyStore", { NewCustomKeyStoreName: "Other" }, ["ok", INVALID, "ok", INVALID, INVALID]],
    ["UpdateCustomKeyStore", { KeyStorePassword: "changed" }, ["ok", INVALID, INVALID, INVALID, INVALID]],
    ["DescribeCustomKeyStores", {}, ["ok", "ok", "ok", "ok", "ok"]],
  ] as const)("%s %j", (operation, more, want) => {
    const got = Object.values(STATES).map((make) => {
      const world = new World();
      return world.fault(operation, { CustomKeyStoreId: make(world), ...more });
    });
    expect(got).toEqual(want);
  });

  test.each([
    ["path", { XksProxyUriPath: "/other/kms/xks/v1" }, "ok"],
    ["credential", { XksProxyAuthenticationCredential: XKS.XksProxyAuthenticationCredential }, "ok"],
    ["endpoint", { XksProxyUriEndpoint: "https://other.xks.example.com" }, INVALID],
  ])("the %s of a connected external key store", (_, change, want) => {
    const world = new World();
    expect(world.fault("UpdateCustomKeyStore", { CustomKeyStoreId: connected(world, XKS), ...change })).toBe(want);
  });

  test.each(Object.entries(STATES))("CreateKey in a store that is %s", (state, make) => {
    const world = new World();
    const CustomKeyStoreId = make(world);
    const said = world.fault("CreateKey", { Origin: "AWS_CLOUDHSM", CustomKeyStoreId });
    expect(said).toBe(state === "CONNECTED" ? "ok" : INVALID);
  });
});

test("the keys of a store are Unavailable while it is not connected, but for those that are pending deletion", () => {
  const world = new World();
  const CustomKeyStoreId = connected(world);
  const [one, disabled, leaving] = Array.from({ length: 3 }, () =>
    world.createKey({ Origin: "AWS_CLOUDHSM", CustomKeyStoreId }),
  ) as [string, string, string];
  world.ok("DisableKey", { KeyId: disabled });
  world.ok("ScheduleKeyDeletion", { KeyId: leaving, PendingWindowInDays: 7 });
  const states = () =>
    [one, disabled, leaving].map((KeyId) => world.ok("DescribeKey", { KeyId }).KeyMetadata!.KeyState).join(" ");
  const seen = [states()];
  world.ok("DisconnectCustomKeyStore", { CustomKeyStoreId });
  seen.push(states());
  world.pass(DEFAULT_TIMING.disconnecting);
  seen.push(states());
  world.ok("ConnectCustomKeyStore", { CustomKeyStoreId });
  seen.push(states());
  world.pass(DEFAULT_TIMING.connecting);
  seen.push(states());
  const cut = "Unavailable Unavailable PendingDeletion";
  expect(seen).toEqual(["Enabled Disabled PendingDeletion", cut, cut, cut, "Enabled Disabled PendingDeletion"]);
});

test("a store is deleted only once its last key is gone, also one that is pending deletion", () => {
  const world = new World();
  const CustomKeyStoreId = connected(world);
  const KeyId = world.createKey({ Origin: "AWS_CLOUDHSM", CustomKeyStoreId });
  world.ok("DisconnectCustomKeyStore", { CustomKeyStoreId });
  world.pass(DEFAULT_TIMING.disconnecting);
  world.ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
  expect(world.fault("DeleteCustomKeyStore", { CustomKeyStoreId })).toBe("CustomKeyStoreHasCMKsException");
  world.pass(7 * DAY);
  expect(world.fault("DeleteCustomKeyStore", { CustomKeyStoreId })).toBe("ok");
  expect(world.fault("DescribeCustomKeyStores", { CustomKeyStoreId })).toBe("CustomKeyStoreNotFoundException");
  expect(world.state.bytes).toBe(0);
});

describe("what no two stores of an account and Region share", () => {
  const other = { ...HSM, CustomKeyStoreName: "Other", CloudHsmClusterId: "cluster-7z7y7xwvuts" };
  const proxy = { ...XKS, CustomKeyStoreName: "Other", XksProxyUriEndpoint: "https://other.xks.example.com" };
  const vpc = { ...VPC, CustomKeyStoreName: "Other", XksProxyUriEndpoint: "https://other.xks.example.com" };
  test.each([
    ["a name", HSM, { ...other, CustomKeyStoreName: HSM.CustomKeyStoreName }, "CustomKeyStoreNameInUseException"],
    ["a cluster", HSM, { ...other, CloudHsmClusterId: CLUSTER }, "CloudHsmClusterInUseException"],
    ["a name in another case", HSM, { ...other, CustomKeyStoreName: "examplekeystore" }, "ok"],
    ["endpoint and path", XKS, { ...proxy, XksProxyUriEndpoint: XKS.XksProxyUriEndpoint }, "XksProxyUriInUseException"],
    [
      "an endpoint, with another path",
      XKS,
      { ...proxy, XksProxyUriEndpoint: XKS.XksProxyUriEndpoint, XksProxyUriPath: "/b/kms/xks/v1" },
      "ok",
    ],
    [
      "an endpoint of a VPC, with another path",
      VPC,
      { ...proxy, XksProxyUriEndpoint: VPC.XksProxyUriEndpoint, XksProxyUriPath: "/b/kms/xks/v1" },
      "XksProxyUriEndpointInUseException",
    ],
    ["a VPC endpoint service", VPC, vpc, "XksProxyVpcEndpointServiceInUseException"],
  ] as const)("%s", (_, first, second, want) => {
    const world = new World();
    create(world, first);
    expect(world.fault("CreateCustomKeyStore", second)).toBe(want);
    expect(world.fault("CreateCustomKeyStore", second, { region: OTHER_REGION })).toBe("ok");
    expect(world.fault("CreateCustomKeyStore", second, { account: "444455556666" })).toBe("ok");
  });
});

test("ten stores, and no more; without quotas more", () => {
  const world = new World();
  const nth = (n: number) => ({
    ...HSM,
    CustomKeyStoreName: `Store ${n}`,
    CloudHsmClusterId: `cluster-${"abcdefghijkl"[n]!.repeat(11)}`,
  });
  for (let n = 0; n < 10; n++) create(world, nth(n));
  expect(world.fault("CreateCustomKeyStore", nth(10))).toBe("LimitExceededException");
  world.noQuotas = true;
  expect(world.fault("CreateCustomKeyStore", nth(10))).toBe("ok");
});

describe("a proxy that moves", () => {
  test("into a VPC and out again", () => {
    const world = new World();
    const CustomKeyStoreId = create(world, XKS);
    const update = (change: object) => world.fault("UpdateCustomKeyStore", { CustomKeyStoreId, ...change });
    const proxy = () => entry(world, CustomKeyStoreId).XksProxyConfiguration;
    const { XksProxyConnectivity, XksProxyUriEndpoint, XksProxyVpcEndpointServiceName } = VPC;
    expect(update({ XksProxyConnectivity, XksProxyVpcEndpointServiceName })).toBe("ValidationException");
    expect(update({ XksProxyConnectivity, XksProxyUriEndpoint })).toBe("ValidationException");
    expect(update({ XksProxyConnectivity, XksProxyUriEndpoint, XksProxyVpcEndpointServiceName })).toBe("ok");
    expect(proxy()).toEqual({
      Connectivity: "VPC_ENDPOINT_SERVICE",
      AccessKeyId: "ABCDE23456723EXAMPLE",
      UriEndpoint: XksProxyUriEndpoint,
      UriPath: "/kms/xks/v1",
      VpcEndpointServiceName: XksProxyVpcEndpointServiceName,
      VpcEndpointServiceOwner: "111122223333",
    });
    const { XksProxyUriEndpoint: before } = XKS;
    expect(update({ XksProxyConnectivity: "PUBLIC_ENDPOINT", XksProxyUriEndpoint: before })).toBe("ok");
    expect(proxy()).toEqual({
      Connectivity: "PUBLIC_ENDPOINT",
      AccessKeyId: "ABCDE23456723EXAMPLE",
      UriEndpoint: before,
      UriPath: "/kms/xks/v1",
    });
  });
});

describe("where stores come from", () => {
  test("a fixture, in every connection state, and with the old word for it", () => {
    const world = new World(`
stores:
  - { id: cks-1, type: AWS_CLOUDHSM, connected: false }
  - { id: cks-2, type: AWS_CLOUDHSM, connected: true }
  - { id: cks-3, type: AWS_CLOUDHSM }
  - { id: cks-4, type: AWS_CLOUDHSM, name: Broken, connection: FAILED, error: CLUSTER_NOT_FOUND, created: -1d }
  - { id: cks-5, type: EXTERNAL_KEY_STORE, connection: CONNECTING, settles: +5m }
  - { id: cks-6, type: EXTERNAL_KEY_STORE, connection: CONNECTING }`);
    const all = () => world.ok("DescribeCustomKeyStores", {}).CustomKeyStores!;
    expect(all().map(({ ConnectionState }) => ConnectionState)).toEqual([
      ...["DISCONNECTED", "CONNECTED", "CONNECTED"],
      ...["FAILED", "CONNECTING", "CONNECTING"],
    ]);
    expect(all()[3]).toEqual({
      CustomKeyStoreId: "cks-4",
      CustomKeyStoreName: "Broken",
      CustomKeyStoreType: "AWS_CLOUDHSM",
      ConnectionState: "FAILED",
      ConnectionErrorCode: "CLUSTER_NOT_FOUND",
      CreationDate: (START - DAY) / 1000,
    });
    world.pass(DAY);
    expect(all().map(({ ConnectionState }) => ConnectionState)).toEqual([
      ...["DISCONNECTED", "CONNECTED", "CONNECTED"],
      ...["FAILED", "CONNECTED", "CONNECTING"],
    ]);
  });

  test.each([
    ["an error of a store that is connected", "error: INTERNAL_ERROR", "while it is FAILED"],
    ["two words for one thing", "connection: CONNECTED, connected: true", "connection says it already"],
    ["a proxy of a cluster's store", 'proxy: { endpoint: "https://a.example.com" }', "has no proxy"],
    ["an end of what does not pass", "settles: +1d", "does not settle so"],
  ])("a fixture refuses %s", (_, members, why) => {
    expect(() => new World(`stores: [{ id: cks-1, type: AWS_CLOUDHSM, ${members} }]`)).toThrow(why);
  });

  test("a state of an older Trent, which knew only whether a store is connected", () => {
    const place = { account: "111122223333", region: "us-east-1" };
    const stores = [
      { ...place, id: "cks-1", type: "AWS_CLOUDHSM", connected: false, clusterId: CLUSTER },
      { ...place, id: "cks-2", type: "EXTERNAL_KEY_STORE", connected: true },
    ];
    const state = restore({ version: 1, nextSerial: 1, stores, keys: [], aliases: [] });
    expect(snapshot(state).stores).toEqual([
      { ...place, id: "cks-1", name: "cks-1", type: "AWS_CLOUDHSM", connection: "DISCONNECTED", clusterId: CLUSTER },
      { ...place, id: "cks-2", name: "cks-2", type: "EXTERNAL_KEY_STORE", connection: "CONNECTED" },
    ]);
  });
});

test("the records name store and cluster, and a call that connects says which", () => {
  const world = new World();
  const CustomKeyStoreId = connected(world);
  world.ok("DescribeCustomKeyStores", { CustomKeyStoreId });
  const [made, connects, described] = world.events.map((event) => cloudTrailRecord(event));
  expect(made).toMatchObject({
    eventName: "CreateCustomKeyStore",
    readOnly: false,
    requestParameters: { customKeyStoreName: HSM.CustomKeyStoreName, clusterId: CLUSTER },
    responseElements: { customKeyStoreId: CustomKeyStoreId },
  });
  expect(Object.keys(made!.requestParameters as object)).toEqual(["customKeyStoreName", "clusterId"]);
  expect(connects).toMatchObject({
    eventName: "ConnectCustomKeyStore",
    requestParameters: { customKeyStoreId: CustomKeyStoreId },
    responseElements: null,
    additionalEventData: { customKeyStoreName: HSM.CustomKeyStoreName, clusterId: CLUSTER },
  });
  expect(described).toMatchObject({ eventName: "DescribeCustomKeyStores", readOnly: true, responseElements: null });
});
