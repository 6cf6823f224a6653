import {
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  paginateListKeys,
} from "@aws-sdk/client-kms";
import { trentRequestHandler } from "trentservice/aws-sdk";
import { createTrent } from "trentservice/in-process";
import { mountStateView } from "trentservice/state-view";
import "trentservice/state-view.css";

// The one place that knows of the mock. Without the request handler, the client calls AWS.
const trent = createTrent({ keep: sessionStorage });
const kms = new KMSClient({
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  requestHandler: trentRequestHandler(trent),
});

// For whoever develops the page: what the mock holds, its clock, scenarios and faults, and the latest requests.
const mock = document.getElementById("mock");
mock.addEventListener("toggle", () => mountStateView(mock.querySelector("div"), trent.fetch), { once: true });

const status = document.getElementById("status");
const list = document.getElementById("keys");

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** Whether a key rotates; the reason as a text where it cannot. */
async function rotationOf(KeyId) {
  try {
    return (await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled === true;
  } catch (error) {
    return error.name;
  }
}

function switchFor(KeyId, label, isOn) {
  const button = element("button", "");
  button.setAttribute("role", "switch");
  button.setAttribute("aria-label", `Rotation of ${label}`);
  button.setAttribute("aria-checked", String(isOn));
  button.addEventListener("click", async () => {
    const turnOn = button.getAttribute("aria-checked") !== "true";
    try {
      await kms.send(turnOn ? new EnableKeyRotationCommand({ KeyId }) : new DisableKeyRotationCommand({ KeyId }));
      button.setAttribute("aria-checked", String(turnOn));
      status.textContent = `Rotation of ${label} is ${turnOn ? "on" : "off"}.`;
    } catch (error) {
      status.textContent = error.message;
    }
  });
  return button;
}

async function show(KeyId) {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
  const label = KeyMetadata.Description || KeyId;
  const rotation = await rotationOf(KeyId);
  const can = typeof rotation === "boolean" && KeyMetadata.KeyState === "Enabled";
  const text = document.createElement("div");
  text.append(element("strong", label), element("code", KeyId));
  const row = document.createElement("li");
  row.append(
    text,
    can
      ? switchFor(KeyId, label, rotation)
      : element("small", KeyMetadata.KeyState === "Enabled" ? "cannot rotate" : KeyMetadata.KeyState),
  );
  list.append(row);
}

for await (const { Keys = [] } of paginateListKeys({ client: kms }, {})) {
  for (const { KeyId } of Keys) await show(KeyId);
}
document.body.dataset.ready = "true";
