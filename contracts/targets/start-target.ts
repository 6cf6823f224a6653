import path from "node:path";
import { layout } from "../../openapi/dialect/layout";
import { TrentProblem } from "../../openapi/dialect/problems";
import { version as SUITE_VERSION } from "../../package.json";
import { type ContractTarget, TARGET_NAMES, type TargetName } from "./contract-target";
import { INSTALLABLE, programOf } from "./install-target";
import { type ServerCommand, startServer } from "./server-process";
import { controlledClock } from "./target-clock";

/** How each implementation is started on a port. */
const COMMANDS: Readonly<Record<Exclude<TargetName, "aws">, (port: number, region: string) => ServerCommand>> = {
  mock: (port, region) => ({
    command: process.execPath,
    args: [...layout.mockArguments(), "--port", `${port}`, "--region", region, "--log-level", "error"],
  }),
  moto: (port) => ({ command: programOf("moto"), args: ["-H", "127.0.0.1", "-p", `${port}`] }),
  "local-kms": (port, region) => ({
    command: programOf("local-kms"),
    args: [],
    environment: {
      PORT: `${port}`,
      KMS_REGION: region,
      KMS_ACCOUNT_ID: "111122223333",
      KMS_DATA_PATH: path.resolve(".further", "targets", "local-kms", `data-${process.pid}`),
    },
  }),
  ministack: (port) => ({
    command: programOf("ministack"),
    args: [],
    environment: { BIND_HOST: "127.0.0.1", GATEWAY_PORT: `${port}` },
  }),
  localstack: (port) => ({
    command: programOf("localstack"),
    args: ["-m", "localstack.runtime.main"],
    environment: {
      GATEWAY_LISTEN: `127.0.0.1:${port}`,
      DNS_ADDRESS: "0",
      SERVICES: "kms",
      EAGER_SERVICE_LOADING: "1",
      DISABLE_EVENTS: "1",
      SKIP_SSL_CERT_DOWNLOAD: "1",
    },
  }),
};

/**
 * The URL of a target that already listens, as `--target` names it: with or without `http://`.
 * @returns undefined for a name that the suite knows
 * @throws TrentProblem TRENT_E_OPTION for what is neither
 */
export function targetUrl(wanted: string): URL | undefined {
  if (wanted === "aws" || isStarted(wanted)) return undefined;
  // Without a scheme, the URL parser takes the host for one: "localhost:8080".
  const text =
    /^[\w.-]+(:\d+)?\/?$|^\[[\da-f:]+\](:\d+)?\/?$/i.test(wanted) && /[.:]|^localhost/.test(wanted)
      ? `http://${wanted}`
      : wanted;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new TrentProblem(
    "TRENT_E_OPTION",
    `--target takes a URL or one of ${TARGET_NAMES.join(", ")}, not "${wanted}".`,
  );
}

/**
 * Starts a target by its name, or uses one that already listens at a URL.
 * @throws TrentProblem for what is neither a name nor a URL, and for a target that does not start.
 */
export async function startTarget(wanted: string, region: string): Promise<ContractTarget> {
  if (isStarted(wanted)) {
    const running = await startServer(wanted, (port) => COMMANDS[wanted](port, region));
    const version = wanted === "mock" ? SUITE_VERSION : INSTALLABLE[wanted].version;
    return {
      name: wanted,
      version,
      started: true,
      ...running,
      ...(wanted === "mock" && { clock: controlledClock(running.url) }),
    };
  }
  const url = targetUrl(wanted);
  const stop = async () => {};
  if (!url)
    return { name: "aws", version: "live", url: new URL(`https://kms.${region}.amazonaws.com`), live: true, stop };
  return { name: url.host, version: "of unknown version", url, stop };
}

function isStarted(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}
