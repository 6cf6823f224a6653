import type { CreateCustomKeyStoreRequest } from "../../generated/types";

/** A custom key store that a state made, and the text from which all that has to be unique of it was made. */
export interface StoreHandle {
  readonly id: string;
  readonly seed: string;
}

/** What the names of all stores of the suite begin with. */
const STORE_PREFIX = "trent-contract-";

/** Of nobody: no cluster and no proxy knows them. */
const PASSWORD = "trent-contract";
const SECRET = "trentContract".repeat(4);

/** The name of the store of a seed. */
export function storeNameOf(seed: string): string {
  return STORE_PREFIX + seed;
}

/** Characters that an id of a cluster may have, as many as it needs. */
function clusterIdOf(seed: string): string {
  return `cluster-${seed
    .replaceAll(/[^2-7a-z]/g, "")
    .slice(-16)
    .padStart(11, "a")}`;
}

/** Where the proxy of the store of a seed is. */
export function endpointOf(seed: string): string {
  return `https://${seed}.xks.example.com`;
}

/** The VPC endpoint service before the proxy of the store of a seed. */
export function vpcServiceOf(seed: string): string {
  return `com.amazonaws.vpce.us-east-1.vpce-svc-${seed.replaceAll(/[^0-9a-z]/g, "").slice(0, 20)}`;
}

/** The request for a CloudHSM key store. */
export function cloudHsmStore(seed: string): CreateCustomKeyStoreRequest {
  return {
    CustomKeyStoreName: storeNameOf(seed),
    CloudHsmClusterId: clusterIdOf(seed),
    TrustAnchorCertificate: "-----BEGIN CERTIFICATE-----\nMIIEXAMPLE\n-----END CERTIFICATE-----\n",
    KeyStorePassword: PASSWORD,
  };
}

/** A credential for a proxy. */
export const CREDENTIAL = { AccessKeyId: "TRENTCONTRACTTESTONLY", RawSecretAccessKey: SECRET } as const;

/** The request for an external key store with a public endpoint. */
export function externalStore(seed: string): CreateCustomKeyStoreRequest {
  return {
    CustomKeyStoreName: storeNameOf(seed),
    CustomKeyStoreType: "EXTERNAL_KEY_STORE",
    XksProxyConnectivity: "PUBLIC_ENDPOINT",
    XksProxyUriEndpoint: endpointOf(seed),
    XksProxyUriPath: "/kms/xks/v1",
    XksProxyAuthenticationCredential: CREDENTIAL,
  };
}

/** The request for one behind a VPC endpoint service. */
export function vpcStore(seed: string): CreateCustomKeyStoreRequest {
  return {
    ...externalStore(seed),
    XksProxyConnectivity: "VPC_ENDPOINT_SERVICE",
    XksProxyVpcEndpointServiceName: vpcServiceOf(seed),
  };
}
