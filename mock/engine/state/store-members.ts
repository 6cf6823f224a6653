import type { SharedRefusals } from "../../../generated/rules";
import type {
  CreateCustomKeyStoreRequest,
  UpdateCustomKeyStoreRequest,
  XksProxyConfigurationType,
} from "../../../generated/types";
import type { CustomStore } from "./custom-store";
import type { Refuse } from "./refuse";
import type { KeyStoreView } from "./state";

type StoreRequest = Partial<CreateCustomKeyStoreRequest> & Partial<UpdateCustomKeyStoreRequest>;

/** The members that stores of each type have for themselves. */
const OF_TYPE = {
  AWS_CLOUDHSM: ["CloudHsmClusterId", "TrustAnchorCertificate", "KeyStorePassword"],
  EXTERNAL_KEY_STORE: [
    "XksProxyConnectivity",
    "XksProxyUriEndpoint",
    "XksProxyUriPath",
    "XksProxyAuthenticationCredential",
    "XksProxyVpcEndpointServiceName",
    "XksProxyVpcEndpointServiceOwner",
  ],
} as const satisfies Record<CustomStore["type"], readonly (keyof StoreRequest)[]>;

/** What a new external key store may lack: whether it needs these follows from its connectivity. */
const VPC: readonly string[] = ["XksProxyVpcEndpointServiceName", "XksProxyVpcEndpointServiceOwner"];

/** Whether a request lacks a member that a new store of the type needs. */
export function lacksMember(request: StoreRequest, type: CustomStore["type"]): boolean {
  return OF_TYPE[type].some((member) => !VPC.includes(member) && request[member] === undefined);
}

/** Refuses members of the other type than the store has. */
export function refuseOtherType(
  request: StoreRequest,
  type: CustomStore["type"],
  refuse: Refuse<Pick<SharedRefusals, "members-of-another-type">>,
): void {
  const other = type === "AWS_CLOUDHSM" ? "EXTERNAL_KEY_STORE" : "AWS_CLOUDHSM";
  if (OF_TYPE[other].some((member) => request[member] !== undefined)) refuse("members-of-another-type");
}

/**
 * The proxy that a request describes, where it changes one what it leaves is as before.
 * @param account the caller's, who owns the VPC endpoint service by default (documented).
 */
export function proxyOf(
  request: StoreRequest,
  before: Partial<XksProxyConfigurationType>,
  account: string,
  refuse: Refuse<Pick<SharedRefusals, "vpc-members">>,
): XksProxyConfigurationType {
  const { VpcEndpointServiceName, VpcEndpointServiceOwner, ...proxy } = before;
  const connectivity = request.XksProxyConnectivity ?? proxy.Connectivity;
  const accessKeyId = request.XksProxyAuthenticationCredential?.AccessKeyId;
  const changed: XksProxyConfigurationType = {
    ...proxy,
    ...(connectivity !== undefined && { Connectivity: connectivity }),
    ...(request.XksProxyUriEndpoint !== undefined && { UriEndpoint: request.XksProxyUriEndpoint }),
    ...(request.XksProxyUriPath !== undefined && { UriPath: request.XksProxyUriPath }),
    ...(accessKeyId !== undefined && { AccessKeyId: accessKeyId }),
  };
  const { XksProxyVpcEndpointServiceName: asked, XksProxyVpcEndpointServiceOwner: owner } = request;
  if (connectivity !== "VPC_ENDPOINT_SERVICE") {
    if (asked !== undefined || owner !== undefined) refuse("vpc-members");
    return changed;
  }
  const service = asked ?? VpcEndpointServiceName;
  if (service === undefined) refuse("vpc-members");
  return {
    ...changed,
    ...(service !== undefined && { VpcEndpointServiceName: service }),
    VpcEndpointServiceOwner: owner ?? VpcEndpointServiceOwner ?? account,
  };
}

type InUseRules = "name-in-use" | "uri-in-use" | "endpoint-in-use" | "vpc-service-in-use";

/** The other stores of a store's account and Region, with which it has nothing in common that has to be unique. */
export function otherStores(view: KeyStoreView, { account, region, id }: CustomStore): CustomStore[] {
  return view.storesOf(account, region).filter((other) => other.id !== id);
}

/** Refuses a name that another store has. */
export function refuseNameInUse(
  others: readonly CustomStore[],
  name: string,
  refuse: Refuse<Pick<SharedRefusals, InUseRules>>,
): void {
  if (others.some((other) => other.name === name)) refuse("name-in-use");
}

/** Refuses a proxy that shares its address or its VPC endpoint service with that of another store. */
export function refuseProxyInUse(
  others: readonly CustomStore[],
  { UriEndpoint, UriPath, Connectivity, VpcEndpointServiceName }: XksProxyConfigurationType,
  refuse: Refuse<Pick<SharedRefusals, InUseRules>>,
): void {
  const proxies = others.flatMap(({ proxy }) => proxy ?? []);
  const here = proxies.filter((other) => UriEndpoint !== undefined && other.UriEndpoint === UriEndpoint);
  if (here.some((other) => other.UriPath === UriPath)) refuse("uri-in-use");
  if (here.some((other) => [other.Connectivity, Connectivity].includes("VPC_ENDPOINT_SERVICE")))
    refuse("endpoint-in-use");
  const isShared = proxies.some((other) => other.VpcEndpointServiceName === VpcEndpointServiceName);
  if (VpcEndpointServiceName !== undefined && isShared) refuse("vpc-service-in-use");
}
